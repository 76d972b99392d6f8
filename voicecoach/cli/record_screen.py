"""What `record` shows: the phrase to say, how loud it is heard, the keys; or one line at each change."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Protocol

from voicecoach.cli.printable import one_line, say
from voicecoach.record.walk import WalkState

if TYPE_CHECKING:
    from voicecoach.record.walk import WalkView

_KEYS = {
    WalkState.READY: "space record   l listen   n skip   b back   q quit",
    WalkState.COUNT_DOWN: "escape not now",
    WalkState.SPEAK: "space stop   escape not now",
    WalkState.KEPT: "space next   l listen   a again   b back   q quit",
    WalkState.DONE: "",
}

_CELLS = 40
_SOFTEST_DB = -60.0
_HOT_DB = -1.0
"""From this level on it is shown as too high."""


class RecordScreen(Protocol):
    """Shows a walk; a context manager."""

    def __enter__(self) -> RecordScreen: ...
    def __exit__(self, *_: object) -> None: ...
    def show(self, view: WalkView) -> None:
        """What is new since the last time."""


class PlainRecordScreen:
    """One line at each change, for a screen reader or a terminal that cannot be drawn over."""

    def __init__(self) -> None:
        self._before: tuple[object, ...] = ()

    def __enter__(self) -> PlainRecordScreen:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def show(self, view: WalkView) -> None:
        now = (view.number, view.state, view.message)
        if now == self._before:
            return
        said_before, self._before = self._before[:1], now
        if view.message:
            say(view.message)
        if (view.number,) != said_before:
            say(f"{_place(view)}: {view.phrase.text}")
        if view.state is WalkState.SPEAK:
            say("Speak now.")
        elif view.state is not WalkState.COUNT_DOWN:
            say(f"Keys: {_KEYS[view.state]}")


class DrawnRecordScreen:
    """A display that is drawn over and over."""

    def __init__(self) -> None:
        self._live: Any = None
        self._shown: tuple[object, ...] = ()

    def __enter__(self) -> DrawnRecordScreen:
        from rich.console import Console
        from rich.live import Live

        self._live = Live(console=Console(), auto_refresh=False, transient=True)
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def show(self, view: WalkView) -> None:
        shown = (view.number, view.state, view.step, view.message, view.recorded, _meter(view.level))
        if shown != self._shown:
            self._shown = shown
            self._live.update(_panel(view), refresh=True)


def _panel(view: WalkView) -> Any:
    from rich.console import Group
    from rich.panel import Panel
    from rich.text import Text

    state = {
        WalkState.COUNT_DOWN: (f"{view.step} ...", "bold bright_yellow"),
        WalkState.SPEAK: ("● SPEAK NOW", "bold bright_red"),
        WalkState.KEPT: ("✓ recorded", "bold green"),
    }.get(view.state, ("recorded before" if view.recorded else "not recorded yet", "dim"))
    hot = _decibels(view.level) >= _HOT_DB
    rows = [
        Text(_place(view), style="dim"),
        Text(""),
        Text(one_line(view.phrase.text), style="bold bright_white"),
        Text(""),
        Text(state[0], style=state[1]),
        Text(_meter(view.level), style="bold red" if hot else "green"),
        Text(one_line(view.message), style="bold red" if view.problem else ""),
        Text(""),
        Text(_KEYS[view.state], style="dim"),
    ]
    return Panel(Group(*rows), padding=(1, 2))


def _place(view: WalkView) -> str:
    count = ", a count, short and on its beat" if view.phrase.count else ""
    return f"{view.number} of {view.total}{count}"


def _meter(level: float) -> str:
    decibels = _decibels(level)
    full = round(_CELLS * (decibels - _SOFTEST_DB) / -_SOFTEST_DB)
    return (
        f"{'█' * full}{'░' * (_CELLS - full)} {decibels:4.0f} dB{'  too loud' if decibels >= _HOT_DB else ''}"
    )


def _decibels(level: float) -> float:
    return max(_SOFTEST_DB, 20 * math.log10(level)) if level > 0 else _SOFTEST_DB
