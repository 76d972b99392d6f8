"""Keeps the machine awake while a session runs."""
