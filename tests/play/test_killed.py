"""kill -9, fifty times, at random moments: the session goes on at the set that was running."""

from __future__ import annotations

import json
import math
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.play.rig import ROUTINE
from voicecoach.play.coaching.studio import Studio
from voicecoach.play.engine import standstill
from voicecoach.play.live import LiveSession
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.saved.place import load_place, place_files
from voicecoach.play.saved.record import Record, append_record, read_records
from voicecoach.play.sinks.null import NullOutput
from voicecoach.routine.library import load_routine
from voicecoach.script.choices import Choices
from voicecoach.speech.registry import open_voice
from voicecoach.timeline.timeline import Part

KILLS = 50
SPEED = 60
"""Seconds of the session in a real one."""


class QuickClock:
    """Real time, sixty times as fast."""

    def now(self) -> float:
        return time.monotonic() * SPEED

    def asleep(self) -> float:
        return 0.0

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
    """Play on, in a process of its own, which writes down what is heard just before its place is kept.

    Looked up at another moment, it could be several parts further on: at this speed some last for milliseconds.
    """
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        standstill.STOOD_S = math.inf  # at this speed a moment is as long as that
        descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        live = session(folder)
        keep = live.log.save
        last: object = None

        def note_and_keep(
            part: Part, parts: Sequence[Part], swaps: Mapping[int, str], volume_db: int
        ) -> None:
            nonlocal last
            # The way back into the position belongs to the part after it.
            at = next(at for at, one in enumerate(parts) if one is part)
            own = next(one for one in parts[at:] if one.index >= 0)
            if own is not last:
                last, segment = own, own.segment
                key = [
                    segment.visit,
                    segment.exercise,
                    segment.kind,
                    segment.set,
                    segment.side,
                    own.index,
                ]
                os.write(descriptor, (json.dumps(key) + "\n").encode())
            keep(part, parts, swaps, volume_db)

        with patch.object(live.log, "save", note_and_keep):
            live.run()
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
        if os.WIFSIGNALED(status):
            assert len(after) <= 1
            # The set that was running, or the one before if the kill came between writing it down and keeping it;
            # none if it came when the session had just ended.
            begun = [mark.index for mark in before] + [line[5] for line in lines]
            ended = bool(lines) and lines[-1][2] == "close"
            assert [mark.index for mark in after] in (begun[-1:], begun[-2:-1]) or (ended and not after)
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
