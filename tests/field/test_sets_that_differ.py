# ruff: noqa: E501  (a text and its answer are on one line)
"""Pyramids, drop sets, longer holds, sides set by set; and with what each set is done."""

from __future__ import annotations

from typing import Any

import pytest

from tests.field.field import lasts, said_in, timeline_of, written
from tests.script.helpers import exercise, loaded
from tests.timeline.look import spans
from voicecoach.errors import RoutineError
from voicecoach.export.handout import make_handout
from voicecoach.export.text.json import as_object
from voicecoach.play.saved.record import Record
from voicecoach.routine.lint.rules import lint_routine
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import Routine
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Role, SegmentKind, Side
from voicecoach.session import prepare
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import Part, Timeline

VOICE = SilentVoice(150)


def one(step: dict[str, Any], **keys: Any) -> LoadedRoutine:
    own = exercise(setup=["Stand tall."], caution=["Stop if it hurts."], **keys)
    return loaded({"title": "T", "steps": [{"do": "x", **step}], "exercises": {"x": own}})


def heard(routine: LoadedRoutine, **choices: Any) -> Timeline:
    return prepare(routine, Choices(**choices), VOICE).timeline


def sets_of(timeline: Timeline, exercise: str = "x") -> list[Part]:
    return [
        part
        for part in timeline.parts
        if part.segment.kind is SegmentKind.WORK and part.segment.exercise == exercise
    ]


def words(timeline: Timeline) -> list[str]:
    return [text for part in timeline.parts for text in said_in(part)]


def test_a_descending_pyramid() -> None:
    timeline = timeline_of("descending-sets")
    curl_up = sets_of(timeline, "curl-up")
    assert [part.segment.reps for part in curl_up] == [6, 4, 2]
    for part in curl_up:
        holds = spans(part, Role.HOLD)
        assert [span.rep for span in holds] == list(range(1, (part.segment.reps or 0) + 1))
        assert {(span.end - span.start) / timeline.rate for span in holds} == {10.0}
    rests = [part for part in timeline.parts if part.segment.kind is SegmentKind.REST]
    assert [lasts(part, timeline.rate) for part in rests] == [20.0] * 4
    spoken = words(timeline)
    # Announced once, and not as three exercises.
    assert [text for text in spoken if text.endswith(": Curl up.")] == ["First exercise: Curl up."]
    assert "Six, then four, then two times, holding for ten seconds. Three sets." in spoken
    for text in (
        "Six times, holding for ten seconds.",
        "Four times, holding for ten seconds.",
        "Two times, holding for ten seconds.",
    ):
        assert text in spoken
    assert "two exercises, " in " ".join(spoken).lower()
    item = make_handout(written("descending-sets").routine, Choices(), timeline).items[0]
    assert item.dose == "3 sets: 6, then 4, then 2 times, holding each for 10 seconds."
    assert item.more == ("Rest for 20 seconds between sets.", "Rest for 3 seconds between repetitions.")


def test_sides_set_by_set() -> None:
    timeline = timeline_of("descending-sets")
    bridge = sets_of(timeline, "side-bridge")
    assert [(part.segment.set, part.segment.side, part.segment.reps) for part in bridge] == [
        (1, Side.LEFT, 6), (1, Side.RIGHT, 6), (2, Side.LEFT, 4), (2, Side.RIGHT, 4), (3, Side.LEFT, 2), (3, Side.RIGHT, 2),
    ]  # fmt: skip
    switches = [part for part in timeline.parts if part.segment.kind is SegmentKind.SWITCH]
    assert [part.segment.side for part in switches] == [Side.RIGHT, Side.LEFT] * 2 + [Side.RIGHT]
    assert "Change sides after each set." in words(timeline)


def test_longer_holds_with_other_loads() -> None:
    step = {"hold": ["10 s", "20 s"], "load": ["10 kg", "5 kg"], "effort": "7 of 10", "rest": "30 s"}
    timeline = heard(one(step))
    assert [(part.segment.hold, part.segment.load, part.segment.effort) for part in sets_of(timeline)] == [
        (10.0, "10 kg", 7), (20.0, "5 kg", 7),
    ]  # fmt: skip
    holds = [span for part in sets_of(timeline) for span in spans(part, Role.HOLD)]
    assert [(span.end - span.start) / timeline.rate for span in holds] == [10, 20]
    for text in (
        "Hold once, for ten seconds, then twenty seconds. Two sets.",
        "With 10 kg, then 5 kg.",
        "Effort: seven of ten.",
        "The last set comes next, with 5 kg.",
    ):
        assert text in words(timeline)


@pytest.mark.parametrize(
    ("load", "spoken"),
    [
        ("5 kg", "With 5 kg."),
        ("10 lb", "With 10 lb."),
        ("red band", "With red band."),
        ("body weight", "With body weight."),
    ],
)
def test_a_load_is_announced_printed_and_recorded(load: str, spoken: str) -> None:
    routine = one({"load": load, "effort": "RPE 6", "pain": "up to 3 of 10", "reps": 5})
    timeline = heard(routine)
    assert spoken in words(timeline)
    (item,) = make_handout(routine.routine, Choices(), timeline).items
    assert (item.dose, *item.more) == ("5 repetitions.", f"Load: {spoken[5:]}", "Effort: 6 of 10.")
    record = Record("s", "t", "T", 0.0, "2026-01-02T07:00:00+00:00")
    for part in timeline.parts:
        record.add_done(part)
    (done,) = record.as_json()["done"]
    assert (done["load"], done["effort"], done["pain"]) == (load, 6, 3)
    (segment,) = (one for one in as_object(timeline)["segments"] if one["kind"] == "work")
    assert (segment["load"], segment["effort"], segment["pain"]) == (load, 6, 3)


def test_each_side_has_its_own_load() -> None:
    step = {"reps": 5, "left": {"load": "2 kg"}, "right": {"load": "4 kg"}}
    spoken = words(heard(one(step, sides="each")))
    assert "With 2 kg on the left." in spoken
    assert "With 4 kg on the right." in spoken


def test_a_list_may_have_ranges_and_comes_from_the_exercise_too() -> None:
    routine = one({}, dose={"reps": ["8-12", "6-10"], "load": ["5 kg", "4 kg"], "rest": "30 s"})
    assert [part.segment.reps for part in sets_of(heard(routine, level="gentle"))] == [8, 6]
    assert [part.segment.reps for part in sets_of(heard(routine, level="strong"))] == [12, 10]
    again = Routine.model_validate(routine.routine.model_dump(mode="json", exclude_none=True))
    assert again == routine.routine


def test_a_step_changes_what_the_exercise_has_as_a_list() -> None:
    base = {"reps": [6, 4, 2], "rest": "10 s"}
    assert [part.segment.reps for part in sets_of(heard(one({"reps": 5}, dose=base)))] == [5]
    assert [part.segment.reps for part in sets_of(heard(one({"sets": 2}, dose=base)))] == [6, 4]
    assert [
        part.segment.reps for part in sets_of(heard(one({"reps": [3, 2]}, dose={"sets": 4, "reps": 9})))
    ] == [3, 2]


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        ({"reps": [6]}, "reps: a list here has one value for each set, 2 to 100 of them, not 1"),
        ({"reps": [6, 0]}, "reps: repetitions go from 1 to 1,000, not 0"),
        ({"reps": [6, 4], "hold": ["5 s", "6 s", "7 s"]}, "reps and hold are lists of different lengths; each has one value for each set"),
        ({"reps": [6, 4], "sets": 3}, "reps has 2 values, one for each set; take sets out, or write as many values"),
        ({"load": "5"}, "load: “5” does not say of what; write such as 5 kg, 5 lb, or red band"),
        ({"load": "x" * 61}, "load: this text has 61 characters; a load may have 60"),
        ({"effort": "hard"}, "effort: “hard” is not an effort; write it on a scale to 10, as 6 of 10"),
        ({"effort": "11 of 10"}, "effort: efforts go from 1 to 10, not 11"),
        ({"switch": "sometimes"}, "switch: “sometimes” is not known here; write one of each side, each set"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_answered(step: dict[str, Any], answer: str) -> None:
    with pytest.raises(RoutineError) as caught:
        one(step)
    assert caught.value.message.startswith(answer)


def test_no_rest_between_sets_of_a_list_is_a_warning_and_a_switch_of_no_sides() -> None:
    found = [finding.message for finding in lint_routine(one({"reps": [6, 4], "switch": "each set"}))]
    assert any("there is no rest between them" in message for message in found)
    assert "switch: “x” does not do its dose on each side; take it out" in found


def test_each_load_is_said_where_the_rest_is_too_short_for_it_and_again_on_the_other_side() -> None:
    dose = {"reps": [3, 2], "tempo": "2-2", "load": ["9 kg", "6 kg"], "rest": "5 s"}
    timeline = prepare(one({}, sides="each", dose=dose), Choices(), VOICE).timeline
    loads = [event.text for _, event in timeline.events() if " kg" in event.text]
    assert loads == [
        "With 9 kg, then 6 kg.", "Two repetitions. With 6 kg.", "Three repetitions. With 9 kg.", "Two repetitions. With 6 kg.",
    ]  # fmt: skip
