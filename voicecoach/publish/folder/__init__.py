"""What a practice writes: its own file, its patients, and the doses of each; read, checked, and never trusted."""
