"""Rendering with the natural voice for the first time: beside its bare synthesis and writing, in one thread, on all cores.

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
from voicecoach.speech.hibari import HibariBackend

RUNS = runs(3)
NAMES = ROUTINES if "CI" not in os.environ else ("gentle-daily",)

ALONE = """
import sys, time
from voicecoach.speech.hibari import HibariBackend
voice = HibariBackend().open(None, 150)
texts = sys.stdin.readline().rstrip().split("|")
voice.say(texts[0])
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    for text in texts: voice.say(text)
    print(time.perf_counter() - start, flush=True)
"""


def main() -> None:
    try:
        HibariBackend().open(None, 150).say("Ready.")
    except SpeechError as error:
        print(f"left out: {error}")
        return
    folder = Path(tempfile.mkdtemp(prefix="vc-"))
    try:
        _measure(folder)
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path) -> None:
    texts = phrases(NAMES)
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    print(f"{len(NAMES)} routines, {len(texts)} unique phrases, {usable_cores()} cores\n")

    def bare() -> None:
        voice = HibariBackend().open(None, 150)
        for text in texts:
            voice.say(text)
        for name in NAMES:
            (folder / f"{name}.wav").unlink()  # new files, as the others write
            (folder / f"{name}.wav").write_bytes(sound[name])

    def cold(threads: int | None) -> None:
        shutil.rmtree(folder / "cache", ignore_errors=True)
        warm(threads)

    def warm(threads: int | None = None) -> None:
        for name in NAMES:
            (folder / f"{name}.wav").unlink(missing_ok=True)
            order = RenderOrder(folder / f"{name}.wav", force=True, cover=False)
            Renderer(Choices(), "hibari", 150, threads).render_routine(name, order)

    cold(None)
    sound = {name: (folder / f"{name}.wav").read_bytes() for name in NAMES}
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
    row("two processes at once / one alone, work done", _machine(texts[:80]), None, "what the machine gives")


def _machine(texts: list[str], rounds: int = RUNS) -> float:
    """How much more two processes say at the same time than one of them alone."""
    with contextlib.ExitStack() as stack:
        both = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", ALONE],
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
    main()
