"""What a source of sound is: a microphone that is open, and hands over what it heard since it was last asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.clock import Clock


class Source(Protocol):
    """An open microphone. Its methods are called by one thread, and none of them waits."""

    @property
    def backend(self) -> str:
        """What it is reached by, for a person: PulseAudio, ALSA."""

    def read(self) -> FloatSamples:
        """What was heard since the last call, one channel between -1 and 1; empty if nothing is new."""

    def alive(self) -> bool:
        """Whether it hears; False once the device went away."""

    def close(self) -> None:
        """Let go of the device; may be called twice, also after it went away."""


class Input(Protocol):
    """One way to reach microphones."""

    def open(self, rate: int, device: str | None, clock: Clock) -> Source:
        """One that hears already, `rate` frames a second, on the device of that name or a part of it (None: the default).

        Raises MicrophoneError, with what to do.
        """

    def devices(self) -> tuple[str, ...]:
        """Names that `open` takes. Raises MicrophoneError."""
