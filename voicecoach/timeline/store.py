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
        return Timeline(routine, title, voice, rate, tuple(map(_read_part, range(len(parts)), parts)))
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise ValueError("no timeline") from error


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
