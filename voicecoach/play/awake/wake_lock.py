"""What keeps a machine from falling asleep: one class for each system; each lock ends with this process, however that ends."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Protocol

from voicecoach.logs import logger_for

if TYPE_CHECKING:
    import subprocess

logger = logger_for(__name__)

REASON = "an exercise session is being coached"
"""What a desktop shows as the reason."""

_ES_CONTINUOUS, _ES_SYSTEM_REQUIRED, _ES_DISPLAY_REQUIRED = 0x80000000, 0x1, 0x2


class CannotStayAwake(Exception):
    """The system did not agree; the message says why, in one line."""


class NothingSleeps(Exception):
    """Nothing here is known to put a machine to sleep: there is no desktop and no login manager."""


class WakeLock(Protocol):
    """Used by one thread. Each call takes a few seconds at most."""

    def take(self) -> None:
        """Keep the machine and its screen awake. Raises CannotStayAwake, NothingSleeps."""

    def let_go(self) -> None:
        """Let the machine sleep again; may be called twice. Raises nothing."""


class ProgramLock:
    """A program that keeps the machine awake as long as it runs: macOS has caffeinate, which ends with this process."""

    def __init__(self, command: tuple[str, ...] = ()) -> None:
        self._command = command or ("caffeinate", "-d", "-i", "-w", str(os.getpid()))
        self._program: subprocess.Popen[bytes] | None = None

    def take(self) -> None:
        import subprocess  # not before the first word

        try:
            self._program = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for us
            )
        except OSError as error:
            raise CannotStayAwake(f"{self._command[0]}: {error.strerror}") from error

    def let_go(self) -> None:
        program, self._program = self._program, None
        if program is not None:
            program.terminate()
            program.wait()


class WindowsLock:
    """Windows keeps the machine awake for the thread that asked, as long as that thread lives."""

    def take(self) -> None:
        self._set(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED | _ES_DISPLAY_REQUIRED)

    def let_go(self) -> None:
        try:
            self._set(_ES_CONTINUOUS)
        except CannotStayAwake as error:
            logger.warning("%s", error)

    def _set(self, state: int) -> None:
        import ctypes

        windll: Any = ctypes.windll  # type: ignore[attr-defined,unused-ignore]
        if not windll.kernel32.SetThreadExecutionState(ctypes.c_uint(state)):
            raise CannotStayAwake("SetThreadExecutionState failed")
