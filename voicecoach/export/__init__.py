"""Sessions as files: one file a format, and one table (`formats`) that says which suffix is what."""
