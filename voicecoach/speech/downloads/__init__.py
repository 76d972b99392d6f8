"""Voices that a user asks for: the catalogue, how their files are fetched, and those that are here."""
