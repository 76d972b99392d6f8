"""A Timeline as bytes and back: what the store of compiled sessions keeps.

JSON, so that a damaged or hostile file can only be refused, and never run.
"""

from __future__ import annotations

import json
from typing import Any

from voicecoach.script.cue import Role, Segment, SegmentKind, Side
from voicecoach.timeline.timeline import Event, EventKind, Misfit, Part, Timeline

_KINDS = {kind.value: kind for kind in EventKind}
_ROLES = {role.value: role for role in Role}
_SEGMENTS = {kind.value: kind for kind in SegmentKind}
_SIDES: dict[str | None, Side | None] = {None: None, **{side.value: side for side in Side}}


def to_bytes(timeline: Timeline) -> bytes:
    """The whole timeline."""
    head = [timeline.routine, timeline.title, timeline.voice, timeline.rate]
    return json.dumps([head, [_part(part) for part in timeline.parts]], separators=(",", ":")).encode()


def from_bytes(data: bytes) -> Timeline:
    """The timeline that `to_bytes` wrote. Raises ValueError for anything else."""
    try:
        (routine, title, voice, rate), parts = json.loads(data)
        timeline = Timeline(routine, title, voice, rate, tuple(map(_read_part, range(len(parts)), parts)))
        if not _sane(timeline):
            raise ValueError("out of order")
        return timeline
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise ValueError("no timeline") from error


def _sane(timeline: Timeline) -> bool:
    """Whether all is of its type, and in order of time: what whoever uses a timeline relies on."""
    if not _are(str, timeline.routine, timeline.title, timeline.voice) or not _are(int, timeline.rate):
        return False
    if not 0 < timeline.rate <= _FASTEST_RATE:
        return False
    at = 0
    for part in timeline.parts:
        if not _are(int, part.start, part.end) or not at == part.start <= part.end <= _LAST:
            return False
        own, at = part.segment, part.end
        if not _are(int, own.visit) or not _are(str, own.title):
            return False
        if not all(type(key) in (int, str) for key in own.place):
            return False
        if not _are(_TEXT, own.exercise) or not _are(_COUNT, own.set, own.reps, own.breaths):
            return False
        if not _are(_NUMBER, own.hold) or not 0 <= (own.hold or 0) <= _LAST:
            return False
        before = part.start
        for event in part.events:
            if type(event.start) is not int or type(event.end) is not int or type(event.text) is not str:
                return False
            if not before <= event.start <= event.end <= part.end or type(event.rep) not in _COUNT:
                return False
            before = event.start
        for misfit in part.misfits:
            if not _are(str, misfit.text) or not _are(_COUNT, misfit.rep):
                return False
            if not _are((int, float), misfit.needed_s, misfit.room_s):
                return False
    return True


_NONE = type(None)
_TEXT = (str, _NONE)
_COUNT = (int, _NONE)
_NUMBER = (int, float, _NONE)

_FASTEST_RATE = 768_000
"""Frames a second: beyond what any sound is made at."""

_LAST = 2**53
"""Frames: what a float can still tell apart."""


def _are(kind: type | tuple[type, ...], *values: object) -> bool:
    """Whether each is of that very type, which True is not of int."""
    kinds = kind if isinstance(kind, tuple) else (kind,)
    return all(type(value) in kinds for value in values)


def _part(part: Part) -> list[Any]:
    own = part.segment
    segment = [
        own.kind, own.place, own.visit, own.title, own.exercise, own.set, own.side, own.reps, own.hold, own.breaths,
    ]  # fmt: skip
    events = [[e.start, e.end, e.kind, e.role, e.text, e.rep, e.side] for e in part.events]
    misfits = [[m.text, m.role, m.rep, m.needed_s, m.room_s] for m in part.misfits]
    return [part.start, part.end, segment, events, misfits]


def _read_part(index: int, data: list[Any]) -> Part:
    start, end, segment, events, misfits = data
    kind, place, visit, title, exercise, number, side, reps, hold, breaths = segment
    return Part(
        index,
        Segment(
            _SEGMENTS[kind],
            (),
            tuple(place),
            visit,
            title,
            exercise,
            number,
            _SIDES[side],
            reps,
            hold,
            breaths,
        ),
        start,
        end,
        tuple(
            Event(first, last, _KINDS[what], _ROLES[role], text, rep, _SIDES[of])
            for first, last, what, role, text, rep, of in events
        ),
        tuple(Misfit(text, _ROLES[role], rep, needed, room) for text, role, rep, needed, room in misfits),
    )
