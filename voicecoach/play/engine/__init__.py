"""The player and what feeds an output from it; knows no keys and no words."""
