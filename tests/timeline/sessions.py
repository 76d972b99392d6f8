"""Sessions that laws are held against: generated routines and choices, spoken by the silent voice, compiled once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings

from tests.timeline.generated import Case, cases, few
from tests.timeline.voices import chimes
from voicecoach.session import prepare
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import Part, Timeline
from voicecoach.units import to_frames

MANY = few.max_examples * 5
"""How many sessions: all laws look at the same, so that each can look at many."""

VOICE = SilentVoice(150)
RATE = VOICE.rate

Law = Callable[[Case, Timeline], None]


@cache
def sessions() -> tuple[tuple[Case, Timeline], ...]:
    """What was asked, and what came of it; the same for every law."""
    made = []

    @settings(few, max_examples=MANY)
    @given(cases())
    def collect(case: Case) -> None:
        made.append((case, prepare(case.loaded, case.choices, VOICE, chimes=chimes).timeline))

    collect()
    return tuple(made)


def of_every_session(law: Law) -> Callable[[], None]:
    """The test that a law holds of all sessions; the first that breaks it is reported."""

    def test() -> None:
        for case, timeline in sessions():
            try:
                law(case, timeline)
            except Exception as exc:
                exc.add_note(repr(case))
                raise

    test.__name__, test.__doc__ = law.__name__, law.__doc__
    # Hypothesis marks what has `given`; these have it one step away.
    return pytest.mark.hypothesis(test)


def frames(seconds: float) -> int:
    """At the rate of the voice."""
    return to_frames(seconds, RATE)


def dose_of(case: Case, part: Part) -> dict[str, float]:
    """What was asked of the set: where sides alternate, of the first side."""
    asked = case.asked[part.segment.visit - 1]
    side = part.segment.side
    key = "both" if side is None else case.choices.first.value if side.value == "alternate" else side.value
    return asked.doses[key]
