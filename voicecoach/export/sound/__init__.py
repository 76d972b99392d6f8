"""Sessions as sound files: one module a format, and what several of them share."""
