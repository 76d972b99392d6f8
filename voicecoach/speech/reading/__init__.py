"""What the words of a text are, before a voice says them: numbers, units and short forms in full, and words by lexicons."""
