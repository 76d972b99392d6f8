"""What a session tells whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is about."""

    CUE = "cue"
    """The coach says or sounds something of the session."""
    ANSWER = "answer"
    """The coach answers a control."""
    STATE = "state"
    """The session pauses, goes on, waits, ends."""
    PROBLEM = "problem"
    """Something failed, and the session goes on."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One line."""

    kind: NoticeKind
    text: str
