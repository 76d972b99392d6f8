"""The parts of backends that break the contract: voices and methods that fail, hang or lie."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np

from voicecoach.audio.pcm import Clip
from voicecoach.errors import SynthesisFailed
from voicecoach.speech.api import VoiceInfo
from voicecoach.units import Frames

Enter = Callable[[Callable[[], Any]], None]
"""Makes a class the backend `bad`."""

RATE = 16000


RELEASED = threading.Event()
"""What hangs here ends with the test."""


def hang(*_: object) -> Any:
    """Comes back when nobody waits any more."""
    RELEASED.wait(60)
    raise SystemExit


def sound(text: str, rate: int = RATE) -> np.ndarray:
    """A hum, as long as the text."""
    time = np.arange(1600 + 100 * len(text)) / rate
    return np.rint(6000 * np.sin(2 * np.pi * 150 * time)).astype(np.int16)


class Voice:
    """Keeps the contract."""

    id: Any = "bad:hum"
    rate: Any = RATE

    def length(self, text: str) -> Any:
        return self.say(text).length

    def say(self, text: str) -> Any:
        return Clip(sound(text), RATE, Frames(0))

    def close(self) -> None:
        pass


class Backend:
    """Keeps the contract."""

    version: Any = "1"

    def voices(self) -> Any:
        return [VoiceInfo("bad", "hum", "en", "Hum")]

    def open(self, voice: str | None, speed: int) -> Any:
        return Voice()


def opens(**own: Any) -> type[Backend]:
    """A backend whose voice has these attributes of its own."""
    voice = type("Own", (Voice,), own)
    return type("Opens", (Backend,), {"open": lambda *_: voice()})


def has(**own: Any) -> type[Backend]:
    """A backend with these attributes of its own."""
    return type("Has", (Backend,), own)


def says(make: Callable[[str], Any]) -> type[Backend]:
    """A backend whose voice says what `make` makes of the text."""
    return opens(say=lambda _, text: make(text))


def says_samples(change: Callable[[np.ndarray], Any], rate: Any = RATE, onset: Any = 0) -> type[Backend]:
    """A backend whose voice says a hum, changed."""
    return says(lambda text: Clip(change(sound(text)), rate, onset))


def fails(error: BaseException | type[BaseException]) -> Callable[..., Any]:
    """A method that raises."""

    def method(*_: object) -> Any:
        raise error

    return method


class Unspeakable(Exception):
    """Cannot say what it is."""

    def __str__(self) -> str:
        raise KeyboardInterrupt


class OddError(SynthesisFailed):
    """One of our errors with a mind of its own."""

    def __str__(self) -> str:
        return "\x1b[2J\n\n\n"


class Changing(Voice):
    """Another rate after its first phrase."""

    def say(self, text: str) -> Clip:
        self.rate = 22050
        return Clip(sound(text), RATE, Frames(0))


class Renamed(Voice):
    """Another name after its first phrase."""

    def say(self, text: str) -> Clip:
        self.id = "bad:other"
        return super().say(text)


class Duck:
    """Looks like a Clip."""

    def __init__(self, text: str) -> None:
        self.samples, self.rate, self.onset, self.length = sound(text), RATE, 0, len(sound(text))


class HangingFrames:
    """A number that never comes."""

    __index__ = hang


def endless(_: object) -> Any:
    """A list without an end."""
    while True:
        yield VoiceInfo("bad", "hum", "en", "Hum")


def recursive(text: str) -> Any:
    """Never ends by itself."""
    return recursive(text)
