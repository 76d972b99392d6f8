"""The site: what is to be made again, and how all of it takes its place at once."""
