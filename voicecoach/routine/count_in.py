"""The number from which a set is counted in: its first word is on one."""

from __future__ import annotations

USUAL_COUNT_IN = 3
"""Unless the routine or the user says another."""
MOST_COUNTED_IN = 10
"""The largest one; 0 counts nothing."""
