"""How much it is in a week, and what of that is more than any source gives."""
