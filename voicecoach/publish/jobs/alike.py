"""Jobs that sound the same: patients who do the same with the same voice. Their sound is made once, the pages for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicecoach.publish.jobs.digest import sound_digest

if TYPE_CHECKING:
    from voicecoach.publish.job import Job

MOST_ALIKE = 16
"""How many jobs are done together: so many that their sound costs little compared with their pages, and so few that little is
lost if a process is killed."""


@dataclass(frozen=True, slots=True)
class AlikeJobs:
    """Jobs that sound the same, each with its place among those that are done together."""

    numbers: tuple[int, ...]
    jobs: tuple[Job, ...]


def alike_jobs(jobs: Sequence[Job]) -> Iterator[AlikeJobs]:
    """All of the jobs, in the order of the first of those that sound the same."""
    groups: dict[tuple[str, bool], list[int]] = {}
    for number, job in enumerate(jobs):
        groups.setdefault((sound_digest(job), job.sounds_there), []).append(number)
    for group in groups.values():
        for start in range(0, len(group), MOST_ALIKE):
            numbers = tuple(group[start : start + MOST_ALIKE])
            yield AlikeJobs(numbers, tuple(jobs[number] for number in numbers))
