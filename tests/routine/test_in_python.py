"""A routine made in Python is loaded, coached and arranged like the one that its file would hold."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.script.helpers import FOLDERS, loaded
from voicecoach.errors import RoutineError
from voicecoach.play.saved.place import routine_fingerprint
from voicecoach.routine.library import load_routine
from voicecoach.routine.lint.rules import lint_routine
from voicecoach.routine.model import Do, Exercise, Repeat, Rest, Routine, SayText, WaitFor
from voicecoach.script.choices import Choices
from voicecoach.script.coach import coach
from voicecoach.session import StreamedSession, prepare
from voicecoach.speech.silent import SilentVoice

LIFT = {
    "name": "Lift",
    "kind": "strengthen",
    "position": "standing",
    "dose": {"reps": "4-8"},
    "easier": "squat",
}

PLAIN: dict[str, Any] = {
    "title": "Übung: the back",
    "exercises": {"lift": LIFT},
    "steps": [
        "pelvic-tilt",
        {"do": "lift", "sets": 2, "rest": "20 s"},
        {"rest": 20},
        {"say": "Sit tall."},
        {"repeat": 2, "steps": ["side-plank", {"wait": "Fetch a chair.", "time": "15 s"}]},
    ],
}


def made() -> Routine:
    """The same as PLAIN, in models."""
    return Routine(
        title="Übung: the back",
        exercises={"lift": Exercise(**LIFT)},
        steps=[
            "pelvic-tilt",
            Do(do="lift", sets=2, rest=20),
            Rest(rest=20),
            SayText(say="Sit tall."),
            Repeat(repeat=2, steps=["side-plank", WaitFor(wait="Fetch a chair.", time=15)]),
        ],
    )


@pytest.mark.parametrize("routine", [made(), Routine(**PLAIN), Routine.model_validate(PLAIN)])
def test_a_routine_in_python_is_coached_as_its_file_is(routine: Routine) -> None:
    file = loaded(yaml.safe_dump(PLAIN), name="ubung-the-back")
    found = load_routine(routine, folders=FOLDERS)
    assert found.routine == file.routine
    assert (found.id, found.path) == ("ubung-the-back", None)
    assert found.files == file.files[1:]  # of the shipped exercises alone
    assert routine_fingerprint(found) == routine_fingerprint(file)
    voice, choices = SilentVoice(150), Choices(level=0.5)
    session = prepare(routine, choices, voice, folders=FOLDERS)
    assert session.timeline == prepare(file, choices, voice).timeline
    assert tuple(StreamedSession(found, choices, voice).parts()) == session.timeline.parts
    assert coach(routine, choices) == coach(found, choices) == coach(file, choices)
    assert coach(file.routine, choices, id="other").routine == "other"


def test_a_routine_that_is_whole_needs_no_file() -> None:
    whole = Routine(title="Own", exercises={"lift": Exercise(**{**LIFT, "easier": None})}, steps=["lift"])
    assert not whole.missing()
    assert load_routine(whole, folders=FOLDERS).routine == whole
    assert Routine(**PLAIN).missing() >= {"pelvic-tilt", "squat", "side-plank"}
    assert Routine(**PLAIN).eased() == {"lift"}


@pytest.mark.parametrize(
    ("title", "id"),
    [("Morning back", "morning-back"), ("…", "routine"), ("背中", "routine"), ("a" * 99, "a" * 80)],
)
def test_its_id_is_its_title(title: str, id: str) -> None:
    # A title is spoken, so that one without letters is refused by the model; the id holds all the same.
    routine = Routine(title="x", steps=["pelvic-tilt"]).model_copy(update={"title": title})
    assert load_routine(routine, folders=FOLDERS).id == id


@pytest.mark.parametrize(
    ("routine", "reported"),
    [
        (
            Routine(title="A", steps=[{"repeat": 2, "steps": ["pelvic-tlt"]}, "none-such"]),
            [
                "steps[0].steps[0].do: there is no exercise “pelvic-tlt”; did you mean “pelvic-tilt”?",
                "steps[1].do: there is no exercise “none-such”; write exercises/none-such.yaml, or put it under exercises",
            ],
        ),
        (
            Routine(title="A", steps=["lift"], exercises={"lift": Exercise(**{**LIFT, "easier": "squatt"})}),
            ["exercises.lift.easier: there is no exercise “squatt”; did you mean “squat”?"],
        ),
        (
            Routine(title="A", steps=[{"repeat": 9, "steps": [{"do": "pelvic-tilt", "time": "20 h"}]}]),
            ["steps[0]: this makes a session of more than 24 hours (up to 180); do less, or less often"],
        ),
        ({"title": "A"}, ["a routine is an id, a path or a Routine, not an object of the type dict"]),
        (None, ["a routine is an id, a path or a Routine, not an object of the type NoneType"]),
    ],
)
def test_what_is_wrong_is_a_routine_error_without_a_line(routine: Any, reported: list[str]) -> None:
    calls = [
        lambda: load_routine(routine, folders=FOLDERS),
        lambda: prepare(routine, Choices(), SilentVoice(150)),
    ]
    for call in [*calls, lambda: coach(routine, Choices())] if isinstance(routine, Routine) else calls:
        with pytest.raises(RoutineError) as caught:
            call()
        assert [str(error) for error in (caught.value, *caught.value.others)] == reported


def test_a_routine_in_python_can_be_looked_over() -> None:
    found = load_routine(Routine(title="A", steps=["side-plank"]), folders=FOLDERS)
    notes = lint_routine(found)
    assert notes
    assert all((note.line is None) == (note.path is None) for note in notes)
