"""The windows of strict intervals: what is done, and the time between, each with the words that must be heard in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from voicecoach.routine.model import PauseFor, PlaySound, Rest, SayText, WaitFor
from voicecoach.script.body import Side
from voicecoach.script.clocked import AFTER_OPENING, beside, clock_end, in_intervals, in_time, round_words
from voicecoach.script.counting import FLOW, REMINDER, START, soon
from voicecoach.script.cue import Anchored, Role, Say, Slot, Sound
from voicecoach.script.repetitions import set_cues
from voicecoach.script.set_words import SetWords
from voicecoach.script.strict_words import next_words
from voicecoach.script.visit import Clock, ClockEnd, Interlude, Place, Round, Visit
from voicecoach.script.windows import Gap, Window, Work, add_window, seconds_of
from voicecoach.script.wording import Wording
from voicecoach.script.work import rotation
from voicecoach.units import Seconds

ROOM_FOR_NUMBER = 2.0
"""Seconds: the shortest rest between repetitions in which something is said."""
_WINDOWS = frozenset({Role.HOLD, Role.REP, Role.TIME, Role.BREATH, Role.REST})


def windows_of(words: Wording, items: Sequence[Visit | Interlude]) -> list[Window]:
    """The works of a block and the time between them, in order: from the first work to the last, or to the end of a time."""
    found, closing = _read(words, items)
    if found and isinstance(over := found[-1], Gap):
        found.pop()
        closing = [*over.said, *closing]
    if closing and found and isinstance(work := found[-1], Work):
        found[-1] = replace(work, closing=tuple(closing))
    found = list(_after_their_last(found))
    for at, (before, after) in enumerate(pairwise(found), 1):
        if isinstance(before, Work) and isinstance(after, Work):
            found[at] = _named(words, before, after)
    return found


def _after_their_last(windows: Iterable[Window]) -> Iterator[Window]:
    """The windows, each work with the turn at which its exercise was done before."""
    last: dict[str, Visit] = {}
    before: dict[str, Visit] = {}
    for window in windows:
        if isinstance(window, Work):
            visit = window.visit
            if (known := last.get(visit.id)) is not None and known.number != visit.number:
                before[visit.id] = known
            last[visit.id] = visit
            window = replace(window, before=before.get(visit.id))
        yield window


def _read(words: Wording, items: Sequence[Visit | Interlude]) -> tuple[list[Window], list[Say | Sound]]:
    """The windows of these, and the words and sounds of the author's own that no window came after."""
    found: list[Window] = []
    waiting: list[Say | Sound] = []
    at = 0
    while at < len(items):
        item = items[at]
        at += 1
        if isinstance(item, Visit):
            made: Iterable[Window] = _works(words, item)
        elif isinstance(clock := item.step, Clock):
            end = clock_end(items, at - 1)
            made, before, after = _by_clock(words, clock, items[at:end], item.place)
            at = end + 1
            waiting, heard_first = [], [*waiting, *(before if found else ())]
            if heard_first and found and isinstance(rest := found[-1], Gap):
                rest.said += heard_first
                heard_first = []
            for window in made:
                if heard_first and isinstance(window, Work):
                    window, heard_first = beside(window, heard_first), []
                add_window(found, window)
            if after and found and isinstance(over := found[-1], Gap):
                over.said += after
            else:
                waiting = after
            continue
        elif isinstance(item.step, ClockEnd):
            continue
        elif isinstance(item.step, Rest):
            length = item.step.rest.at(words.choices.level)
            made = (Gap(length, item.place, quiet=item.step.quiet, cues=item.step.cues),)
        elif isinstance(item.step, PauseFor):
            made = (Gap(item.step.pause.at(words.choices.level), item.place, quiet=True),)
        else:
            said = _of_the_author(words, item)
            if said is None:
                continue
            if found and isinstance(last := found[-1], Gap):
                last.said.append(said)
            else:
                waiting.append(said)
            continue
        for window in made:
            if waiting and isinstance(window, Work):
                window = beside(window, waiting)
                waiting = []
            add_window(found, window)
    return found, waiting


def _by_clock(
    words: Wording, clock: Clock, items: Sequence[Visit | Interlude], place: Place
) -> tuple[list[Window], list[Say | Sound], list[Say | Sound]]:
    """The windows, and what the author says before the first turn and at the end of the last."""
    turns, begins, ends = turns_of_clock(words, clock, items)
    said = [
        [*before, *(one for one in (_of_the_author(words, item) for item in begin) if one is not None)]
        for before, begin in zip([[], *ends], begins, strict=False)
    ]
    before, after = opening_words(words, begins[0] if begins else ()), ends[-1] if ends else []
    if clock.times is None:
        return in_time(words, clock, turns, said), before, after
    return in_intervals(words, clock, turns, said, place), before, after


def opening_words(words: Wording, items: Iterable[Visit | Interlude]) -> list[Say | Sound]:
    """What the author says before the first exercise of these steps."""
    found: list[Say | Sound] = []
    for item in items:
        if not isinstance(item, Interlude) or not (item.marks or _is_words(item)):
            break
        if not item.marks and (said := _of_the_author(words, item)) is not None:
            found.append(said)
    return found


def turns_of_clock(
    words: Wording, clock: Clock, items: Sequence[Visit | Interlude]
) -> tuple[list[list[Window]], list[list[Interlude]], list[list[Say | Sound]]]:
    """The windows of each round of what goes by that clock, what begins each of these rounds, and what is said at its end.

    The author's words at the beginning of a round belong to the rest before it.
    """
    begins = [
        (at, item)
        for at, item in enumerate(items)
        if isinstance(item, Interlude) and isinstance(item.step, Round) and item.step.clock is clock
    ]
    edges = [*(at for at, _ in begins), len(items)]
    begun: list[list[Interlude]] = []
    read = []
    for one, other in pairwise(edges):
        turn = items[one:other]
        until = next((at for at, item in enumerate(turn) if not _is_words(item)), len(turn))
        begun.append([item for item in turn[:until] if isinstance(item, Interlude)])
        read.append(_read(words, turn[until:]))
    return [turn for turn, _ in read], begun, [said for _, said in read]


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
    return sum(map(seconds_of, windows_of(words, items)))


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
        made = SetWords(words, visit, own, side, number, reminders)
        slots, finish = _exact(made)
        yield Work(visit, side, own, number, most if visit.alternates else dose.sets, slots, finish)
        if at < len(turns) - 1:
            yield Gap(dose.rest_s, visit.place)


def _exact(work: SetWords) -> tuple[tuple[Slot, ...], Say | None]:
    """The windows of a set alone, with the words for them inside; and what is said after the last."""
    slots: list[Slot] = []
    go: Say | None = None
    finish: Say | None = None
    for cue in set_cues(work):
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
                shorter = work.go(2, slot.side) if work.exercise.short else None
                slot = replace(slot, anchored=_begun(slot.anchored, go, shorter))
            slots.append(slot)
            go = finish = None
    return tuple(slots), finish


def _begun(anchored: tuple[Anchored, ...], go: Say, shorter: Say | None = None) -> tuple[Anchored, ...]:
    """The marks of a window that begins with `go`; if that is too long, with what is `shorter`, or its own first word."""
    own = shorter or next((mark.cue for mark in anchored if not mark.at and isinstance(mark.cue, Say)), None)
    others = tuple(mark for mark in anchored if mark.at)
    return (Anchored(Seconds(0.0), go, START, instead=own), *others)


def _is_words(item: Visit | Interlude) -> bool:
    """Whether something is said or sounds there, and nothing else."""
    return isinstance(item, Interlude) and isinstance(item.step, SayText | WaitFor | PlaySound | Round)


def _of_the_author(words: Wording, item: Interlude) -> Say | Sound | None:
    match item.step:
        case SayText(say=text) | WaitFor(wait=text):
            return words.author(text, Role.MOVE)
        case PlaySound(sound=name, beside=file):
            return Sound(name, Role.MOVE, file)
        case Round():
            return round_words(words, item.step)
    raise AssertionError("it has a window of its own")
