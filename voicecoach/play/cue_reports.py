"""Reports the cues of a session as they begin to be heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from voicecoach.play.notices import Notice, NoticeKind
from voicecoach.timeline.timeline import EventKind

if TYPE_CHECKING:
    from voicecoach.play.engine.playback import Playback
    from voicecoach.timeline.timeline import Event


class CueReports:
    """One for a session."""

    def __init__(self, playback: Playback, notify: Callable[[Notice], None]) -> None:
        self._playback = playback
        self._notify = notify
        self._until = 0
        """The number of the frame up to which cues were reported."""
        self._last: Event | None = None

    def bring_up_to_date(self) -> None:
        """Report the cues that began to be heard since the last time: not those that were skipped or replaced by other words.

        One that was cut by a pause and begins again is reported once.
        """
        heard, self._until = self._playback.heard_since(self._until)
        for part, first, end in heard:
            for event in part.events:
                begun = first <= event.start - part.start < end
                if event.kind is not EventKind.SPAN and begun and event is not self._last:
                    self._last = event
                    self._notify(Notice(NoticeKind.CUE, _line(event), event))


def _line(event: Event) -> str:
    return f"({event.text})" if event.kind is EventKind.SOUND else event.text
