"""Lists of words from which an author chooses one."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an exercise is for."""

    WARM_UP = "warm up"
    MOBILISE = "mobilise"
    STRETCH = "stretch"
    STRENGTHEN = "strengthen"
    CARDIO = "cardio"
    BREATHE = "breathe"


INTERVALS = "intervals"
"""What a routine is for that has work and rest of exact lengths."""


class Sides(StrEnum):
    """How the two sides of the body share a dose."""

    NONE = "none"
    EACH = "each"
    """The full dose on one side, then on the other."""
    ALTERNATE = "alternate"
    """Sides change every repetition; repetitions count a side."""


class OneSide(StrEnum):
    """The side that is done alone."""

    LEFT = "left"
    RIGHT = "right"


class Timing(StrEnum):
    """How exact the time between the first work and the last is."""

    STRICT = "strict"
    """Each work and each rest lasts what is written, and all that is said falls inside."""


class Switch(StrEnum):
    """When the sides change in several sets of an exercise that does its dose on each."""

    EACH_SIDE = "each side"
    """All sets on one side, then all on the other."""
    EACH_SET = "each set"


class Order(StrEnum):
    """What decides the order of exercises."""

    AS_WRITTEN = "as written"
    FREE = "free"
    """Exercises next to one another change places, so that somebody gets up and down less."""
