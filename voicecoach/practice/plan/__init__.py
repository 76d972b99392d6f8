"""Which routines are planned on which days, and which are due."""
