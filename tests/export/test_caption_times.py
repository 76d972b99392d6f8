"""How long a subtitle is shown: as long as it is said, a moment longer if there is time, never into the next one."""

from __future__ import annotations

from tests.export import samples
from voicecoach.export.captions import captions
from voicecoach.script.cue import Role, SegmentKind
from voicecoach.timeline.timeline import Timeline


def shown(*said: tuple[float, float], end: float) -> list[tuple[int, int]]:
    """Milliseconds from and to of the captions of phrases from and to these seconds."""
    events = [samples.say(start, stop, f"Word {at}.", Role.GO) for at, (start, stop) in enumerate(said)]
    only = samples.part(0, 0, end, SegmentKind.WORK, *events)
    found = captions(Timeline("r", "R", "v", samples.RATE, (only,)))
    return [(one.start_ms, one.end_ms) for one in found]


def test_a_short_word_stays_for_a_moment() -> None:
    assert shown((1.0, 1.3), end=10) == [(1000, 2200)]


def test_a_long_one_stays_as_long_as_it_is_said() -> None:
    assert shown((1.0, 3.0), end=10) == [(1000, 3000)]


def test_none_stays_when_the_next_is_said_or_the_session_ends() -> None:
    assert shown((1.0, 1.3), (1.5, 1.8), end=2) == [(1000, 1500), (1500, 2000)]
