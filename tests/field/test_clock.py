# ruff: noqa: E501  (a routine or a text is on one line)
"""Steps by the clock: each start at its interval, and as many rounds as a time has room for."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.field.field import lasts, said_in, timeline_of, written
from tests.field.test_strict import DOSES, heard, seconds, windows
from tests.script.helpers import exercise, loaded
from tests.timeline.voices import MEAN, MeanVoice
from voicecoach.cli.check import crowded_findings
from voicecoach.cli.intervals import asked_times, intervals_line
from voicecoach.errors import RoutineError
from voicecoach.export.handout import Group, Item, make_handout
from voicecoach.interchange.outgoing import outgoing
from voicecoach.routine.finding import Severity
from voicecoach.script.choices import Choices
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import EventKind, Part, Timeline
from voicecoach.units import to_frames


def works(timeline: Timeline) -> list[Part]:
    return [part for part in timeline.parts if part.segment.kind is SegmentKind.WORK]


def group(step: dict[str, Any], *, timing: str | None = None, **exercises: Any) -> Any:
    head = {"title": "T"} if timing is None else {"title": "T", "timing": timing}
    return loaded({**head, "steps": [step], "exercises": exercises})


def test_each_start_is_on_the_minute() -> None:
    timeline = timeline_of("emom")
    found = works(timeline)
    assert [part.segment.exercise for part in found] == ["squat", "plank"] * 10
    starts = [part.start for part in found if part.segment.exercise == "squat"]
    assert [start - starts[0] for start in starts] == [60 * at * timeline.rate for at in range(10)]
    # To lie down and to stand up share what 24 s and 15 s of work leave.
    rests = [part for part in windows(timeline) if part.segment.kind is SegmentKind.REST]
    assert [lasts(part, timeline.rate) for part in rests] == [*[10.0, 11.0] * 9, 15.0]
    spoken = [text for part in timeline.parts for text in said_in(part)]
    assert [text for text in spoken if text.startswith(("Minute", "Last minute"))] == [
        *(f"Minute {number} of ten." for number in ("two", "three", "four", "five", "six", "seven", "eight", "nine")),
        "Last minute.",
    ]  # fmt: skip
    assert (
        "Ten minutes, and you begin again at the start of each. What is left of a minute is rest." in spoken
    )
    assert any(text.startswith("Ten rounds of two exercises") for text in spoken)
    for text in ("Stand tall.", "Stop if your back hurts."):
        assert spoken.count(text) == 1
    handout = make_handout(written("emom").routine, Choices(), timeline)
    assert [entry.title for entry in handout.entries if isinstance(entry, Group)] == [
        "Do this 10 times, with 1 minute from one start to the next"
    ]
    assert [item.dose for item in handout.items] == ["8 repetitions.", "Hold once, for 15 seconds."]


def test_the_last_start_needs_no_rest_but_before_what_goes_on_strictly() -> None:
    x = exercise(dose={"time": "20 s"})
    step = {"every": "30 s", "times": 2, "steps": ["x"]}
    timeline = heard(
        loaded(
            {
                "title": "T",
                "timing": "strict",
                "steps": [step, "y"],
                "exercises": {"x": x, "y": {**x, "name": "Row"}},
            }
        )
    )
    assert [lasts(part, timeline.rate) for part in windows(timeline)] == [20.0, 10.0, 20.0, 10.0, 20.0]
    assert "Last round." in said_in(windows(timeline)[1])
    timeline = heard(
        loaded({"title": "T", "steps": [step, "y"], "exercises": {"x": x, "y": {**x, "name": "Row"}}})
    )
    own = [
        part
        for part in timeline.parts
        if part.segment.exercise == "x" and part.segment.kind in (SegmentKind.WORK, SegmentKind.REST)
    ]
    assert [lasts(part, timeline.rate) for part in own] == [20.0, 10.0, 20.0]


def test_as_many_rounds_as_there_is_time_for() -> None:
    timeline = timeline_of("as-many-rounds")
    found = windows(timeline)
    assert found[-1].end - found[0].start == 720 * timeline.rate
    assert [part.segment.exercise for part in works(timeline)][:4] == ["pull", "push", "squat", "pull"]
    spoken = [text for part in timeline.parts for text in said_in(part)]
    assert "As many rounds as you can in twelve minutes." in spoken
    assert [text for text in spoken if text.startswith("Round")] == [
        "Round two.",
        "Round three.",
        "Round four.",
    ]
    left = [text for text in spoken if text.endswith("to go")]
    assert left == [
        *(f"{number} minutes to go" for number in ("ten", "eight", "six", "four", "two")),
        "one minute to go",
        "ten seconds to go",
    ]
    for text, event in (
        (e.text, e) for part in found for e in part.events if e.text.endswith("minutes to go")
    ):
        number = {"ten": 10, "eight": 8, "six": 6, "four": 4, "two": 2}[text.split()[0]]
        assert abs((found[-1].end - event.start) / timeline.rate - 60 * number) <= 5
    assert spoken[spoken.index("Time is up.") + 1] == "That was the last exercise. Well done."
    (group,) = make_handout(written("as-many-rounds").routine, Choices(), timeline).entries
    assert isinstance(group, Group)
    assert group.title == "Do as many rounds of this as you can in 12 minutes"
    assert [item.title for item in group.entries if isinstance(item, Item)] == ["Rows", "Push-ups", "Squats"]
    assert [chapter.title for chapter in timeline.chapters()][1:5] == [
        "Rows, round 1",
        "Push-ups, round 1",
        "Squats, round 1",
        "Rows, round 2",
    ]


@pytest.mark.parametrize(
    ("every", "severity", "message"),
    [
        ("60 s", None, ""),
        ("30 s", Severity.WARNING, "every: its steps take 24 s, and changing from one to the next takes 10 s, with 6 s left for that; do less in it, or write “every: 35 s”"),
        ("20 s", Severity.ERROR, "every: its steps take 24 s, and the interval is 20 s; do less in it, or write “every: 35 s”"),
    ],
)  # fmt: skip
def test_check_says_what_does_not_fit(every: str, severity: Severity | None, message: str) -> None:
    step = {"every": every, "times": 3, "steps": [{"do": "x", "time": "12 s"}, {"do": "y", "time": "12 s"}]}
    found = crowded_findings(group(step, x=exercise(), y=exercise(name="Row")))
    assert [(one.severity, one.message, one.line) for one in found] == (
        [(severity, message, 3)] if severity else []
    )


def test_what_fits_at_the_gentle_end_alone_is_a_warning() -> None:
    step = {"every": "30 s", "times": 3, "steps": [{"do": "x", "time": "20-40 s"}]}
    (one,) = crowded_findings(group(step, x=exercise()))
    assert (one.severity, one.message) == (
        Severity.WARNING,
        "every: its steps take 40 s at the level strong, and the interval is 30 s; do less in it, or write “every: 40 s”",
    )


def test_what_is_too_long_delays_the_next_start_and_is_never_cut() -> None:
    step = {"every": "10 s", "times": 3, "steps": [{"do": "x", "time": "12 s"}]}
    timeline = heard(group(step, x=exercise()))
    assert [lasts(part, timeline.rate) for part in windows(timeline)] == [12.0, 12.0, 12.0]


@pytest.mark.parametrize("key", ["every", "for"])
@pytest.mark.parametrize(
    ("steps", "why"),
    [
        (["x", {"repeat": 2, "steps": [{"wait": "Fetch it."}]}], "nobody waits while a clock runs; write a rest in it, or the wait before it"),
        (["x", {"for": "1 min", "steps": ["x"]}], "one clock runs at a time; write “every” and “for” one after the other"),
        ([{"rest": "10 s"}], "no exercise is done in it; write one, or a rest of that length"),
    ],
)  # fmt: skip
def test_what_no_clock_can_time_is_refused(key: str, steps: list[Any], why: str) -> None:
    step = {key: "1 min", "steps": steps, **({"times": 3} if key == "every" else {})}
    with pytest.raises(RoutineError) as error:
        group(step, x=exercise())
    assert error.value.message == f"{key}: {why}"


@pytest.mark.parametrize("step", [{"every": "1 min", "times": 3}, {"for": "1 min"}])
def test_what_is_not_asked_for_is_not_done(step: dict[str, Any]) -> None:
    whole = {**step, "steps": [{"do": "x", "optional": True}, {"rest": "5 s"}]}
    timeline = heard(
        loaded(
            {
                "title": "T",
                "steps": [whole, "y"],
                "exercises": {"x": exercise(), "y": exercise(name="Row", dose={"reps": 1})},
            }
        )
    )
    assert [part.segment.exercise for part in works(timeline)] == ["y"]


def test_what_an_export_cannot_carry_is_said() -> None:
    x = exercise(dose={"reps": 3})
    steps = [{"every": "1 min", "times": 4, "steps": ["x"]}, {"for": "5 min", "steps": ["x"]}]
    found = outgoing(loaded({"title": "T", "steps": steps, "exercises": {"x": x}}))
    assert [getattr(item, "times", None) for item in found.items] == [4, 1]
    assert found.remarks[-2:] == (
        "left out: “every”, the start of each round by the clock; its rounds are kept",
        "left out: “for”, as many rounds as you can; one round is kept",
    )


def inside(timeline: Timeline) -> None:
    """Nothing is heard outside its window, and nothing overlaps."""
    for one, two in pairwise(timeline.parts):
        assert one.end == two.start
    for part in windows(timeline):
        for event in part.events:
            assert part.start <= event.start <= event.end <= part.end
        for first, second in pairwise([event for event in part.events if event.kind is not EventKind.SPAN]):
            assert first.end <= second.start


def made(doses: list[tuple[dict[str, Any], str]]) -> tuple[list[Any], dict[str, Any], float]:
    """Steps, their exercises, and the seconds that a round of them takes."""
    exercises: dict[str, Any] = {}
    total = 0.0
    for number, (dose, sides) in enumerate(doses):
        exercises[f"x{number}"] = exercise(
            name=f"Exercise {number}", sides=sides, go="Lift it a little.", finish="Slowly let it down again.", dose=dose,
            setup=["Stand tall.", "Hold on to something with your hand."], position=("standing", "on the back")[number % 2],
        )  # fmt: skip
        total += seconds(dose) * (1 if sides == "none" else 2)
    return list(exercises), exercises, total


_ROUND = st.lists(st.tuples(DOSES, st.sampled_from(["none", "each", "alternate"])), min_size=1, max_size=3)


@given(
    _ROUND,
    st.integers(1, 5),
    st.integers(0, 40),
    st.sampled_from(MEAN),
    st.sampled_from([None, "strict"]),
    st.sampled_from([1, 12]),
)
def test_every_start_is_exact_whatever_is_done(
    doses: list[tuple[dict[str, Any], str]],
    times: int,
    more: int,
    voice: MeanVoice,
    timing: str | None,
    session: int,
) -> None:
    doses = [(dose, "each" if sides == "alternate" and "time" in dose else sides) for dose, sides in doses]
    steps, exercises, total = made(doses)
    if any("between" in dose and sides == "alternate" for dose, sides in doses):
        return
    every = max(5, int(total) + more)
    timeline = heard(
        group({"every": f"{every} s", "times": times, "steps": steps}, timing=timing, **exercises),
        voice,
        session=session,
    )
    first = [part for part in works(timeline) if part.segment.exercise == "x0" and part.segment.set == 1]
    starts = [part.start for part in first][:: len(first) // times]
    assert [start - starts[0] for start in starts] == [
        to_frames(every * at, voice.rate) for at in range(times)
    ]
    inside(timeline)


@pytest.mark.slow
@given(_ROUND, st.integers(5, 300), st.sampled_from(MEAN), st.sampled_from([1, 12]))
def test_a_time_ends_on_its_frame_whatever_is_done(
    doses: list[tuple[dict[str, Any], str]], length: int, voice: MeanVoice, session: int
) -> None:
    steps, exercises, _ = made(doses)
    timeline = heard(group({"for": f"{length} s", "steps": steps}, **exercises), voice, session=session)
    found = windows(timeline)
    assert found[-1].end - found[0].start == to_frames(length, voice.rate)
    inside(timeline)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("emom", "step 1: asked 9:54, lasts 9:54"),
        ("as-many-rounds", "step 1: asked 12:00, lasts 12:00"),
        ("circuit", "asked 7:00, lasts 7:27; “timing: strict” makes it exact"),
        ("tabata", "asked 3:50, lasts 3:50"),
        ("four-seven-eight", None),
    ],
)
def test_what_is_asked_stands_beside_what_it_lasts(name: str, line: str | None) -> None:
    assert intervals_line(written(name)) == line


def test_what_has_no_room_is_counted() -> None:
    x = exercise(
        name="A movement with a name that nobody can say within a second or two", dose={"time": "10 s"}
    )
    y = {**x, "name": "Another movement with a name that nobody can say within such a rest"}
    routine = group({"every": "24 s", "times": 2, "steps": ["x", {"rest": "2 s"}, "y"]}, x=x, y=y)
    timeline = heard(routine)
    (found,) = asked_times(routine, Choices(), timeline)
    assert (found.step, found.asked_s, found.lasts_s, found.exact) == (1, 46.0, 46.0, True)
    assert found.left_out > 0
    assert str(found).endswith(f"{found.left_out} phrases left out")


def test_words_of_the_author_are_heard_in_each_interval_before_and_after_its_exercises() -> None:
    x = exercise(dose={"time": "20 s"})
    steps = [{"say": "Take the bar."}, "x", {"say": "Put it down."}, {"sound": "bell"}]
    step = {"every": "1 min", "times": 3, "steps": steps}
    timeline = heard(group(step, x=x))
    spoken = [text for part in timeline.parts for text in said_in(part)]
    assert spoken.count("Take the bar.") == spoken.count("Put it down.") == 3
    assert sum(event.kind is EventKind.SOUND for _, event in timeline.events()) == 3
    for rest in (part for part in windows(timeline) if part.segment.kind is SegmentKind.REST):
        said = said_in(rest)
        assert said.index("Put it down.") < said.index("Take the bar.")
    first, *_, last = works(timeline)
    assert first.end - first.start == last.end - last.start == 20 * timeline.rate


def test_they_are_heard_in_the_rests_of_a_strict_routine_too() -> None:
    x = exercise(dose={"time": "20 s"})
    steps = [{"say": "Take the bar."}, "x", {"say": "Put it down."}]
    every = {"every": "1 min", "times": 2, "steps": steps}
    routine = loaded(
        {
            "title": "T",
            "timing": "strict",
            "steps": ["x", {"rest": "20 s"}, every, "x"],
            "exercises": {"x": x},
        }
    )
    spoken = [said_in(part) for part in windows(heard(routine)) if part.segment.kind is SegmentKind.REST]
    assert [[text for text in rest if text in ("Take the bar.", "Put it down.")] for rest in spoken] == [
        ["Take the bar."],
        ["Put it down.", "Take the bar."],
        ["Put it down."],
    ]


def test_half_an_hour_of_rest_is_not_counted_by_minutes() -> None:
    x = exercise(dose={"time": "20 s"})
    timeline = heard(group({"every": "30 min", "times": 2, "steps": ["x"]}, x=x))
    (rest,) = (part for part in windows(timeline) if part.segment.kind is SegmentKind.REST)
    assert len([text for text in said_in(rest) if text.endswith("to go")]) == 7
