"""How long after `voicecoach play` its chime is heard, and its first word: as a real sound server plays it.

Needs PulseAudio's programs: a server of its own with a null sink, whose monitor is recorded. Beside it the smallest click program
is started, which is as quick as a command can be. The least of several counts: what else the machine does only adds to it.

    python benchmarks/first_sound.py [--runs 5] [--voice espeak:en-gb] [--voice hibari]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from ratios import VOICECOACH, command, row, runs, seconds
from startup import SMALLEST

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.play.sound_server import RATE, SoundServer  # noqa: E402 - the path comes first
from voicecoach.audio.quick_sound import quick_sound  # noqa: E402

LOUD = 0.01
LONGEST_S = 12.0
"""A first word is waited for so long, in seconds."""


class Ear:
    """Hears what the server plays, and knows when it came."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            ["parec", "-d", "cap.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1",
             "--latency-msec=5"],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._heard: list[tuple[float, int]] = []
        """When a sound came, and its number, of those that are loud."""
        self._count = 0
        self.quiet_since = time.perf_counter()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while data := self._process.stdout.read1(4096):
            now = time.perf_counter()
            samples = np.frombuffer(data[: len(data) // 2 * 2], np.int16)
            loud = np.flatnonzero(np.abs(samples.astype(int)) > LOUD * 32768)
            if len(loud):
                self.quiet_since = now
                late = (len(samples) - loud) / RATE
                self._heard += zip(now - late, self._count + loud, strict=True)
            self._count += len(samples)

    def wait_for_quiet(self) -> None:
        """Until nothing has been heard for a moment."""
        while not self._count or time.perf_counter() < self.quiet_since + 0.5:
            time.sleep(0.02)

    def first_after(self, start: float, frames: int = 0) -> tuple[float, int] | None:
        """When the first sound after that time was heard, and its number; `frames` later at the earliest."""
        first = None
        for at, number in list(self._heard):
            if at >= start:
                first = number if first is None else first
                if number >= first + frames:
                    return at, number
        return None

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def main() -> None:
    """Measure, and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--runs", type=int, default=runs(5))
    arguments.add_argument("--voice", action="append", help="espeak:en-gb and hibari, if none is given")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, SoundServer(Path(folder)) as server:
        smallest = Path(folder) / "smallest.py"
        smallest.write_text(SMALLEST)
        for voice in chosen.voice or ("espeak:en-gb", "hibari"):
            for kind in ("cold", "warm"):
                _measure(
                    voice,
                    kind,
                    chosen.runs,
                    server,
                    Path(folder) / f"{voice}-{kind}".replace(":", "-"),
                    smallest,
                )


def _measure(voice: str, kind: str, count: int, server: SoundServer, home: Path, smallest: Path) -> None:
    rows = list(_starts(voice, kind, count, server, home, smallest))
    least, chime, word = (min(column) for column in zip(*rows, strict=True))
    row(
        f"{kind} start, {voice}: chime / the smallest click program",
        chime / least,
        None,
        f"{chime * 1e3:.0f} ms",
    )
    row(f"{kind} start, {voice}: first word / the same", word / least, None, f"{word * 1e3:.0f} ms")
    row(f"{kind} start, {voice}: seconds from the chime to the word", word - chime, None)


def _starts(
    voice: str, kind: str, count: int, server: SoundServer, home: Path, smallest: Path
) -> Iterator[tuple[float, float, float]]:
    """Of each start: seconds of the smallest program, to the chime, to the first word."""
    environment = {**os.environ, **server.environment}
    environment |= {
        f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "STATE", "CACHE", "CONFIG")
    }
    gap = round(len(quick_sound("ready", RATE)) / 2 * 1.02)
    for number in range(count + 1):
        if kind == "cold":
            shutil.rmtree(home / "cache", ignore_errors=True)
        for name in ("data", "state"):
            shutil.rmtree(home / name, ignore_errors=True)
        ear = Ear(environment)
        ear.wait_for_quiet()
        start = time.perf_counter()
        program = subprocess.Popen(
            [VOICECOACH, "play", "gentle-daily", "--plain", "--voice", voice],
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        while (word := ear.first_after(start, gap)) is None and time.perf_counter() < start + LONGEST_S:
            time.sleep(0.05)
        chime = ear.first_after(start)
        # The first time of a warm start all is made.
        kept = home / "cache" / "voicecoach" / "timelines"
        while kind == "warm" and len(list(kept.glob("*.opening"))) < 2 and time.perf_counter() < start + 120:
            time.sleep(0.2)
        program.terminate()  # SIGINT is ignored in the background of a shell
        program.wait()
        ear.close()
        if word is None or chime is None:
            raise SystemExit(f"nothing was heard of {voice} in {LONGEST_S:g} s")
        if number:
            least = seconds(command([sys.executable, str(smallest), "--help"]))
            # Between the two the recording is exact; only its beginning has to be dated.
            yield least, chime[0] - start, chime[0] - start + (word[1] - chime[1]) / RATE


if __name__ == "__main__":
    main()
