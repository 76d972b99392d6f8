"""How soft and how loud a session can be. Beside the engine, so that the command line reads it without loading numpy."""

from __future__ import annotations

SOFTEST_DB, LOUDEST_DB = -15, 9
"""The limits of a session's volume, in decibels; 0 is as loud as a file."""
