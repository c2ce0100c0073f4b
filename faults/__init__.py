"""What `./run faults` runs: the house under kill, fault and attack, and the table of what held."""
