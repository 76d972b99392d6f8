"""What was done, how it felt, and what that means for the next session."""
