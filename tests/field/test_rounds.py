"""A circuit: each round is announced, the exercises are counted once, and nobody rests after the last."""

from __future__ import annotations

from typing import Any

from tests.field.field import lasts, said_in, timeline_of, written
from tests.script.helpers import exercise, loaded
from voicecoach.export.handout import Between, Group, make_handout
from voicecoach.routine.lint.rules import lint_routine
from voicecoach.script.choices import Choices
from voicecoach.script.cue import SegmentKind
from voicecoach.session import prepare
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import Timeline

VOICE = SilentVoice(150)


def words(timeline: Timeline) -> list[str]:
    return [text for part in timeline.parts for text in said_in(part)]


def heard(steps: list[Any], **exercises: Any) -> Timeline:
    return prepare(loaded({"title": "T", "steps": steps, "exercises": exercises}), Choices(), VOICE).timeline


def test_a_circuit_of_three_rounds() -> None:
    timeline = timeline_of("circuit")
    spoken = words(timeline)
    assert [text for text in spoken if "ound" in text and "rounds" not in text] == [
        "Round one of three.", "Round two of three.", "Last round.",
    ]  # fmt: skip
    assert any(text.startswith("Three rounds of two exercises") for text in spoken)
    work = [part for part in timeline.parts if part.segment.kind is SegmentKind.WORK]
    assert [part.segment.exercise for part in work] == ["a", "c"] * 3
    rests = [part for part in timeline.parts if part.segment.kind is SegmentKind.REST]
    assert [lasts(part, timeline.rate) for part in rests] == [20, 60, 20, 60, 20]
    # In full once, in short later.
    for text in ("Stand before the step.", "Stand tall."):
        assert spoken.count(text) == 1
    assert spoken.count("Stop if your knees hurt.") == 2
    assert not any("exercises to go" in text for text in spoken)
    titles = [chapter.title for chapter in timeline.chapters()]
    assert [title for title in titles if "round" in title] == [
        "Step ups, round 1", "High knees, round 1", "Step ups, round 2", "High knees, round 2", "Step ups, round 3",
        "High knees, round 3",
    ]  # fmt: skip
    handout = make_handout(written("circuit").routine, Choices(), timeline)
    (group,) = handout.entries
    assert isinstance(group, Group)
    assert (group.title, group.more) == ("Do this in 3 rounds", ("Rest for 1 minute between rounds.",))
    assert [entry.text if isinstance(entry, Between) else (entry.number, entry.dose) for entry in group.entries
            if not isinstance(entry, Group)] == [(1, "40 seconds."), "Rest for 20 seconds.", (2, "40 seconds.")]  # fmt: skip
    assert [handout.of_visits[number] for number in range(1, 7)] == [1, 2] * 3


def test_a_rest_ends_with_the_count_before_what_is_known() -> None:
    timeline = timeline_of("circuit")
    works = [part for part in timeline.parts if part.segment.kind is SegmentKind.WORK]
    assert [part.segment.led for part in works] == [False, False, True, True, True, True]
    for part in works[2:]:
        rest = timeline.parts[part.index - 1]
        assert rest.segment.kind is SegmentKind.REST
        assert said_in(rest)[-3:] == ["Get ready.", "three", "two"]
        assert (rest.end - rest.events[-1].start) == timeline.rate
        assert said_in(part)[0] == "Begin."
        assert any(text.startswith("Next comes") for text in said_in(rest))
    assert said_in(timeline.parts[works[2].index - 1])[2] == "Round two of three."


def test_a_rest_without_room_leaves_the_lead_in_after_it() -> None:
    x, y = exercise(dose={"reps": 3}), exercise(name="Row", dose={"reps": 3})
    timeline = heard([{"rounds": 2, "rest": "5 s", "steps": ["x", "y"]}], x=x, y=y)
    assert not any(part.segment.led for part in timeline.parts)


def test_one_round_is_not_announced() -> None:
    timeline = heard([{"rounds": 1, "steps": ["x"]}], x=exercise(dose={"reps": 3}))
    assert not any("ound" in text for text in words(timeline))


def test_a_superset_has_no_rest_but_its_own() -> None:
    x, y = exercise(dose={"reps": 3}), exercise(name="Row", dose={"reps": 3})
    timeline = heard([{"rounds": 2, "steps": ["x", "y"]}], x=x, y=y)
    assert SegmentKind.REST not in [part.segment.kind for part in timeline.parts]
    assert [text for text in words(timeline) if "ound" in text][1:] == ["Round one of two.", "Last round."]


def test_rounds_beside_other_steps_and_within_a_repeat() -> None:
    steps = ["x", {"repeat": 2, "steps": [{"rounds": 2, "rest": "10 s", "steps": ["x", {"say": "Drink."}]}]}]
    timeline = heard(steps, x=exercise(dose={"reps": 3}))
    spoken = words(timeline)
    assert [text for text in spoken if text in ("Round one of two.", "Last round.")] == [
        "Round one of two.",
        "Last round.",
    ] * 2
    assert spoken.count("Drink.") == 4


def test_what_is_done_in_rounds_is_known_to_check() -> None:
    x = exercise(setup=["Stand."], caution=["Stop."], kind="warm up", dose={"reps": 3})
    routine = loaded(
        {"title": "T", "steps": [{"rounds": 2, "steps": ["x", {"sound": "bell"}]}], "exercises": {"x": x}}
    )
    assert (
        lint_routine(routine, sounds=["gong"])[0].message == "sound: there is no sound “bell”; there are gong"
    )
    assert lint_routine(routine, sounds=["bell"]) == ()


def test_the_last_of_the_inner_rounds_is_not_called_the_last() -> None:
    inner = {"rounds": 2, "steps": ["x"]}
    timeline = heard([{"rounds": 2, "steps": [inner]}], x=exercise(dose={"reps": 2}))
    announced = [text for text in words(timeline) if text.startswith(("Round ", "Last round"))]
    assert announced == [
        "Round one of two.", "Round one of two.", "Round two of two.", "Last round.", "Round one of two.", "Round two of two.",
    ]  # fmt: skip
