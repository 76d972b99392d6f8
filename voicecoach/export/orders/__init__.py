"""Filling orders: from a session to its files, each whole or not there at all, several at once."""
