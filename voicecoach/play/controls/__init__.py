"""Ways to control a session: each turns what a person does into Commands of `table`, and is one file."""
