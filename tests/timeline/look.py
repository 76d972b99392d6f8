"""Ways to look at a timeline that tests share: words to numbers, the words of a part, what belongs to an exercise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from voicecoach.phrases import phrases_of
from voicecoach.script.cue import Role, SegmentKind
from voicecoach.timeline.timeline import Event, EventKind, Part, Timeline

HEARD = (EventKind.SAY, EventKind.SOUND)
EFFORT = (Role.HOLD, Role.REP, Role.TIME, Role.BREATH)

_WORDS = {phrases_of("en").number(number): number for number in range(1, 61)}


def number(text: str) -> int:
    """The number that a counted word names."""
    return _WORDS[text] if text in _WORDS else int(text)


def heard(events: Iterable[Event]) -> list[Event]:
    return [event for event in events if event.kind in HEARD]


def said(events: Iterable[Event], *roles: Role) -> list[Event]:
    return [event for event in events if event.kind is EventKind.SAY and (not roles or event.role in roles)]


def spans(part: Part, *roles: Role) -> list[Event]:
    return [
        event for event in part.events if event.kind is EventKind.SPAN and event.role in (roles or EFFORT)
    ]


def inside(part: Part, span: Event) -> list[Event]:
    """What is heard in a window."""
    return [event for event in heard(part.events) if span.start <= event.start < span.end]


def visits(timeline: Timeline) -> Iterator[tuple[int, list[Part]]]:
    """The parts of each exercise, with its number."""
    parts = [part for part in timeline.parts if part.segment.exercise]
    for number_, group in groupby(parts, key=lambda part: part.segment.visit):
        yield number_, list(group)


def led_by(timeline: Timeline, part: Part) -> tuple[Event, ...]:
    """What is heard in a set, and what leads into it: in the rest before, if that does."""
    return (*timeline.parts[part.index - 1].events, *part.events) if part.segment.led else part.events


def work(parts: list[Part]) -> list[Part]:
    return [part for part in parts if part.segment.kind is SegmentKind.WORK]


def names_side(text: str, side: str) -> bool:
    return re.search(rf"\b{side}\b", text.lower()) is not None
