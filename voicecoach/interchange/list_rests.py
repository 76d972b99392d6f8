"""Rests that a list asks for in one line: “Rest 1 min between sets”."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from voicecoach.interchange.taken import Again, Break, Entry, Work


def with_rests(entries: Sequence[Entry], between: Mapping[str, Break]) -> tuple[Entry, ...]:
    """The entries with a rest between the sets of each exercise, or between exercises, if they have none of their own.

    `between` has a rest by what it is between: `set`, `exercise`.
    """
    return tuple(_with_rests(entries, between))


def _with_rests(entries: Sequence[Entry], between: Mapping[str, Break]) -> Iterator[Entry]:
    of_sets, of_exercises = between.get("set"), between.get("exercise")
    for number, entry in enumerate(entries, 1):
        if isinstance(entry, Again):
            yield replace(entry, entries=with_rests(entry.entries, between))
        elif (
            isinstance(entry, Work) and of_sets and entry.rest is None and entry.sets and entry.sets.high > 1
        ):
            yield replace(entry, rest=of_sets.seconds)
        else:
            yield entry
        following = entries[number] if number < len(entries) else None
        if of_exercises and not isinstance(entry, Break) and isinstance(following, Work | Again):
            yield of_exercises
