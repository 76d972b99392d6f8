"""What is kept of a session: its place while it runs, its record when it ends."""
