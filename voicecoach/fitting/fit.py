"""Choices that make a session as long as a person has time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.errors import DoesNotFit
from voicecoach.fitting.length import true_length
from voicecoach.fitting.search import LEAST_SHARE, Point, Search
from voicecoach.fitting.ways import Ways, ways_of
from voicecoach.script.fit import Fit
from voicecoach.units import Frames, Seconds, to_frames, to_seconds

if TYPE_CHECKING:
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.script.choices import Choices
    from voicecoach.speech.api import Voice
    from voicecoach.timeline.arrange import Chimes

SLACK = Seconds(15.0)
"""More than a session becomes shorter by its words when there is more to do in it: a name instead of a sentence, a breath that
no longer fits."""


def fitted(
    loaded: LoadedRoutine,
    choices: Choices,
    voice: Voice,
    *,
    chimes: Chimes | None = None,
    left: frozenset[str] = frozenset(),
    reserved: Seconds = Seconds(0.0),
) -> Choices:
    """The choices with a `fit` to their `minutes`; themselves if they have none, or were fitted before.

    The session then lasts at most that, and at least 95 % of it unless there is no such session. It is measured with
    `voice`, which makes what its cache lacks. `left` are ids of exercises that are not done; `reserved` is
    the time that something beside the routine takes, such as questions.

    Raises DoesNotFit, SpeechError, SoundNotFound.
    """
    if choices.minutes is None or choices.fit is not None:
        return choices
    wanted = Seconds(choices.minutes * 60)
    choices = choices.settled(loaded.routine)
    ways = ways_of(loaded.routine, choices, left)

    def measure(point: Point) -> Frames:
        return true_length(loaded.routine, at_point(choices, ways, point), voice, chimes, left)

    most = to_frames(max(0.0, wanted - reserved), voice.rate)
    search = Search(ways, measure, most, to_frames(SLACK, voice.rate))
    found = search.best() if search.length(search.most) >= most * LEAST_SHARE else None
    if found is None:
        shortest, longest = (to_seconds(end, voice.rate) for end in search.ends())
        raise DoesNotFit(loaded.id, wanted, shortest + reserved, longest + reserved)
    return at_point(choices, ways, found.point)


def at_point(choices: Choices, ways: Ways, point: Point) -> Choices:
    """The choices of a session."""
    asked = ways.optional[ways.optional_at] - ways.optional[point.optional]
    fit = Fit(
        ways.amounts[point.amounts], ways.sets[point.sets], ways.rests[point.rests], tuple(sorted(asked))
    )
    return replace(
        choices,
        fit=fit,
        include=ways.optional[point.optional],
        talk=ways.talk[point.talk],
    )
