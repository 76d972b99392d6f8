"""Several routines over the cores against one after the other, and memory from ten minutes to hours.

`python benchmarks/export_batch.py` takes the five shipped routines; with `full` it takes twenty and measures memory up to
two hours, with `ten-hours` up to that, which takes minutes a format. Each line is a ratio of measurements of one run.

Two cores are seldom twice one: they share memory, a clock, often a core, and other work. So it is said what the machine
gives at that time: how much more two processes get done that know nothing of each other than one of them alone.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from ratios import runs

from voicecoach.export.orders.batch import Renderer
from voicecoach.export.orders.order import RenderOrder
from voicecoach.script.choices import Choices

FULL = len(sys.argv) > 1
ROUNDS = runs(3)
LONG = 240 if "ten-hours" in sys.argv else 48
"""How often the long session does what the short one does four times."""

SESSION = """
title: Long
exercises:
  one: {name: Pelvic tilt, kind: strengthen, position: on the back, caution: [Stop if it hurts.], go: Tilt.,
        finish: Relax., dose: {reps: 10, hold: 10 s}}
steps: [{repeat: %d, steps: [one]}]
"""

MEASURE = """
import resource, sys
from pathlib import Path
from voicecoach.export.orders.batch import Renderer
from voicecoach.export.orders.order import RenderOrder
from voicecoach.script.choices import Choices
made, = Renderer(Choices(), "espeak", 150).render_routine(sys.argv[1], RenderOrder(Path(sys.argv[2]), force=True))
print(made.length_s, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

ALONE = """
import sys, time
from pathlib import Path
from voicecoach.export.orders.batch import Renderer
from voicecoach.export.orders.order import RenderOrder
from voicecoach.script.choices import Choices
renderer, order = Renderer(Choices(), "espeak", 150), RenderOrder(Path(sys.argv[1]), force=True)
renderer.render_routine("gentle-daily", order)
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    renderer.render_routine("gentle-daily", order)
    print(time.perf_counter() - start, flush=True)
"""


def machine(folder: Path, rounds: int = ROUNDS) -> float:
    """How much more two processes get done at the same time than one of them alone."""
    both = [
        subprocess.Popen(
            [sys.executable, "-c", ALONE, str(folder / f"alone-{number}.mp3")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )
        for number in range(2)
    ]  # fmt: skip

    def seconds(processes: list[subprocess.Popen[str]]) -> float:
        for process in processes:
            assert process.stdin
            process.stdin.write("once\n")
        return max(float(process.stdout.readline()) for process in processes if process.stdout)

    for process in both:
        assert process.stdout
        process.stdout.readline()
    times = [(seconds(both[:1]), seconds(both)) for _ in range(rounds)]
    for process in both:
        process.communicate()
    return 2 * sum(one for one, _ in times) / sum(two for _, two in times)


def cores(folder: Path) -> None:
    routines = (
        "gentle-daily",
        "five-for-strength",
        "core-and-back",
        "spine-neutral-strength",
        "stretches-for-relief",
    )
    renderer = Renderer(Choices(level=0.3), "espeak", 150)
    orders = [
        (routine, RenderOrder(folder / f"{routine}-{copy}.mp3", force=True))
        for routine in routines
        for copy in range(4 if FULL else 1)
    ]
    quick = [(routine, replace(order, target=order.path.with_suffix(".wav"))) for routine, order in orders]
    for outcome in renderer.render_all(quick):  # fills the cache
        assert not outcome.errors, outcome.errors
    gives = [machine(folder)]
    times = []
    for workers in (1, 2):
        start = time.perf_counter()
        list(renderer.render_all(orders, workers))
        times.append(time.perf_counter() - start)
        gives.append(machine(folder))
    one, two = times
    gain, given = one / two, sorted(gives)[len(gives) // 2]
    print(
        f"{len(orders)} routines: {one:.1f} s one by one, {two:.1f} s on two cores, {gain:.2f} times as fast (goal: 1.7);"
    )
    print(
        f"  two processes of their own: {given:.2f} ({min(gives):.2f} to {max(gives):.2f}): {gain / given:.0%} of that"
    )


def memory(folder: Path) -> None:
    for suffix in ("wav", "flac", "mp3", "m4a", "opus", "mka"):
        peaks = []
        for name, repeats in (("short", 4), ("long", LONG)):
            (folder / f"{name}.yaml").write_text(SESSION % repeats)
            command = [
                sys.executable,
                "-c",
                MEASURE,
                str(folder / f"{name}.yaml"),
                str(folder / f"{name}.{suffix}"),
            ]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            seconds, peak = done.stdout.split()
            peaks.append((float(seconds), float(peak) / 1024))
        (short, low), (long, high) = peaks
        print(
            f"{suffix:5} {short / 60:5.0f} min {low:6.0f} MB, {long / 3600:5.1f} h {high:6.0f} MB, ratio {high / low:.2f}"
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        cores(Path(name))
        if FULL:
            memory(Path(name))
    print(f"peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
