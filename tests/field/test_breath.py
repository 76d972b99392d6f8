"""Paced breathing as its teachers write it: each word on the beat of its phase, each time, and never a word lost."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.field.field import said, timeline_of, written
from tests.script.helpers import exercise, loaded
from tests.timeline.look import spans
from tests.timeline.voices import MeanVoice, usual
from voicecoach.errors import RoutineError
from voicecoach.export.handout import make_handout
from voicecoach.routine.lint.rules import lint_routine
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Role
from voicecoach.session import prepare
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import Event, EventKind, Part, Timeline
from voicecoach.units import to_frames

VOICE = SilentVoice(150)


def breathing(dose: dict[str, Any], **keys: Any) -> LoadedRoutine:
    """A routine of one breathing exercise."""
    own = exercise(
        **{"kind": "breathe", "position": "sitting", "setup": ["Sit upright."], "dose": dose, **keys}
    )
    return loaded({"title": "T", "steps": ["b"], "exercises": {"b": own}})


def heard(routine: LoadedRoutine, **choices: Any) -> Timeline:
    return prepare(routine, Choices(**choices), VOICE).timeline


def breaths(timeline: Timeline) -> list[tuple[Part, Event]]:
    return [(part, span) for part in timeline.parts for span in spans(part, Role.BREATH)]


def words_of(part: Part, span: Event, rate: int) -> list[tuple[float, str]]:
    """The words of the phases of one breath, each with its second."""
    return [
        ((event.start - span.start) / rate, event.text)
        for event in part.events
        if event.role is Role.BREATH and event.kind is EventKind.SAY and span.start <= event.start < span.end
    ]


def sentences(timeline: Timeline) -> list[str]:
    return [event.text for event in said(timeline)]


@pytest.mark.parametrize(
    ("name", "number", "first", "later", "announced"),
    [
        ("four-seven-eight", 6, ("Breathe in.", "hold", "Breathe out."), ("Breathe in.", "hold", "Breathe out."),
         "Six breaths: in for four, hold for seven, out for eight."),
        ("five-minutes-of-breath", 16, ("Breathe in.", "hold", "Breathe out."), ("Breathe in.", "hold", "Breathe out."),
         "For five minutes: in for four, hold for seven, out for eight."),
        ("breath-words-of-a-movement", 4, ("Breathe in.", "hold", "Breathe out."), ("In.", "hold", "Breathe out."),
         "Four breaths: in for four, hold for seven, out for eight."),
    ],
)  # fmt: skip
def test_four_seven_eight(
    name: str, number: int, first: tuple[str, ...], later: tuple[str, ...], announced: str
) -> None:
    timeline = timeline_of(name)
    found = breaths(timeline)
    assert len(found) == number
    for at, (part, span) in enumerate(found):
        assert span.end - span.start == 19 * timeline.rate
        said_here = words_of(part, span, timeline.rate)
        assert said_here == list(zip((0.0, 4.0, 11.0), later if at else first, strict=True))
    for (_, one), (_, two) in pairwise(found):
        assert one.end == two.start
    assert announced in sentences(timeline)
    assert [text for text in sentences(timeline) if text == "one more breath"] == ["one more breath"]
    assert make_handout(written(name).routine, Choices(), timeline).items[0].dose == in_digits(announced)


def in_digits(announced: str) -> str:
    """As it is on paper."""
    for number, word in enumerate(("four", "five", "six", "seven", "eight"), 4):
        announced = re.sub(rf"\b{word}\b", str(number), announced, flags=re.IGNORECASE)
    return announced.removeprefix("For ")


@pytest.mark.parametrize(
    ("dose", "phases", "announced"),
    [
        ({"breath": "4-6", "breaths": 6}, ((0, "breathe in"), (4, "breathe out")), "Six breaths: in for four, out for six."),
        ({"breath": "4-4-4-4", "breaths": 4}, ((0, "breathe in"), (4, "hold"), (8, "breathe out"), (12, "and wait")),
         "Four breaths: in for four, hold for four, out for four, then wait for four."),
        ({"breath": "1-0.5-3", "breaths": 3}, ((0, "breathe in"), (1, "hold"), (1.5, "breathe out")),
         "Three breaths: in for one, hold for 0.5, out for three."),
        ({"breath": "5-5", "time": "2 min"}, ((0, "breathe in"), (5, "breathe out")),
         "For two minutes: in for five, out for five."),
        ({"breath": [4, 0, 6, 2], "reps": 5}, ((0, "breathe in"), (4, "breathe out"), (10, "and wait")),
         "Five breaths: in for four, out for six, then wait for two."),
    ],
)  # fmt: skip
def test_each_pattern(dose: dict[str, Any], phases: tuple[tuple[float, str], ...], announced: str) -> None:
    timeline = heard(breathing(dose))
    for part, span in breaths(timeline):
        assert words_of(part, span, timeline.rate) == list(phases)
    assert announced in sentences(timeline)


def test_the_words_of_an_exercise_are_said_in_their_phases() -> None:
    own = {"inhale": "Fill up.", "hold": "Stay full.", "exhale": "Let go.", "empty": "Stay empty."}
    timeline = heard(breathing({"breath": "4-3-6-2", "breaths": 3}, **own))
    for part, span in breaths(timeline):
        assert words_of(part, span, timeline.rate) == [
            (0, "Fill up."), (4, "Stay full."), (7, "Let go."), (13, "Stay empty."),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "heard_inside"),
    [
        ("every", ["two", "three", "four", "two", "two", "three", "four", "five", "six"]),
        ("chimes", ["tick"] * 9),
        ("landmarks", []),
    ],
)  # fmt: skip
def test_seconds_inside_a_phase_are_counted_as_the_person_chose(count: str, heard_inside: list[str]) -> None:
    timeline = heard(breathing({"breath": "4-2-6", "breaths": 5}), count=count)
    part, span = breaths(timeline)[0]
    inside = [
        event.text
        for event in part.events
        if event.role is Role.COUNT and span.start < event.start < span.end
    ]
    assert inside == heard_inside


@pytest.mark.parametrize(
    ("dose", "number", "length"),
    [
        ({"reps": 6}, 6, 10),
        ({"time": "1 min"}, 6, 10),
        ({"time": "95 s"}, 10, 10),
        ({"reps": 3, "tempo": "3-5"}, 3, 8),
        ({"time": "1 min", "tempo": "3-5"}, 8, 8),
        ({"breaths": 4}, 4, 10),
        ({"time": "1 min", "breath": "4-4"}, 8, 8),
        ({"reps": 4, "breath": "4-4"}, 4, 8),
    ],
)
def test_words_for_the_breath_are_heard_in_every_shape(
    dose: dict[str, Any], number: int, length: float
) -> None:
    routine = breathing(dose, kind="mobilise", inhale="Open.", exhale="Close.")
    timeline = heard(routine)
    found = breaths(timeline)
    assert [(span.end - span.start) / timeline.rate for _, span in found] == [length] * number
    assert [text for text in sentences(timeline) if text in ("Open.", "Close.")] == [
        "Open.",
        "Close.",
    ] * number
    assert not [one for one in lint_routine(routine) if "not said" in one.message]


@pytest.mark.parametrize(
    ("dose", "keys", "warned"),
    [
        ({"reps": 3, "hold": "5 s"}, {}, "while seconds are held; write “breaths” in place of “hold”"),
        ({"reps": 3}, {"go": "Lift."}, "beside go, short or finish but in a dose of “breaths”"),
        ({"time": "1 min"}, {"finish": "Stop."}, "beside go, short or finish but in a dose of “breaths”"),
    ],
)
def test_words_that_cannot_be_said_are_a_warning_with_the_way_out(
    dose: dict[str, Any], keys: dict[str, str], warned: str
) -> None:
    routine = breathing(dose, kind="mobilise", inhale="Open.", exhale="Close.", **keys)
    found = [one.message for one in lint_routine(routine) if "not said" in one.message]
    assert len(found) == 2
    assert all(warned in message for message in found)
    assert "Open." not in sentences(heard(routine))


def test_a_step_that_leaves_the_breath_no_place_is_a_warning() -> None:
    own = exercise(setup=["Sit."], dose={"breaths": 5}, inhale="In.", exhale="Out.", caution=["Stop."])
    steps = [{"do": "b"}, {"do": "b", "hold": "5 s"}]
    found = lint_routine(loaded({"title": "T", "steps": steps, "exercises": {"b": own}}))
    assert [one.message for one in found if "not said" in one.message] == [
        f"{key}: of “b” it is not said while seconds are held; write “breaths” in place of “hold”, or say it in “remind”"
        for key in ("inhale", "exhale")
    ]


@pytest.mark.parametrize("key", ["hold", "empty"])
def test_a_word_for_a_phase_that_the_breath_lacks_is_a_warning(key: str) -> None:
    found = lint_routine(breathing({"breath": "4-6", "breaths": 5}, **{key: "Stay."}))
    assert [one.message for one in found if "not held there" in one.message]
    found = lint_routine(breathing({"breath": "4-4-4-4", "breaths": 5}, **{key: "Stay."}))
    assert not [one.message for one in found if "not held there" in one.message]


@pytest.mark.parametrize(
    ("breath", "answer"),
    [
        ("478", "“478”: write the parts with dashes, “4-7-8”: in, held, out, empty"),
        ("4", "“4” is one part: write each, such as “4-4”: in, held, out, empty"),
        ("0-7-8", "a breath goes in and out for at least a second each; write such as 4-6, or 4-7-8"),
        ("4-7-0", "a breath goes in and out for at least a second each; write such as 4-6, or 4-7-8"),
        ("4-90", "phases of a breath (in seconds) go from 0 to 60, not 90"),
    ],
)
def test_what_is_not_a_breath_is_answered(breath: str, answer: str) -> None:
    with pytest.raises(RoutineError) as caught:
        breathing({"breath": breath, "breaths": 5})
    assert caught.value.message == f"breath: {answer}"


@pytest.mark.parametrize("other", [{"hold": "5 s"}, {"tempo": "2-2"}])
def test_a_breath_excludes_another_measure(other: dict[str, str]) -> None:
    with pytest.raises(RoutineError, match="not both"):
        breathing({"breath": "4-6", **other})


def test_a_rest_between_breaths_is_kept() -> None:
    timeline = heard(breathing({"reps": 3, "tempo": "4-6", "between": "20 s"}))
    rests = [span for part in timeline.parts for span in spans(part, Role.REST)]
    assert [(span.end - span.start) / timeline.rate for span in rests] == [20, 20]


def test_sides_that_alternate_change_with_each_breath_and_are_named() -> None:
    timeline = heard(breathing({"reps": 2, "tempo": "4-6"}, sides="alternate"))
    assert [words_of(part, span, timeline.rate)[0][1] for part, span in breaths(timeline)] == [
        "left side. breathe in", "right side. breathe in", "left side. breathe in", "right side. breathe in",
    ]  # fmt: skip


_SECONDS = st.integers(2, 24).map(lambda half: half / 2)
_HELD = st.integers(0, 14).map(lambda half: half / 2)


@given(
    st.one_of(
        st.tuples(_SECONDS, _SECONDS),
        st.tuples(_SECONDS, _HELD, _SECONDS),
        st.tuples(_SECONDS, _HELD, _SECONDS, _HELD),
    ),
    st.integers(1, 5),
    st.sampled_from([8000, 16000, 44100]),
)
def test_every_phase_begins_on_its_frame(phases: tuple[float, ...], number: int, rate: int) -> None:
    voice = MeanVoice("usual", rate, usual)
    pattern = "-".join(f"{one:g}" for one in phases)
    timeline = prepare(breathing({"breath": pattern, "breaths": number}), Choices(), voice).timeline
    found = breaths(timeline)
    assert len(found) == number
    into, hold, out, empty = {
        2: lambda: (phases[0], 0, phases[1], 0),
        3: lambda: (*phases, 0),
        4: lambda: phases,
    }[len(phases)]()
    for part, span in found:
        assert span.end - span.start == to_frames(sum(phases), rate)
        starts = [
            event.start - span.start
            for event in part.events
            if event.role is Role.BREATH
            and event.kind is EventKind.SAY
            and span.start <= event.start < span.end
        ]
        beats = [(0.0, into), (into, hold), (into + hold, out), (into + hold + out, empty)]
        expected = {to_frames(at, rate) for at, seconds in beats if seconds}
        assert set(starts) <= expected
        # In and out are at least a second each, and have words that fit into it.
        assert {0, to_frames(into + hold, rate)} <= set(starts)
