"""The coach's words on safety, and what an author may change of them: `safety: prescribed`, `pain: up to 3 of 10`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.script.helpers import cues, exercise, loaded, segments
from voicecoach.errors import RoutineError
from voicecoach.export.handout import make_handout
from voicecoach.phrases import phrases_of
from voicecoach.routine.model import Exercise, Routine
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Role, Say
from voicecoach.session import prepare
from voicecoach.speech.silent import SilentVoice

SIGNS = phrases_of("en").say("safety-signs")
NUMB = "numbness between your legs"
HURTS = (
    "Stop if it hurts, and rest. "
    "You may feel a stretch, but never push through pain. Keep breathing all the time."
)
A_LITTLE = "This one may hurt a little: up to three of ten. Stop if it hurts more than that."


def routine(step: dict[str, Any] | None = None, *, safety: Any = (), **keys: Any) -> dict[str, Any]:
    made = {
        "title": "One",
        "exercises": {"lift": exercise(**keys)},
        "steps": [{"do": "lift", **(step or {})}],
    }
    return {**made, "safety": safety} if safety else made


def safety_of(made: dict[str, Any], **choices: Any) -> list[str]:
    return [
        cue.text
        for cue in cues(segments(loaded(made), **choices))
        if isinstance(cue, Say) and cue.role is Role.SAFETY
    ]


def on_paper(made: dict[str, Any]) -> tuple[str, ...]:
    whole = loaded(made)
    session = prepare(whole, Choices(), SilentVoice(150))
    return make_handout(whole.routine, Choices(), session.timeline).safety


def test_the_signs_that_need_a_doctor_are_named_in_the_first_session_and_on_paper() -> None:
    told = safety_of(routine())
    assert [text for text in told if NUMB in text] == [SIGNS]
    assert SIGNS in on_paper(routine())
    assert not any(NUMB in text for text in safety_of(routine(), session=2))


@pytest.mark.parametrize("safety", ["prescribed", ["prescribed"]])
def test_the_notice_of_a_routine_by_one_s_own_therapist_is_short_and_never_none(safety: Any) -> None:
    told = safety_of(routine(safety=safety))
    assert told == [
        "Before we begin. This routine was written for you. Do it as you were shown, and ask the one who wrote it if"
        " anything feels wrong.",
        HURTS,
    ]
    assert len(" ".join(told)) < len(" ".join(safety_of(routine())))
    paper = on_paper(routine(safety=safety))
    assert paper[0].endswith("Stop any exercise that hurts.")
    assert "advice" not in paper[0]
    assert SIGNS in paper


def test_a_prescribed_routine_may_have_sentences_of_its_own() -> None:
    made = routine(safety=["prescribed", "Leave out what hurt yesterday."])
    assert "Leave out what hurt yesterday." in safety_of(made)
    assert on_paper(made)[-1] == "Leave out what hurt yesterday."
    assert not any("prescribed" in text for text in safety_of(made))


@pytest.mark.parametrize("pain", ["up to 3 of 10", "Up to 3", "3", 3, "3 out of 10"])
@pytest.mark.parametrize("by", ["exercise", "step"])
def test_a_pain_that_is_allowed_changes_the_sentences_that_say_to_stop(pain: Any, by: str) -> None:
    made = routine({"pain": pain}) if by == "step" else routine(pain=pain)
    told = safety_of(made)
    assert A_LITTLE in told
    assert HURTS not in told
    assert "Stop if it hurts, unless I say how much may hurt." in " ".join(told)
    assert on_paper(made)[0].endswith("Stop any exercise that hurts more than this page allows for it.")


def test_it_is_said_before_the_effort_and_on_paper_with_its_exercise() -> None:
    made = routine(pain="up to 3 of 10", go="Lift your heel.")
    order = [cue.text for cue in cues(segments(loaded(made))) if isinstance(cue, Say)]
    assert order.index(A_LITTLE) < order.index("Lift your heel.")
    whole = loaded(made)
    session = prepare(whole, Choices(), SilentVoice(150))
    (item,) = make_handout(whole.routine, Choices(), session.timeline).items
    assert item.cautions[0] == A_LITTLE.replace("three of ten", "3 of 10")


@pytest.mark.parametrize("pain", ["a little", "up to 11 of 10", "0", "3 of 5", ["3"]])
def test_what_is_not_an_amount_of_pain_is_refused(pain: Any) -> None:
    with pytest.raises(RoutineError, match="take it out" if pain == "0" else "up to 3 of 10"):
        loaded(routine(pain=pain))


@pytest.mark.parametrize(
    ("made", "valid"),
    [
        (routine(safety="prescribed", pain="up to 3 of 10"), True),
        (routine({"pain": 3}, safety=["prescribed", "Rest when you like."]), True),
        (routine(safety="described"), False),
        (routine(pain="some"), False),
        (routine(pain=11), False),
    ],
)
def test_the_schema_knows_both(made: dict[str, Any], valid: bool) -> None:
    pytest.importorskip("jsonschema")
    from tests.routine.test_schema import validator

    assert validator(Routine).is_valid(made) is valid


def test_made_in_python_they_are_read_alike() -> None:
    assert Exercise(**exercise(pain="up to 3 of 10")).pain == 3
    assert Routine(title="A", safety="prescribed", steps=["x"]).prescribed
