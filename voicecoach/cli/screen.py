"""What a live session shows: a large display on a terminal, or one line a cue. Never needed for use."""

from __future__ import annotations

import sys
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

from voicecoach.cli.printable import one_line, say
from voicecoach.export.captions import clock
from voicecoach.play.controls.table import CONTROLS, KEY_MAPS
from voicecoach.play.engine.player import PlayerState
from voicecoach.play.notices import NoticeKind

if TYPE_CHECKING:
    from voicecoach.play.live import LiveSession
    from voicecoach.play.notices import Notice
    from voicecoach.play.view import View


class Screen(Protocol):
    """Shows a session; used as a context."""

    def __enter__(self) -> Screen: ...
    def __exit__(self, *_: object) -> None: ...
    def show(self, session: LiveSession) -> None:
        """What is new since the last time."""

    def suspend(self) -> None:
        """Give the terminal back for a while."""

    def resume(self) -> None:
        """Take it again."""


class Plain:
    """One line a cue, for a screen reader or a pipe."""

    def __enter__(self) -> Plain:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def show(self, session: LiveSession) -> None:
        while session.notices:
            notice = session.notices.popleft()
            say(notice.text, err=notice.kind is NoticeKind.PROBLEM)
        if sys.stdout is not None:  # closed by whoever started us
            sys.stdout.flush()

    def suspend(self) -> None:
        pass

    def resume(self) -> None:
        pass


class Large:
    """The display on a terminal: what is done, for how long still, what comes next, the keys."""

    def __init__(self, key_map: str) -> None:
        self._keys = _keys(key_map)
        self._lines: deque[Notice] = deque(maxlen=3)
        self._live: Any = None
        self._shown = ""
        self._begun = False

    def __enter__(self) -> Large:
        # Nothing yet: what the display needs is loaded when the first word is on its way.
        return self

    def __exit__(self, *_: object) -> None:
        self.suspend()

    def resume(self) -> None:
        from rich.console import Console
        from rich.live import Live

        # Not refreshed by a thread of its own: a display that changes five times a second costs next to
        # nothing.
        self._live = Live(console=Console(), auto_refresh=False, transient=True)
        self._live.start()
        self._shown = ""

    def suspend(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None

    def show(self, session: LiveSession) -> None:
        if not self._begun:
            self._begun = True
            self.resume()
        while session.notices:
            notice = session.notices.popleft()
            self._lines.append(notice)
            if notice.kind is NoticeKind.PROBLEM and self._live is not None:
                self._live.console.print(one_line(notice.text), style="bold red", markup=False)
        view = session.view()
        if view is None or self._live is None:
            return
        text = "\n".join((*_texts(view), *(notice.text for notice in self._lines)))
        if text != self._shown:
            self._shown = text
            self._live.update(self._panel(view), refresh=True)

    def _panel(self, view: View) -> Any:
        from rich.align import Align
        from rich.console import Group
        from rich.padding import Padding
        from rich.panel import Panel
        from rich.text import Text

        title, detail, window, following, left = _texts(view)
        words = Text(one_line(view.words), style="italic", justify="center")
        rows: list[Any] = [
            Text(title.upper(), style="bold bright_white", justify="center"),
            Text(detail, style="bold cyan", justify="center"),
            Text(""),
            Text(window, style="bold bright_yellow", justify="center"),
            words,
            Text(""),
            Text(following, justify="center"),
            Text(left, style="dim", justify="center"),
        ]
        if view.state is PlayerState.PAUSED:
            rows.insert(0, Text("PAUSED", style="bold reverse", justify="center"))
        keys = Padding(Text(self._keys, style="dim", justify="center"), (1, 0, 0, 0))
        return Panel(Group(Align.center(Group(*rows)), keys), padding=(1, 2))


def _texts(view: View) -> tuple[str, str, str, str, str]:
    detail = []
    if view.side:
        detail.append(f"{view.side} side" if view.side != "alternate" else "sides in turn")
    if view.set:
        detail.append(f"set {view.set}")
    if view.rep:
        detail.append(f"repetition {view.rep}" + (f" of {view.reps}" if view.reps else ""))
    if view.state is PlayerState.WAITING:
        detail = ["waiting for you"]
    window = ""
    if view.window_s >= 1:
        full = round(20 * min(1.0, view.done_s / view.window_s))
        name = view.role.value if view.role else ""
        window = f"{name}  {'█' * full}{'░' * (20 - full)}  {max(0, view.window_s - view.done_s):.0f} s"
    following = f"Next: {view.following}" if view.following else ""
    left = f"{clock(view.left_s)} left" if view.complete else ""
    return one_line(view.title), ", ".join(detail), window, one_line(following), left


def _keys(key_map: str) -> str:
    pedal = key_map == KEY_MAPS[1]
    shown = []
    for control in CONTROLS:
        keys = control.pedal if pedal else control.keys
        if keys:
            shown.append(f"{keys[0]} {control.about}")
    return "   ".join(shown)
