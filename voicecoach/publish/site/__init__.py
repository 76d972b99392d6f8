"""The site: what has to be made again, and how all of it goes live at once."""
