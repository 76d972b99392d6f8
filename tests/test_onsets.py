"""What reaches the ear, measured from the samples of a whole session in the embedded voice.

The detector here is this file's own and simple: the first sample over a small part of full scale. It knows nothing of
how the voice finds its onsets.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from tests.script.helpers import loaded
from tests.timeline.look import inside, said, spans
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.script.choices import Choices, Counting
from voicecoach.script.cue import Role
from voicecoach.session import prepare
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.registry import open_voice
from voicecoach.timeline.mix import mix
from voicecoach.timeline.timeline import EventKind, Timeline

LOUD = 0.01
"""Of full scale, -40 dB: what is first heard in a quiet room."""
NEAR_S = 0.010
"""Seconds: how near to its second a count must be heard."""

HOLDS = """
title: Holds
exercises:
  lift: {name: Lift, kind: strengthen, position: on the back, go: Lift., dose: {hold: 10 s, reps: 2}}
  long: {name: Stay, kind: stretch, position: on the back, sides: each, go: "Reach.", dose: {hold: 15 s},
         remind: [Breathe., Stay long.]}
steps: [lift, long]
"""
OTHER = """
title: Other words first
exercises:
  lift: {name: Rise, kind: strengthen, position: standing, go: "Reach.", remind: [Stay long., Breathe.],
         dose: {hold: 9 s, reps: 3}}
steps: [lift]
"""


def rendered(
    routine: LoadedRoutine, choices: Choices, cache: PhraseCache | None
) -> tuple[Timeline, np.ndarray]:
    voice = open_voice("espeak", cache=cache)
    try:
        timeline = prepare(routine, choices, voice).timeline
        samples = np.concatenate([block.samples for block in mix(timeline.parts, voice)])
    finally:
        voice.close()
    assert len(samples) == timeline.end
    return timeline, samples


def digest(samples: np.ndarray) -> str:
    return hashlib.blake2b(samples.tobytes()).hexdigest()


def onset(samples: np.ndarray, begin: int, end: int) -> int | None:
    """The first loud frame from `begin` to `end`."""
    loud = np.flatnonzero(np.abs(samples[begin:end]) >= LOUD)
    return begin + int(loud[0]) if len(loud) else None


@pytest.fixture(scope="module")
def session() -> tuple[Timeline, np.ndarray]:
    return rendered(loaded(HOLDS), Choices(), None)


def test_each_count_is_heard_on_its_second(session):
    timeline, samples = session
    rate = timeline.rate
    measured = 0
    for part in timeline.parts:
        for span in spans(part, Role.HOLD):
            seconds = (span.end - span.start) // rate
            # From what is heard in the samples alone: where the words of the second before end, to the next second.
            if seconds <= 10:
                due = [span.start + second * rate for second in range(seconds)]
            else:
                due = [span.end - left * rate for left in range(5, 0, -1)]
            for frame in due:
                found = onset(samples, frame - rate // 10, frame + rate // 4)
                assert found is not None, f"nothing is heard at {frame / rate:.3f} s"
                assert abs(found - frame) <= NEAR_S * rate, f"{(found - frame) / rate * 1000:.1f} ms off"
                measured += 1
    assert measured == 2 * 10 + 2 * 5


def test_the_release_is_heard_when_the_hold_ends(session):
    timeline, samples = session
    for part in timeline.parts:
        for span in spans(part, Role.HOLD):
            found = onset(samples, span.end - timeline.rate // 10, span.end + timeline.rate // 4)
            assert found is not None
            assert abs(found - span.end) <= NEAR_S * timeline.rate
    lengths = {span.end - span.start for part in timeline.parts for span in spans(part, Role.HOLD)}
    assert lengths == {10 * timeline.rate, 15 * timeline.rate}


def test_all_that_is_said_is_heard_where_the_timeline_says(session):
    """Also where words are long or soft: within 60 ms, for some begin with a breath."""
    timeline, samples = session
    for _, event in timeline.events():
        if event.kind is EventKind.SAY:
            found = onset(samples, event.start, event.end)
            assert found is not None, event
            assert found - event.start <= 0.06 * timeline.rate, (event, (found - event.start) / timeline.rate)


def test_between_words_there_is_silence(session):
    timeline, samples = session
    rest = np.ones(timeline.end, bool)
    for _, event in timeline.events():
        if event.kind in (EventKind.SAY, EventKind.SOUND):
            rest[event.start : event.end] = False
    assert not samples[rest].any()


def test_chimes_are_heard_on_their_second():
    timeline, samples = rendered(loaded(HOLDS), Choices(count=Counting.CHIMES), None)
    for part in timeline.parts:
        for span in spans(part, Role.HOLD):
            for event in inside(part, span):
                if event.kind is EventKind.SOUND:
                    found = onset(samples, event.start - 50, event.end)
                    assert found is not None
                    assert abs(found - event.start) <= NEAR_S * timeline.rate


def test_counts_fit_their_second_at_the_usual_speed(session):
    timeline, _ = session
    for part in timeline.parts:
        assert not [misfit for misfit in part.misfits if misfit.role is Role.COUNT]
        for event in said(part.events, Role.COUNT):
            assert event.end - event.start < 0.8 * timeline.rate


def test_two_renders_are_the_same_bytes_however_warm_the_store(tmp_path: Path, session):
    _, plain = session
    routine = loaded(HOLDS)
    cold = rendered(routine, Choices(), PhraseCache(tmp_path / "one"))[1]
    warm = rendered(routine, Choices(), PhraseCache(tmp_path / "one"))[1]
    rendered(loaded(OTHER), Choices(), PhraseCache(tmp_path / "two"))
    half_warm = rendered(routine, Choices(), PhraseCache(tmp_path / "two"))[1]
    assert len({digest(samples) for samples in (plain, cold, warm, half_warm)}) == 1
