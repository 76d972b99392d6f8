"""What comes back from another process or another machine: how a job ended, without the job, which the sender still has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.publish.job import Done, MadeFile, MadeSession


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job ended."""

    number: int
    """The index of the job among those that are done together."""
    session: MadeSession | None
    files: tuple[MadeFile, ...]
    errors: tuple[str, ...]


def ended(number: int, done: Done) -> Ended:
    """How it ended, without the job."""
    return Ended(number, done.session, done.files, done.errors)
