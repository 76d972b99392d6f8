"""The number of a session: which one of a routine it is for a person, from 1."""

MOST_SESSIONS = 1_000_000
"""The highest."""
