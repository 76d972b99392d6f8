"""A session of ten hours beside one of ten minutes: memory stays, time grows in step."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ratios import VOICECOACH, row, runs

ROUND = """\
title: {title}
steps:
  - repeat: {times}
    steps:
      - do: bird-dog
        reps: 3
      - do: side-plank
        hold: 20 s
      - do: squat
        reps: 5
      - rest: 30 s
"""

RUNS = runs(3)


def measured(routine: Path, out: Path) -> tuple[float, int]:
    """Seconds and peak memory (kB) of one whole render; every phrase is in the cache from the run before."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [VOICECOACH, "render", str(routine), "-o", str(out)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"voicecoach render failed: {process.stderr.read().decode() if process.stderr else status}")
    return time.perf_counter() - start, usage.ru_maxrss


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found: dict[str, tuple[float, float, float]] = {}
        for name, times in (("short", 2), ("long", 124)):
            routine, out = Path(folder) / f"{name}.yaml", Path(folder) / f"{name}.wav"
            routine.write_text(ROUND.format(title=name.title(), times=times))
            measured(routine, out)
            measurements = [measured(routine, out) for _ in range(RUNS)]
            took, peak = (statistics.median(column) for column in zip(*measurements, strict=True))
            minutes = out.stat().st_size / 44100 / 60
            out.unlink()
            found[name] = (took, peak, minutes)
            print(f"{minutes:6.1f} minutes of session: {took:.2f} s, {peak / 1024:.0f} MB at the most")
        short, long = found["short"], found["long"]
        row("peak memory, ten hours / ten minutes", long[1] / short[1], 1.2)
        row("seconds for an hour, ten hours / ten minutes", (long[0] / long[2]) / (short[0] / short[2]), 1.0)


if __name__ == "__main__":
    main()
