"""What a voice is: text in, a Clip out. Backends implement this; nothing here synthesises.

A backend is registered as an entry point in the group `voicecoach.voices`; the entry's name is the backend's name, and
its object is a class that satisfies `Backend` and is created without arguments. Creating it and its voices must be
cheap: an engine starts at the first phrase.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from voicecoach.speaking_speed import DEFAULT_SPEED as DEFAULT_SPEED
from voicecoach.speaking_speed import FASTEST as FASTEST
from voicecoach.speaking_speed import SLOWEST as SLOWEST
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.errors import SpeechError

VOICE_GROUP = "voicecoach.voices"
"""The group of entry points in which backends are registered."""


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """One voice that a backend offers."""

    backend: str
    voice: str
    """The voice's id within its backend, as `--voice BACKEND:VOICE` takes it."""
    language: str
    """A BCP 47 tag in lower case: en-gb."""
    name: str
    """What a person calls it."""


class Voice(Protocol):
    """Speaks phrases, one voice at one speed. Used by one thread at a time unless a class says otherwise.

    A backend's voice is as loud as its engine makes it: `LevelledVoice` brings it to the level of all. One that knows what it
    needs may have `gain_db` (float or None), so that it need not be measured. One that is made of files of its own may have
    `version` (text or None), which differs if they do: beside the backend's, it is a part of every cache key.
    One whose `say` several threads may call at the same time, each of which then gets a core, has `concurrent = True`.
    """

    @property
    def id(self) -> str:
        """`backend:voice`, such as espeak:en-gb."""

    @property
    def rate(self) -> int:
        """Frames a second of every clip of this voice."""

    def length(self, text: str) -> Frames:
        """How long the phrase is heard, in frames; equals `say(text).length`, and may be known without the samples."""

    def say(self, text: str) -> Clip:
        """The spoken phrase. The same text gives the same samples. Raises SpeechError."""

    def close(self) -> None:
        """Release processes and files; may be called twice."""


def check_voice(voice: object) -> None:
    """Raises ValueError, for a caller in Python, for what cannot be a Voice."""
    if isinstance(voice, type) or not all(
        hasattr(voice, name) for name in ("id", "rate", "length", "say", "close")
    ):
        raise ValueError(
            f"a voice is what open_voice returns, or an object with id, rate, length, say and close; not {voice!r}"
        )


class OpenVoice(Voice, Protocol):
    """What `open_voice` returns: a Voice that a `with` block closes, and that may be used by several threads."""

    speed: int
    """In words a minute."""

    def at_speed(self, speed: int) -> OpenVoice:
        """The same voice at another speed, in words a minute; to be closed by itself. Raises as `open_voice` does."""

    def __enter__(self) -> Self:
        """The voice itself."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes it."""


class Backend(Protocol):
    """One speech engine."""

    @property
    def version(self) -> str:
        """Differs between two builds that may sound different; a part of every cache key."""

    def voices(self) -> Iterable[VoiceInfo | SpeechError]:
        """Every voice that the engine has here; in place of one that is here and cannot be used, why. Raises
        BackendUnavailable."""

    def open(self, voice: str | None, speed: int) -> Voice:
        """The voice of that id (None: the backend's default) at `speed` words a minute, within SLOWEST and FASTEST.

        Raises VoiceNotFound, BackendUnavailable.
        """
