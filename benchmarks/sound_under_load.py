"""Holes in the sound of a session, its first sound, and how soon a key is silent and speaks, on a quiet and a busy machine.

Needs PulseAudio's programs: each session plays to a server of its own with a null sink, whose monitor is recorded. Beside it
`paplay` plays a file, which shows what the server does by itself.

    python benchmarks/sound_under_load.py [--seconds 20] [--loops 14] [--outputs auto miniaudio]
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from ratios import runs

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.play.sound_server import RATE, Recording, SoundServer  # noqa: E402 - the path comes first
from tests.play.tone_session import HERTZ, clicks_in, holes_in  # noqa: E402

OUTPUTS = ("auto", "miniaudio", "simpleaudio")
KEYS = 4


def main() -> None:
    """Measure, and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--seconds", type=float, default=runs(20, short=4), help="how long each one plays")
    arguments.add_argument("--loops", type=int, default=14, help="how many busy loops run beside it")
    arguments.add_argument("--outputs", nargs="+", default=OUTPUTS[: runs(len(OUTPUTS))])
    chosen = arguments.parse_args()
    print(
        f"{'output':<14}{'loops':>6}{'first sound':>13}{'holes':>7}{'in all':>10}{'clicks':>8}"
        f"{'silent after':>14}{'speaks after':>14}"
    )
    for loops in (0, chosen.loops):
        with busy(loops):
            measure_paplay(chosen.seconds, loops)
            for output in chosen.outputs:
                measure(output, chosen.seconds, loops)


@contextlib.contextmanager
def busy(loops: int) -> Iterator[None]:
    """So many processes that never sleep."""
    processes = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(loops)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def measure(output: str, seconds: float, loops: int) -> None:
    """One session of the program: first undisturbed, then with keys."""
    with (
        tempfile.TemporaryDirectory() as folder,
        SoundServer(Path(folder)) as server,
        Recording(server) as recording,
    ):
        began, before = time.monotonic(), recording.length
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.play.tone_session", output],
            env={**os.environ, **server.environment},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        assert program.stdin is not None
        while not recording.samples(before).any():
            time.sleep(0.01)
        first = f"{1000 * (time.monotonic() - began):.0f} ms"
        time.sleep(seconds)
        undisturbed = recording.samples()
        times: list[list[float]] = [[], []]
        for press in range(2 * KEYS):
            pressed = recording.length
            program.stdin.write("\n")
            program.stdin.flush()
            time.sleep(0.7)
            loud = np.flatnonzero(np.abs(recording.samples(pressed, pressed + int(0.6 * RATE))) > 1e-3)
            edge = -1 if press % 2 == 0 else 0
            times[press % 2].append(loud[edge] / RATE if len(loud) else 0.0)
        program.stdin.close()
        program.wait()
    silent, speaks = (f"{1000 * max(one):.0f} ms" for one in times)
    show(output, loops, undisturbed, first, silent, speaks)


def measure_paplay(seconds: float, loops: int) -> None:
    """The same tone from a file."""
    with tempfile.TemporaryDirectory() as folder, SoundServer(Path(folder)) as server:
        path = Path(folder) / "tone.wav"
        tone = np.sin(2 * np.pi * HERTZ * np.arange(round(seconds * RATE)) / RATE) * 8000
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(tone.astype(np.int16).tobytes())
        with Recording(server) as recording:
            subprocess.run(["paplay", str(path)], env={**os.environ, **server.environment}, check=True)
            show("paplay", loops, recording.samples(), "", "", "")


def show(what: str, loops: int, sound: np.ndarray, first: str, silent: str, speaks: str) -> None:
    """One line of the table."""
    holes, clicks = holes_in(sound, RATE), clicks_in(sound, RATE)
    print(
        f"{what:<14}{loops:>6}{first:>13}{len(holes):>7}{1000 * sum(holes):>7.0f} ms{clicks:>8}"
        f"{silent:>14}{speaks:>14}",
        flush=True,
    )


if __name__ == "__main__":
    main()
