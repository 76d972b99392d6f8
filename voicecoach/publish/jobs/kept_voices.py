"""The voices that this process has open: each is opened once, however many jobs it speaks."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from voicecoach.speech.registry import open_voice

if TYPE_CHECKING:
    from voicecoach.publish.job import Job
    from voicecoach.speech.api import OpenVoice

MOST_OPEN = 6
"""How many voices stay open while nothing uses them; a natural one takes 200 MB."""


class Speaker(NamedTuple):
    """What a voice is opened by."""

    voice: str
    """As `open_voice` takes it."""
    speed: int
    """Words a minute."""
    language: str


@dataclass(slots=True)
class _Kept:
    voice: OpenVoice
    users: int = 0


class _Voices:
    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._kept: dict[Speaker, _Kept] = {}

    @contextlib.contextmanager
    def lent(self, speaker: Speaker) -> Iterator[OpenVoice]:
        with self._turn:
            kept = self._kept.pop(speaker, None)
            if kept is None:
                voice, speed, language = speaker
                # One thread: what several cores do at the same time is several jobs.
                kept = _Kept(open_voice(voice, speed=speed, threads=1, language=language))
            self._kept[speaker] = kept  # the last one used is the last to go
            kept.users += 1
        try:
            yield kept.voice
        finally:
            with self._turn:
                kept.users -= 1
                self._close_idle(MOST_OPEN)

    def close(self) -> None:
        with self._turn:
            self._close_idle(0)

    def _close_idle(self, most: int) -> None:
        idle = [speaker for speaker, kept in self._kept.items() if not kept.users]
        for speaker in idle[: max(0, len(self._kept) - most)]:
            self._kept.pop(speaker).voice.close()


_VOICES = _Voices()


def speaker_of(job: Job) -> Speaker:
    """What the voice of the job is opened by."""
    return Speaker(job.voice, job.speed, job.loaded.routine.language)


def voice_of(job: Job) -> contextlib.AbstractContextManager[OpenVoice]:
    """The job's voice, to be used in a `with` block, which leaves it open for the next job. Raises SpeechError, ValueError."""
    return lent_voice(speaker_of(job))


def lent_voice(speaker: Speaker) -> contextlib.AbstractContextManager[OpenVoice]:
    """The same for what a voice is opened by."""
    return _VOICES.lent(speaker)


def close_voices() -> None:
    """Close the voices that nothing uses."""
    _VOICES.close()
