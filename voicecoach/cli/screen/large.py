"""The display of a live session on a terminal, to be read from the floor."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from voicecoach.cli.printable import one_line, say
from voicecoach.play.notices import NoticeKind

if TYPE_CHECKING:
    from voicecoach.cli.screen.scene import Scene
    from voicecoach.phrases import Phrases
    from voicecoach.play.key_map import KeyMap
    from voicecoach.play.live import LiveSession

NOTES = 2
"""How many answers and reports are shown at a time."""

FRESH_S = 5.0
"""For how many seconds an answer is shown whole, whatever it replaces."""

OLD_S = 20.0
"""After how many seconds an answer is no longer true, or no longer news. A problem stays."""

LOOKS_BEFORE_DRAWN_AGAIN = 10
"""After so many looks (two seconds) what has not changed is drawn again. A window that was dragged smaller and back between
two looks has lost what was drawn meanwhile, and other programs write over the terminal."""


class Large:
    """Draws over the whole window, which the terminal gives back as it was.

    What went wrong is printed too, once the window is given back: a line that was drawn over cannot be read again.
    """

    def __init__(self, keys: KeyMap) -> None:
        self._keys = keys
        self._notes: deque[tuple[str, float, bool]] = deque(maxlen=NOTES)
        self._problems: list[str] = []
        self._helping = False
        self._live: Any = None
        self._shown: object = None
        self._looks = 0
        self._begun = False

    def __enter__(self) -> Large:
        # Nothing yet: what the display needs is loaded when the first word is on its way.
        return self

    def __exit__(self, *_: object) -> None:
        self.suspend()

    def resume(self) -> None:
        from rich.console import Console
        from rich.live import Live

        # Not refreshed by a thread of its own: a display that changes five times a second costs next to nothing.
        self._live = Live(
            console=Console(_environ=sizeless(os.environ)),
            auto_refresh=False,
            screen=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._live.start()
        self._shown = None

    def suspend(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None
        while self._problems:
            say(self._problems.pop(0), err=True)

    def show(self, session: LiveSession) -> None:
        phrases, now = session.studio.phrases, session.playback.clock.now()
        if not self._begun:
            self._begun = True
            self.resume()
        while session.notices:
            notice = session.notices.popleft()
            if notice.kind is NoticeKind.PROBLEM:
                self._problems.append(notice.text)
            if notice.kind is NoticeKind.HELP:
                self._helping = not self._helping
            elif notice.kind is not NoticeKind.CUE:
                self._helping = False
                self._notes.append((one_line(notice.text), now, notice.kind is NoticeKind.PROBLEM))
        view = session.view()
        if view is None or self._live is None:
            return
        from voicecoach.cli.screen.scene import scene_of

        self.draw(phrases, scene_of(phrases, view, self._keys), now)

    def draw(self, phrases: Phrases, scene: Scene, moment: float) -> None:
        """Draw that moment of the session's clock, unless it has just been drawn in a window of the same size."""
        notes = tuple(text for text, since, stays in self._notes if stays or moment - since < OLD_S)
        fresh = bool(self._notes) and moment - self._notes[-1][1] < FRESH_S
        size = self._live.console.size if self._live is not None else None
        now = (scene, notes, fresh, self._helping, size)
        self._looks += 1
        if self._live is None or (now == self._shown and self._looks < LOOKS_BEFORE_DRAWN_AGAIN):
            return
        self._shown = now
        self._looks = 0
        from rich.console import Group

        console = self._live.console
        width, height = console.size
        if self._helping:
            from voicecoach.cli.screen.help import help_lines

            drawn = help_lines(phrases, self._keys, width, height)
        else:
            from voicecoach.cli.screen.layout import lay_out

            ascii_only = console.options.ascii_only
            drawn = lay_out(scene, notes, width, height, ascii_only=ascii_only, fresh=fresh)
        self._live.update(Group(*drawn), refresh=True)


def sizeless(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without COLUMNS and LINES, if the terminal itself knows its size: a shell may have exported what it was."""
    try:
        known = all(os.get_terminal_size(sys.__stdout__.fileno()))  # type: ignore[union-attr]
    except (AttributeError, OSError, ValueError):
        known = False
    return {
        name: value for name, value in environment.items() if not known or name not in ("COLUMNS", "LINES")
    }
