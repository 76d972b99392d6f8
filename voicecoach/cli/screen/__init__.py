"""What a live session shows on a terminal. Never needed for use."""
