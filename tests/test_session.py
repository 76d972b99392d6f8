"""The whole way in one call; and routines that nobody would write, which must still be coached whole."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pytest

from tests.script.helpers import FOLDERS, exercise, loaded, one
from tests.timeline.look import EFFORT, heard, inside, said, spans, work
from tests.timeline.voices import MeanVoice, chimes, usual
from voicecoach.errors import RoutineError
from voicecoach.phrases import phrases_of
from voicecoach.script.choices import Choices, Counting, Talk
from voicecoach.script.cue import Role
from voicecoach.session import PRELUDE, StreamedSession, prepare
from voicecoach.shipped import shipped_scripts_dir
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.arrange import arrange
from voicecoach.timeline.timeline import EventKind, Timeline
from voicecoach.units import to_frames

SHIPPED = sorted(path.stem for path in shipped_scripts_dir().glob("*.yaml"))

HOSTILE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "hold 1": ({"hold": "1 s"}, {}),
    "hold 1.5": ({"hold": "1.5 s", "reps": 3}, {}),
    "hold 10.5": ({"hold": "10.5 s"}, {}),
    "hold 11": ({"hold": "11 s"}, {}),
    "hold 600": ({"hold": "600 s"}, {"remind": ["Breathe."]}),
    "time 1": ({"time": "1 s"}, {"go": "Set off at an easy pace that you can keep for a while."}),
    "time 59": ({"time": "59 s"}, {}),
    "time 61": ({"time": "61 s"}, {}),
    "time 119": ({"time": "119 s"}, {}),
    "time 121": ({"time": "121 s"}, {}),
    "time 3 h": ({"time": "3 h"}, {"remind": ["Breathe.", "Look ahead."]}),
    "tempo 0-0-1": ({"tempo": "0-0-1", "reps": 4}, {}),
    "tempo 0.5-0.5": ({"tempo": "0.5-0.5", "reps": 4}, {"go": "Step."}),
    "breaths 1": ({"breaths": 1}, {}),
    "breaths 3 twice": ({"breaths": 3, "reps": 2, "between": "5 s"}, {}),
    "reps 1 sets 3": ({"reps": 1, "sets": 3, "rest": "5 s"}, {}),
    "alternate time": ({"time": "30 s"}, {"sides": "alternate", "go": "Step to the {side}."}),
    "alternate breaths": ({"breaths": 2, "reps": 2}, {"sides": "alternate"}),
    "left alone": ({"left": {"reps": 3, "hold": "4 s"}}, {"sides": "each"}),
    "between 0": ({"hold": "5 s", "reps": 3, "between": "0 s"}, {}),
    "between 1": ({"hold": "5 s", "reps": 3, "between": "1 s"}, {"finish": "And slowly back to the middle."}),
    "rest 0": ({"sets": 3, "rest": "0 s"}, {}),
    "rest 1": ({"sets": 3, "rest": "1 s"}, {}),
}


def silent(routine: Any, choices: Choices | None = None, speed: int = 150) -> Timeline:
    return prepare(routine, choices or Choices(), SilentVoice(speed), folders=FOLDERS, chimes=chimes).timeline


@pytest.mark.parametrize(
    ("chosen", "reported"),
    [
        ({"include": {"lfit"}}, "test has no optional exercise “lfit”; did you mean “lift”?"),
        ({"include": {"row"}}, "test has no optional exercise “row”; it has lift"),
        ({"easier": {"lift"}}, "test has no exercise with an easier variant “lift”; it has none"),
    ],
)
def test_choices_that_the_routine_lacks_are_refused(chosen: dict[str, set[str]], reported: str):
    text = {"title": "Two", "exercises": {"lift": exercise(), "row": exercise()}}
    routine = loaded({**text, "steps": [{"do": "lift", "optional": True}, "row"]})
    choices = Choices(**{name: frozenset(ids) for name, ids in chosen.items()})
    for call in (silent, lambda *given: StreamedSession(*given, SilentVoice(150))):
        with pytest.raises(RoutineError) as caught:
            call(routine, choices)
        assert str(caught.value) == reported


@pytest.mark.parametrize("speed", [80, 150, 450])
@pytest.mark.parametrize("name", HOSTILE)
def test_odd_doses_are_coached_whole(name: str, speed: int):
    step, keys = HOSTILE[name]
    timeline = silent(one(step, **keys), speed=speed)
    rate = timeline.rate
    events = [event for _, event in timeline.events() if event.kind in (EventKind.SAY, EventKind.SOUND)]
    for before, after in pairwise(events):
        assert before.end <= after.start
    efforts = [(part, span) for part in timeline.parts for span in spans(part)]
    assert efforts
    for part, span in efforts:
        assert span.end > span.start
        assert heard([event for event in part.events if event.start < span.end]), (
            "an effort never begins unannounced"
        )
        if span.role in (Role.HOLD, Role.TIME):
            after = next(event for event in heard(part.events) if event.start >= span.end)
            assert (after.start, after.role) == (span.end, Role.FINISH)
            assert inside(part, span)[0].start == span.start
    for (_, before), (part, after) in pairwise(efforts):
        assert before.end <= after.start, part
    overview = next(
        said(part.events, Role.PROGRESS)[0] for part in timeline.parts if said(part.events, Role.PROGRESS)
    )
    assert phrases_of("en").total(timeline.duration) in overview.text
    quiet = [after.start - before.end for before, after in pairwise(events)]
    assert max(quiet) <= 61 * rate


def with_pairs(windows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The windows, and each two that follow each other at once as one: the way up and the pause after it."""
    alone = list(windows)
    pairs = [(one[0], two[1]) for one, two in pairwise(alone) if one[1] == two[0]]
    return alone + pairs


@pytest.mark.parametrize("name", SHIPPED)
def test_a_person_with_closed_eyes_never_waits_long_without_knowing(name: str):
    """Silence is explained: inside a window whose length was reported, or short."""
    for level in (0.0, 1.0):
        for talk, number in ((Talk.FULL, 1), (Talk.SHORT, 1), (Talk.AUTO, 3), (Talk.AUTO, 10)):
            timeline = silent(
                name, Choices(level=level, talk=talk, include=frozenset({"all"}), session=number)
            )
            windows = with_pairs(
                (event.start, event.end)
                for _, event in timeline.events()
                if event.kind in (EventKind.SPAN, EventKind.WAIT)
            )
            words = [event for _, event in timeline.events() if event.kind is EventKind.SAY]
            for before, after in pairwise(words):
                if after.start - before.end > 4 * timeline.rate:
                    assert any(
                        start <= before.end + timeline.rate and after.start <= end + 2.5 * timeline.rate
                        for start, end in windows
                    ), (before, after)


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("speed", [80, 150, 450])
def test_shipped_routines_leave_nothing_out_that_matters(name: str, speed: int):
    for level in (0.0, 0.5, 1.0):
        timeline = silent(name, Choices(level=level, include=frozenset({"all"})), speed)
        lost = [misfit for part in timeline.parts for misfit in part.misfits]
        if speed == 80:
            assert {misfit.role for misfit in lost} <= {
                Role.REMIND,
                Role.COUNT,
                Role.GO,
                Role.PROGRESS,
                Role.FINISH,
                Role.BREATH,
            }
        else:
            assert {misfit.role for misfit in lost} <= {Role.REMIND}, lost


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("count", list(Counting))
def test_live_gives_what_prepare_gives(name: str, count: Counting):
    choices = Choices(count=count)
    voice = SilentVoice(150)
    session = prepare(name, choices, voice, folders=FOLDERS)
    assert tuple(StreamedSession(session.loaded, choices, voice).parts()) == session.timeline.parts


def test_a_session_keeps_the_script_of_its_timeline():
    voice = MeanVoice("usual", 16000, usual)
    session = prepare("gentle-daily", Choices(), voice, folders=FOLDERS)
    assert arrange(session.script, voice) == session.timeline


def test_live_says_its_first_words_before_it_measures_the_rest():
    spoken: list[str] = []

    class Listening(MeanVoice):
        def length(self, text: str):
            spoken.append(text)
            return super().length(text)

    routine = one({"hold": "5 s"})
    parts = StreamedSession(routine, Choices(), Listening("listening", 16000, usual), chimes).parts()
    next(parts)
    assert spoken == ["Welcome to One."]
    for _ in range(PRELUDE - 1):
        next(parts)
    assert "Lift" not in " ".join(spoken)


def test_live_in_a_hurry_estimates_and_still_coaches_all():
    routine = one({"hold": "5 s", "reps": 2})
    voice = MeanVoice("usual", 16000, usual)
    hurried = list(StreamedSession(routine, Choices(), voice, chimes).parts(lambda: True))
    calm = list(StreamedSession(routine, Choices(), voice, chimes).parts())
    assert [part.segment for part in hurried] == [part.segment for part in calm]
    for before, after in pairwise(hurried):
        assert before.end == after.start


def test_a_total_near_a_boundary_is_made_true():
    """Two wordings of the length, neither true of itself, were once reported in turn until the coach gave up."""
    for rest in range(0, 300, 4):
        routine = loaded(
            {
                "title": "Boundary",
                "exercises": {"lift": exercise()},
                "steps": ["lift", {"rest": f"{30 + rest / 10:.1f} s"}, "lift"],
            }
        )
        session = prepare(routine, Choices(), SilentVoice(80), chimes=chimes)
        total = phrases_of("en").total(session.timeline.duration)
        reported = [event.text for part in session.timeline.parts[:3] for event in part.events]
        assert any(f" {total}" in text for text in reported)
        assert 0 <= session.quiet < 5


@pytest.mark.slow
def test_a_day_is_laid_out_in_seconds_not_minutes():
    routine = one({"time": "23 h"}, remind=["Breathe.", "Look ahead.", "Stand tall."])
    timeline = silent(routine)
    (span,) = [span for part in work(list(timeline.parts)) for span in spans(part, Role.TIME)]
    assert span.end - span.start == to_frames(23 * 3600, timeline.rate)
    minutes = [event for event in said(work(list(timeline.parts))[0].events) if " done, " in event.text]
    assert len(minutes) == 23 * 60 - 1


def test_a_routine_that_is_not_there_is_a_routine_error():
    with pytest.raises(RoutineError, match="no routine"):
        silent("no-such-routine")


def test_efforts_are_what_the_timeline_calls_them():
    roles = {span.role for name in SHIPPED for part in silent(name).parts for span in spans(part)}
    assert roles <= set(EFFORT)
    assert roles >= {Role.HOLD, Role.REP, Role.TIME, Role.BREATH}


@pytest.mark.parametrize("voice", ["espeak", None, SilentVoice])
def test_what_is_not_a_voice_is_a_value_error(voice: Any):
    with pytest.raises(ValueError, match="a voice is what open_voice returns"):
        prepare("gentle-daily", Choices(), voice)


@pytest.mark.parametrize("choices", [{"level": 1}, None, Choices])
def test_what_is_not_choices_is_a_value_error(choices: Any):
    with pytest.raises(ValueError, match="choices are Choices"):
        prepare("gentle-daily", choices, SilentVoice(150))
