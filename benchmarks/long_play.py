"""A long session through a real sound server, by several outputs at once: holes, drift, memory, and what it takes of a processor.

Needs PulseAudio's programs: each session plays to a server of its own with a null sink, whose monitor is recorded. Drift is how
much later than in the timeline the last phrase begins, counted from the first.

    python benchmarks/long_play.py [--minutes 20] [--loops 14] [--outputs auto miniaudio]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
from ratios import runs
from sound_under_load import OUTPUTS, ROOT, busy

from tests.play.sound_server import RATE, Recording, SoundServer
from tests.play.tone_session import PAUSE_S, PHRASE_S, ToneVoice, holes_in, routine_of
from voicecoach import Choices, prepare
from voicecoach.timeline.timeline import EventKind

SETTLED_S = 10.0
"""After so long, in seconds, a session has loaded all that it needs."""


@dataclass(frozen=True)
class Played:
    """What one session was like."""

    holes: list[float]
    """Of each, its length in seconds."""
    late_s: float
    phrases: int
    memory: tuple[float, float]
    """In MB, once it is settled and at its end, with its child processes."""
    share: float
    """Of one core."""
    counted: str
    """The holes that it has counted itself."""


def main() -> None:
    """Measure, and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    usual = runs(60, short=25) / 60
    arguments.add_argument(
        "--minutes", type=float, default=usual, help="how long each one plays, all of them at once"
    )
    arguments.add_argument("--loops", type=int, default=0, help="how many busy loops run beside it")
    arguments.add_argument("--outputs", nargs="+", default=OUTPUTS)
    chosen = arguments.parse_args()
    starts = starts_of(round(60 * chosen.minutes / PHRASE_S) + 2)
    print(
        f"{'output':<14}{'minutes':>9}{'holes':>7}{'in all':>10}{'counted':>9}{'drift':>10}{'memory':>17}{'processor':>11}"
    )
    with busy(chosen.loops), ThreadPoolExecutor(len(chosen.outputs)) as pool:
        playing = [pool.submit(play, output, 60 * chosen.minutes, starts) for output in chosen.outputs]
        for output, one in zip(chosen.outputs, playing, strict=True):
            show(output, chosen.minutes, one.result())


def starts_of(phrases: int) -> list[float]:
    """When each phrase of such a session begins, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        routine = Path(folder) / "tone.yaml"
        routine.write_text(routine_of(phrases))
        session = prepare(routine, Choices(), ToneVoice())
    return [
        event.start / ToneVoice.rate for _, event in session.timeline.events() if event.kind is EventKind.SAY
    ]


def play(output: str, seconds: float, starts: list[float]) -> Played:
    """One session, undisturbed."""
    with (
        tempfile.TemporaryDirectory() as folder,
        SoundServer(Path(folder)) as server,
        Recording(server) as recording,
    ):
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.play.tone_session", output, str(len(starts))],
            env={**os.environ, **server.environment},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert program.stdin is not None
        assert program.stdout is not None
        time.sleep(SETTLED_S)
        memory, used, at = megabytes(program.pid), processor_s(program.pid), time.monotonic()
        time.sleep(max(0.0, seconds - SETTLED_S))
        share = (processor_s(program.pid) - used) / (time.monotonic() - at)
        memory_at_the_end = megabytes(program.pid)
        sound = recording.samples()
        program.stdin.close()
        counted = program.stdout.read().strip()
        program.wait()
    begun = onsets(sound)
    late_s = (begun[-1] - begun[0]) - (starts[len(begun) - 1] - starts[0])
    return Played(holes_in(sound, RATE), late_s, len(begun), (memory, memory_at_the_end), share, counted)


def onsets(sound: np.ndarray) -> list[float]:
    """When each phrase begins, in seconds."""
    loud = np.flatnonzero(np.abs(sound) > 1e-3)
    after_pauses = np.flatnonzero(np.diff(loud) > 0.75 * PAUSE_S * RATE) + 1
    return [float(loud[at]) / RATE for at in (0, *after_pauses)]


def family(pid: int) -> list[psutil.Process]:
    """A process and those that it has started."""
    own = psutil.Process(pid)
    return [own, *own.children(recursive=True)]


def megabytes(pid: int) -> float:
    """The memory of all of them."""
    return float(sum(one.memory_info().rss for one in family(pid))) / 2**20


def processor_s(pid: int) -> float:
    """Seconds of a core that all of them have used, and those that have ended."""
    times = [one.cpu_times() for one in family(pid)]
    return float(
        sum(one.user + one.system for one in times) + times[0].children_user + times[0].children_system
    )


def show(output: str, minutes: float, played: Played) -> None:
    """One line of the table."""
    memory = " to ".join(f"{one:.0f}" for one in played.memory)
    print(
        f"{output:<14}{minutes:>9.1f}{len(played.holes):>7}{1000 * sum(played.holes):>7.0f} ms{played.counted:>9}"
        f"{1000 * played.late_s:>7.1f} ms{memory + ' MB':>17}{played.share:>10.1%}",
        flush=True,
    )


if __name__ == "__main__":
    main()
