"""What keeps the house running: the clock, the stages' loops, the sandbox, sweeping and health."""
