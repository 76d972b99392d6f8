"""What `voicecoach publish` shows of what happens: a bar and a few lines for a person, or lines of JSON for a program."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from voicecoach.cli.printable import say, say_data
from voicecoach.cli.progress import Progress
from voicecoach.play.clock import Clock, RealClock
from voicecoach.publish.site.events import Built, Event, Failed, Looked, Made, Noted, Published, ToDo

if TYPE_CHECKING:
    from typing import Self

_DOES = {
    "make": "make",
    "use": "put on the site, as it has been made already",
    "remove": "remove",
    "write": "write the pages",
}


class Shown:
    """For a person. A context manager."""

    def __init__(self, *, look_only: bool = False) -> None:
        """`look_only`: every step is what would be done."""
        self._look_only = look_only
        self._progress = Progress("looking")
        self._failed: dict[str, list[str]] = {}
        self._end: Published | None = None

    def __enter__(self) -> Self:
        self._progress.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.__exit__()

    def show(self, event: Event) -> None:
        """One more."""
        match event:
            case ToDo() if self._look_only:
                name = f"{event.code}: {event.stem}" if event.stem else event.code
                say(f"{name}: {_DOES[event.do]} ({', '.join(event.why)})")
            case Looked():
                self._progress.reach("looking", event.done, event.total)
                if event.done == event.total:
                    self._progress.step("phrases")
            case Made():
                self._progress.reach("sessions", event.done, event.total)
            case Built():
                self._progress.reach("putting together", event.done, event.total)
            case Failed():
                self._failed.setdefault(event.code, []).extend(event.lines)
            case Noted():
                say(event.line, err=True)
            case Published():
                self._end = event

    def spoken(self, done: int, total: int) -> None:
        """So many batches of the phrases that several sessions say are there."""
        self._progress.reach("phrases", done, total)

    def report(self) -> dict[str, list[str]]:
        """The end; returns the lines of what failed, by code."""
        for code, lines in sorted(self._failed.items()):
            for line in dict.fromkeys(lines):
                say(line if line.startswith(f"{code}:") else f"{code}: {line}", err=True)
        if self._end is not None:
            say(_summary(self._end, look_only=self._look_only))
        return self._failed


class Lines:
    """For a program: a JSON object a line."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or RealClock()
        self._began: float | None = None
        self._failed: dict[str, list[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def show(self, event: Event) -> None:
        """One more."""
        match event:
            case Looked() | Built():
                if event.done % max(1, event.total // 20) == 0 or event.done == event.total:
                    self._print("looked" if isinstance(event, Looked) else "built", **asdict(event))
                if isinstance(event, Looked) and event.done == event.total:
                    self._began = self._clock.now()
            case Made():
                self._print("made", **asdict(event), eta_s=self._left(event))
            case Failed():
                self._failed.setdefault(event.code, []).extend(event.lines)
                self._print("failed", code=event.code, lines=list(event.lines))
            case ToDo():
                self._print("to do", **asdict(event))
            case Noted():
                self._print("note", line=event.line)
            case Published():
                self._print("published", **asdict(event))

    def spoken(self, done: int, total: int) -> None:
        """So many batches of the phrases that several sessions say are there."""
        self._print("spoken", done=done, total=total)
        if done == total:
            self._began = self._clock.now()  # what is left is the sessions

    def report(self) -> dict[str, list[str]]:
        """The lines of what failed, by code."""
        return self._failed

    def _left(self, event: Made) -> int | None:
        """Seconds until all sessions are made, by those that are."""
        if self._began is None:
            return None
        spent = self._clock.now() - self._began
        return round(spent / event.done * (event.total - event.done))

    def _print(self, what: str, **data: Any) -> None:
        say_data(json.dumps({"event": what, **data}) + "\n")


def _summary(end: Published, *, look_only: bool) -> str:
    there = f"{_count(end.patients, 'patient')} with {_count(end.sessions, 'session')}"
    if not end.changed and not end.failed and not end.made:
        return f"{there}: nothing has changed."
    would = "would be " if look_only else ""
    said = [f"{_count(end.made, 'session')} {would}made"]
    if end.removed:
        said.append(f"{_count(end.removed, 'patient')} {would}removed")
    if end.failed:
        said.append(f"{end.failed} with mistakes, left as they were")
    return f"{there}: {', '.join(said)}."


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
