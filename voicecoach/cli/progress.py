"""How far a long step has got: a bar on the terminal, and nothing at all elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from voicecoach.cli.printable import one_line

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block
    from voicecoach.export.orders.batch import Outcome
    from voicecoach.export.orders.watch import Watch


class Progress:
    """A bar on stderr if that is a terminal; otherwise nothing, without importing rich. A context manager.

    While it is not known how far something is, the bar runs to and fro.
    """

    def __init__(self, label: str, *, late: bool = False) -> None:
        """`late`: the bar comes with the first `step`; until then nobody has to wait."""
        self._bar: Any = None
        self._task: Any = None
        self._late = late
        if not late:
            self._make(label)

    def _make(self, label: str) -> None:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(),
                TimeRemainingColumn(), console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._task = self._bar.add_task(one_line(label), total=None)

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def step(self, label: str) -> None:
        """Something begins, and nobody knows how long it takes."""
        if self._late:
            self._late = False
            self._make(label)
            self.__enter__()
        if self._bar:
            self._bar.reset(self._task, description=one_line(label), total=None)

    def count(self, blocks: Iterable[Block], total: int, label: str) -> Iterable[Block]:
        """The same blocks; the bar moves as they pass."""
        return self._counted(blocks, total, label) if self._bar else blocks

    def reach(self, label: str, done: int, total: int) -> None:
        """Shows how much of it is done."""
        if self._bar:
            self._bar.update(self._task, description=one_line(label), total=total, completed=done)

    def each(self, outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
        """The same outcomes; the bar moves as they come."""
        for number, outcome in enumerate(outcomes, 1):
            yield outcome
            if self._bar:
                self._bar.update(self._task, total=total, completed=number)

    def _counted(self, blocks: Iterable[Block], total: int, label: str) -> Iterator[Block]:
        done, shown, step = 0, 0, max(total // 200, 1)
        self._bar.reset(self._task, description=one_line(label), total=total)
        for block in blocks:
            yield block
            done += len(block.samples)
            if done - shown >= step:
                self._bar.update(self._task, completed=done)
                shown = done


class Shown:
    """A Watch that also shows on a bar what another one watches."""

    def __init__(self, watch: Watch, progress: Progress) -> None:
        self._watch = watch
        self._progress = progress

    def writing(self, blocks: Iterable[Block], total: int, name: str) -> Iterable[Block]:
        return self._progress.count(self._watch.writing(blocks, total, name), total, name)

    def measuring(self, blocks: Iterable[Block], total: int, name: str) -> Iterable[Block]:
        return self._progress.count(self._watch.measuring(blocks, total, name), total, f"{name}: loudness")

    def step(self, name: str) -> None:
        self._watch.step(name)
        self._progress.step(name)
