"""The session as a person reads it: the clock, the chapters, what the coach says and what the person does."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.export.captions import clock, plain
from voicecoach.phrases import Phrases, phrases_of
from voicecoach.script.body import Side
from voicecoach.script.cue import Role, Segment, SegmentKind
from voicecoach.timeline.timeline import Event, EventKind, Part, Timeline

_DOES = {
    Role.HOLD: "preview-hold",
    Role.REP: "preview-rep",
    Role.BREATH: "preview-breath",
    Role.TIME: "preview-time",
    Role.REST: "preview-rest",
}
_HEADINGS = {SegmentKind.WORK: "preview-work", SegmentKind.SWITCH: "preview-switch"}


def transcript_text(timeline: Timeline) -> str:
    """The whole preview, ended by the total.

    A line begins with the moment at which it is heard. What is in quotes is said; what is between > and the colon is
    done meanwhile, with what is said in it.
    """
    phrases, whole = phrases_of(timeline.language), clock(timeline.duration)
    title = plain(timeline.title)
    if timeline.session > 1:
        title = phrases.say("preview-session", title=title, session=timeline.session)
    lines = [phrases.say("preview-head", title=title, length=whole, voice=timeline.voice)]
    lines += map(plain, timeline.adapted)
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
        lines += _part(phrases, part, timeline.rate, sets[part.segment.visit])
    lines += ["", f"{whole:>8}  {phrases.say('preview-end')}"]
    return "\n".join(lines) + "\n"


def _moment(seconds: float) -> str:
    """The second in progress, so that no line is later than what it is about."""
    return clock(int(seconds))


def _part(phrases: Phrases, part: Part, rate: int, sets: int) -> Iterator[str]:
    heading = _heading(phrases, part.segment, sets)
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
            yield f"{stamp}  > {_span(phrases, event, rate)}{_said(inside)}"
        elif event.kind is EventKind.WAIT:
            length, prompt = _seconds(phrases, event, rate), plain(event.text)
            yield f"{stamp}  > {phrases.say('preview-wait', length=length, prompt=prompt)}"
        elif event.kind is EventKind.SOUND:
            yield f"{stamp}  * {event.text}"
        else:
            yield f"{stamp}  “{plain(event.text)}”"


def _heading(phrases: Phrases, segment: Segment, sets: int) -> str:
    if segment.kind not in _HEADINGS:
        return ""
    words = [phrases.say(_HEADINGS[segment.kind])]
    if segment.side:
        words.append(side_words(phrases, segment.side))
    if segment.set and sets > 1:
        words.append(phrases.say("in-set", set=segment.set))
    if segment.reps and segment.reps > 1:
        words.append(phrases.say("preview-reps", reps=segment.reps))
    return ", ".join(words)


def side_words(phrases: Phrases, side: Side) -> str:
    """On which side something is done: left side, sides in turn."""
    if side is Side.ALTERNATE:
        return phrases.say("sides-in-turn")
    return phrases.say("on-side", side=phrases.phrase(side.value))


def _span(phrases: Phrases, event: Event, rate: int) -> str:
    does = phrases.say(_DOES.get(event.role, "preview-move"))
    rep = f" ({event.rep})" if event.rep is not None else ""
    side = f", {phrases.phrase(event.side.value)}" if event.side in (Side.LEFT, Side.RIGHT) else ""
    return f"{does}{rep} {_seconds(phrases, event, rate)}{side}"


def _seconds(phrases: Phrases, event: Event, rate: int) -> str:
    seconds = (event.end - event.start) / rate
    return phrases.say("short-seconds", seconds=round(seconds, 1)) if seconds < 60 else clock(seconds)


def _said(events: list[Event]) -> str:
    words = [plain(event.text) if event.kind is EventKind.SAY else f"*{event.text}*" for event in events]
    return ": " + " · ".join(words) if words else ""
