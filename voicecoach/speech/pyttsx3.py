"""pyttsx3, in a child process: the voices of the platform, and a time limit for every phrase.

pyttsx3 2.99 can hang, returns before its file exists, raises nothing if it fails and may take its process with it.
So it lives in a helper (`pyttsx3_child`), a phrase is accepted only once its file was read and something is heard in
it, and a helper that does not answer in time is killed and tried once more.

On Linux its engine is espeak-ng. It is given the library and the data of espeakng-loader, so that no system package is
needed and a phrase is as steady as that of `espeak`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voicecoach.errors import AudioError, BackendUnavailable, SynthesisFailed, VoiceNotFound
from voicecoach.logs import logger_for
from voicecoach.near import did_you_mean
from voicecoach.pronunciation import as_respelled
from voicecoach.speech.api import FASTEST, SLOWEST, VoiceInfo
from voicecoach.speech.engine_voice import EngineVoice
from voicecoach.speech.helper_process import HelperFailed
from voicecoach.speech.pyttsx3_engine import NAME, RATE, STEADY_DEFAULT, Engine, embedded_espeak
from voicecoach.speech.reading.speakable_text import speakable_text

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip

logger = logger_for(__name__)

REVISION = 3
"""Ours: goes up when the same engine would give other samples because this code changed."""

START_LIMIT_S = 30.0
"""How long an engine may take to start and list its voices."""

PHRASE_LIMIT_S = 10.0
"""How long a phrase may take, and a second more for every ten letters."""

_COMMANDS = str.maketrans("<>[]", "    ")
"""SAPI takes <...> for markup and macOS [[...]] for commands, wherever they are."""


class Pyttsx3Backend:
    """pyttsx3 with the engine of the platform: SAPI 5, NSSpeechSynthesizer or espeak-ng."""

    def __init__(
        self,
        command: Sequence[str] | None = None,
        *,
        start_s: float = START_LIMIT_S,
        phrase_s: float = PHRASE_LIMIT_S,
    ) -> None:
        """`command` replaces the helper process, in tests."""
        self._command = command
        self._start_s = start_s
        self._phrase_s = phrase_s

    @property
    def version(self) -> str:
        """Of pyttsx3, of the platform, and on Linux of the embedded espeak-ng. Raises BackendUnavailable."""
        package = self._package()
        here = next((path.name for path in package.parent.glob("pyttsx3-*.dist-info")), "unknown")
        return f"{REVISION}-{here.removesuffix('.dist-info')}-{_platform_version()}"

    def voices(self) -> Iterable[VoiceInfo]:
        """Every voice of the engine, which is started for it. Raises BackendUnavailable."""
        engine = self._engine()
        try:
            return _listed(engine.voices())
        finally:
            engine.close()

    def open(self, voice: str | None, speed: int) -> Pyttsx3Voice:
        """The voice of that id, name or language. Raises VoiceNotFound, BackendUnavailable.

        The engine is started to know its voices, unless it is the embedded espeak-ng and the voice its default.
        """
        engine = self._engine()
        if engine.steady and voice in (None, STEADY_DEFAULT):
            return Pyttsx3Voice(engine, STEADY_DEFAULT, speed)
        try:
            answer = engine.voices()
            found = _find(voice, answer)
            # SAPI names no language, and the coach's own words are English.
            others = {one.voice for one in _listed(answer) if one.language[:2] not in ("en", "un")}
            return Pyttsx3Voice(engine, found, speed, english=found not in others)
        except BaseException:
            engine.close()
            raise

    def _engine(self) -> Engine:
        self._package()
        return Engine(self._command, self._start_s, self._phrase_s)

    def _package(self) -> Path:
        spec = find_spec(NAME)
        if spec is None or spec.origin is None:
            raise BackendUnavailable("the package pyttsx3 is missing; pip install pyttsx3", backend=NAME)
        return Path(spec.origin).parent


class Pyttsx3Voice(EngineVoice):
    """One voice at one speed, with a process of its own. Used by one thread at a time."""

    def __init__(self, engine: Engine, voice: str, speed: int, *, english: bool = True) -> None:
        """`english` is whether its texts are read as English."""
        self._engine = engine
        super().__init__(NAME, voice, RATE)
        self._english = english
        # pyttsx3 passes on what it gets; espeak-ng and SAPI then take it for something else.
        self._speed = min(max(speed, SLOWEST), FASTEST)

    @property
    def language(self) -> str:
        """English or unknown: what an engine calls its languages is its own."""
        return "en" if self._english else ""

    def say(self, text: str) -> Clip:
        """The spoken phrase. Raises SynthesisFailed where two tries failed, BackendUnavailable."""
        from voicecoach.audio.onset import trimmed_clip

        spoken = " ".join(
            as_respelled(speakable_text(text, english=self._english)).translate(_COMMANDS).split()
        )
        if not spoken:
            raise SynthesisFailed("there is nothing to say", backend=NAME, phrase=text)
        why = ""
        for _ in range(2):
            try:
                clip = trimmed_clip(self._engine.say(self._voice, self._speed, spoken), RATE)
            except (HelperFailed, AudioError, OSError) as error:
                why = str(error)
                logger.warning("the engine failed at a phrase: %s", error)
            else:
                if clip.length:
                    return clip
                why = "it returned no sound"
            self._engine.restart()
        raise SynthesisFailed(f"{why}, twice", backend=NAME, phrase=text)

    def close(self) -> None:
        """Ends the process."""
        self._engine.close()


def _listed(answer: dict[str, Any]) -> list[VoiceInfo]:
    return [
        VoiceInfo(NAME, str(one["id"]), _language(one.get("languages")), _name(one))
        for one in answer["voices"]
        if isinstance(one, dict) and "id" in one
    ]


def _name(one: dict[str, Any]) -> str:
    """Without the spaces that some engines leave around it."""
    return " ".join(str(one.get("name", "")).split()) or str(one["id"])


def _language(tags: object) -> str:
    """The first tag, as BCP 47 has it; `und` if the engine gives none (SAPI gives numbers)."""
    first = str(tags[0]) if isinstance(tags, list) and tags else ""
    return first.lower().replace("_", "-") if first[:2].isalpha() else "und"


def _find(wanted: str | None, answer: dict[str, Any]) -> str:
    """The id of the voice that is meant. Raises VoiceNotFound."""
    known = _listed(answer)
    if wanted is None:
        return str(answer.get("default"))
    lower = wanted.lower()
    for matches in (
        [one for one in known if one.voice == wanted],
        [one for one in known if lower in (one.voice.lower(), one.name.lower())],
        [one for one in known if lower.replace("_", "-") == one.language],
        [one for one in known if one.language.startswith(lower.replace("_", "-") + "-")],
    ):
        if matches:
            return matches[0].voice
    hint = did_you_mean(wanted, [name for one in known for name in (one.voice, one.name)])
    raise VoiceNotFound(f"no voice “{wanted}”{hint}; see voicecoach voices", backend=NAME)


def _platform_version() -> str:
    """What changes when the engine of the platform may have changed."""
    if sys.platform == "win32":
        return f"windows-{sys.getwindowsversion().build}"
    here = embedded_espeak() if sys.platform.startswith("linux") else None
    return f"espeak-{here.version}" if here is not None else f"{sys.platform}-{os.uname().release}"
