"""The windows of strict intervals: what is done, and the time between, each with the words that must be heard in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeAlias

from voicecoach.routine.dose import Prescription
from voicecoach.routine.model import PauseFor, PlaySound, Rest, SayText, WaitFor
from voicecoach.script.body import Side
from voicecoach.script.counting import FLOW, REMINDER, START, soon
from voicecoach.script.cue import Anchored, Cue, Role, Say, Slot, Sound
from voicecoach.script.instructions import ordered_lines
from voicecoach.script.outline import Interlude, Round, Visit
from voicecoach.script.repetitions import OneSet
from voicecoach.script.wording import Wording, unended
from voicecoach.script.work import rotation
from voicecoach.units import Seconds

AFTER_OPENING = 0.3
"""Seconds from the start of a rest to the earliest word after the one that opens it."""
ROOM_FOR_NUMBER = 2.0
"""Seconds: the shortest rest between repetitions in which something is said."""
_WINDOWS = frozenset({Role.HOLD, Role.REP, Role.TIME, Role.BREATH, Role.REST})


@dataclass(frozen=True, slots=True)
class Work:
    """One set on one side."""

    visit: Visit
    side: Side | None
    dose: Prescription
    """Of this set alone."""
    number: int
    """Of the set, from 1."""
    sets: int
    slots: tuple[Slot, ...]
    """Exact windows, one after the other."""
    finish: Say | None
    """What ends it, said in what follows."""


@dataclass(slots=True)
class Gap:
    """Time between two works."""

    seconds: float
    place: tuple[str | int, ...]
    said: list[Say | Sound] = field(default_factory=list)
    """Words and sounds of the author's own, and the beginning of a round."""
    quiet: bool = False
    """Whether nothing is said in it but its end."""
    cues: str | tuple[str, ...] | None = None
    """When it is marked; None: as the coach has it."""


Window: TypeAlias = Work | Gap


def windows_of(words: Wording, items: Sequence[Visit | Interlude]) -> list[Window]:
    """The works of a block and the time between them, in order."""
    found: list[Window] = []
    waiting: list[Say | Sound] = []
    for item in items:
        if isinstance(item, Visit):
            for window in _works(words, item):
                if waiting and isinstance(window, Work):
                    window = replace(window, slots=_beside(window.slots, waiting))
                    waiting = []
                _add(found, window)
            continue
        match item.step:
            case Rest(rest=length, quiet=quiet, cues=cues):
                _add(found, Gap(length.at(words.choices.level), item.place, quiet=quiet, cues=cues))
            case PauseFor(pause=length):
                _add(found, Gap(length.at(words.choices.level), item.place, quiet=True))
            case _:
                said = _of_the_author(words, item)
                if found and isinstance(last := found[-1], Gap):
                    last.said.append(said)
                else:
                    waiting.append(said)
    for at, (before, after) in enumerate(pairwise(found), 1):
        if isinstance(before, Work) and isinstance(after, Work):
            found[at] = _named(words, before, after)
    return found


def _named(words: Wording, before: Work, after: Work) -> Work:
    """A work that follows another at once: what it is takes the place of the word that starts it."""
    first, *others = after.slots
    said = [cue for cue, _ in next_words(words.of(after.visit.id), before, after, known=True)]
    if not said:
        return after
    marks = _begun(first.anchored, said[0])
    marks += tuple(soon(cue, AFTER_OPENING, first.seconds, FLOW) for cue in said[1:])
    return replace(after, slots=(replace(first, anchored=marks), *others))


def asked_s(words: Wording, items: Sequence[Visit | Interlude]) -> float:
    """Seconds from the first work of a block to its last, as they are written."""
    return sum(
        window.seconds if isinstance(window, Gap) else sum(slot.seconds for slot in window.slots)
        for window in windows_of(words, items)
    )


def next_words(words: Wording, before: Work, after: Work, *, known: bool) -> Iterator[tuple[Say, Say | None]]:
    """What somebody needs to hear before a work, the most needed first, each with fewer words for the same."""
    visit, exercise = after.visit, after.visit.exercise
    name = unended(words.title(visit))
    same = before.visit.number == visit.number
    if not same:
        alone = words.say("name-only", Role.PROGRESS, name=name)
        if exercise.position is before.visit.exercise.position:
            yield alone, None
        else:
            where = words.position(exercise.position)
            yield words.say("rest-next", Role.PROGRESS, name=name, where=where), alone
    if (
        after.side is not None
        and after.side is not Side.ALTERNATE
        and (not same or before.side is not after.side)
    ):
        short = words.say(f"side-{after.side.value}", Role.SIDE)
        said = words.say("switch", Role.SIDE, side=words.side(after.side)) if same else short
        yield replace(said, side=after.side), replace(short, side=after.side)
    if after.sets > 1:
        key = "set-last" if after.number == after.sets else "set-of"
        numbers = {"number": words.phrases.number(after.number), "sets": words.phrases.number(after.sets)}
        yield words.say(key, Role.PROGRESS, **({} if after.number == after.sets else numbers)), None
    if same and before.side is after.side:
        return
    for line in ordered_lines(words.phrases, exercise.setup).doing:
        sided = "{side}" in line.text or "{other}" in line.text
        if sided if known or same else words.full:
            yield words.author(line.text, Role.SETUP, after.side), None


def _add(windows: list[Window], window: Window) -> None:
    """A gap after a gap makes it longer; there is none before the first work, and none of no length."""
    if isinstance(window, Work):
        windows.append(window)
    elif windows and window.seconds:
        if isinstance(last := windows[-1], Gap):
            last.seconds += window.seconds
        else:
            windows.append(window)


def _works(words: Wording, visit: Visit) -> Iterator[Window]:
    """The sets of an exercise on each side, with the rests between them: between sides too, if sets have one."""
    words = words.of(visit.id)
    reminders = rotation(visit.exercise.remind, words.first_reminder(visit))
    most = max(dose.sets for _, dose in visit.doses)
    sides = [(Side.ALTERNATE, visit.doses[0][1])] if visit.alternates else list(visit.doses)
    if visit.set_by_set:
        turns = [(side, dose, number) for number in range(1, most + 1) for side, dose in sides]
    else:
        turns = [(side, dose, number) for side, dose in sides for number in range(1, most + 1)]
    turns = [turn for turn in turns if turn[2] <= turn[1].sets or visit.alternates]
    for at, (side, dose, number) in enumerate(turns):
        own = dose.of_set(number)
        made = OneSet(words, visit, own, side, number, reminders)
        slots, finish = _exact(words, made.cues())
        yield Work(visit, side, own, number, most if visit.alternates else dose.sets, slots, finish)
        if at < len(turns) - 1:
            yield Gap(dose.rest_s, visit.place)


def _exact(words: Wording, cues: Iterator[Cue]) -> tuple[tuple[Slot, ...], Say | None]:
    """The windows of a set alone, with the words for them inside; and what is said after the last."""
    slots: list[Slot] = []
    go: Say | None = None
    finish: Say | None = None
    for cue in cues:
        if isinstance(cue, Say) and cue.role is Role.GO:
            go = cue
        elif isinstance(cue, Say) and cue.role is Role.FINISH:
            finish = cue
        elif isinstance(cue, Say) and slots and slots[-1].role is Role.REST:
            # A number or a reminder before a repetition: in the rest before it, if it has room there.
            if (length := slots[-1].seconds) >= ROOM_FOR_NUMBER:
                said = soon(cue, 1.0, length - 1.0, REMINDER)
                slots[-1] = replace(slots[-1], anchored=(*slots[-1].anchored, said))
        elif isinstance(cue, Slot) and cue.role in _WINDOWS and cue.seconds:
            slot = replace(cue, stretch=False)
            if go is not None:
                slot = replace(slot, anchored=_begun(slot.anchored, go))
            slots.append(slot)
            go = finish = None
    return tuple(slots), finish


def _begun(anchored: tuple[Anchored, ...], go: Say) -> tuple[Anchored, ...]:
    """The marks of a window that begins with `go`; its own first word in place of that if it is too long."""
    own = next((mark.cue for mark in anchored if not mark.at and isinstance(mark.cue, Say)), None)
    others = tuple(mark for mark in anchored if mark.at)
    return (Anchored(Seconds(0.0), go, START, instead=own), *others)


def _beside(slots: tuple[Slot, ...], said: list[Say | Sound]) -> tuple[Slot, ...]:
    """The windows with words of the author's own in the first, where there is no rest before it."""
    first, *others = slots
    marks = tuple(soon(cue, AFTER_OPENING, first.seconds, FLOW) for cue in said)
    return (replace(first, anchored=(*first.anchored, *marks)), *others)


def _of_the_author(words: Wording, item: Interlude) -> Say | Sound:
    match item.step:
        case SayText(say=text) | WaitFor(wait=text):
            return words.author(text, Role.MOVE)
        case PlaySound(sound=name, beside=beside):
            return Sound(name, Role.MOVE, beside)
        case Round(number=number, of=of):
            key = "round-last" if number == of else "round-of"
            numbers = {"number": words.phrases.number(number), "rounds": words.phrases.number(of)}
            return words.say(key, Role.PROGRESS, **({} if number == of else numbers))
    raise AssertionError("a rest is a gap")
