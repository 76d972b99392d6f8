"""What every screen of a live session can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from voicecoach.play.live import LiveSession


class Screen(Protocol):
    """Shows a session; a context manager."""

    def __enter__(self) -> Screen: ...
    def __exit__(self, *_: object) -> None: ...
    def show(self, session: LiveSession) -> None:
        """What is new since the last time."""

    def suspend(self) -> None:
        """Give the terminal back for a while."""

    def resume(self) -> None:
        """Take the terminal again."""
