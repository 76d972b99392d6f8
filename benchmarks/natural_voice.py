"""Rendering with a neural voice for the first time: beside its bare synthesis and writing, in one thread, on all cores.

`python benchmarks/natural_voice.py piper` measures a voice of Piper, if there is one here; without a name, hibari and then
that one.

Whole processes would measure the start of Python and of the model more than the voice, so both are ready before. The last
line says what the machine gives at that time to two processes that know nothing of each other: two cores are seldom twice one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ratios import ROUTINES, in_turn, ms, ratio, row, runs
from render import phrases

from voicecoach.cores import usable_cores
from voicecoach.errors import SpeechError
from voicecoach.export.orders.batch import Renderer
from voicecoach.export.orders.order import RenderOrder
from voicecoach.script.choices import Choices
from voicecoach.speech.api import Backend
from voicecoach.speech.hibari import HibariBackend
from voicecoach.speech.piper import PiperBackend

RUNS = runs(3)
BACKENDS: dict[str, type[Backend]] = {"hibari": HibariBackend, "piper": PiperBackend}
SHORT = ("gentle-daily",)
NAMES = {"hibari": ROUTINES if "CI" not in os.environ else SHORT, "piper": SHORT}

ALONE = """
import sys, time
from voicecoach.speech.{backend} import {kind}
voice = {kind}().open(None, 150)
texts = sys.stdin.readline().rstrip().split("|")
voice.say(texts[0])
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    for text in texts: voice.say(text)
    print(time.perf_counter() - start, flush=True)
"""


def main(backends: list[str]) -> None:
    for backend in backends or tuple(BACKENDS)[: runs(len(BACKENDS))]:
        try:
            BACKENDS[backend]().open(None, 150).say("Ready.")
        except SpeechError as error:
            print(f"left out: {error}")
            continue
        folder = Path(tempfile.mkdtemp(prefix="vc-"))
        try:
            _measure(backend, folder)
        finally:
            shutil.rmtree(folder)


def _measure(backend: str, folder: Path) -> None:
    names = NAMES[backend]
    texts = phrases(names)
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    print(f"\n{backend}: {len(names)} routines, {len(texts)} unique phrases, {usable_cores()} cores\n")

    def bare() -> None:
        voice = BACKENDS[backend]().open(None, 150)
        for text in texts:
            voice.say(text)
        for name in names:
            (folder / f"{name}.wav").unlink()  # new files, as the others write
            (folder / f"{name}.wav").write_bytes(sound[name])

    def cold(threads: int | None) -> None:
        shutil.rmtree(folder / "cache", ignore_errors=True)
        warm(threads)

    def warm(threads: int | None = None) -> None:
        for name in names:
            (folder / f"{name}.wav").unlink(missing_ok=True)
            order = RenderOrder(folder / f"{name}.wav", force=True, cover=False)
            Renderer(Choices(), backend, 150, threads).render_routine(name, order)

    cold(None)
    sound = {name: (folder / f"{name}.wav").read_bytes() for name in names}
    least, one, every, again = in_turn(RUNS, bare, lambda: cold(1), lambda: cold(None), warm)
    row(
        "cold render in one thread / bare synthesis and writing",
        ratio(one, least),
        1.15,
        f"{ms(one)} / {ms(least)}",
    )
    row(
        "cold render in one thread / on all cores",
        ratio(one, every),
        None,
        f"{ms(one)} / {ms(every)}, goal: 1.6",
    )
    row("warm render / cold render on all cores", ratio(again, every), None, f"{ms(again)} / {ms(every)}")
    row(
        "two processes at once / one alone, work done",
        _machine(backend, texts[: runs(80, short=20)]),
        None,
        "what the machine gives",
    )


def _machine(backend: str, texts: list[str], rounds: int = RUNS) -> float:
    """How much more two processes say at the same time than one of them alone."""
    code = ALONE.format(backend=backend, kind=BACKENDS[backend].__name__)
    with contextlib.ExitStack() as stack:
        both = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", code],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
                )
            )
            for _ in range(2)
        ]  # fmt: skip

        def ask(processes: list[subprocess.Popen[str]], line: str) -> list[str]:
            for process in processes:
                assert process.stdin
                process.stdin.write(f"{line}\n")
            return [process.stdout.readline() for process in processes if process.stdout]

        ask(both, "|".join(texts))
        times = [(max(map(float, ask(both[:1], ""))), max(map(float, ask(both, "")))) for _ in range(rounds)]
    return 2 * sum(one for one, _ in times) / sum(two for _, two in times)


if __name__ == "__main__":
    main(sys.argv[1:])
