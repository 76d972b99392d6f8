"""Makes the first words of this session and of the next ready to be heard at once, while the session runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.logs import logger_for
from voicecoach.opening import keep_opening, kept_opening, opening_key, opening_of
from voicecoach.script.session_number import MOST_SESSIONS
from voicecoach.speech.recorded import is_recorded

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.script.choices import Choices
    from voicecoach.speech.api import Voice

logger = logger_for(__name__)

LOOK_S = 1.0
"""How often it checks whether the session leaves the voice and the processor free, in seconds."""


class OpeningKeeper:
    """Works for one session, as a context manager; it never affects the session, and whatever fails is logged."""

    def __init__(
        self,
        digest: str,
        loaded: LoadedRoutine,
        choices: Choices,
        voice: Voice,
        is_laid_out: Callable[[], bool],
        clock: Clock,
        *,
        counted: bool,
    ) -> None:
        """`digest` is the `session_digest` of what the session was begun with, made before the routine was read. `counted`:
        whether the next session has the next number."""
        self._digest = digest
        self._loaded = loaded
        self._choices = choices
        self._voice = voice
        self._is_laid_out = is_laid_out
        self._clock = clock
        self._counted = counted
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="voicecoach-opening", daemon=True)

    def __enter__(self) -> OpeningKeeper:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()

    def keep(self) -> None:
        """Make what is not kept yet; nothing of a person's recordings, which would outlive their removal.

        Raises SpeechError, AudioError.
        """
        if is_recorded(self._voice.id):
            return
        identity = getattr(self._voice, "identity", "") or ""
        now = self._choices.session
        for number in (now, min(now + 1, MOST_SESSIONS)) if self._counted else (now,):
            key = opening_key(self._digest, identity, number)
            if not identity or self._stop.is_set() or kept_opening(key) is not None:
                continue
            history = replace(self._choices.history, session=number)
            keep_opening(
                key, opening_of(self._loaded, replace(self._choices, familiarity=history), self._voice)
            )

    def _run(self) -> None:
        try:
            while not self._is_laid_out():
                self._clock.wait(self._stop, LOOK_S)
                if self._stop.is_set():
                    return
            self.keep()
        except BaseException:
            logger.info("the next opening is not kept", exc_info=True)
