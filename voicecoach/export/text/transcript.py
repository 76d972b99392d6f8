"""The session as a person reads it: the clock, the chapters, what the coach says and what the person does."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.export.captions import clock, plain
from voicecoach.script.cue import Role, Segment
from voicecoach.timeline.timeline import Event, EventKind, Part, Timeline

_DOES = {
    Role.HOLD: "hold",
    Role.REP: "move",
    Role.BREATH: "breathe",
    Role.TIME: "keep going",
    Role.REST: "rest",
    Role.MOVE: "change position",
}


def transcript_text(timeline: Timeline) -> str:
    """The whole preview, ended by the total.

    A line begins with the moment at which it is heard. What stands in quotes is said; what stands between > and the
    colon is done meanwhile, with what is said in it.
    """
    number = f", session {timeline.session}" if timeline.session > 1 else ""
    lines = [
        f"{plain(timeline.title)}{number}   {clock(timeline.duration)} in all, spoken by {timeline.voice}"
    ]
    sets: dict[int, int] = {}
    for part in timeline.parts:
        sets[part.segment.visit] = max(sets.get(part.segment.visit, 0), part.segment.set or 0)
    opening = {chapter.start: chapter for chapter in timeline.chapters()}
    for part in timeline.parts:
        if chapter := opening.get(part.start):
            length = clock((chapter.end - chapter.start) / timeline.rate)
            lines += [
                "",
                f"{_moment(chapter.start / timeline.rate):>8}  {plain(chapter.title).upper()}   {length}",
            ]
        lines += _part(part, timeline.rate, sets[part.segment.visit])
    lines += ["", f"{clock(timeline.duration):>8}  The end."]
    return "\n".join(lines) + "\n"


def _moment(seconds: float) -> str:
    """The second in progress, so that no line is later than what it tells."""
    return clock(int(seconds))


def _part(part: Part, rate: int, sets: int) -> Iterator[str]:
    heading = _heading(part.segment, sets)
    if heading:
        yield f"{'':10}- {heading}"
    events = list(part.events)
    index = 0
    while index < len(events):
        event = events[index]
        index += 1
        stamp = f"{_moment(event.start / rate):>8}"
        if event.kind is EventKind.SPAN:
            inside = []
            while index < len(events) and events[index].start < event.end:
                inside.append(events[index])
                index += 1
            yield f"{stamp}  > {_span(event, rate)}{_said(inside)}"
        elif event.kind is EventKind.WAIT:
            yield f"{stamp}  > wait {_seconds(event, rate)}: {plain(event.text)}"
        elif event.kind is EventKind.SOUND:
            yield f"{stamp}  * {event.text}"
        else:
            yield f"{stamp}  “{plain(event.text)}”"


def _heading(segment: Segment, sets: int) -> str:
    if segment.kind.value not in ("work", "switch"):
        return ""
    words: list[str] = [segment.kind.value]
    if segment.side:
        words.append("sides in turn" if segment.side.value == "alternate" else f"{segment.side.value} side")
    if segment.set and sets > 1:
        words.append(f"set {segment.set}")
    if segment.reps and segment.reps > 1:
        words.append(f"{segment.reps} repetitions")
    return ", ".join(words)


def _span(event: Event, rate: int) -> str:
    does = _DOES.get(event.role, event.role.value)
    rep = f" ({event.rep})" if event.rep is not None else ""
    side = f", {event.side.value}" if event.side else ""
    return f"{does}{rep} {_seconds(event, rate)}{side}"


def _seconds(event: Event, rate: int) -> str:
    seconds = (event.end - event.start) / rate
    return f"{round(seconds, 1):g} s" if seconds < 60 else clock(seconds)


def _said(events: list[Event]) -> str:
    words = [plain(event.text) if event.kind is EventKind.SAY else f"*{event.text}*" for event in events]
    return ": " + " · ".join(words) if words else ""
