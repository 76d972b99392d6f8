"""The drawing of each exercise, by its id."""

from __future__ import annotations

from tools.drawings import on_all_fours, on_the_back, standing
from tools.drawings.sheet import Drawing

DRAWINGS: dict[str, Drawing] = {
    "bird-dog": on_all_fours.BIRD_DOG,
    "bridge": on_the_back.BRIDGE,
    "pelvic-tilt": on_the_back.PELVIC_TILT,
    "squat": standing.SQUAT,
}
