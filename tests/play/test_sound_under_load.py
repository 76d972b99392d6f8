"""Sound has no holes on a machine that is busy with other things."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import in_real_time
from tests.play.needs import need
from tests.play.sound_server import RATE, Recording, SoundServer
from tests.play.tone_session import clicks_in, holes_in

pytestmark = [in_real_time, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
LOOPS = 14
PLAYED_S = 12


@contextlib.contextmanager
def busy_machine() -> Iterator[None]:
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(LOOPS)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


@pytest.mark.parametrize("output", ["auto", "miniaudio"])
def test_fourteen_busy_loops_leave_no_hole_and_no_click(tmp_path: Path, output: str) -> None:
    need("pulseaudio", "parec")
    with (
        SoundServer(tmp_path) as server,
        Recording(server) as recording,
        subprocess.Popen(
            [sys.executable, "-m", "tests.play.tone_session", output],
            env={**os.environ, **server.environment},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as program,
    ):
        until = time.monotonic() + 30
        while not recording.samples().any():
            assert time.monotonic() < until, "nothing is heard"
            time.sleep(0.05)
        with busy_machine():
            time.sleep(PLAYED_S)
            sound = recording.samples()
        breaks, _ = program.communicate()
    assert len(sound) > (PLAYED_S - 1) * RATE
    assert holes_in(sound, RATE) == []
    assert clicks_in(sound, RATE) == 0
    assert breaks.strip() == "0"
