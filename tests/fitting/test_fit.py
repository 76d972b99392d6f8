"""A session of a wanted length: what gives way first, what is told of it, and that it is kept."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import run
from tests.script.helpers import exercise, loaded
from voicecoach.errors import DoesNotFit
from voicecoach.fitting.fit import fitted
from voicecoach.fitting.length import true_length
from voicecoach.play.coaching.fit_session import beside_s, fit_session, questions_s
from voicecoach.play.coaching.studio import Studio
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.performance import Performance
from voicecoach.play.saved.marks import SegmentMark
from voicecoach.play.saved.pain import When
from voicecoach.play.saved.place import FORMAT, Place, PlayOptions
from voicecoach.play.saved.strict_json import read_strictly
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.script.choices import Choices, Talk
from voicecoach.script.coach import segments
from voicecoach.script.cue import Say, SegmentKind
from voicecoach.script.fit import Dial, Fit
from voicecoach.script.outline import Visit, outline
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice

VOICE = open_voice("silent")
SETTINGS = LiveSettings()


def routine(*more: dict[str, Any], **keys: Any) -> LoadedRoutine:
    """Two exercises with ranges of all kinds."""
    steps = [
        {"do": "lift", "reps": "4-8", "sets": "1-3", "rest": "10-40 s"},
        {"rest": "20-60 s"},
        {"do": "reach", "hold": "10-20 s", "reps": 3},
        *more,
    ]
    exercises = {
        "lift": exercise(sides="each"),
        "reach": exercise(),
        "walk": exercise(name="Walk"),
        "jump": exercise(name="Jump"),
    }
    return loaded({"title": "Two", "exercises": exercises, "steps": steps, **keys})


def minutes_of(found: LoadedRoutine, choices: Choices) -> float:
    return true_length(found.routine, choices, VOICE) / VOICE.rate / 60


def at(amounts: float, sets: float, rests: float, left: tuple[str, ...] = (), **more: Any) -> Choices:
    return Choices(fit=Fit(Dial.of(amounts), Dial.of(sets), rests, left), **more)


def doses(found: LoadedRoutine, choices: Choices) -> list[Any]:
    items = outline(found.routine, choices)
    return [dose for item in items if isinstance(item, Visit) for _, dose in item.doses]


def test_the_level_gives_way_first_then_sets_then_rests_then_what_is_optional_then_words() -> None:
    found = routine({"do": "walk", "time": "60 s", "optional": True})
    begin = Choices(0.5, include="walk")
    # Just what is left with one thing after the other at its least.
    steps = [
        at(0, 0.5, 0.5, include="walk"),
        at(0, 0, 0.5, include="walk"),
        at(0, 0, 0, include="walk"),
        at(0, 0, 0, ("walk",)),
        at(0, 0, 0, ("walk",), talk="counts"),
    ]
    lengths = [minutes_of(found, one) for one in steps]
    assert lengths == sorted(lengths, reverse=True)
    chosen = [fitted(found, replace(begin, minutes=length + 0.001), VOICE) for length in lengths]
    kinds = [
        (one.fit is not None and one.fit.sets.level, one.fit and one.fit.rests, set(one.include), one.talk)
        for one in chosen
    ]
    assert kinds[0][1:] == (0.5, {"walk"}, Talk.AUTO)
    assert doses(found, chosen[0])[0].sets == 2
    assert kinds[1][1:] == (0.5, {"walk"}, Talk.AUTO)
    assert doses(found, chosen[1])[0].sets == 1
    assert kinds[2][1:] == (0, {"walk"}, Talk.AUTO)
    assert kinds[3][2:] == (set(), Talk.AUTO)
    assert kinds[4][2:] == (set(), Talk.COUNTS)
    assert [one.fit and one.fit.left for one in chosen] == [(), (), (), ("walk",), ("walk",)]
    said = [
        cue.text
        for segment in segments(found.routine, chosen[3])
        for cue in segment.cues
        if isinstance(cue, Say)
    ]
    assert "Left out this time: Walk." in said


def test_optional_exercises_come_by_their_priority_when_there_is_time() -> None:
    found = routine(
        {"do": "walk", "time": "60 s", "optional": True},
        {"do": "jump", "time": "60 s", "optional": True, "priority": 2},
    )
    most = minutes_of(found, at(1, 1, 1))
    chosen = fitted(found, Choices(minutes=most + 1.4), VOICE)
    assert chosen.include == {"jump"}
    session = prepare(found, chosen, VOICE)
    assert session.timeline.duration <= (most + 1.4) * 60


def test_what_is_strict_is_not_touched() -> None:
    strict = {"do": "walk", "time": "30-90 s", "timing": "strict", "sets": "1-3", "rest": "10-20 s"}
    found = routine(strict)
    asked = Choices(0.5)
    for minutes in (minutes_of(found, asked) * 0.8, minutes_of(found, asked) * 1.15):
        chosen = fitted(found, replace(asked, minutes=minutes), VOICE)
        assert doses(found, chosen)[-1] == doses(found, asked)[-1]
        assert doses(found, chosen)[:-1] != doses(found, asked)[:-1]
    clocked = routine(
        {"every": "1 min", "times": 2, "steps": [{"do": "walk", "time": "20-40 s"}, {"rest": "5-10 s"}]}
    )
    chosen = fitted(clocked, replace(asked, minutes=minutes_of(clocked, asked) * 0.9), VOICE)
    assert doses(clocked, chosen)[-1] == doses(clocked, asked)[-1]
    whole = routine(timing="strict")
    with pytest.raises(DoesNotFit, match="the shortest that it can be is"):
        fitted(whole, Choices(0.5, minutes=minutes_of(whole, asked) * 0.5), VOICE)


def test_what_is_left_out_is_not_counted() -> None:
    found = routine({"do": "walk", "time": "10 min"})
    chosen = fitted(found, Choices(minutes=6), VOICE, left=frozenset({"walk"}))
    assert minutes_of(found, chosen) > 10
    with pytest.raises(DoesNotFit):
        fitted(found, Choices(minutes=6), VOICE)


def test_the_questions_about_what_hurt_have_their_time() -> None:
    found, wanted = routine(), 6.0

    def chosen(**hurt: When) -> tuple[float, float]:
        studio = Studio(found, Choices(minutes=wanted), lambda words: VOICE, 150, print)
        fit_session(studio, replace(SETTINGS, hurt=hurt))
        return minutes_of(found, studio.choices), questions_s(studio, studio.choices, hurt) / 60

    length, none = chosen()
    assert none == 0
    assert wanted * 0.95 <= length <= wanted
    length, questions = chosen(lift=When.BEFORE)
    assert questions > 15 / 60, "ten seconds to answer, five to leave it, and the words"
    assert (wanted - questions) * 0.95 <= length <= wanted - questions
    assert chosen(lift=When.BEFORE, reach=When.TWICE)[1] > questions * 1.5


def test_what_is_asked_and_the_last_line_have_their_time() -> None:
    found, wanted = routine(), 6.0

    def chosen(**how: Any) -> tuple[float, float]:
        studio = Studio(found, Choices(minutes=wanted), lambda words: VOICE, 150, print)
        settings = replace(SETTINGS, **how)
        fit_session(studio, settings)
        return minutes_of(found, studio.choices), beside_s(studio, settings) / 60

    assert chosen()[1] == 0
    length, asking = chosen(options=replace(SETTINGS.options, ask=True))
    assert 45 / 60 < asking < 75 / 60, "three questions, fifteen seconds for each, and the words"
    assert (wanted - asking) * 0.95 <= length <= wanted - asking
    length, line = chosen(upcoming=lambda: None)
    assert 2 / 60 < line < 10 / 60
    assert length <= wanted - line


def test_a_preview_says_what_was_fitted_and_what_cannot_be(tmp_path: Path) -> None:
    done = run(tmp_path, "preview", "gentle-daily", "--estimate", "--minutes", "20:30", "--format", "json")
    found = json.loads(done.stdout)
    assert 20.5 * 60 * 0.95 <= found["duration"] <= 20.5 * 60
    assert found["adapted"][0].startswith("Fitted to twenty and a half minutes: amounts at ")
    again = run(tmp_path, "preview", "gentle-daily", "--estimate", "--minutes", "20.5").stdout
    assert again.splitlines()[1] == found["adapted"][0]
    done = run(tmp_path, "preview", "gentle-daily", "--estimate", "--minutes", "4")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "the shortest that it can be is 1" in done.stderr
    done = run(tmp_path, "preview", "gentle-daily", "--estimate", "--minutes", "4:75")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_a_session_that_is_played_keeps_its_fit_in_the_record_and_for_resume(tmp_path: Path) -> None:
    asked = Choices(minutes=5)
    with Performance(routine(), VOICE, choices=asked, rehearse=True) as performance:
        record = performance.run()
    assert 5 * 60 * 0.95 <= record.seconds <= 5 * 60 + 1
    assert record.minutes == 5
    assert record.fit is not None
    options = performance._live._settings.options
    assert (options.minutes, options.fit) == (5, record.fit)
    place = Place(
        "gentle-daily",
        True,
        "x",
        "0",
        options,
        SegmentMark(0, 1, 0, None, SegmentKind.WELCOME, None, None, 0),
        record,
    )
    kept = json.dumps({"format": FORMAT, **asdict(place)}).encode()
    assert read_strictly(Place, kept, FORMAT).options.fit == options.fit
    with pytest.raises(ValueError, match="options"):
        read_strictly(Place, kept.replace(b'"rests": ', b'"rests": 7'), FORMAT)
    assert PlayOptions().fit is None


def test_a_preview_says_what_is_left_out_and_what_kind_of_day_it_is(tmp_path: Path) -> None:
    picked = ("--skip", "hip-rolling,pelvic-tilt", "--skip", "side-bending")
    done = run(
        tmp_path, "preview", "gentle-daily", "--estimate", *picked, "--day", "strong", "--format", "json"
    )
    found = json.loads(done.stdout)
    assert found["adapted"] == [
        "For a strong day: the high end of every range, and harder exercises.",
        "Left out: Side bending, Pelvic tilt, and Hip rolling.",
    ]
    exercises = {one["exercise"] for one in found["segments"]} - {None}
    assert exercises == {"warm-up-walking", "backward-bending", "full-body-stretch"}
    done = run(tmp_path, "preview", "gentle-daily", "--estimate", "--day", "flare", "--level", "0.5")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
