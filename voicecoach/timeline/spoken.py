"""What a voice is given to say: marked words if it knows marks, else plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from voicecoach.pronunciation import as_respelled, is_marked
from voicecoach.routine.silences import Piece, pieces_of

if TYPE_CHECKING:
    from voicecoach.script.cue import Say
    from voicecoach.speech.api import Voice
    from voicecoach.timeline.timeline import Event


def sayable(phrase: str, voice: Voice) -> str:
    """The phrase for that voice. One that nobody opened by its name, as a user's own in Python, gets no marks."""
    if not is_marked(phrase) or getattr(voice, "reads_marks", False) is True:
        return phrase
    return as_respelled(phrase)


def words_of(event: Event, voice: Voice) -> str:
    """What the voice says at an event."""
    return sayable(event.spoken or event.text, voice)


def pieces_said(cue: Say) -> Iterator[Piece]:
    """What is said of a phrase, with marks, and the silence after each piece of it."""
    yield from pieces_of(cue.spoken or cue.text)
