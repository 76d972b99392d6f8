"""Which session comes after this one, looked up while this one runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NamedTuple

from voicecoach.logs import logger_for

logger = logger_for(__name__)


class Upcoming(NamedTuple):
    """The next session of a plan, once this one is done."""

    title: str
    """What the coach calls its routine."""
    days: int
    """How many days from today; 0: today."""
    weekday: int
    """Its day of the week, from 1 for Monday."""


Ask = Callable[[], Upcoming | None]
"""Looks it up; may take its time and read files. None: there is no plan, or nothing comes."""


class UpcomingSession:
    """Asks on a thread of its own, so that nothing that is heard waits for the answer."""

    def __init__(self, ask: Ask | None) -> None:
        self._ask = ask
        self._found: list[Upcoming] = []

    def begin(self) -> None:
        """Ask now; once."""
        if self._ask is not None:
            ask, self._ask = self._ask, None
            threading.Thread(target=self._run, args=(ask,), name="voicecoach-plan", daemon=True).start()

    @property
    def found(self) -> Upcoming | None:
        """The answer; None: there is none (yet)."""
        return self._found[0] if self._found else None

    def _run(self, ask: Ask) -> None:
        try:
            answer = ask()
        except Exception as error:
            logger.warning("what comes next is not known: %s", error)
            return
        if answer is not None:
            self._found.append(answer)
