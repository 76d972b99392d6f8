"""How long a session is: measured with its voice, and announced so that it is true."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from voicecoach.script.coach import announced, segments
from voicecoach.script.outline import Visit, outline
from voicecoach.timeline.ahead import expected_segments
from voicecoach.timeline.arrange import Chimes, arrange_parts
from voicecoach.units import Frames, Seconds, to_frames, to_seconds

if TYPE_CHECKING:
    from voicecoach.routine.model import Routine
    from voicecoach.script.choices import Choices
    from voicecoach.speech.api import Voice

PRELUDE = 2
"""Segments before the overview, which need no knowledge of the session's length: the welcome and the safety notice."""

_ROUNDS = 8
"""How often the overview is reworded at most. Its own length changes with its words, by a second or so, and its
words change by whole half minutes: the second round settles nearly always."""


class Total(NamedTuple):
    """The length of a session that announces it."""

    total: Seconds
    """As it is announced."""
    quiet: Seconds
    """A pause after that, which makes it true."""
    length: Seconds
    """What it is then."""


def true_total(
    routine: Routine, choices: Choices, voice: Voice, chimes: Chimes | None, first: Seconds
) -> Total:
    """What to announce. `first` is the session's length if it announces no time.

    Rewording the overview changes the length, and may change it so that neither of two wordings is true of itself: then the
    longer is made true by a moment of quiet.
    """

    def overview(total: Seconds) -> Seconds:
        cues = segments(routine, choices, total=total)
        part = next(arrange_parts(islice(cues, PRELUDE, PRELUDE + 1), voice, chimes))
        return to_seconds(part.end, voice.rate)

    total = Seconds(0.0)
    rest = first - overview(total)
    for _ in range(_ROUNDS):
        length = Seconds(rest + overview(total))
        if announced(routine, total) == announced(routine, length):
            return Total(total, Seconds(0.0), length)
        if length < total:
            return Total(total, Seconds(total - length), total)
        total = length
    return Total(total, Seconds(0.0), Seconds(rest + overview(total)))


def true_length(
    routine: Routine,
    choices: Choices,
    voice: Voice,
    chimes: Chimes | None = None,
    left: frozenset[str] = frozenset(),
) -> Frames:
    """Frames at the voice's rate, as the whole session is compiled, without the exercises in `left`.

    Speaks what the voice's cache lacks. Raises SpeechError, SoundNotFound.
    """
    gone = set()
    if left:
        visits = (item for item in outline(routine, choices) if isinstance(item, Visit))
        gone = {visit.number for visit in visits if visit.id in left}
    heard = (one for one in segments(routine, choices, total=Seconds(0.0)) if one.visit not in gone)
    frames = 0
    for segment in expected_segments(heard, voice):
        frames += next(arrange_parts((segment,), voice, chimes)).end
    return to_frames(
        true_total(routine, choices, voice, chimes, to_seconds(frames, voice.rate)).length, voice.rate
    )
