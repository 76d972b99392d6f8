"""Keys of a terminal, one press each: its raw mode, left whatever happens, and names for what arrives.

On POSIX the terminal hands over every key at once and shows none, yet Ctrl-C and Ctrl-Z stay what they are.
Nothing here is needed for a session: without a terminal there are no keys.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from voicecoach.logs import logger_for

logger = logger_for(__name__)

NAMES = {
    " ": "space",
    "\r": "enter",
    "\n": "enter",
    "\t": "tab",
    "\x7f": "backspace",
    "\x08": "backspace",
    "\x1b": "escape",
    "\x03": "ctrl-c",
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[C": "right",
    "\x1b[D": "left",
    "\x1bOA": "up",
    "\x1bOB": "down",
    "\x1bOC": "right",
    "\x1bOD": "left",
    "\x1b[5~": "pageup",
    "\x1b[6~": "pagedown",
}
"""What a terminal sends for keys that have names."""


def is_key(name: str) -> bool:
    """Whether a terminal can send a key of that name, and a person may give it a meaning."""
    return name in NAMES.values() or (len(name) == 1 and name.isprintable() and not name.isspace())


_SEQUENCE = re.compile(
    r"\x1b\[\[[A-E]"  # function keys of the Linux console
    r"|\x1b\[[0-?]*[ -/]*[@-~]"
    r"|\x1bO[0-9;]*[@-~]"
    r"|\x1b[]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)"  # what a terminal answers when it is asked
    r"|\x1b\x1b|.",
    re.DOTALL,
)
_BEGUN = re.compile(r"\x1b(?:\[\[?|\[[0-?]*[ -/]*|O[0-9;]*|[]P^_X][^\x07\x1b]{0,200}\x1b?)?\Z")
"""The beginning of a sequence, at the end of what was sent so far."""
CUT_S = 0.05
"""Seconds in which the rest of a sequence that was cut in two comes, over a slow line too; else its keys were pressed alone."""

_WINDOWS = {"H": "up", "P": "down", "M": "right", "K": "left", "I": "pageup", "Q": "pagedown"}
"""What follows a NUL or 0xE0 on a Windows console."""


def names_of(text: str) -> Iterator[str]:
    """The name of each key in what a terminal sent: a character in lower case, or one of NAMES."""
    for sequence in _SEQUENCE.findall(text):
        name = NAMES.get(sequence)
        if name is not None:
            yield name
        elif len(sequence) == 1 and sequence.isprintable():
            lower = sequence.lower()
            yield lower if len(lower) == 1 else sequence


class KeyStream:
    """The names of keys that a terminal sends in pieces, which may end within the sequence of one key."""

    def __init__(self) -> None:
        self._begun = ""

    @property
    def waits(self) -> bool:
        """Whether a sequence has begun whose rest may still come."""
        return bool(self._begun)

    def feed(self, text: str) -> Iterator[str]:
        """The names of all keys that are complete now."""
        text, self._begun = self._begun + text, ""
        cut = _BEGUN.search(text)
        if cut is not None:
            text, self._begun = text[: cut.start()], cut.group()
        return names_of(text)

    def rest(self) -> Iterator[str]:
        """The names of what was begun, as no more came."""
        text, self._begun = self._begun, ""
        return names_of(text)


class Terminal:
    """The raw mode of a terminal and a thread that reads it, as a context.

    `on_key` is called from that thread with the name of each key. Leaving the context restores the terminal
    as it was; so does `release`, until `seize` takes it again.
    """

    def __init__(self, on_key: Callable[[str], None], descriptor: int | None = None) -> None:
        self._on_key = on_key
        self._descriptor = sys.stdin.fileno() if descriptor is None else descriptor
        self._before: list[Any] | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._wake: tuple[int, int] | None = None

    def __enter__(self) -> Terminal:
        self.seize()
        read = self._read_windows if os.name == "nt" else self._read
        if os.name != "nt":
            self._wake = os.pipe()
        self._thread = threading.Thread(target=read, name="voicecoach-keys", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._wake is not None:
            os.write(self._wake[1], b".")
        if self._thread is not None:
            self._thread.join(timeout=0.5)
        self.release()
        if self._wake is not None:
            for end in self._wake:
                os.close(end)
            self._wake = None

    def seize(self) -> None:
        """Have every key at once, unseen."""
        if os.name == "nt":
            return
        import termios

        self._before = termios.tcgetattr(self._descriptor)
        mode = termios.tcgetattr(self._descriptor)
        mode[3] &= ~(termios.ICANON | termios.ECHO)
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._descriptor, termios.TCSADRAIN, mode)

    def release(self) -> None:
        """The terminal as it was before."""
        before, self._before = self._before, None
        if before is None:
            return
        import signal
        import termios

        # A process in the background is stopped for touching its terminal, unless it does not mind.
        minded = None
        if threading.current_thread() is threading.main_thread():
            minded = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        try:
            # The terminal may be gone: its window was closed.
            try:
                termios.tcsetattr(self._descriptor, termios.TCSADRAIN, before)
            except termios.error as error:
                logger.info("the terminal could not be restored: %s", error)
        finally:
            if minded is not None:
                signal.signal(signal.SIGTTOU, minded)

    def _read(self) -> None:
        import select

        assert self._wake is not None
        decoder, keys = codecs.getincrementaldecoder("utf-8")(errors="ignore"), KeyStream()
        while not self._stop.is_set():
            ready, _, _ = select.select(
                [self._descriptor, self._wake[0]], [], [], CUT_S if keys.waits else None
            )
            if self._descriptor not in ready:
                for name in keys.rest():
                    self._on_key(name)
                continue
            try:
                data = os.read(self._descriptor, 1024)
            except OSError as error:
                logger.warning("no more keys: the terminal cannot be read: %s", error)
                return
            if not data:
                logger.warning("no more keys: the terminal is at its end")
                return
            for name in keys.feed(decoder.decode(data)):
                self._on_key(name)

    def _read_windows(self) -> None:
        import msvcrt

        console: Any = msvcrt
        while not self._stop.wait(0.03):
            while console.kbhit():
                key = console.getwch()
                if key in ("\x00", "\xe0"):
                    name = _WINDOWS.get(console.getwch())
                    if name is not None:
                        self._on_key(name)
                else:
                    for name in names_of(key):
                        self._on_key(name)
