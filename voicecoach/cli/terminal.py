"""The terminal of a live session: what is drawn on it, its keys, and Ctrl-Z."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from voicecoach.signals import SIGNALS

if TYPE_CHECKING:
    from voicecoach.cli.screen.api import Screen
    from voicecoach.play.controls.keys import Terminal
    from voicecoach.play.key_map import KeyMap
    from voicecoach.play.live import LiveSession

PLAIN_TERMS = ("dumb", "unknown", "")
"""Values of TERM for terminals that cannot be drawn over."""


def screen_for(plain: bool, keys: KeyMap) -> Screen:
    """The large display on a terminal, unless lines are wanted or nothing can be drawn over."""
    if not plain and can_draw():
        from voicecoach.cli.screen.large import Large

        return Large(keys)
    from voicecoach.cli.screen.plain import Plain

    return Plain(keys, keyboard=has_keyboard())


def has_keyboard() -> bool:
    """Whether stdin is a terminal, whose keys can be read."""
    try:
        return sys.stdin is not None and sys.stdin.isatty()
    except ValueError:  # closed
        return False


def can_draw() -> bool:
    """Whether stdout is a terminal on which a display can be drawn over and over."""
    if os.name == "posix" and os.environ.get("TERM", "").lower() in PLAIN_TERMS:
        return False
    try:
        return sys.stdout is not None and sys.stdout.isatty()
    except ValueError:  # closed
        return False


@contextlib.contextmanager
def terminal_keys(on_key: Callable[[str], None]) -> Iterator[Terminal | None]:
    """Reads the keys of the terminal; None if stdin is not one, and the session plays on without. The terminal is restored
    whatever ends the program."""
    if not has_keyboard():
        yield None
        return
    from voicecoach.play.controls.keys import Terminal

    with Terminal(on_key) as terminal, SIGNALS.restoring(terminal.release):
        yield terminal


class Suspension:
    """Ctrl-Z and fg: the session pauses and the terminal is restored, and afterwards both go on as before."""

    def __init__(self, screen: Screen, terminal: Terminal | None) -> None:
        self._screen = screen
        self._terminal = terminal
        self._wanted = False
        self._before: Any = None

    def __enter__(self) -> Suspension:
        if self._terminal is not None and hasattr(signal, "SIGTSTP"):
            self._before = signal.signal(signal.SIGTSTP, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGTSTP, self._before)

    def _ask(self, number: int, frame: object) -> None:
        self._wanted = True

    def show(self, session: LiveSession) -> None:
        """Called at every tick."""
        self._screen.show(session)
        if self._wanted and self._terminal is not None:
            self._wanted = False
            paused = session.conductor.pausing.paused
            session.conductor.pausing.pause()
            self._screen.suspend()
            self._terminal.release()
            os.kill(os.getpid(), signal.SIGSTOP)
            # Here the person has typed fg.
            self._terminal.seize()
            self._screen.resume()
            if not paused:
                session.conductor.pausing.resume()
