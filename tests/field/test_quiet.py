"""Long windows as their author wants them: quiet, or marked when it is useful."""

from __future__ import annotations

from typing import Any

import pytest

from tests.script.helpers import exercise, loaded
from voicecoach.errors import RoutineError
from voicecoach.routine.cue_times import cue_times
from voicecoach.routine.lint.rules import lint_routine
from voicecoach.routine.model import Do, PlaySound, Routine
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Role, SegmentKind
from voicecoach.session import prepare
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import EventKind, Timeline

VOICE = SilentVoice(150)


def heard(steps: list[Any], timing: str | None = None, **keys: Any) -> Timeline:
    data = {"title": "T", "steps": steps, "exercises": {"x": exercise(**keys)}}
    return prepare(loaded({**data, **({"timing": timing} if timing else {})}), Choices(), VOICE).timeline


def inside(timeline: Timeline, kind: SegmentKind) -> list[tuple[float, str]]:
    """What is said in the windows of that kind, with the second from their start."""
    found = []
    for part in timeline.parts:
        if part.segment.kind is kind:
            window = next(
                event for event in part.events if event.kind is EventKind.SPAN and event.role is not Role.MOVE
            )
            found += [
                ((event.start - window.start) / timeline.rate, event.text)
                for event in part.events
                if event.kind is not EventKind.SPAN and window.start <= event.start <= window.end
            ]
    return found


def test_only_the_end_of_a_quiet_rest_is_marked() -> None:
    assert inside(heard(["x", {"rest": "5 min", "quiet": True}, "x"]), SegmentKind.REST) == [
        (297.0, "We go on in a moment.")
    ]


@pytest.mark.parametrize("dose", [{"time": "5 min"}, {"hold": "2 min"}])
def test_a_quiet_set_has_its_start_and_its_end(dose: dict[str, str]) -> None:
    timeline = heard([{"do": "x", "quiet": True, **dose}], remind=["Breathe."])
    assert len(inside(timeline, SegmentKind.WORK)) == 2
    assert inside(timeline, SegmentKind.WORK)[1][0] == {"time": 300, "hold": 120}[next(iter(dose))]


@pytest.mark.parametrize(
    ("cues", "marks"),
    [
        ("every 30 s", [(30, "thirty seconds done"), (60, "halfway"), (90, "thirty seconds to go")]),
        ("minute", [(60, "halfway")]),
        ("halfway", [(60, "halfway")]),
        ("none", []),
        (["25 %", "50 %", "75 %"], [(30, "thirty seconds done"), (60, "halfway"), (90, "thirty seconds to go")]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["set", "rest", "strict rest"])
def test_a_window_is_marked_when_its_author_wants_it(cues: Any, marks: list[Any], where: str) -> None:
    if where == "set":
        timeline = heard([{"do": "x", "time": "2 min", "cues": cues}])
        found = inside(timeline, SegmentKind.WORK)
    else:
        steps = [{"do": "x", "time": "20 s"}, {"rest": "2 min", "cues": cues}, {"do": "x", "time": "20 s"}]
        found = inside(heard(steps, "strict" if where == "strict rest" else None), SegmentKind.REST)
    words = ("done", "halfway", "to go")
    assert [(at, text) for at, text in found if text.endswith(words)] == marks


def test_a_quiet_rest_in_strict_time_has_the_count_before_the_next_work() -> None:
    steps = [{"do": "x", "time": "20 s"}, {"rest": "30 s", "quiet": True}, {"do": "x", "time": "20 s"}]
    assert inside(heard(steps, "strict"), SegmentKind.REST) == [
        (0.0, "and stop"),
        (28.0, "three"),
        (29.0, "two"),
    ]


@pytest.mark.parametrize(
    "cues", ["often", "every 2 s", "every x", "every 5-10 s", ["25"], ["0 %"], [], "100 %"]
)
def test_what_does_not_say_when_is_answered(cues: Any) -> None:
    with pytest.raises(RoutineError, match=r"cues: .*(every 30 s|25 %|1 to 20)"):
        Do.model_validate({"do": "x", "cues": cues})


def test_it_comes_back_from_json_as_it_was() -> None:
    steps = [{"do": "x", "cues": "every 30 s"}, {"rest": "1 min", "cues": ["25 %"], "quiet": False}]
    routine = Routine.model_validate({"title": "T", "steps": steps})
    assert Routine.model_validate(routine.model_dump(mode="json", exclude_none=True)) == routine
    assert cue_times("every 30 s", 60) == (30,)


@pytest.mark.parametrize("dose", [{"reps": 5}, {"breaths": 5}])
def test_where_nothing_is_timed_it_is_a_warning(dose: dict[str, int]) -> None:
    own = exercise(setup=["Stand."], caution=["Stop."], kind="warm up", dose=dose)
    routine = loaded({"title": "T", "steps": [{"do": "x", "quiet": True}], "exercises": {"x": own}})
    assert [one.message for one in lint_routine(routine)] == [
        "quiet: “x” has no timed set and no hold here, and is counted as usual; take it out"
    ]


def test_a_sound_by_the_name_of_its_file_is_read_as_its_id() -> None:
    (step,) = Routine.model_validate({"title": "T", "steps": [{"sound": "ding.wav"}]}).steps
    assert step == PlaySound(sound="ding")
