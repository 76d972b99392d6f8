"""Keeps what the system's sound libraries write to stderr away from the user: thirty lines of ALSA would hide our one."""

from __future__ import annotations

import os
import sys
import threading

from voicecoach.logs import logger_for

logger = logger_for(__name__)

LONGEST_S = 0.5
"""After so long stderr is given back whatever happens: a library that hangs must not take our own errors with it."""


class SilencedStderr:
    """As a context: file descriptor 2 leads nowhere, for at most LONGEST_S. Several at a time share one detour."""

    _lock = threading.Lock()
    _depth = 0
    _kept = -1

    def __init__(self) -> None:
        self._mine = False
        self._timer = threading.Timer(LONGEST_S, self._leave)
        self._timer.daemon = True

    def __enter__(self) -> None:
        with SilencedStderr._lock:
            # Closed at our start, descriptor 2 may by now be some file of ours.
            self._mine = sys.stderr is not None and (SilencedStderr._depth > 0 or _divert())
            if self._mine:
                SilencedStderr._depth += 1
        if self._mine:
            self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._leave()

    def _leave(self) -> None:
        with SilencedStderr._lock:
            if not self._mine:
                return
            self._mine = False
            SilencedStderr._depth -= 1
            if SilencedStderr._depth == 0:
                os.dup2(SilencedStderr._kept, 2)
                os.close(SilencedStderr._kept)


def _divert() -> bool:
    """Whether descriptor 2 leads nowhere from now on."""
    try:
        SilencedStderr._kept = os.dup(2)
    except OSError as error:
        logger.debug("no stderr to keep quiet: %s", error)
        return False
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return True
