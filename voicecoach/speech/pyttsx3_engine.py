"""The engine behind `pyttsx3`: a child process, the folder that it writes to, and what is read back from there."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voicecoach.errors import AudioError, BackendUnavailable
from voicecoach.logs import logger_for
from voicecoach.speech.cache import private_folders
from voicecoach.speech.espeak_data import VARIANT, Installed, add_languages, installed_espeak, steady_data
from voicecoach.speech.helper_process import HelperFailed, HelperProcess

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Samples

NAME = "pyttsx3"

RATE = 22050
"""Frames a second of every clip; an engine that writes files of another rate is resampled."""

LONGEST_S = 600.0
"""How long a phrase may be heard."""

STEADY_DEFAULT = "gmw/en"
"""The voice of the embedded engine when none is asked for."""

_LARGEST = 256 * 2**20


class Engine:
    """The child and the folder that it writes to, both made when they are needed."""

    def __init__(self, command: Sequence[str] | None, start_s: float, phrase_s: float) -> None:
        self._command = command
        self._start_s = start_s
        self._phrase_s = phrase_s
        self._child: HelperProcess | None = None
        self._folder: Path | None = None
        self._data: Path | None = None
        self._fresh = False
        self.steady = command is None and sys.platform.startswith("linux") and embedded_espeak() is not None
        """Whether the engine is the embedded espeak-ng, with the variant that makes it steady."""

    def voices(self) -> dict[str, Any]:
        """The child's answer: voices and the default's id. Raises BackendUnavailable."""
        try:
            answer = self._ready().ask({"do": "voices"}, self._start_s)
            if "error" in answer:
                raise HelperFailed(str(answer["error"]))
            if not isinstance(answer.get("voices"), list):
                raise HelperFailed("it answered nonsense")
        except HelperFailed as error:
            self.close()
            raise BackendUnavailable(f"pyttsx3 does not start: {error}", backend=NAME) from error
        return answer

    def say(self, voice: str, speed: int, text: str) -> Samples:
        """What the engine wrote. Raises HelperFailed, AudioError, OSError."""
        if self.steady:
            from voicecoach.speech.espeak import has_no_trill

            if not (self._fresh or has_no_trill(voice, text)):
                self.restart()
        child = self._ready()
        self._fresh = False
        assert self._folder is not None
        file = self._folder / "phrase.wav"
        file.unlink(missing_ok=True)
        limit_s = self._phrase_s + len(text) / 10
        name = f"{voice}+{VARIANT}" if self.steady else voice
        answer = child.ask(_request(name, speed, text, file, limit_s), limit_s)
        if "error" in answer:
            raise HelperFailed(f"it failed ({answer['error']})")
        samples = _read(file)
        file.unlink(missing_ok=True)
        return samples

    def restart(self) -> None:
        """The next phrase gets another child."""
        if self._child is not None:
            self._child.kill()
            self._child = None

    def close(self) -> None:
        """Ends the child and removes its folder. May be called twice."""
        if self._child is not None:
            self._child.close()
            self._child = None
        if self._folder is not None:
            private_folders.remove_private_folder(self._folder)
            self._folder = None

    def _ready(self) -> HelperProcess:
        if self._child is None or not self._child.running:
            if self._folder is None:
                self._folder = private_folders.make_private_folder()
            self._child = self._start()
            self._fresh = True
        return self._child

    def _start(self) -> HelperProcess:
        if self._command is not None:
            return HelperProcess(self._command)
        setup: dict[str, object] = {}
        environment = {}
        here = embedded_espeak() if self.steady else None
        if here is not None:
            if self._data is None:
                self._data = steady_data(here.data)
                add_languages(self._data, here.data)
            setup = {"library": str(here.library), "default": STEADY_DEFAULT}
            environment = {"ESPEAK_DATA_PATH": str(self._data)}
        script = str(Path(__file__).with_name("pyttsx3_child.py"))
        return HelperProcess([sys.executable, "-P", script, json.dumps(setup)], environment)


def _request(voice: str, speed: int, text: str, file: Path, patience_s: float) -> dict[str, object]:
    return {
        "do": "say",
        "voice": voice,
        "speed": speed,
        "text": text,
        "file": str(file),
        "patience": patience_s / 2,
    }


def _read(file: Path) -> Samples:
    """The samples of a WAV or AIFF file, mono, at RATE. Raises AudioError, OSError."""
    import numpy as np

    from voicecoach.audio.aiff_reader import parse_aiff
    from voicecoach.audio.resample import resample
    from voicecoach.audio.wav_reader import parse_wav

    if not file.exists():
        raise AudioError("it returned nothing")
    with file.open("rb") as opened:
        data = opened.read(_LARGEST)
    parse = parse_aiff if data[:4] == b"FORM" else parse_wav
    wave = parse(data, "what it returned", longest_s=LONGEST_S)
    heard = resample(wave.mono(), wave.rate, RATE)
    return np.clip(np.rint(heard * 32768), -32768, 32767).astype(np.int16)


def embedded_espeak() -> Installed | None:
    """The espeak-ng of espeakng-loader, if it is installed."""
    try:
        return installed_espeak()
    except BackendUnavailable as error:
        logger_for(__name__).debug("no embedded espeak-ng: %s", error)
        return None
