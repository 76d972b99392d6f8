"""Runs `python -m voicecoach` many times without starting Python and importing everything each time.

A process that has the heavy modules imported waits here and is forked for each run; what the run prints, its exit code
and its processor time are those of a process of its own. In CI the first run of each command is started from nothing,
as a user starts it; if there is no fork, each run is.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import select
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from tests.needs import in_ci

ROOT = Path(__file__).parent.parent
LIBRARIES = ("numpy", "yaml", "pydantic", "rich.console", "rich.table", "fluent.runtime", "fluent.syntax", "platformdirs",
             "multiprocessing.connection", "difflib", "queue", "sqlite3", "email.message")  # fmt: skip
ROOMS = ("audio", "cli", "compiled", "export.orders", "export.text", "fitting", "interchange", "practice", "record",
         "routine", "script", "session", "settings", "speech.registry", "speech.silent", "speech.recorded",
         "speech.reading", "timeline")  # fmt: skip
"""Of voicecoach: what commands load, apart from foreign engines of speech and sound."""


@dataclass(frozen=True)
class Done:
    """A program that has ended."""

    returncode: int
    """Negative: the signal that ended it."""
    stdout: str
    stderr: str
    processor_s: float
    """Seconds of processor time; with the start of Python if it was started from nothing."""


def voicecoach(
    arguments: Sequence[str],
    *,
    cwd: Path,
    environment: Mapping[str, str],
    most_bytes: int | None = None,
    timeout: float = 120,
) -> Done:
    """The program with these arguments, with nothing to read, and with so much memory at most."""
    if (
        (in_ci() and _is_first(*arguments[:1]))
        or not hasattr(os, "fork")
        or _read_at_the_start(environment) != _read_at_the_start(os.environ)
    ):
        return _started(arguments, cwd, environment, most_bytes, timeout)
    return _server().run(arguments, cwd, environment, most_bytes, timeout)


_begun: set[str] = set()


def _is_first(command: str = "") -> bool:
    first = command not in _begun
    _begun.add(command)
    return first


def _read_at_the_start(environment: Mapping[str, str]) -> dict[str, str]:
    """What Python looks at before a fork could change it; how often it writes out does not matter here."""
    looked_at = ("PYTHON", "LC_", "LANG")
    return {
        name: value
        for name, value in environment.items()
        if name.startswith(looked_at) and name != "PYTHONUNBUFFERED"
    }


def _started(
    arguments: Sequence[str],
    cwd: Path,
    environment: Mapping[str, str],
    most_bytes: int | None,
    timeout: float,
) -> Done:
    before = _children_s()
    done = subprocess.run(
        [sys.executable, "-m", "voicecoach", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        timeout=timeout,
        check=False,
        preexec_fn=(lambda: _limit(most_bytes)) if most_bytes else None,
    )
    return Done(done.returncode, done.stdout, done.stderr, _children_s() - before)


def _children_s() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _limit(most_bytes: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))


class _Server:
    """The process that waits, and the way to it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forked"],
            cwd=ROOT,
            # Threads of a library do not live through a fork.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def run(
        self,
        arguments: Sequence[str],
        cwd: Path,
        environment: Mapping[str, str],
        most_bytes: int | None,
        timeout: float,
    ) -> Done:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with tempfile.TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            order = {"arguments": list(arguments), "cwd": str(cwd), "environment": dict(environment),
                     "most_bytes": most_bytes, "out": str(out), "err": str(err)}  # fmt: skip
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            self._process.stdin.flush()
            if not select.select([self._process.stdout], [], [], timeout)[0]:
                self._process.kill()
                raise subprocess.TimeoutExpired(["voicecoach", *arguments], timeout)
            answer = json.loads(self._process.stdout.readline())
            texts = [path.read_bytes().decode("utf-8", "replace") for path in (out, err)]
        return Done(answer["code"], *texts, answer["processor_s"])

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._process.communicate(timeout=10)


_servers: list[_Server] = []


def _server() -> _Server:
    if not _servers or not _servers[-1].alive:
        _servers.append(_Server())
        atexit.register(_servers[-1].close)
    return _servers[-1]


def _serve() -> None:
    """Forks for each line of standard input, and answers with a line."""
    # The program that is installed, as a run from nothing has it, and not the copy that this file lies beside.
    assert "voicecoach" not in sys.modules
    sys.path[0] = os.devnull
    for name in LIBRARIES:
        importlib.import_module(name)
    for room in ROOMS:
        module = importlib.import_module(f"voicecoach.{room}")
        for found in pkgutil.walk_packages(getattr(module, "__path__", ()), f"{module.__name__}."):
            importlib.import_module(found.name)
    gc.collect()
    gc.freeze()  # else each child looks through all of this when it ends, and so copies it
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(order)
        _, status, used = os.wait4(child, 0)
        answer = {
            "code": os.waitstatus_to_exitcode(status),
            "processor_s": used.ru_utime + used.ru_stime,
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _become(order: dict[str, Any]) -> NoReturn:
    os.setsid()
    for number, (path, flags) in enumerate(
        [(os.devnull, os.O_RDONLY)] + [(order[name], os.O_WRONLY | os.O_CREAT) for name in ("out", "err")]
    ):
        opened = os.open(path, flags)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False)), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(2, "w", closefd=False)), "utf-8", "backslashreplace", line_buffering=True
    )
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["cwd"])
    if order["most_bytes"]:
        _limit(order["most_bytes"])
    sys.path[0] = order["cwd"]
    sys.argv[1:] = order["arguments"]
    runpy.run_module("voicecoach", run_name="__main__", alter_sys=True)
    sys.exit(0)


if __name__ == "__main__":
    _serve()
