"""What a live session shows: a large display on a terminal, or one line a cue. Never needed for use."""

from __future__ import annotations

import sys
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

from voicecoach.cli.printable import one_line, say
from voicecoach.export.captions import clock
from voicecoach.export.text.transcript import side_words
from voicecoach.play.controls.table import CONTROLS, KEY_MAPS
from voicecoach.play.engine.player_state import PlayerState
from voicecoach.play.notices import NoticeKind
from voicecoach.script.body import Side

if TYPE_CHECKING:
    from voicecoach.phrases import Phrases
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
        if sys.stdout is not None:  # closed by the program that started us
            sys.stdout.flush()

    def suspend(self) -> None:
        pass

    def resume(self) -> None:
        pass


class Large:
    """The display on a terminal: what is done, for how long still, what comes next, the keys."""

    def __init__(self, key_map: str) -> None:
        self._key_map = key_map
        self._keys = ""
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
        phrases = session.studio.phrases
        if not self._begun:
            self._begun = True
            self._keys = _keys(phrases, self._key_map)
            self.resume()
        while session.notices:
            notice = session.notices.popleft()
            self._lines.append(notice)
            if notice.kind is NoticeKind.PROBLEM and self._live is not None:
                self._live.console.print(one_line(notice.text), style="bold red", markup=False)
        view = session.view()
        if view is None or self._live is None:
            return
        text = "\n".join((*_texts(phrases, view), *(notice.text for notice in self._lines)))
        if text != self._shown:
            self._shown = text
            self._live.update(self._panel(phrases, view), refresh=True)

    def _panel(self, phrases: Phrases, view: View) -> Any:
        from rich.align import Align
        from rich.console import Group
        from rich.padding import Padding
        from rich.panel import Panel
        from rich.text import Text

        title, detail, window, following, left = _texts(phrases, view)
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
            rows.insert(0, Text(phrases.say("screen-paused"), style="bold reverse", justify="center"))
        keys = Padding(Text(self._keys, style="dim", justify="center"), (1, 0, 0, 0))
        return Panel(Group(Align.center(Group(*rows)), keys), padding=(1, 2))


def _texts(phrases: Phrases, view: View) -> tuple[str, str, str, str, str]:
    """The title, what is done, its window, what comes next, how long is left."""
    detail = []
    if view.side:
        detail.append(side_words(phrases, Side(view.side)))
    if view.set:
        detail.append(phrases.say("in-set", set=view.set))
    if view.rep:
        key = "screen-rep-of" if view.reps else "screen-rep"
        detail.append(phrases.say(key, rep=view.rep, reps=view.reps or 0))
    if view.state is PlayerState.WAITING:
        detail = [phrases.say("screen-waiting")]
    window = ""
    if view.window_s >= 1:
        full = round(20 * min(1.0, view.done_s / view.window_s))
        name = phrases.say("screen-window", role=view.role.value if view.role else "")
        left = phrases.say("short-seconds", seconds=round(max(0.0, view.window_s - view.done_s)))
        window = f"{name}  {'█' * full}{'░' * (20 - full)}  {left}"
    following = phrases.say("screen-next", exercise=view.following) if view.following else ""
    to_go = phrases.say("screen-left", length=clock(view.left_s)) if view.complete else ""
    return one_line(view.title), ", ".join(detail), window, one_line(following), to_go


def _keys(phrases: Phrases, key_map: str) -> str:
    pedal = key_map == KEY_MAPS[1]
    shown = []
    for control in CONTROLS:
        keys = control.pedal if pedal else control.keys
        if keys:
            name = phrases.say(f"key-{keys[0]}") if len(keys[0]) > 1 else keys[0]
            shown.append(f"{name} {phrases.say(f'control-{control.command}')}")
    return "   ".join(shown)
