"""Where an exercise starts: apart from the models, so that a kept timeline is read without them."""

from __future__ import annotations

from enum import StrEnum


class Position(StrEnum):
    """Where an exercise starts."""

    STANDING = "standing"
    SITTING = "sitting"
    KNEELING = "kneeling"
    HALF_KNEELING = "half kneeling"
    HANDS_AND_KNEES = "hands and knees"
    ON_THE_BACK = "on the back"
    ON_THE_SIDE = "on the side"
    FACE_DOWN = "face down"
    OVER_A_BENCH = "over a bench"
    HANGING = "hanging"
