"""Does jobs on this machine: in one process for each core, or one after another if no process can be started."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Self, TypeAlias

from voicecoach.cores import usable_cores
from voicecoach.errors import Interrupted, VoicecoachError
from voicecoach.export.orders.interrupts import Interrupts
from voicecoach.export.orders.workers import CannotStart, Workers
from voicecoach.publish.job import Done, Job
from voicecoach.publish.jobs.alike import AlikeJobs, alike_jobs
from voicecoach.publish.jobs.kept_voices import close_voices
from voicecoach.publish.jobs.run import run_alike
from voicecoach.publish.jobs.shared_phrases import PhraseBatch, make_phrases, shared_phrases
from voicecoach.publish.jobs.travelling import Ended, ended

Warn: TypeAlias = Callable[[str], None]
"""Gets a line that the user should read."""


Spoken: TypeAlias = Callable[[int, int], None]
"""Is told how many batches of the phrases that several sessions say are spoken, and of how many."""


def unheard(done: int, total: int) -> None:
    """A Spoken that does nothing."""


class LocalExecutor:
    """See `Executor`."""

    def __init__(self, workers: int | None, warn: Warn, spoken: Spoken = unheard) -> None:
        """`workers`: how many processes; None: one a core."""
        self._count = workers or usable_cores()
        self._warn = warn
        self._spoken = spoken

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        close_voices()

    def done(self, jobs: Iterable[Job]) -> Iterator[Done]:
        waiting = tuple(jobs)
        alike = tuple(alike_jobs(waiting))
        count = min(self._count, len(alike))
        if not count:
            return
        try:
            with Workers(_do, count) as started:
                # Planned here while the processes start. The result of making phrases is not looked at.
                batches = tuple(shared_phrases(one.jobs[0] for one in alike))
                for number, _ in enumerate(started.results(iter(batches), _phrases_killed), 1):
                    self._spoken(number, len(batches))
                for ends in started.results(alike, _killed):
                    for end in ends:
                        job = waiting[end.number]
                        yield Done(job, end.session, end.files, end.errors)
            return
        except CannotStart as error:
            self._warn(
                f"voicecoach: one session after the other, as no further process can be started: {error}"
            )
        for one in alike:
            yield from run_alike(one.jobs)


def _do(task: AlikeJobs | PhraseBatch) -> tuple[Ended, ...]:
    try:
        with Interrupts(worker=True) as interrupts:
            if isinstance(task, AlikeJobs):
                return tuple(map(ended, task.numbers, run_alike(task.jobs, interrupts)))
            with contextlib.suppress(VoicecoachError):  # each session that needs the voice reports it
                make_phrases(task)
            return ()
    except Interrupted as end:  # ended by the process that started this one
        sys.exit(end.code)


def _phrases_killed(task: AlikeJobs | PhraseBatch, how: str) -> tuple[Ended, ...]:
    """The sessions that say them make them."""
    return ()


def _killed(task: AlikeJobs | PhraseBatch, how: str) -> tuple[Ended, ...]:
    if not isinstance(task, AlikeJobs):
        return ()
    lines = (f"{job.code}: {job.stem}: the process that made it was killed ({how})" for job in task.jobs)
    return tuple(Ended(number, None, (), (line,)) for number, line in zip(task.numbers, lines, strict=True))
