"""People talking to us: commands, buttons and the screens they lead to."""
