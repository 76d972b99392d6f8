"""What the articles prescribe, apart from the files under test: a slip of the pen in either shows."""

from __future__ import annotations

from typing import Any, NamedTuple


class Fact(NamedTuple):
    """One line of a prescription."""

    exercise: str
    position: str
    kind: str
    sides: str
    dose: dict[str, Any]
    """Every part of the dose that was prescribed; a pair is a range."""
    optional: bool = False


WARM_UP = Fact("easy-walking-on-the-spot", "standing", "warm up", "none", {"time": (300, 420)})
"""If an article names no warm-up of its own, the rule that all share: five to seven minutes first."""

PRESCRIBED: dict[str, list[Fact]] = {
    "core-and-back": [
        Fact("easy-walking-on-the-spot", "standing", "warm up", "none", {"time": (300, 420)}),
        Fact("squat", "standing", "strengthen", "none", {"reps": (5, 12), "tempo": (2, 1, 2)}),
        Fact("lunge", "standing", "strengthen", "each", {"reps": (4, 10)}),
        Fact("hip-hinge", "standing", "strengthen", "none", {"reps": (5, 12), "tempo": (3, 1)}),
        Fact("pull-up", "hanging", "strengthen", "none", {"reps": (3, 8)}, optional=True),
        Fact("marching-in-place", "standing", "cardio", "none", {"time": (120, 600)}),
        Fact("hip-flexor-stretch", "half kneeling", "stretch", "each", {"hold": (15, 30)}),
        Fact("plank", "face down", "strengthen", "none", {"hold": (10, 30)}),
        Fact("side-lying-stretch", "on the side", "stretch", "each", {"reps": (3, 6)}),
    ],
    "five-for-strength": [
        WARM_UP,
        Fact("bird-dog", "hands and knees", "strengthen", "alternate", {"hold": 5, "reps": (3, 8)}),
        Fact("hip-extension", "hands and knees", "strengthen", "each", {"time": 15}),
        Fact("side-plank", "on the side", "strengthen", "each", {"hold": (10, 30)}),
        Fact("pelvic-tilt", "on the back", "strengthen", "none", {"sets": (1, 3), "reps": 3}),
        Fact("hamstring-stretch", "on the back", "stretch", "each", {"hold": (15, 20)}),
    ],
    "spine-neutral-strength": [
        WARM_UP,
        Fact(
            "neutral-spine-crunch",
            "on the back",
            "strengthen",
            "none",
            {"hold": 3, "reps": (5, 15), "open": True},
        ),
        Fact(
            "hip-extension-over-a-bench",
            "over a bench",
            "strengthen",
            "each",
            {"hold": 5, "reps": (5, 15)},
        ),
    ],
    "stretches-for-relief": [
        WARM_UP,
        Fact("cat-and-cow", "hands and knees", "mobilise", "none", {"breaths": (5, 10)}),
        Fact("child-s-pose", "hands and knees", "stretch", "none", {"breaths": (5, 10)}),
        Fact("knee-to-chest", "on the back", "stretch", "each", {"hold": 5, "reps": (2, 5)}),
        Fact("pelvic-tilt", "on the back", "strengthen", "none", {"hold": 10, "reps": (2, 5)}),
        Fact("piriformis-stretch", "on the back", "stretch", "each", {"hold": (15, 30)}),
        Fact("lower-back-rotation", "on the back", "stretch", "each", {"hold": (5, 10)}),
        Fact("bridge", "on the back", "strengthen", "none", {"breaths": 3, "reps": (3, 8)}),
    ],
    "gentle-daily": [
        Fact("warm-up-walking", "standing", "warm up", "none", {"time": (300, 420)}),
        Fact("side-bending", "standing", "stretch", "alternate", {"hold": 5, "reps": (5, 10)}),
        Fact("backward-bending", "standing", "stretch", "none", {"hold": 5, "reps": (5, 10)}),
        Fact("pelvic-tilt", "on the back", "strengthen", "none", {"hold": 5, "reps": (5, 10)}),
        Fact("hip-rolling", "on the back", "mobilise", "alternate", {"reps": (5, 10)}),
        Fact("full-body-stretch", "on the back", "stretch", "none", {"hold": (5, 10), "reps": (5, 10)}),
    ],
}

EASIER = {
    "plank": "plank-on-the-knees",
    "squat": "sit-to-stand",
    "lunge": "lunge-with-a-chair",
    "pull-up": "row",
    "side-plank": "side-plank-with-bent-knees",
}
PROPS = {
    "hamstring-stretch": "band or towel",
    "hip-extension-over-a-bench": "bench or couch",
    "pull-up": "bar",
}

MAY_FILL_IN = {"tempo", "rest", "between"}
"""What an article may leave to us; everything else of a dose is in the table or nowhere."""
