"""What the benchmarks share: two things timed in turn, so that a change of the machine's mood touches both alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROUTINES = (
    "core-and-back",
    "five-for-strength",
    "spine-neutral-strength",
    "stretches-for-relief",
    "gentle-daily",
)
"""The shipped routines."""

VOICECOACH = str(Path(sys.executable).with_name("voicecoach"))
"""The command, as it is installed beside this Python."""


def runs(usual: int, short: int = 1) -> int:
    """How often to measure: `short` times if CI=true, which shows that a benchmark still works, and about
    what it measures."""
    return short if os.environ.get("CI", "").lower() in ("true", "1") else usual


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def command(words: Sequence[str], **options: object) -> Callable[[], object]:
    """A whole process as work; its output is thrown away, its failure is not."""
    return lambda: subprocess.run(
        words,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
        **options,  # type: ignore[call-overload]
    )


def in_turn(count: int, *works: Callable[[], object]) -> list[list[float]]:
    """The seconds of each work in each run; all are run once before, uncounted, and then A B A B."""
    for work in works:
        work()
    rounds = [[seconds(work) for work in works] for _ in range(count)]
    return [list(column) for column in zip(*rounds, strict=True)]


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios, run by run."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def row(what: str, value: float, limit: float | None, detail: str = "") -> None:
    """One line of the table. A limit is shown, not enforced: a benchmark is read, and never fails a build."""
    reported = f"at most {limit:g}" if limit is not None else ""
    print(f"{what:<58} {value:8.2f}  {reported:<13} {detail}", flush=True)


def ms(values: Sequence[float]) -> str:
    """A median in milliseconds."""
    return f"{statistics.median(values) * 1e3:.0f} ms"
