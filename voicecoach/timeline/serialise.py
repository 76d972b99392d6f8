"""A Timeline as bytes and back: what the store of compiled sessions keeps.

JSON, so that a damaged or hostile file can only be refused, and never run. What voicecoach keeps elsewhere is checked by
pydantic; this is read before the first line of a `preview`, in a tenth of the time in which pydantic is imported. So here
a table says which types a row may have, and each row is looked up in it as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from typing import Any, NoReturn

from voicecoach.routine.position import Position
from voicecoach.script.body import Body
from voicecoach.script.cue import Role, Segment, SegmentKind, Side
from voicecoach.sound_beside import SoundBeside
from voicecoach.timeline.timeline import Event, EventKind, Misfit, Part, Timeline

_KINDS = {kind.value: kind for kind in EventKind}
_ROLES = {role.value: role for role in Role}
_SEGMENTS = {kind.value: kind for kind in SegmentKind}
_POSITIONS: dict[str | None, Position | None] = {None: None, **{one.value: one for one in Position}}
_SIDES: dict[str | None, Side | None] = {None: None, **{side.value: side for side in Side}}


def to_bytes(timeline: Timeline) -> bytes:
    """The whole timeline."""
    head = [
        timeline.routine, timeline.title, timeline.voice, timeline.rate, timeline.language, timeline.session,
        list(timeline.adapted),
    ]  # fmt: skip
    return json.dumps([head, [row_of(part) for part in timeline.parts]], separators=(",", ":")).encode()


def from_bytes(data: bytes) -> Timeline:
    """The timeline that `to_bytes` wrote. Raises ValueError for anything else."""
    try:
        head, parts = found = json.loads(data, parse_constant=_refuse)
        if b"\\ud" in data:  # half a letter beyond the first 65,536 is not text, and could not be shown
            json.dumps(found, ensure_ascii=False).encode()
        routine, title, voice, rate, language, session, adapted = _fitting(head, _HEAD)
        if session < 1 or not 0 < rate <= _FASTEST_RATE:
            raise ValueError("no rate")
        if not all(type(one) is str for one in adapted):
            raise ValueError("no sentence")
        read = []
        at = 0
        for index, row in enumerate(parts):
            read.append(_read_part(index, at, row))
            at = read[-1].end
        return Timeline(routine, title, voice, rate, tuple(read), language, session, tuple(adapted))
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise ValueError("no timeline") from error


_FASTEST_RATE = 768_000
"""Frames a second: beyond what any sound is made at."""

_LAST = 2**53
"""Frames: the largest number at which a float still distinguishes two."""

Types = frozenset[tuple[type, ...]]


def _row(*columns: type | tuple[type, ...]) -> Types:
    """All rows of types that fit: each column has a type, or one of several. True is not an int here."""
    return frozenset(product(*(one if isinstance(one, tuple) else (one,) for one in columns)))


_NONE = type(None)
_HEAD = _row(str, str, str, int, str, int, list)
_PART = _row(int, int, list, list, list)
_SEGMENT = _row(
    str, list, int, str, (str, _NONE), (int, _NONE), (str, _NONE), (int, _NONE), (int, float, _NONE), (int, _NONE),
    (str, _NONE), (int, _NONE), (int, _NONE), (int, _NONE), (int, _NONE), bool, bool, list, list,
)  # fmt: skip
_BODY = _row((str, _NONE), (str, _NONE), list, (str, _NONE), bool)
_EVENT = _row(int, int, str, str, str, (int, _NONE), (str, _NONE), str, (list, _NONE))
_BESIDE = _row(str, str)
_MISFIT = _row(str, str, (int, _NONE), (int, float), (int, float))


def _fitting(row: Any, types: Types) -> list[Any]:
    if type(row) is not list or tuple(map(type, row)) not in types:
        raise ValueError("another row")
    return row


def _within(low: float, *numbers: float | None) -> None:
    """Raises ValueError unless each number is at least `low`; None is any."""
    for number in numbers:
        if number is not None and not low <= number <= _LAST:
            raise ValueError("out of range")


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def row_of(part: Part) -> list[Any]:
    """All of a part but its number, as plain values."""
    own = part.segment
    segment = [
        own.kind, own.place, own.visit, own.title, own.exercise, own.set, own.side, own.reps, own.hold, own.breaths,
        own.load, own.effort, own.pain, own.round, own.rounds, own.exact, own.led, _body(own.before), _body(own.after),
    ]  # fmt: skip
    events = [
        [e.start, e.end, e.kind, e.role, e.text, e.rep, e.side, e.spoken, e.beside and list(e.beside)] for e in part.events
    ]  # fmt: skip
    misfits = [[m.text, m.role, m.rep, m.needed_s, m.room_s] for m in part.misfits]
    return [part.start, part.end, segment, events, misfits]


def _body(body: Body) -> list[Any]:
    return [body.position, body.down, list(body.held), body.done, body.loaded]


def _read_body(row: Any) -> Body:
    position, down, held, done, loaded = _fitting(row, _BODY)
    if not all(type(prop) is str for prop in held):
        raise ValueError("no prop")
    return Body(_POSITIONS[position], _SIDES[down], tuple(held), _SIDES[done], loaded)


def _read_part(index: int, at: int, row: Any) -> Part:
    """The part of that row, which starts at the end of the one before: `at`."""
    start, end, segment, events, misfits = _fitting(row, _PART)
    (
        kind,
        place,
        visit,
        title,
        exercise,
        number,
        side,
        reps,
        hold,
        breaths,
        load,
        effort,
        pain,
        now,
        rounds,
        exact,
        led,
        before,
        after,
    ) = _fitting(segment, _SEGMENT)
    if start != at or not start <= end <= _LAST or not all(type(key) in (int, str) for key in place):
        raise ValueError("out of order")
    _within(0, visit, number, reps, hold, breaths, effort, pain, now, rounds)
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
            load,
            effort,
            pain,
            now,
            rounds,
            exact,
            led,
            before=_read_body(before),
            after=_read_body(after),
        ),
        start,
        end,
        tuple(_read_events(start, end, events)),
        tuple(_read_misfit(one) for one in misfits),
    )


def _read_events(before: int, end: int, rows: list[Any]) -> Iterator[Event]:
    for row in rows:
        first, last, what, role, text, rep, of, spoken, file = _fitting(row, _EVENT)
        if not before <= first <= last <= end or (rep is not None and not 0 <= rep <= _LAST):
            raise ValueError("out of order")
        before = first
        beside = None if file is None else SoundBeside(*_fitting(file, _BESIDE))
        yield Event(first, last, _KINDS[what], _ROLES[role], text, rep, _SIDES[of], spoken, beside)


def _read_misfit(row: Any) -> Misfit:
    text, role, rep, needed, room = _fitting(row, _MISFIT)
    _within(0, rep, needed, room)
    return Misfit(text, _ROLES[role], rep, needed, room)
