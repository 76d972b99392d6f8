"""Small routines with few ranges, so that every session that could be made of one can be tried."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.script.helpers import loaded
from voicecoach.routine.loaded_routine import LoadedRoutine

_POSITIONS = ("standing", "on the back", "hands and knees", "face down")


def small_routine(random: Random) -> LoadedRoutine:
    """One to three exercises, some with sides, some optional, some strict, with ranges of two or three points."""
    exercises: dict[str, Any] = {}
    steps: list[Any] = []
    for index in range(random.randint(1, 3)):
        name = f"exercise-{index}"
        exercises[name] = {
            "name": f"Exercise {index}",
            "kind": "warm up" if index == 0 and random.random() < 0.5 else "strengthen",
            "position": random.choice(_POSITIONS),
            "sides": random.choice(["none", "each", "alternate"]),
            "setup": ["Lie down.", "Be comfortable there."][: random.randint(0, 2)],
            "go": random.choice(["Lift.", "Reach a little further away."]),
            "remind": ["Breathe on."],
        }
        step: dict[str, Any] = {"do": name, **_dose(random)}
        if index and random.random() < 0.5:
            step["optional"] = True
            if random.random() < 0.5:
                step["priority"] = random.randint(1, 9)
        if random.random() < 0.15:
            step["timing"] = "strict"
        steps.append(step)
        if random.random() < 0.3:
            steps.append({"rest": random.choice(["5-20 s", "10 s", "30-60 s"])})
    if random.random() < 0.2:
        exercises["exercise-0"] |= {"easier": "mild", "ease_in": True}
        exercises["mild"] = {"name": "Mild", "kind": "strengthen", "position": "standing"}
    if random.random() < 0.3:
        steps = [{"rounds": 2, "rest": "10-20 s", "steps": steps}]
    return loaded({"title": "Small", "exercises": exercises, "steps": steps})


def _dose(random: Random) -> dict[str, Any]:
    dose: dict[str, Any] = {}
    if random.random() < 0.5:
        dose |= {"sets": random.choice(["1-2", "2", "1-3"]), "rest": random.choice(["15 s", "10-30 s"])}
    kind = random.choice(["hold", "reps", "time", "breaths"])
    if kind == "hold":
        dose |= {"hold": random.choice(["5-7 s", "10-12 s"]), "reps": random.choice(["2-3", "3"])}
    elif kind == "reps":
        dose |= {"reps": random.choice(["4-6", "8", "5-8"])}
    elif kind == "time":
        dose |= {"time": random.choice(["30-32 s", "20 s"])}
    else:
        dose |= {"breaths": random.choice(["2-4", "3"])}
    return dose
