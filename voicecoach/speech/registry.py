"""Finds backends by name and opens voices by what `--voice` says.

A backend is an entry point in the group `voicecoach.voices`. Those of this project are in that group like anybody
else's, and are listed here too: to look through the entry points of everything that is installed costs 20 ms, and a
name of ours needs no look. A third party's backend may therefore not take one of our names.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from voicecoach.errors import BackendUnavailable, SpeechError
from voicecoach.near import did_you_mean
from voicecoach.speech.api import DEFAULT_SPEED, FASTEST, SLOWEST, VOICE_GROUP, Backend, Voice, VoiceInfo

if TYPE_CHECKING:
    from voicecoach.speech.cache import PhraseCache

BUILT_IN = {
    "espeak": "voicecoach.speech.espeak:EspeakBackend",
    "pyttsx3": "voicecoach.speech.pyttsx3:Pyttsx3Backend",
    "silent": "voicecoach.speech.silent:SilentBackend",
}
"""The entry points of pyproject.toml, word for word; a test holds the two together."""

AUTO = "auto"


class State(StrEnum):
    """Whether a backend can be used here."""

    AVAILABLE = "available"
    MISSING = "missing"
    """Its engine or a package is not installed, or does not start."""
    BROKEN = "broken"
    """It is installed and its code fails."""


@dataclass(frozen=True, slots=True)
class BackendReport:
    """What a look at one backend found."""

    name: str
    state: State
    reason: str = ""
    """Why it cannot be used, in one line; empty where it can."""
    voices: tuple[VoiceInfo, ...] = ()


def open_voice(
    spec: str = AUTO,
    *,
    speed: int = DEFAULT_SPEED,
    cache: PhraseCache | Literal["default"] | None = "default",
) -> Voice:
    """The voice that `spec` names, at -16 LUFS, with its phrases kept in `cache` (None: not kept).

    `spec` is `auto`, a backend (`espeak`), or a backend and one of its voices (`espeak:en-us`). `auto` is espeak on
    Linux and pyttsx3 elsewhere, or the other where that one is missing. `speed` is in words a minute, within
    SLOWEST and FASTEST. No engine is started by this unless a backend must, to know its voices. Raises VoiceNotFound,
    BackendUnavailable; SpeechError for a speed beyond the limits.
    """
    if not SLOWEST <= speed <= FASTEST:
        raise SpeechError(
            f"a speed is {SLOWEST} to {FASTEST} words a minute, not {speed}", backend=spec.strip() or AUTO
        )
    if spec.strip().lower() in ("", AUTO):
        return _open_auto(speed, cache)
    name, _, voice = spec.strip().partition(":")
    return _open(name.lower(), voice or None, speed, cache)


def find_backend(name: str) -> Backend:
    """The backend of that name, made but not started. Raises BackendUnavailable."""
    if name in BUILT_IN:
        return _make(name, lambda: _import(BUILT_IN[name]))
    others = _third_party()
    if name in others:
        return _make(name, others[name])
    known = [*BUILT_IN, *others]
    raise BackendUnavailable(
        f"no such backend{did_you_mean(name, known)}; there are {', '.join(known)}", backend=name
    )


def backend_names() -> tuple[str, ...]:
    """Every backend that is registered, ours first."""
    return (*BUILT_IN, *_third_party())


def report(name: str) -> BackendReport:
    """Looks whether a backend works here, and lists its voices. Raises nothing on its account."""
    try:
        voices = tuple(find_backend(name).voices())
    except _Broken as error:
        return BackendReport(name, State.BROKEN, error.message)
    except SpeechError as error:
        return BackendReport(name, State.MISSING, error.message)
    except Exception as error:  # a third party's code may raise what it likes
        return BackendReport(name, State.BROKEN, _one_line(error))
    return BackendReport(name, State.AVAILABLE, voices=voices)


def reports() -> tuple[BackendReport, ...]:
    """A report on every backend."""
    return tuple(report(name) for name in backend_names())


class _Broken(BackendUnavailable):
    """The backend's code fails."""


def _open_auto(speed: int, cache: PhraseCache | Literal["default"] | None) -> Voice:
    order = ("espeak", "pyttsx3") if sys.platform.startswith("linux") else ("pyttsx3", "espeak")
    try:
        return _open(order[0], None, speed, cache)
    except SpeechError as first:
        try:
            return _open(order[1], None, speed, cache)
        except SpeechError as second:
            raise BackendUnavailable(f"none works here. {first}. {second}", backend=AUTO) from first


def _open(name: str, voice: str | None, speed: int, cache: PhraseCache | Literal["default"] | None) -> Voice:
    backend = find_backend(name)
    try:
        opened = backend.open(voice, speed)
        version = backend.version
    except SpeechError:
        raise
    except Exception as error:  # a third party's code may raise what it likes
        raise _Broken(f"it is broken: {_one_line(error)}", backend=name) from error
    if not getattr(backend, "cacheable", True):  # it says nothing
        return opened
    from voicecoach.speech.levelled import LevelledVoice, levelled_version

    if cache is None:
        return LevelledVoice(opened)
    from voicecoach.speech.cache import PhraseCache
    from voicecoach.speech.cached import CachedVoice

    store = PhraseCache() if cache == "default" else cache
    levelled = LevelledVoice(opened, store, version=version, speed=speed)
    return CachedVoice(levelled, store, version=levelled_version(version), speed=speed)


def _third_party() -> dict[str, Callable[[], Any]]:
    """What loads each backend that is not ours, by name."""
    from importlib.metadata import entry_points

    found = entry_points(group=VOICE_GROUP)
    return {entry.name: entry.load for entry in found if entry.name not in BUILT_IN}


def _import(place: str) -> Any:
    module, attribute = place.split(":")
    return getattr(importlib.import_module(module), attribute)


def _make(name: str, load: Callable[[], Any]) -> Backend:
    try:
        backend: Backend = load()()
    except SpeechError:
        raise
    except Exception as error:  # a third party's code may raise what it likes
        raise _Broken(f"it is broken: {_one_line(error)}", backend=name) from error
    return backend


def _one_line(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}".rstrip(": ")
