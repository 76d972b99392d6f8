"""A session of eight hours beside one of nine minutes: memory stays, time grows in step."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ratios import VOICECOACH, row, runs

from voicecoach.shipped import shipped_scripts_dir

ROUND = """\
title: {title}
steps:
  - repeat: {times}
    steps: [{exercises}]
"""

RUNS = runs(3)


def measured(routine: Path, out: Path) -> tuple[float, int]:
    """Seconds and peak memory (kB) of one whole render; every phrase is in the cache from the run before.

    By force: a file that is up to date would be left alone.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        [VOICECOACH, "render", str(routine), "-o", str(out), "--force"],
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
        # The long one does all exercises there are: what a session says is what may fill the memory.
        exercises = sorted(path.stem for path in (shipped_scripts_dir() / "exercises").glob("*.yaml"))
        for name, times, of in (("short", 1, exercises[:4]), ("long", 10, exercises)):
            routine, out = Path(folder) / f"{name}.yaml", Path(folder) / f"{name}.wav"
            routine.write_text(ROUND.format(title=name.title(), times=times, exercises=", ".join(of)))
            measured(routine, out)
            measurements = [measured(routine, out) for _ in range(RUNS)]
            took, peak = (statistics.median(column) for column in zip(*measurements, strict=True))
            minutes = out.stat().st_size / 44100 / 60
            out.unlink()
            found[name] = (took, peak, minutes)
            print(f"{minutes:6.1f} minutes of session: {took:.2f} s, {peak / 1024:.0f} MB at the most")
        short, long = found["short"], found["long"]
        row("peak memory, eight hours / nine minutes", long[1] / short[1], 1.2)
        row(
            "seconds for an hour, eight hours / nine minutes",
            (long[0] / long[2]) / (short[0] / short[2]),
            1.0,
        )


if __name__ == "__main__":
    main()
