"""Routines and choices for property tests, each with what was asked for in plain numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from tests.script.helpers import loaded
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.script.choices import Choices, Counting, Talk
from voicecoach.script.cue import Side

few = settings(
    max_examples=settings().max_examples * 3 // 5,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""Fewer examples than the profile has; a failure is reported as found, as making it smaller takes minutes."""

Span = tuple[float, float]

POSITIONS = (
    "standing",
    "sitting",
    "kneeling",
    "half kneeling",
    "hands and knees",
    "on the back",
    "on the side",
    "face down",
    "over a bench",
    "hanging",
)
KINDS = ("warm up", "mobilise", "stretch", "strengthen", "cardio", "breathe")


def at(span: Span, level: float) -> float:
    """The point on a range, as DESIGN says it: from low to high, whole between two ends."""
    low, high = span
    if low == high:
        return low
    return min(max(math.floor(low + (high - low) * level + 0.5), low), high)


def written(span: Span, unit: str = "") -> str:
    low, high = span
    return f"{low:g}{unit}" if low == high else f"{low:g}-{high:g}{unit}"


@dataclass(frozen=True)
class Asked:
    """One exercise of a session, with the numbers of each side."""

    id: str
    name: str
    position: str
    sides: str
    doses: dict[str, dict[str, Any]]
    """By side (left, right, or both): sets, reps, hold, breaths, time, tempo, rest, between as numbers."""
    cautions: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """A routine, what the person chose, and what must come of it."""

    data: dict[str, Any]
    choices: Choices
    asked: tuple[Asked, ...]

    @cached_property
    def loaded(self) -> LoadedRoutine:
        return loaded(self.data)

    def __repr__(self) -> str:
        return f"Case({self.choices}, {self.data})"


def spans(values: list[float]) -> st.SearchStrategy[Span]:
    return st.lists(st.sampled_from(values), min_size=2, max_size=2).map(lambda two: (min(two), max(two)))


REPS = spans([1, 1, 2, 3, 5, 12])
RESTS = spans([0, 1, 5, 7.5, 20, 50])


@st.composite
def doses(draw: st.DrawFn) -> dict[str, Any]:
    """A dose as ranges; `tempo` is a list of them."""
    dose: dict[str, Any] = {}
    if draw(st.booleans()):
        dose["sets"] = draw(spans([1, 2, 3]))
        dose["rest"] = draw(RESTS)
    kind = draw(st.sampled_from(["hold", "hold", "breaths", "time", "tempo", "reps", "none"]))
    if kind == "time":
        dose["time"] = draw(spans([1, 2, 15, 30, 59, 61, 119, 120, 121, 150, 300]))
        return dose
    if kind == "hold":
        dose["hold"] = draw(spans([1, 1.5, 2, 3, 5, 9, 10, 10.5, 11, 14, 30, 125]))
    if kind == "breaths":
        dose["breaths"] = draw(spans([1, 2, 3, 4, 10]))
    if kind == "tempo":
        phases = draw(st.lists(spans([0, 0.5, 1, 2, 3]), min_size=2, max_size=4))
        dose["tempo"] = phases if sum(low for low, _ in phases) >= 1 else [(2, 2), (1, 1), (2, 2)]
    if kind != "none":
        dose["reps"] = draw(REPS)
        if draw(st.booleans()):
            dose["between"] = draw(RESTS)
        if draw(st.integers(0, 5)) == 0:
            dose["open"] = True
    return dose


WORD = st.sampled_from(["lift", "the", "knee", "slowly", "toward", "your", "chest", "and", "breathe", "hips"])


@st.composite
def sentences(draw: st.DrawFn, most: int = 12, *, sided: bool = False) -> str:
    words = [f"{word}{index}" for index, word in enumerate(draw(st.lists(WORD, min_size=1, max_size=most)))]
    if sided and draw(st.booleans()):
        words.insert(draw(st.integers(0, len(words))), draw(st.sampled_from(["{side}", "{other}"])))
    return " ".join(words) + draw(st.sampled_from(["", "."]))


def _written(dose: dict[str, Any]) -> dict[str, Any]:
    units = {"hold": " s", "time": " s", "rest": " s", "between": " s"}
    text: dict[str, Any] = {}
    for key, value in dose.items():
        if key == "open":
            text[key] = True
        elif key == "tempo":
            text[key] = [written(phase) for phase in value]
        else:
            text[key] = written(value, units.get(key, ""))
    return text


def _over(own: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    return {**base, **own}


def _numbers(dose: dict[str, Any], level: float) -> dict[str, Any]:
    numbers = {
        key: [at(phase, level) for phase in value] if key == "tempo" else at(value, level)
        for key, value in dose.items()
        if key != "open"
    }
    numbers.setdefault("sets", 1)
    if "time" not in numbers:
        numbers.setdefault("reps", 1)
    return numbers


@st.composite
def cases(draw: st.DrawFn, *, most: int = 3) -> Case:
    """A whole routine; small, for a session is long however short its file."""
    choices = Choices(
        level=draw(st.sampled_from([0.0, 0.25, 0.5, 1.0])),
        talk=draw(st.sampled_from(list(Talk))),
        count=draw(st.sampled_from(list(Counting))),
        first=draw(st.sampled_from([Side.LEFT, Side.RIGHT])),
        session=draw(st.sampled_from([None, 1, 3, 5, 10, 32])),
    )
    exercises: dict[str, Any] = {}
    asked: list[Asked] = []
    steps: list[Any] = []
    for number in range(draw(st.integers(1, most))):
        sides = draw(st.sampled_from(["none", "each", "alternate"]))
        sided = sides != "none"
        dose = draw(doses())
        name = f"Exercise {'ABCDEFG'[number]}"
        keys: dict[str, Any] = {
            "name": name,
            "kind": draw(st.sampled_from(KINDS)),
            "position": draw(st.sampled_from(POSITIONS)),
            "sides": sides,
            "dose": _written(dose),
        }
        for key, most_words in (("go", 9), ("short", 2), ("finish", 4), ("inhale", 4), ("exhale", 4)):
            if draw(st.booleans()):
                keys[key] = draw(sentences(most_words, sided=sided))
        if "breaths" not in dose:
            # What is paced by breath has laws of its own.
            keys.setdefault("finish", "and0.")
            keys["kind"] = "mobilise" if keys["kind"] == "breathe" else keys["kind"]
        for key in ("setup", "remind", "caution", "leave"):
            lines = draw(st.lists(sentences(sided=sided), max_size=3, unique=True))
            if lines:
                keys[key] = lines
        ident = f"exercise-{number}"
        exercises[ident] = keys
        step: dict[str, Any] = {"do": ident}
        own: dict[str, Any] = {}
        if sided and "time" not in dose and draw(st.integers(0, 3)) == 0:
            own = {"reps": draw(REPS)}
            step["left"] = _written(own)
        by_side = {
            "left": _numbers(_over(own, dose), choices.level),
            "right": _numbers(dose, choices.level),
        }
        if not sided:
            by_side = {"both": by_side["right"]}
        steps.append(step)
        asked.append(Asked(ident, name, keys["position"], sides, by_side, tuple(keys.get("caution", ()))))
        between = draw(st.sampled_from(["", "", "rest", "say", "sound", "wait"]))
        if between == "rest":
            steps.append({"rest": written(draw(RESTS), " s")})
        elif between == "say":
            steps.append({"say": draw(sentences())})
        elif between == "sound":
            steps.append({"sound": "bell"})
        elif between == "wait":
            steps.append({"wait": draw(sentences())})
    data: dict[str, Any] = {"title": "Generated", "exercises": exercises, "steps": steps}
    if draw(st.integers(0, 3)) == 0:
        times = draw(st.integers(1, 2))
        data["steps"] = [{"repeat": times, "steps": steps}]
        asked *= times
    return Case(data, choices, tuple(asked))
