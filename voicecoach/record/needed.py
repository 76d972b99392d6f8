"""Which phrases a routine needs of a voice: everything that its script says, its counts apart and in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from voicecoach.phrases import phrases_of
from voicecoach.script.coach import segments
from voicecoach.script.cue import Role, Say, Segment, Slot
from voicecoach.session import prepare
from voicecoach.speech.recording_file import RATE, RecordedPhrase, plain_words
from voicecoach.speech.registry import open_voice
from voicecoach.units import Frames, Seconds

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.script.choices import Choices

_NUMBERS = 1000
"""Numbers that are known as such when counts are put in order."""


@dataclass(frozen=True, slots=True)
class NeededPhrase:
    """One phrase that a routine says."""

    text: str
    """The words, as `plain_words` has them."""
    count: bool = False
    """Whether it is a number that is said on its second."""


def needed_phrases(
    loaded: LoadedRoutine, choices: Choices, recorded: Mapping[str, RecordedPhrase]
) -> tuple[NeededPhrase, ...]:
    """Every phrase of the routine once: those that are sentences in the order of the session, then those that depend on its
    length, then the counts from the lowest.

    The announced length is that of a session in which what is `recorded` takes as long as it does, and the rest as long as an
    estimate says; so it is final when all else is recorded. Raises RoutineError, SoundNotFound; ValueError.
    """
    session = prepare(loaded, choices, RecordedLengths(recorded))
    choices = session.choices
    places = _places(loaded.routine.language)
    said = _said(segments(loaded.routine, choices, total=session.total, quiet=session.quiet))
    always = _said(segments(loaded.routine, choices, total=Seconds(0.0)))
    counts = sorted(
        (text for text, count in said.items() if count and text in places), key=places.__getitem__
    )
    sentences = [text for text in said if text not in counts]
    sentences.sort(key=lambda text: text not in always)
    return (*(NeededPhrase(text) for text in sentences), *(NeededPhrase(text, True) for text in counts))


def phrase_of(text: str) -> NeededPhrase:
    """A phrase by itself; a number is taken for a count."""
    words = plain_words(text)
    return NeededPhrase(words, words in _places("en"))


def missing_phrases(
    needed: tuple[NeededPhrase, ...], recorded: Mapping[str, RecordedPhrase]
) -> tuple[NeededPhrase, ...]:
    """Those that are not recorded yet."""
    return tuple(phrase for phrase in needed if phrase.text not in recorded)


def _said(parts: Iterator[Segment] | tuple[Segment, ...]) -> dict[str, bool]:
    """What is said, in order, and whether it is a count somewhere."""
    found: dict[str, bool] = {}
    for segment in parts:
        for cue in segment.cues:
            if isinstance(cue, Say):
                found.setdefault(plain_words(cue.text), False)
            elif isinstance(cue, Slot):
                for item in cue.anchored:
                    if isinstance(item.cue, Say):
                        text = plain_words(item.cue.text)
                        found[text] = found.get(text, False) or item.cue.role is Role.COUNT
                    if item.instead is not None:
                        found.setdefault(plain_words(item.instead.text), False)
    return found


@cache
def _places(language: str) -> dict[str, int]:
    """The words of the numbers that are counted."""
    phrases = phrases_of(language)
    places: dict[str, int] = {}
    for number in range(_NUMBERS):
        places.setdefault(plain_words(phrases.count(number)), number)
    return places


class RecordedLengths:
    """A voice that is only measured: recordings as long as they are, all else as long as an estimate."""

    id = "lengths"
    rate = RATE

    def __init__(self, recorded: Mapping[str, RecordedPhrase]) -> None:
        self._recorded = recorded
        self._estimate = open_voice("silent")

    def length(self, text: str) -> Frames:
        """In frames."""
        phrase = self._recorded.get(plain_words(text))
        if phrase is not None:
            return phrase.length
        return Frames(round(self._estimate.length(text) * RATE / self._estimate.rate))

    def say(self, text: str) -> Clip:
        """Nobody listens to it."""
        raise NotImplementedError

    def close(self) -> None:
        """Nothing is held."""
