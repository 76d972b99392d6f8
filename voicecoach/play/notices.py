"""What a session reports to the screen that shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.timeline.timeline import Event


class NoticeKind(StrEnum):
    """What a notice is about."""

    CUE = "cue"
    """The coach says or sounds something of the session."""
    ANSWER = "answer"
    """The coach answers a control."""
    STATE = "state"
    """The session pauses, goes on, waits, ends."""
    HELP = "help"
    """The person asks for the keys; the text has the most important ones."""
    PROBLEM = "problem"
    """Something failed, and the session goes on."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One line."""

    kind: NoticeKind
    text: str
    event: Event | None = field(default=None, compare=False, repr=False)
    """What the timeline has of a cue: its role, its repetition, its side; None of anything else."""
