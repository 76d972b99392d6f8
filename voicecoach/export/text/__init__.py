"""Sessions in words: one module a format."""
