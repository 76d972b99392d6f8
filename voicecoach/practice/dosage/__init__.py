"""How much exercise a week has, and what of it is more than any source recommends."""
