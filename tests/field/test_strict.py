# ruff: noqa: E501  (a routine or a text is on one line)
"""Strict intervals: each work and each rest lasts what is written, and all that is said falls inside."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.field.field import lasts, said_in, timeline_of, written
from tests.script.helpers import exercise, loaded
from tests.timeline.voices import MEAN, MeanVoice
from voicecoach.cli.check import intervals_line
from voicecoach.cli.crowded_intervals import crowded_remarks
from voicecoach.routine.lint.rules import lint_routine
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.script.choices import Choices
from voicecoach.script.cue import SegmentKind, Side
from voicecoach.session import prepare
from voicecoach.speech.api import Voice
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import EventKind, Part, Timeline
from voicecoach.units import to_frames

VOICE = SilentVoice(150)


def strict(steps: list[Any], **exercises: Any) -> LoadedRoutine:
    return loaded({"title": "T", "timing": "strict", "steps": steps, "exercises": exercises})


def heard(routine: LoadedRoutine, voice: Voice = VOICE, **choices: Any) -> Timeline:
    return prepare(routine, Choices(**choices), voice).timeline


def windows(timeline: Timeline) -> list[Part]:
    """From the first work to the last."""
    kinds = [part.segment.kind for part in timeline.parts]
    first = kinds.index(SegmentKind.WORK)
    last = len(kinds) - kinds[::-1].index(SegmentKind.WORK)
    return list(timeline.parts[first:last])


def lengths(timeline: Timeline) -> list[float]:
    return [lasts(part, timeline.rate) for part in windows(timeline)]


@pytest.mark.parametrize(
    ("name", "asked", "expected"),
    [
        ("tabata", 230, [20.0, 10.0] * 7 + [20.0]),
        ("seven-minutes", 470, [30.0, 10.0] * 11 + [30.0]),
    ],
)
def test_intervals_last_what_is_written(name: str, asked: int, expected: list[float]) -> None:
    timeline = timeline_of(name)
    assert lengths(timeline) == expected
    found = windows(timeline)
    assert found[-1].end - found[0].start == asked * timeline.rate
    assert (
        intervals_line(written(name))
        == f"asked {asked // 60}:{asked % 60:02}, lasts {asked // 60}:{asked % 60:02}"
    )


def test_check_says_what_the_same_costs_without_it() -> None:
    line = intervals_line(written("seven-minutes-loose"))
    assert line is not None
    assert line.startswith("asked 7:50, lasts ")
    assert line.endswith("; “timing: strict” makes it exact")


def test_short_holds_with_a_second_between() -> None:
    x = exercise(go="Squeeze.", finish="Let go.", dose={"reps": 20, "hold": "3 s", "between": "1 s"})
    timeline = heard(strict(["x"], x=x))
    assert lengths(timeline) == [79.0]
    (work,) = windows(timeline)
    holds = [event for event in work.events if event.kind is EventKind.SPAN and event.role.value == "hold"]
    assert [(span.start - work.start) / timeline.rate for span in holds] == [4.0 * at for at in range(20)]
    assert said_in(work).count("Squeeze.") == 20
    assert said_in(work).count("Let go.") == 19


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        ({"reps": 5, "tempo": "3-1-3"}, [35.0]),
        ({"reps": 5, "tempo": "3-1-3", "sets": 2, "rest": "15 s"}, [35.0, 15.0, 35.0]),
        ({"reps": [6, 4], "hold": "2 s", "rest": "15 s"}, [12.0, 15.0, 8.0]),
        ({"breath": "4-6", "breaths": 3}, [30.0]),
        ({"time": "1 min", "tempo": "2-2"}, [60.0]),
        ({"hold": "30 s", "sets": 3, "rest": "10 s"}, [30.0, 10.0] * 2 + [30.0]),
    ],
)  # fmt: skip
def test_every_shape_of_a_dose_is_exact(dose: dict[str, Any], expected: list[float]) -> None:
    assert lengths(heard(strict(["x"], x=exercise(dose=dose)))) == expected


@pytest.mark.parametrize(
    ("step", "sides"),
    [
        ({}, ["left", "left", "right", "right"]),
        ({"switch": "each set"}, ["left", "right"] * 2),
        ({"side": "right"}, ["right"] * 2),
    ],
)
def test_each_side_has_its_windows_and_is_named_in_the_rest_before(
    step: dict[str, Any], sides: list[str]
) -> None:
    x = exercise(
        sides="each", setup=["Lie on your {side} side."], dose={"time": "20 s", "sets": 2, "rest": "10 s"}
    )
    timeline = heard(strict([{"do": "x", **step}], x=x))
    works = [part for part in windows(timeline) if part.segment.kind is SegmentKind.WORK]
    assert [part.segment.side for part in works] == [Side(side) for side in sides]
    assert lengths(timeline) == ([20.0, 10.0] * len(sides))[:-1]
    for before, rest, after in zip(works, windows(timeline)[1::2], works[1:], strict=False):
        if before.segment.side is not after.segment.side:
            assert f"Now the {after.segment.side} side." in said_in(rest)


def test_one_step_alone_may_be_strict() -> None:
    steps = ["y", {"do": "x", "time": "20 s", "sets": 3, "rest": "10 s", "timing": "strict"}, "y"]
    routine = loaded(
        {
            "title": "T",
            "steps": steps,
            "exercises": {"x": exercise(), "y": exercise(name="Walk", dose={"reps": 2})},
        }
    )
    timeline = heard(routine)
    own = [
        part
        for part in timeline.parts
        if part.segment.exercise == "x" and part.segment.kind in (SegmentKind.WORK, SegmentKind.REST)
    ]
    assert [lasts(part, timeline.rate) for part in own] == [20.0, 10.0, 20.0, 10.0, 20.0]
    for one, two in pairwise(own):
        assert one.end == two.start


def test_what_needs_time_is_said_once_before_the_start() -> None:
    x = exercise(name="Squat", setup=["Stand tall."], dose={"time": "30 s"})
    y = exercise(
        name="Plank",
        position="face down",
        setup=["Rest on your forearms."],
        caution=["Stop if your back hurts."],
        dose={"time": "30 s"},
    )
    timeline = heard(strict([{"rounds": 2, "rest": "20 s", "steps": ["x", {"rest": "10 s"}, "y"]}], x=x, y=y))
    assert lengths(timeline) == [30.0, 10.0, 30.0, 20.0, 30.0, 10.0, 30.0]
    first = windows(timeline)[0]
    before = [text for part in timeline.parts if part.end <= first.start for text in said_in(part)]
    for text in (
        "Listen to all exercises first, then we go without a stop.",
        "Plank.",
        "Rest on your forearms.",
        "Stop if your back hurts.",
    ):
        assert before.count(text) == 1
    rests = [part for part in windows(timeline) if part.segment.kind is SegmentKind.REST]
    assert "Next comes Plank, on your stomach." in said_in(rests[0])
    assert "Last round." in said_in(rests[1])


def test_works_without_a_rest_name_what_comes() -> None:
    x, y = exercise(name="Squat", dose={"time": "30 s"}), exercise(name="Row", dose={"time": "30 s"})
    timeline = heard(strict(["x", "y", {"say": "Smile."}, "x"], x=x, y=y))
    assert lengths(timeline) == [30.0, 30.0, 30.0]
    assert [said_in(part)[0] for part in windows(timeline)[1:]] == ["Row.", "Squat."]
    assert "Smile." in said_in(windows(timeline)[2])


def test_a_wait_is_a_mistake() -> None:
    x = exercise(setup=["Stand."], caution=["Stop."], kind="warm up", dose={"time": "30 s"})
    routine = strict([{"wait": "Fetch it."}, "x", {"wait": "Rest as long as you like."}, "x"], x=x)
    assert [one.message for one in lint_routine(routine) if one.severity == "error"] == [
        "wait: nobody waits in strict time; write a rest, or put it before the first exercise"
    ]


DOSES = st.one_of(
    st.builds(lambda time: {"time": f"{time} s"}, st.integers(2, 90)),
    st.builds(lambda hold, reps, gap: {"hold": f"{hold} s", "reps": reps, "between": f"{gap} s"},
              st.integers(1, 40), st.integers(1, 4), st.integers(0, 12)),
    st.builds(lambda reps, out, back: {"reps": reps, "tempo": f"{out}-{back}"}, st.integers(1, 4), st.integers(1, 4), st.integers(1, 4)),
    st.builds(lambda breaths: {"breaths": breaths, "breath": "2-3"}, st.integers(1, 4)),
)  # fmt: skip


def seconds(dose: dict[str, Any]) -> float:
    """What a dose takes, as it is written."""

    def number(key: str) -> float:
        return float(str(dose[key]).removesuffix(" s"))

    if "time" in dose:
        return number("time")
    if "hold" in dose:
        return number("hold") * dose["reps"] + number("between") * (dose["reps"] - 1)
    if "tempo" in dose:
        return sum(map(float, dose["tempo"].split("-"))) * dose["reps"]
    return 5.0 * dose["breaths"]


@given(
    st.lists(
        st.tuples(DOSES, st.integers(0, 60), st.integers(1, 3), st.sampled_from(["none", "each"])),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(MEAN),
    st.sampled_from(["every", "chimes", "landmarks"]),
    st.sampled_from([1, 4, 12]),
)
def test_windows_are_exact_and_nothing_is_heard_outside_them(
    doses: list[tuple[dict[str, Any], int, int, str]], voice: MeanVoice, count: str, session: int
) -> None:
    steps: list[Any] = []
    exercises: dict[str, Any] = {}
    expected = 0.0
    for number, (dose, rest, sets, sides) in enumerate(doses):
        exercises[f"x{number}"] = exercise(
            name=f"Exercise {number}", sides=sides, go="Lift it a little.", finish="Slowly let it down again.", dose=dose,
            setup=["Stand tall.", "Hold on to something with your hand."],
        )  # fmt: skip
        steps += [{"do": f"x{number}", "sets": sets, "rest": f"{rest} s"}, {"rest": f"{rest} s"}]
        times = sets * (2 if sides == "each" else 1)
        expected += seconds(dose) * times + rest * times
    expected -= doses[-1][1]
    timeline = heard(strict(steps, **exercises), voice, count=count, session=session)
    found = windows(timeline)
    for one, two in pairwise(timeline.parts):
        assert one.end == two.start
    assert abs((found[-1].end - found[0].start) - to_frames(expected, voice.rate)) <= 1
    for part in found:
        for event in part.events:
            assert part.start <= event.start <= event.end <= part.end
        heard_here = [event for event in part.events if event.kind is not EventKind.SPAN]
        for first, second in pairwise(heard_here):
            assert first.end <= second.start


def in_rests(timeline: Timeline) -> list[list[str]]:
    return [said_in(part) for part in windows(timeline) if part.segment.kind is SegmentKind.REST]


def test_what_differs_from_set_to_set_is_said_in_the_rest_before_it() -> None:
    x = exercise(dose={"reps": [6, 4, 2], "tempo": "2-2", "load": ["9 kg", "6 kg", "6 kg"], "rest": "20 s"})
    second, third = in_rests(heard(strict(["x"], x=x)))
    assert {"Set two of three.", "Four repetitions.", "With 6 kg."} <= set(second)
    assert {"Last set.", "Two repetitions."} <= set(third)
    assert "With 6 kg." not in third


def test_a_load_goes_back_to_the_first_on_the_other_side() -> None:
    x = exercise(
        sides="each", dose={"reps": [3, 2], "tempo": "2-2", "load": ["9 kg", "6 kg"], "rest": "20 s"}
    )
    lighter, back, _ = in_rests(heard(strict(["x"], x=x)))
    assert "With 6 kg." in lighter
    assert "With 9 kg." in back


def test_another_length_of_the_same_exercise_is_said_each_time() -> None:
    steps = ["walk", {"do": "run", "time": "90 s"}, "walk", {"do": "run", "time": "3 min"}]
    parts = windows(heard(strict(steps, walk=exercise(dose={"time": "1 min"}), run=exercise())))
    said = [[text for text in said_in(part) if text.startswith("For ")] for part in parts]
    assert said == [[], [], [], ["For three minutes."]]


def test_the_other_side_as_a_step_of_its_own_is_named_once() -> None:
    x = exercise(sides="each", dose={"time": "30 s"})
    steps = [{"do": "x", "side": "left"}, {"rest": "10 s"}, {"do": "x", "side": "right"}]
    (rest,) = in_rests(heard(strict(steps, x=x)))
    assert [text for text in rest if "right" in text] == ["Now the right side."]


def test_how_much_may_hurt_is_said_before_the_start() -> None:
    timeline = heard(
        strict(["warm", {"rest": "20 s"}, "x"], warm=exercise(), x=exercise(pain="up to 3 of 10"))
    )
    before = [text for part in timeline.parts for text in said_in(part)]
    assert any("up to three of ten" in text for text in before)


@pytest.mark.parametrize(("rest", "warned"), [(None, True), ("5 s", True), ("10 s", False)])
def test_check_says_if_there_is_no_time_to_get_down(rest: str | None, warned: bool) -> None:
    low = exercise(position="face down", setup=["Lie on your stomach."])
    steps = ["x", *([{"rest": rest}] if rest else []), "low"]
    found = [str(one.message) for one in crowded_remarks(strict(steps, x=exercise(), low=low).routine)]
    assert bool(found) is warned
    if rest == "5 s":
        assert found == [
            "the way to “Lift” (face down) takes about 15 s, and 5 s are left for it; write “rest: 15 s” before it"
        ]


@pytest.mark.parametrize(
    ("step", "line"),
    [
        ({"timing": "strict"}, "step 1: asked 3:10, lasts 3:10"),
        ({}, "asked 3:10, lasts 3:"),
    ],
)
def test_check_says_what_held_repetitions_last(step: dict[str, Any], line: str) -> None:
    x = exercise(dose={"reps": 10, "hold": "10 s", "between": "10 s"})
    routine = loaded({"title": "T", "steps": [{"do": "x", **step}], "exercises": {"x": x}})
    found = intervals_line(routine)
    assert found is not None
    assert found.startswith(line)


def test_a_repetition_that_is_too_short_for_its_first_words_has_its_short_ones_with_the_side() -> None:
    words = {"go": "Reach with the {side} arm and the {other} leg, long and low.", "short": "Reach."}
    x = exercise(sides="alternate", dose={"reps": 2, "hold": "2 s"}, **words)
    (work,) = windows(heard(strict(["x"], x=x)))
    assert [text for text in said_in(work) if "each" in text][:2] == [
        "Left side. Reach.",
        "Right side. Reach.",
    ]
