"""Which routines are to be done on which days, and what of that is due."""
