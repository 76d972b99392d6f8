"""A routine as a workout of Just Another Workout Timer: names and whole seconds."""

from __future__ import annotations

import json
from typing import Any

from voicecoach.interchange.jawt import VERSION
from voicecoach.interchange.level_writer import LevelWriter
from voicecoach.interchange.outgoing import (
    Done,
    Item,
    Outgoing,
    Resting,
    Rounds,
    bounded,
    has_sets_that_differ,
    set_seconds,
)
from voicecoach.interchange.taken import Whose


def jawt_text(found: Outgoing, level: float) -> tuple[str, list[str]]:
    """The workout at `level`, and what it cannot carry."""
    bounded(found)  # so much and no more
    writer = _Writer(level)
    sets = writer.sets(found.items)
    workout = {"title": found.title, "sets": sets, "version": VERSION, "position": -1}
    remarks = [
        "it has seconds alone: left out are repetitions, positions, words, and the time to get into each position"
    ]
    return json.dumps(workout, ensure_ascii=False, indent=1) + "\n", [*remarks, *writer.remarks]


class _Writer(LevelWriter):
    def sets(self, items: tuple[Item, ...]) -> list[dict[str, Any]]:
        """Sets with their repetitions, in order."""
        sets: list[dict[str, Any]] = []
        for item in items:
            if isinstance(item, Rounds):
                if item.rest is not None and item.times > 1:
                    resting = self.sets((*item.items, Resting(item.rest)))
                    sets += [*_times_over(resting, item.times - 1), *self.sets(item.items)]
                else:
                    sets += _times_over(self.sets(item.items), item.times)
            elif isinstance(item, Resting):
                self._append(sets, [self._timed("Rest", item.seconds.at(self.level))])
            else:
                self._done(sets, item)
        return sets

    def _done(self, sets: list[dict[str, Any]], item: Done) -> None:
        count = self.sets_of(item.dose)
        seconds, guessed = set_seconds(item.dose, self.level)
        name = item.exercise.name
        if has_sets_that_differ(item.dose):
            self.say(f"“{name}”: sets that differ all become the first one")
        if guessed:
            self.say(f"“{name}”: a repetition is taken as five seconds")
        names = [f"{name} ({item.side.value})"] if item.side in (Whose.LEFT, Whose.RIGHT) else [name]
        if item.side is Whose.EACH:
            names = [f"{name} (left)", f"{name} (right)"]
        work = [self._timed(one, seconds) for one in names]
        rest = 0.0 if item.dose.rest is None else item.dose.rest.at(self.level)
        if count > 1 and rest > 0:
            sets.append({"repetitions": count - 1, "exercises": [*work, self._timed("Rest", rest)]})
            sets.append({"repetitions": 1, "exercises": work})
        elif count > 1:
            sets.append({"repetitions": count, "exercises": work})
        else:
            self._append(sets, work)

    def _append(self, sets: list[dict[str, Any]], exercises: list[dict[str, Any]]) -> None:
        if sets and sets[-1]["repetitions"] == 1:
            sets[-1] = {"repetitions": 1, "exercises": [*sets[-1]["exercises"], *exercises]}
        else:
            sets.append({"repetitions": 1, "exercises": exercises})

    def _timed(self, name: str, seconds: float) -> dict[str, Any]:
        return {"name": name, "duration": self.whole(name, seconds, ": seconds are whole there")}


def _times_over(sets: list[dict[str, Any]], times: int) -> list[dict[str, Any]]:
    if len(sets) == 1 and sets[0]["repetitions"] == 1:
        return [{**sets[0], "repetitions": times}]
    return sets * times
