"""A session of ten hours beside one of ten minutes: memory stays, time grows in step; with every phrase kept, and with none,
when the model of the voice is in memory and phrases are made ahead on all cores."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import wave
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


def measured(routine: Path, out: Path, cache: Path) -> tuple[float, int]:
    """Seconds and peak memory (kB) of one whole render; the phrases that the folder `cache` has are not made.

    By force: a file that is up to date would be left alone.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        [VOICECOACH, "render", str(routine), "-o", str(out), "--force"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"voicecoach render failed: {process.stderr.read().decode() if process.stderr else status}")
    return time.perf_counter() - start, usage.ru_maxrss


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found: dict[str, tuple[float, float, float, float]] = {}
        # The long one does all exercises there are: what a session says is what may fill the memory.
        exercises = sorted(path.stem for path in (shipped_scripts_dir() / "exercises").glob("*.yaml"))
        for name, times, of in (("short", 1, exercises[:4]), ("once", 1, exercises), ("long", 9, exercises)):
            routine, out = Path(folder) / f"{name}.yaml", Path(folder) / f"{name}.wav"
            routine.write_text(ROUND.format(title=name.title(), times=times, exercises=", ".join(of)))
            cache = Path(folder) / f"{name}-cache"
            first, first_peak = measured(routine, out, cache)
            measurements = [measured(routine, out, cache) for _ in range(RUNS)]
            took, peak = (statistics.median(column) for column in zip(*measurements, strict=True))
            with wave.open(str(out)) as sound:
                minutes = sound.getnframes() / sound.getframerate() / 60
            out.unlink()
            found[name] = (took, peak, minutes, first_peak)
            print(
                f"{minutes:6.1f} minutes of session: {took:.2f} s, {peak / 1024:.0f} MB at the most; "
                f"with no phrase kept {first:.2f} s, {first_peak / 1024:.0f} MB"
            )
        short, once, long = found["short"], found["once"], found["long"]
        row("peak memory, ten hours / ten minutes", long[1] / short[1], 1.2)
        # A network needs more memory for a longer phrase, so both say the same.
        row("peak memory with no phrase kept, nine rounds / one", long[3] / once[3], 1.1)
        row(
            "seconds for an hour, ten hours / ten minutes",
            (long[0] / long[2]) / (short[0] / short[2]),
            1.0,
        )


if __name__ == "__main__":
    main()
