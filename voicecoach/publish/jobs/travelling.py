"""What comes back of a job, from another process or another machine: not the job itself, which is where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.publish.job import Done, MadeFile, MadeSession


@dataclass(frozen=True, slots=True)
class Ended:
    """How the job of that number ended, among those that are done together."""

    number: int
    session: MadeSession | None
    files: tuple[MadeFile, ...]
    errors: tuple[str, ...]


def ended(number: int, done: Done) -> Ended:
    """How it ended, without the job."""
    return Ended(number, done.session, done.files, done.errors)
