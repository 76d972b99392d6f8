"""What a list says of several exercises in one line: “3 rounds, rest 1 min between rounds”, “rest 30 s between sets”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from voicecoach.interchange.quantities import read_amounts
from voicecoach.interchange.taken import Again, Break, Entry, Work

_MOST_TIMES = 1000


@dataclass(slots=True)
class Round:
    """Exercises that are done several times over, while they are read."""

    times: int
    line: int
    rest: Break | None
    """After each time."""
    entries: list[Entry] = field(default_factory=list)

    def again(self) -> Again | None:
        """All of it; None if there is nothing in it."""
        if not self.entries:
            return None
        own = self.rest is not None and not isinstance(self.entries[-1], Break)
        return Again(self.times, (*self.entries, *((self.rest,) if own and self.rest else ())), self.line)


def round_of(found: re.Match[str], text: str, line: int) -> Round:
    """The round that a line announces; `found` is the number of times. Raises ValueError for a rest out of bounds."""
    times = min(max(int(next(filter(None, found.groups()))), 1), _MOST_TIMES)
    rest = read_amounts(text)[0].rest
    return Round(times, line, None if rest is None else Break(rest, line))


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
