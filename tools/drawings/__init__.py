"""Draws the shipped exercises: python -m tools.drawings [FOLDER]"""
