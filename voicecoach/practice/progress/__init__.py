"""How it went: weeks, streaks, what was planned and what was done, and each exercise from then to now."""
