"""What a live session costs: the processor while it plays, and the time to its first sound.

Prints a table; needs nothing but the program, and the espeak-ng program for the second line.

    python benchmarks/play_cost.py [--seconds 30]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from ratios import runs

ROUTINE = "gentle-daily"


def main() -> None:
    """Measure, and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=runs(30, short=10), help="how long to play")
    seconds = arguments.parse_args().seconds
    print(f"{'what':<58}{'measured':>12}{'at most':>12}")
    share = processor_share(seconds)
    print(f"{'one core while playing (null output, warm cache)':<58}{share:>11.1%} {3:>10}%")
    if shutil.which("espeak-ng"):
        rounds = runs(5, short=2)
        first, python, espeak = first_sound(rounds, "espeak")
        natural, _, _ = first_sound(rounds, "hibari")
        limit = python + 1.5 * espeak
        print(f"{'first sound of hibari, cold cache':<58}{natural * 1000:>9.0f} ms")
        print(f"{'first sound of espeak, cold cache':<58}{first * 1000:>9.0f} ms {limit * 1000:>8.0f} ms")
        print(f"{'  the start of Python with what any command loads':<58}{python * 1000:>9.0f} ms")
        print(f"{'  espeak-ng saying the first phrase to a file':<58}{espeak * 1000:>9.0f} ms")


def processor_share(seconds: float) -> float:
    """Processor time over time, of a session that plays to the null output with all phrases cached."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(folder)
        command = [sys.executable, "-m", "voicecoach", "preview", ROUTINE]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, "-m", "voicecoach", "play", ROUTINE, "--output", "null", "--plain"]
        with subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        ) as program:
            process = psutil.Process(program.pid)
            time.sleep(4)
            before = process.cpu_times()
            time.sleep(seconds)
            after = process.cpu_times()
            program.kill()
    return (after.user + after.system - before.user - before.system) / seconds


def first_sound(rounds: int, voice: str) -> tuple[float, float, float]:
    """The best of some rounds each: first sound of `play`, start of Python, espeak-ng to a file. Seconds."""
    sound, python, espeak = [], [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            environment = _environment(folder)
            path = Path(folder) / "first.wav"
            command = [sys.executable, "-m", "voicecoach", "play", ROUTINE, "--plain", "--voice", voice]
            command += ["--output", "capture", "--device", str(path)]
            began = time.perf_counter()
            with subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            ) as program:
                while not path.exists() or not any(path.read_bytes()[44:]):
                    time.sleep(0.002)
                sound.append(time.perf_counter() - began)
                program.kill()
            began = time.perf_counter()
            load = "import click, numpy, voicecoach.cli, voicecoach.cli.play"
            subprocess.run([sys.executable, "-c", load], env=environment, check=True)
            python.append(time.perf_counter() - began)
            began = time.perf_counter()
            words = "Welcome to Gentle daily."
            subprocess.run(["espeak-ng", "-w", str(Path(folder) / "a.wav"), words], check=True)
            espeak.append(time.perf_counter() - began)
    return min(sound), min(python), min(espeak)


def _environment(folder: str) -> dict[str, str]:
    names = ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    return {**os.environ, **dict.fromkeys(names, folder)}


if __name__ == "__main__":
    main()
