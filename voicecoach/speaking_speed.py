"""How fast a voice may speak, in words a minute."""

DEFAULT_SPEED = 150
"""A calm speaking rate, at which each number below a hundred still fits its second."""

SLOWEST, FASTEST = 80, 450
"""The limits of `--speed`: what espeak-ng itself accepts."""
