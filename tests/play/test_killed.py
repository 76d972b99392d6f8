"""kill -9, fifty times, at random moments: the session goes on at the set that was running."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.play.rig import ROUTINE
from voicecoach.play.coaching.studio import Studio
from voicecoach.play.live import LiveSession
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.saved.place import load_place, place_files
from voicecoach.play.saved.record import Record, append_record, read_records
from voicecoach.play.sinks.null import NullOutput
from voicecoach.routine.library import load_routine
from voicecoach.script.choices import Choices
from voicecoach.speech.registry import open_voice

KILLS = 50
SPEED = 60
"""Seconds of the session in a real one."""


class QuickClock:
    """Real time, sixty times as fast."""

    def now(self) -> float:
        return time.monotonic() * SPEED

    def sleep(self, seconds: float) -> None:
        time.sleep(max(0.0, seconds) / SPEED)

    def wait(self, event: threading.Event, timeout: float) -> bool:
        return event.wait(max(0.0, timeout) / SPEED)


def session(folder: Path) -> LiveSession:
    path = folder / "two-things.yaml"
    if not path.exists():
        path.write_text(ROUTINE, encoding="utf-8")
    kept = list(place_files(folder / "places"))
    resume = load_place(kept[0]) if kept else None
    clock = QuickClock()
    studio = Studio(load_routine(path), Choices(), lambda words: open_voice("silent", speed=words), 150)
    settings = LiveSettings(places=folder / "places", record=folder / "sessions.jsonl", resume=resume)
    return LiveSession(studio, lambda: NullOutput().open(studio.rate, None, clock), clock, settings)


def in_a_process(folder: Path, log: Path) -> int:
    """Play on, in a process of its own, which writes down what is heard."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        last: object = None

        def show(live: LiveSession) -> None:
            nonlocal last
            spot = live.playback.heard()
            if spot is None or spot.part.index < 0:  # the way back into the position belongs to no place
                return
            if live.wanted is None and spot.part.segment is not last:
                last, segment = spot.part.segment, spot.part.segment
                key = [
                    segment.visit,
                    segment.exercise,
                    segment.kind,
                    segment.set,
                    segment.side,
                    spot.part.index,
                ]
                os.write(descriptor, (json.dumps(key) + "\n").encode())

        session(folder).run(show)
        status = 0
    finally:
        os._exit(status)


def heard(log: Path) -> list[list[object]]:
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill -9")
def test_fifty_kills_at_random_moments(tmp_path: Path) -> None:
    chance = random.Random(3)
    append_record(Record("before", "r", "R", 0.0, "2026-01-02T07:00:00+00:00"),
                  tmp_path / "sessions.jsonl")  # fmt: skip
    resumed = 0
    for number in range(KILLS):
        before = [load_place(path).mark for path in place_files(tmp_path / "places")]
        log = tmp_path / f"{number}.log"
        pid = in_a_process(tmp_path, log)
        if (
            number % 5
        ):  # at any moment after something was heard, however busy the machine is; else before, perhaps
            end = time.monotonic() + 20
            while not heard(log) and time.monotonic() < end:
                time.sleep(0.01)
        time.sleep(chance.uniform(0.02, 0.3))
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        lines = heard(log)
        if before and lines:
            resumed += 1
            mark = before[0]
            assert lines[0][:5] == [mark.visit, mark.exercise, mark.kind, mark.set, mark.side]
        after = [load_place(path).mark for path in place_files(tmp_path / "places")]
        if os.WIFSIGNALED(status) and lines:
            assert len(after) <= 1
            if after:
                # The set that was running, or the next where the kill came between keeping and writing down.
                assert after[0].index in (lines[-1][5], int(str(lines[-1][5])) + 1)
        list(read_records(tmp_path / "sessions.jsonl"))
    assert resumed > KILLS / 2
    pid = in_a_process(tmp_path, tmp_path / "last.log")
    _, status = os.waitpid(pid, 0)
    assert os.WEXITSTATUS(status) == 0
    records = list(read_records(tmp_path / "sessions.jsonl"))
    assert records[0].session == "before"
    assert records[-1].finished
    done = {(one.exercise, one.set, one.side) for one in records[-1].done}
    assert done == {("bridge", 1, None), ("bridge", 2, None), ("twist", 1, "left"), ("twist", 1, "right"),
                    ("march", 1, None)}  # fmt: skip
    assert not list((tmp_path / "places").glob("*.json"))
