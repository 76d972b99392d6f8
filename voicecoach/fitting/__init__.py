"""A session of the length that a person has time for."""
