"""A helper process that answers one request at a time, each within a time limit.

Requests and answers are JSON objects, one a line, on the child's stdin and stdout. The child ends by itself when its
stdin does, so that it cannot outlive this process; what hangs is killed with all that it started.

A request carries a number, and its answer the same one: the answer to an interrupted request is never taken for
the answer to the next request.
"""

from __future__ import annotations

import atexit
import contextlib
import itertools
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from voicecoach.logs import logger_for

logger = logger_for(__name__)

NUMBER = "number"
"""The key of a request's number, and of its answer's."""

_LONGEST_LINE = 4 * 2**20
"""Bytes of the longest answer that is read."""

_END_S = 2.0
"""How long a child has to end after its stdin was closed."""


_OWN_GROUP: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(
    subprocess, "CREATE_NO_WINDOW", 0
)
"""What corresponds to start_new_session on Windows."""


class HelperFailed(Exception):
    """The child did not answer. `str()` says how: it hung, it died, it answered nonsense."""


class HelperProcess:
    """A running process. Used by one thread at a time; `close` may come from any."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        """Starts it, with `environment` added to ours. Raises HelperFailed if that is impossible."""
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **(environment or {})},
                # Ctrl-C at the terminal is for the parent, who then ends the child.
                start_new_session=True,
                creationflags=_OWN_GROUP,
            )
        except OSError as error:
            raise HelperFailed(f"it does not start ({error.strerror})") from error
        self._numbers = itertools.count(1)
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="voicecoach-child", daemon=True)
        self._reader.start()
        atexit.register(self.kill)

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process.poll() is None

    def ask(self, request: Mapping[str, object], limit_s: float) -> dict[str, Any]:
        """Its answer. Raises HelperFailed, after which the process is gone, as after an interrupt."""
        try:
            return self._ask({**request, NUMBER: next(self._numbers)}, limit_s)
        except BaseException as error:
            logger.warning("the child is ended: %r", error)
            self.kill()
            raise

    def _ask(self, request: Mapping[str, object], limit_s: float) -> dict[str, Any]:
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write(json.dumps(request).encode() + b"\n")
            stdin.flush()
        except (OSError, ValueError) as error:
            raise HelperFailed("it died") from error
        while True:
            try:
                line = self._answers.get(timeout=limit_s)
            except queue.Empty:
                raise HelperFailed(f"it did not answer within {limit_s:g} s") from None
            if not line:
                raise HelperFailed("it died")
            try:
                answer = json.loads(line)
            except ValueError:
                answer = None
            if not isinstance(answer, dict):
                raise HelperFailed("it answered nonsense")
            if answer.pop(NUMBER, None) == request[NUMBER]:
                return answer
            logger.debug("an answer to an earlier request is dropped")

    def close(self) -> None:
        """Let it end, and kill it if it does not. May be called twice."""
        self._hang_up()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_S)
        self.kill()

    def kill(self) -> None:
        """Kill it at once, with everything that it started. May be called twice."""
        atexit.unregister(self.kill)
        if self.running:
            if sys.platform == "win32":
                self._process.kill()
            else:
                # The group has the child's number and lives as long as it: nobody has waited for it yet.
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._hang_up()
        self._reader.join(_END_S)

    def _hang_up(self) -> None:
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def _read(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        with contextlib.suppress(OSError, ValueError):
            while line := stdout.readline(_LONGEST_LINE):
                self._answers.put(line)
        self._answers.put(b"")
        stdout.close()
