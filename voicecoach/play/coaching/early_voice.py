"""The voice of a session, opened in a thread while the rest is loaded: a natural voice has a model to load."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from voicecoach.errors import SpeechError
from voicecoach.logs import logger_for
from voicecoach.speech.voice_language import ENGLISH, is_english

if TYPE_CHECKING:
    from voicecoach.speech.api import OpenVoice

logger = logger_for(__name__)


class EarlyVoice:
    """One voice at one speed. Its methods may be called by several threads."""

    def __init__(
        self,
        open_voice: Callable[[int, str], OpenVoice],
        speed: int,
        *,
        any_language: bool = False,
        warms: bool = True,
    ) -> None:
        """Begins at once. `open_voice` opens it at a speed in words a minute, for the language of that tag. `any_language`: it is
        the same for every language; else it is opened for English, as most routines are English. It `warms` up by a phrase,
        which is kept."""
        self._open_voice = open_voice
        self._any_language = any_language
        self._speed = speed
        self._lock = threading.Lock()
        self._voice: OpenVoice | None = None
        self._error: BaseException | None = None
        self._closed = False
        self._warms = warms
        self._opened = threading.Event()
        self._thread = threading.Thread(target=self._begin, name="voicecoach-voice", daemon=True)
        self._thread.start()

    def identity(self, within_s: float) -> str:
        """What distinguishes it from every voice that may sound different; empty if it has no identity, or is not open after
        that many seconds."""
        self._opened.wait(within_s)
        with self._lock:
            return getattr(self._voice, "identity", "") or ""

    def open(self, speed: int, language: str) -> OpenVoice:
        """The voice at that speed for a language: the open one if it fits and is not taken, else another. Raises
        SpeechError."""
        if speed != self._speed or not (self._any_language or is_english(language)):
            return self._open_voice(speed, language)
        # In slices: Ctrl-C ends the wait.
        while not self._opened.wait(0.1):
            pass
        with self._lock:
            voice, self._voice = self._voice, None
            error, self._error = self._error, None
        if error is not None:
            raise error
        return voice if voice is not None else self._open_voice(speed, language)

    def problem(self) -> SpeechError | None:
        """Why it cannot be opened, once that is known; None if it can. `open` raises other errors."""
        while not self._opened.wait(0.1):
            pass
        with self._lock:
            return self._error if isinstance(self._error, SpeechError) else None

    def close(self) -> None:
        """Close it, if nobody has taken it; may be called twice."""
        with self._lock:
            self._closed = True
            voice, self._voice = self._voice, None
        if voice is not None:
            voice.close()

    def _begin(self) -> None:
        try:
            voice = self._open_voice(self._speed, ENGLISH)
            with self._lock:
                closed, self._voice = self._closed, None if self._closed else voice
        except BaseException as error:  # `open` raises it
            self._error = error
            return
        finally:
            self._opened.set()
        if closed:
            voice.close()
        elif self._warms:
            self._warm_up(voice)

    @staticmethod
    def _warm_up(voice: OpenVoice) -> None:
        """Starts its engine, if a phrase that was never said on this machine would have to start it."""
        from voicecoach.speech.registry import PROBE

        try:
            voice.length(PROBE)
        except BaseException:  # the session reports what is wrong with it
            logger.info("the voice does not warm up", exc_info=True)
