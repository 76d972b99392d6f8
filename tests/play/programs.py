"""The program itself, run as a user runs it, with folders of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.forked import Done, voicecoach

ROUTINE = """
title: Short one
welcome: Hello.
safety: []
exercises:
  bridge:
    name: Bridge
    kind: strengthen
    position: on the back
    go: Lift.
    caution: [Stop if it hurts.]
    dose: {sets: 2, reps: 2, hold: 10 s, rest: 15 s}
  twist:
    name: Twist
    kind: stretch
    position: on the back
    sides: each
    dose: {hold: 20 s}
steps:
  - bridge
  - twist
"""


class Home:
    """Folders for data, state, cache and the runtime, all in one."""

    def __init__(self, folder: Path, cache: Path | None = None) -> None:
        self.folder = folder
        self.routine = folder / "short-one.yaml"
        self.routine.write_text(ROUTINE, encoding="utf-8")
        self.runtime = folder / "run"
        self.runtime.mkdir(mode=0o700, parents=True)
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"},
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(cache or folder / "cache"),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "HOME": str(folder),
            "TERM": "xterm",
            "PYTHONUNBUFFERED": "1",
        }

    @property
    def record(self) -> Path:
        return self.folder / "data" / "voicecoach" / "sessions.jsonl"

    @property
    def places(self) -> Path:
        return self.folder / "state" / "voicecoach" / "places"

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "voicecoach", *arguments]

    def run(self, *arguments: str, timeout: float = 60) -> Done:
        return voicecoach(arguments, cwd=Path.cwd(), environment=self.environment, timeout=timeout)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*arguments),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
