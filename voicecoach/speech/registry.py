"""Finds backends by name and opens voices by what `--voice` says.

A backend is an entry point in the group `voicecoach.voices`. The built-in ones are in that group like any
other, and are listed here too: looking through the entry points of everything that is installed costs 20 ms, and a
built-in name does not need it. So a third party's backend cannot take one of these names.

Every backend, ours too, is wrapped here in what checks it (`checked_voice`): its code may fail, hang and lie as it likes.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from voicecoach.cores import usable_cores
from voicecoach.errors import BackendUnavailable, SpeechError, VoiceNotFound
from voicecoach.near import did_you_mean
from voicecoach.speech import result_checks
from voicecoach.speech.api import DEFAULT_SPEED, FASTEST, SLOWEST, VOICE_GROUP, OpenVoice, VoiceInfo
from voicecoach.speech.cache import private_folders
from voicecoach.speech.checked_voice import BackendBroken, CheckedBackend, CheckedVoice
from voicecoach.speech.engine_thread import ForeignCode, OwnCode
from voicecoach.speech.voice_language import ENGLISH, is_english, main_language

if TYPE_CHECKING:
    from voicecoach.speech.cache.cached_voice import CachedVoice
    from voicecoach.speech.cache.phrase_cache import PhraseCache
    from voicecoach.speech.levelled_voice import LevelledVoice
    from voicecoach.speech.reading.reading_voice import ReadingVoice

    OpenedVoice = CheckedVoice | LevelledVoice | CachedVoice | ReadingVoice

BUILT_IN = {
    "espeak": "voicecoach.speech.espeak:EspeakBackend",
    "hibari": "voicecoach.speech.hibari:HibariBackend",
    "piper": "voicecoach.speech.piper:PiperBackend",
    "pyttsx3": "voicecoach.speech.pyttsx3:Pyttsx3Backend",
    "recorded": "voicecoach.speech.recorded:RecordedBackend",
    "silent": "voicecoach.speech.silent:SilentBackend",
}
"""The entry points of pyproject.toml, word for word; a test holds the two together."""

AUTO = "auto"

_NEED_NO_THREAD = frozenset({"espeak", "recorded", "silent"})
"""espeak has a thread of its own, and so has the fallback of recordings; silent runs nothing foreign."""


class BackendStatus(StrEnum):
    """Whether a backend can be used here."""

    AVAILABLE = "available"
    MISSING = "missing"
    """Its engine or a package is not installed, or does not start."""
    BROKEN = "broken"
    """It is installed and its code fails."""


@dataclass(frozen=True, slots=True)
class BackendReport:
    """The status of one backend."""

    name: str
    state: BackendStatus
    reason: str = ""
    """Why it cannot be used, or which of its voices cannot, in one line; empty if all is well."""
    voices: tuple[VoiceInfo, ...] = ()


def open_voice(
    spec: str = AUTO,
    *,
    speed: int = DEFAULT_SPEED,
    cache: PhraseCache | Literal["default"] | None = "default",
    threads: int | None = None,
    language: str = ENGLISH,
) -> OpenVoice:
    """The voice that `spec` names, at -16 LUFS, with its phrases kept in `cache` (None: not kept).

    `spec` is `auto`, a backend (`espeak`), or a backend and one of its voices (`espeak:en-us`). `auto` is the natural
    voice of hibari; if it cannot be used here, espeak on Linux and pyttsx3 elsewhere, or else the other of the two.
    `language` is the tag of what it is to read, for a `spec` without a voice: if it is not English, `auto` is a voice of piper
    that reads it, or else one of the others, and a backend is its voice of that language. If there is none, it is as for English.
    `speed` is in words a minute, within SLOWEST and FASTEST. `threads` is how many phrases a voice that can makes at the
    same time, at most (None: one a core); what is heard is the same. No engine is started by this unless a backend must, to
    know its voices, or `auto` has never spoken on this machine. Raises VoiceNotFound, BackendUnavailable; ValueError for
    a speed beyond the limits, or no thread.
    """
    if threads is not None and (not isinstance(threads, int) or isinstance(threads, bool) or threads < 1):
        raise ValueError(f"threads are a whole number from 1, not {threads!r}")
    how = _How(speed, cache, usable_cores() if threads is None else threads)
    if not isinstance(speed, int) or isinstance(speed, bool) or not SLOWEST <= speed <= FASTEST:
        raise ValueError(f"a speed is {SLOWEST} to {FASTEST} whole words a minute, not {speed!r}")
    if not isinstance(spec, str):
        raise ValueError(f"a voice is named by a text such as espeak:en-gb, not {spec!r}")
    if not isinstance(language, str):
        raise ValueError(f"a language is named by a tag such as de, not {language!r}")
    name, _, voice = spec.strip().partition(":")
    name = AUTO if name.lower() in ("", AUTO) else name.lower()
    if not voice and not is_english(language):
        of_language = _open_of_language(
            ("piper", *auto_order()[1:]) if name == AUTO else (name,), language, how
        )
        if of_language is not None:
            return of_language
    return _open_auto(how) if name == AUTO else _open(name, voice or None, how)


def find_backend(name: str) -> CheckedBackend:
    """The backend of that name, made but not started. Raises BackendUnavailable."""
    if name in BUILT_IN:
        code = OwnCode() if name in _NEED_NO_THREAD else ForeignCode(name)
        return CheckedBackend(name, lambda: _import(BUILT_IN[name]), code)
    others = _third_party()
    if name in others:
        return CheckedBackend(name, others[name], ForeignCode(name))
    known = [*BUILT_IN, *others]
    hint = did_you_mean(name, known) or _voice_called(name)
    raise BackendUnavailable(f"no such backend{hint}; there are {', '.join(known)}", backend=name)


def _voice_called(name: str) -> str:
    """A hint for somebody who left out the backend of a voice that can be got; empty if there is none."""
    from voicecoach.speech.downloads.catalogue import catalogue

    found = [row.voice for row in catalogue() if row.id.lower() == name]
    return f"; did you mean “{found[0]}”?" if found else ""


def backend_names() -> tuple[str, ...]:
    """Every backend that is registered, ours first."""
    return (*BUILT_IN, *_third_party())


def report_backend(name: str) -> BackendReport:
    """Whether a backend works here, and its voices. Never raises because of the backend."""
    try:
        backend = find_backend(name)
        voices = backend.voices()
    except BackendBroken as error:
        return BackendReport(name, BackendStatus.BROKEN, error.message)
    except SpeechError as error:
        return BackendReport(name, BackendStatus.MISSING, error.message)
    left_out = backend.left_out
    reason = f"{len(left_out)} of its voices cannot be listed; {left_out[0]}" if left_out else ""
    return BackendReport(name, BackendStatus.AVAILABLE, reason, voices)


def report_backends() -> tuple[BackendReport, ...]:
    """A report on every backend."""
    return tuple(report_backend(name) for name in backend_names())


class _How(NamedTuple):
    """How a voice is to be opened, as `open_voice` has it."""

    speed: int
    cache: PhraseCache | Literal["default"] | None
    threads: int


def auto_order() -> tuple[str, ...]:
    """The backends that `auto` tries, the first one first."""
    others = ("espeak", "pyttsx3") if sys.platform.startswith("linux") else ("pyttsx3", "espeak")
    return ("hibari", *others)


def _open_of_language(names: tuple[str, ...], language: str, how: _How) -> OpenVoice | None:
    """The first of the backends' voices of that language; None if none of them has one."""
    for name in names:
        for tag in dict.fromkeys((language.lower().replace("_", "-"), main_language(language))):
            try:
                return _open(name, tag, how)
            except SpeechError as error:
                from voicecoach.logs import logger_for

                logger_for(__name__).info("%s for %s: %s", name, tag, error)
    return None


def _open_auto(how: _How) -> OpenVoice:
    failures: list[SpeechError] = []
    for name in auto_order():
        try:
            voice = _open(name, None, how)
            if name == "hibari":
                # Its model is loaded by the first phrase, and may not load: better known here than in the session.
                # One that was ever made on this machine is read from the cache, without the model.
                voice.length(PROBE)
            return voice
        except SpeechError as error:
            failures.append(error)
            from voicecoach.logs import logger_for

            logger_for(__name__).info("auto: %s", error)
    raise BackendUnavailable(f"none works here. {'. '.join(map(str, failures))}", backend=AUTO) from failures[
        0
    ]


PROBE = "Ready."
"""A phrase by which an engine shows that it speaks; kept like any other."""


def uncached_voice(voice: str, *, speed: int) -> LevelledVoice:
    """The voice of that id at its level, as phrases of it are kept, and nothing read from a cache. Raises SpeechError."""
    from voicecoach.speech.levelled_voice import LevelledVoice

    name, _, its = voice.partition(":")
    opened, version, cacheable = _opened(name, its or None, speed)
    if not cacheable or opened.id != voice:
        opened.close()
        raise VoiceNotFound(f"no voice “{voice}” whose phrases are kept", backend=name)
    return LevelledVoice(opened, version=version, speed=speed)


def _open(name: str, voice: str | None, how: _How) -> OpenVoice:
    opened = _reading(_wrapped(name, voice, how))
    opened.speed = how.speed
    its_id = opened.id  # so that a default voice is the same one again
    opened.reopen = lambda words: open_voice(its_id, speed=words, cache=how.cache, threads=how.threads)
    return opened


def _reading(voice: CheckedVoice | LevelledVoice | CachedVoice) -> OpenedVoice:
    """The voice, given what is written; one that reads that itself stays as it is."""
    if voice.reads_marks:
        return voice
    from voicecoach.speech.reading.lexicons import lexicons_for
    from voicecoach.speech.reading.reading_voice import ReadingVoice

    lexicons = lexicons_for(voice.id, voice.language)
    return ReadingVoice(voice, lexicons.readings, identity=lexicons.identity)


def _wrapped(name: str, voice: str | None, how: _How) -> CheckedVoice | LevelledVoice | CachedVoice:
    speed, cache, threads = how
    opened, version, cacheable = _opened(name, voice, speed, threads)
    if not cacheable:
        return opened
    private_folders.remove_at_exit()
    from voicecoach.speech.levelled_voice import LevelledVoice, levelled_version

    if cache is None:
        return LevelledVoice(opened)
    from voicecoach.speech.cache.cached_voice import CachedVoice
    from voicecoach.speech.cache.default_cache import default_cache

    store = default_cache() if cache == "default" else cache
    # The gain goes into all that is made: it is never taken from a place that others write.
    levelled = LevelledVoice(opened, store.local, version=version, speed=speed)
    version = levelled_version(version)
    return CachedVoice(levelled, store, version=version, speed=speed, threads=opened.threads)


def _opened(name: str, voice: str | None, speed: int, threads: int = 1) -> tuple[CheckedVoice, str, bool]:
    """The voice, the version of its backend and of itself, and whether its phrases are worth keeping."""
    backend = find_backend(name)
    opened = backend.open(voice, speed, threads)
    version = f"{backend.version}-{opened.version}" if opened.version else backend.version
    return opened, version, backend.cacheable


def _third_party() -> dict[str, Callable[[], Any]]:
    """What loads each backend that is not ours, by name."""
    from importlib.metadata import entry_points

    found: dict[str, Callable[[], Any]] = {}
    for entry in entry_points(group=VOICE_GROUP):
        name = entry.name
        if name in BUILT_IN:
            continue  # ours are registered too
        if name in found or name == AUTO or not _may_be_asked_for(name):
            from voicecoach.logs import logger_for

            logger_for(__name__).warning("a voice cannot have the entry point %r = %s", name, entry.value)
            continue
        found[name] = entry.load
    return found


def _may_be_asked_for(name: str) -> bool:
    """Whether `--voice NAME:VOICE` can mean it."""
    try:
        return result_checks.checked_name(name, "its name") == name.lower() and ":" not in name
    except result_checks.BadResult:
        return False


def _import(place: str) -> Any:
    module, attribute = place.split(":")
    return getattr(importlib.import_module(module), attribute)
