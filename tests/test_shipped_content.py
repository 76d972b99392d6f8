"""The shipped routines carry the doses of the articles, and words that somebody with closed eyes can follow.

The tables below say what was prescribed, apart from the files under test: a slip of the pen in either shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from voicecoach.routine.dose import Dose
from voicecoach.routine.library import Folders, load_file
from voicecoach.routine.load import parse_exercise
from voicecoach.routine.model import Do, Exercise, Kind, Routine, SayText, Sides, WaitFor

SCRIPTS = Path(__file__).parent.parent / "scripts"

SECONDS_A_WORD = 0.4
"""An unhurried voice says 150 words a minute."""
NUMBER_SECONDS = 0.6
"""The repetition's number, said before the cue in the same phase of its tempo."""
BREATH_SECONDS = 3.0
"""Half of a slow breath."""


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
"""Where an article names no warm-up of its own, the rule that all share: five to seven minutes first."""

PRESCRIBED: dict[str, list[Fact]] = {
    "core-and-back": [
        Fact("easy-walking-on-the-spot", "standing", "warm up", "none", {"time": (120, 300)}),
        Fact("side-lying-stretch", "on the side", "stretch", "each", {"reps": (3, 6)}),
        Fact("plank", "face down", "strengthen", "none", {"hold": (10, 30)}),
        Fact("squat", "standing", "strengthen", "none", {"reps": (5, 12), "tempo": (2, 1, 2)}),
        Fact("lunge", "standing", "strengthen", "each", {"reps": (4, 10)}),
        Fact("hip-flexor-stretch", "half kneeling", "stretch", "each", {"hold": (15, 30)}),
        Fact("hip-hinge", "standing", "strengthen", "none", {"reps": (5, 12), "tempo": (3, 1)}),
        Fact("pull-up", "hanging", "strengthen", "none", {"reps": (3, 8)}, optional=True),
        Fact("marching-in-place", "standing", "cardio", "none", {"time": (120, 600)}),
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
        Fact("knee-to-chest", "on the back", "stretch", "each", {"hold": 5}),
        Fact("pelvic-tilt", "on the back", "strengthen", "none", {"hold": 10, "reps": (2, 5)}),
        Fact("piriformis-stretch", "on the back", "stretch", "each", {"hold": (15, 30)}),
        Fact("cat-and-cow", "hands and knees", "mobilise", "none", {"breaths": (5, 10)}),
        Fact("child-s-pose", "hands and knees", "stretch", "none", {"breaths": (5, 10)}),
        Fact("lower-back-rotation", "on the back", "stretch", "each", {"hold": (5, 10)}),
        Fact("bridge", "on the back", "strengthen", "none", {"breaths": 3, "reps": (3, 8)}),
    ],
    "gentle-daily": [
        Fact("warm-up-walking", "standing", "warm up", "none", {"time": (300, 420)}),
        Fact("pelvic-tilt", "on the back", "strengthen", "none", {"hold": 5, "reps": 5}),
        Fact("hip-rolling", "on the back", "mobilise", "alternate", {"reps": 5}),
        Fact("side-bending", "standing", "stretch", "alternate", {"hold": 5, "reps": 5}),
        Fact("backward-bending", "standing", "stretch", "none", {"hold": 5, "reps": 5}),
        Fact("full-body-stretch", "on the back", "stretch", "none", {"hold": (5, 10), "reps": 5}),
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
"""What an article may leave to us; everything else of a dose stands in the table or nowhere."""


def _plain(dose: Dose) -> dict[str, Any]:
    """A dose as the tables write it: a number, a pair for a range, a tuple of phases."""

    def number(value: Any) -> Any:
        if isinstance(value, bool):
            return value
        if isinstance(value, tuple):
            return tuple(number(phase) for phase in value)
        return value.low if value.low == value.high else (value.low, value.high)

    return {name: number(value) for name, value in dose.given().items()}


@cache
def exercises() -> dict[str, Exercise]:
    """Every shipped exercise, by id, whether a routine needs it or not."""
    return {
        path.stem: parse_exercise(path.read_text(encoding="utf-8"), path=path).exercise
        for path in sorted(SCRIPTS.glob("exercises/*.yaml"))
    }


@cache
def routines() -> dict[str, Routine]:
    """Every shipped routine with the exercises that it needs, by id."""
    folders = Folders(user=SCRIPTS / "nobody", shipped=SCRIPTS)
    return {path.stem: load_file(path, folders=folders).routine for path in sorted(SCRIPTS.glob("*.yaml"))}


EXERCISES = sorted(path.stem for path in SCRIPTS.glob("exercises/*.yaml"))
EVERY_FACT = [
    pytest.param(name, place, id=f"{name}-{fact.exercise}")
    for name, facts in PRESCRIBED.items()
    for place, fact in enumerate(facts)
]
each_exercise = pytest.mark.parametrize("name", EXERCISES)
each_routine = pytest.mark.parametrize("name", list(PRESCRIBED))


# What is prescribed


def test_the_five_routines_are_shipped() -> None:
    assert set(routines()) == set(PRESCRIBED)


@each_routine
def test_a_routine_does_its_exercises_in_the_prescribed_order(name: str) -> None:
    assert [step.do for step in routines()[name].done()] == [fact.exercise for fact in PRESCRIBED[name]]


@pytest.mark.parametrize(("name", "place"), EVERY_FACT)
def test_an_exercise_carries_its_facts(name: str, place: int) -> None:
    fact, step = PRESCRIBED[name][place], list(routines()[name].done())[place]
    exercise = exercises()[fact.exercise]
    assert (exercise.position.value, exercise.kind.value, exercise.sides.value) == (
        fact.position,
        fact.kind,
        fact.sides,
    )
    assert step.optional is fact.optional
    assert exercise.left is exercise.right is step.left is step.right is None
    dose = _plain(step.dose.over(exercise.dose))
    prescribed = {part: value for part, value in dose.items() if part in fact.dose or part not in MAY_FILL_IN}
    assert prescribed == fact.dose


@pytest.mark.parametrize(("name", "place"), EVERY_FACT)
def test_a_dose_can_stand_as_it_is(name: str, place: int) -> None:
    """What a step takes over from its exercise must not contradict what it says itself."""
    step = list(routines()[name].done())[place]
    dose = step.dose.over(exercises()[step.do].dose)
    assert Dose.model_validate(dose.given()) == dose
    if dose.time is None and dose.hold is None and dose.breaths is None:
        assert dose.tempo is not None, "repetitions with neither a hold nor a breath need a tempo"


def test_easier_forms_are_those_of_the_table_and_lead_back() -> None:
    assert {name: one.easier for name, one in exercises().items() if one.easier} == EASIER
    assert {name: one.harder for name, one in exercises().items() if one.harder} == {
        easier: name for name, easier in EASIER.items()
    }


def test_an_easier_form_keeps_the_dose() -> None:
    for name, easier in EASIER.items():
        assert exercises()[easier].dose == exercises()[name].dose, easier


def test_props_are_named() -> None:
    for name, prop in PROPS.items():
        assert any(prop in one for one in exercises()[name].props), name


def test_every_exercise_is_done_somewhere_or_stands_in_for_one_that_is() -> None:
    needed = {name for routine in routines().values() for name in routine.exercises}
    assert needed == set(exercises())


@each_routine
def test_a_routine_begins_with_a_warm_up(name: str) -> None:
    first = next(routines()[name].done())
    assert exercises()[first.do].kind is Kind.WARM_UP


@each_routine
def test_a_routine_says_how_often_it_may_be_done(name: str) -> None:
    safety = " ".join(routines()[name].safety).lower()
    if name in ("stretches-for-relief", "gentle-daily"):
        assert "every day, once or twice" in safety
    else:
        assert "never two days running" in safety
    assert "days to weeks" in (routines()[name].close or "")


# What is said


@each_exercise
def test_an_id_is_the_name(name: str) -> None:
    assert re.sub(r"[^a-z0-9]+", "-", exercises()[name].name.lower()).strip("-") == name


@each_exercise
def test_nothing_that_a_listener_needs_is_missing(name: str) -> None:
    exercise = exercises()[name]
    assert exercise.about
    assert len(exercise.setup) >= 2
    assert exercise.caution
    assert exercise.go
    assert exercise.finish
    assert exercise.source
    assert (exercise.inhale is None) == (exercise.exhale is None)
    if exercise.dose.time and exercise.dose.time.high >= 120:
        assert len(exercise.remind) >= 8, "minutes with the same few words are long"
    elif exercise.dose.time or (exercise.dose.hold and exercise.dose.hold.high >= 15):
        assert len(exercise.remind) >= 4
    if exercise.dose.reps:
        assert exercise.short


def _spoken() -> Iterator[tuple[str, str, str]]:
    """Every text that is said aloud: whose, what for, and the text."""
    for name, exercise in exercises().items():
        for field in ("name", "about", "go", "short", "finish", "inhale", "exhale"):
            if text := getattr(exercise, field):
                yield name, field, text
        for field in ("props", "setup", "remind", "caution"):
            for text in getattr(exercise, field):
                yield name, field, text
    for name, routine in routines().items():
        for text in routine.safety:
            yield name, "safety", text
        for sentence in re.split(r"(?<=[.!?]) ", routine.close or ""):
            yield name, "close", sentence
        for step in routine.steps:
            if isinstance(step, WaitFor):
                yield name, "wait", step.wait
            elif isinstance(step, SayText):
                yield name, "say", step.say


def _words(text: str) -> int:
    return len(text.split())


LONGEST = {
    "name": 6,
    "about": 20,
    "props": 9,
    "setup": 20,
    "go": 8,
    "short": 3,
    "finish": 5,
    "remind": 7,
    "caution": 18,
    "safety": 20,
    "close": 18,
    "wait": 14,
    "say": 14,
}
"""Words: what a listener takes in at once, or what its moment has room for."""


def test_no_text_is_too_long_for_its_use() -> None:
    long = [
        (whose, use, _words(text), text)
        for whose, use, text in _spoken()
        if _words(text) > LONGEST.get(use, int(BREATH_SECONDS / SECONDS_A_WORD))
    ]
    assert not long


def test_the_words_of_a_repetition_fit_their_phase() -> None:
    late = []
    for name, exercise in exercises().items():
        if phases := exercise.dose.tempo:
            out = phases[0].low - NUMBER_SECONDS
            back = phases[1 if len(phases) == 2 else 2].low
            said = ((exercise.go, out), (exercise.short, out), (exercise.finish, back))
            late += [(name, text, room) for text, room in said if _words(text or "") * SECONDS_A_WORD > room]
    assert not late


def test_every_text_reads_well_aloud() -> None:
    for whose, use, text in _spoken():
        plain = text.replace("{side}", "left").replace("{other}", "right")
        assert re.fullmatch(r"[A-Za-z ,.'-]+", plain), (whose, use, text)
        if use in ("name", "props"):
            assert not text.endswith("."), (whose, use, text)
        else:
            assert text[0].isupper() or text.startswith("{"), (whose, use, text)
            assert text.endswith("."), (whose, use, text)
            assert text.count(".") == 1 or use == "wait", f"one sentence a line: {(whose, use, text)}"


# Sides


@each_exercise
def test_sides_are_named_where_they_are_needed(name: str) -> None:
    exercise = exercises()[name]
    sided = [
        text
        for text in (exercise.go, exercise.short, exercise.finish, *exercise.setup, *exercise.remind)
        if text and ("{side}" in text or "{other}" in text)
    ]
    if exercise.sides is Sides.NONE:
        assert not sided
    elif exercise.sides is Sides.EACH:
        assert any("{side}" in line for line in exercise.setup), "nothing to say when the sides are switched"
    else:
        assert "{side}" in (exercise.go or "")
        assert "{side}" in (exercise.short or "")
        assert not [line for line in exercise.setup if "{" in line], "both sides are set up at once"
    unsided = (exercise.name, exercise.about or "", *exercise.caution, *exercise.props)
    assert not [text for text in unsided if "{" in text]
    assert not [text for _, _, text in _spoken() if re.search(r"\b(left|right)\b", text)]


def test_a_step_that_needs_hands_free_waits() -> None:
    """A band is taken up, and a bench is walked to, before its exercise begins."""
    for name, exercise in (
        ("five-for-strength", "hamstring-stretch"),
        ("spine-neutral-strength", "hip-extension-over-a-bench"),
    ):
        steps = routines()[name].steps
        place = next(i for i, step in enumerate(steps) if isinstance(step, Do) and step.do == exercise)
        assert isinstance(steps[place - 1], WaitFor)
