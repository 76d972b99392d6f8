"""Live sessions: the player, its outputs and its controls. Beyond `session`; knows nothing of `export`."""
