"""What the coach does when something unplanned is asked for: a pause, a jump, another dose, pain."""
