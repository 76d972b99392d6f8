"""Golden timelines: what is said and when, for a reviewer to read.

Each routine here has a text file beside this one. After a change that is meant, `python -m tests.golden --update` writes
them again; the difference in the commit then shows what the change does to a session.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.script.helpers import FOLDERS
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import Event, EventKind, Part, Timeline

HERE = Path(__file__).parent

ROUTINES = {
    "core-and-back": Choices(),
    "five-for-strength": Choices(),
    "gentle-daily": Choices(),
    "spine-neutral-strength": Choices(),
    "stretches-for-relief": Choices(),
    "gentle-daily-session-10": Choices(level=0.5, session=10),
    "everything": Choices(level=0.5, include=frozenset({"all"})),
}
"""The shipped routines as a beginner hears them, one as somebody who knows it well, and one small routine with all that an
author can write."""


def compiled(name: str) -> Timeline:
    """The timeline that is held: in the silent voice, so that no other voice's lengths decide it."""
    place = HERE / f"{name}.yaml"
    routine = place if place.exists() else name.partition("-session-")[0]
    return prepare(routine, ROUTINES[name], SilentVoice(150), folders=FOLDERS).timeline


def table(timeline: Timeline) -> str:
    """One line an event, under one line a segment."""
    lines = [f"{timeline.title}: {timeline.duration:.3f} s, {timeline.voice}, {timeline.rate} Hz"]
    for part in timeline.parts:
        lines += ["", _heading(part, timeline.rate)]
        lines += [_line(event, timeline.rate) for event in part.events]
        lines += [
            f"{'left out':>27}  {misfit.role:<9} {misfit.text} ({misfit.needed_s:.3f} s in {misfit.room_s:.3f} s)"
            for misfit in part.misfits
        ]
    return "\n".join(lines) + "\n"


def _heading(part: Part, rate: int) -> str:
    segment = part.segment
    facts: list[str] = [segment.exercise or segment.title]
    facts += [f"set {segment.set}"] if segment.set is not None else []
    facts += [str(segment.side)] if segment.side else []
    return f"{part.start / rate:10.3f}  {segment.kind}: {', '.join(facts)}"


def _line(event: Event, rate: int) -> str:
    rep = "" if event.rep is None else str(event.rep)
    side = event.side[0] if event.side else ""
    what = f"{(event.end - event.start) / rate:.3f} s" if event.kind is EventKind.SPAN else event.text
    return f"{event.start / rate:10.3f}  {event.kind:<5} {event.role:<9} {rep:>3} {side:<1}  {what}"


def golden_file(name: str) -> Path:
    """Where the table of a routine is."""
    return HERE / f"{name}.txt"


def tables() -> Iterator[tuple[str, str]]:
    """Every table, as it is now."""
    for name in ROUTINES:
        yield name, table(compiled(name))
