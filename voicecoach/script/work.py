"""The effort itself: sets and sides, the rests between them, and the word before each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from voicecoach.routine.dose import Prescription
from voicecoach.script.beats import lead_in
from voicecoach.script.body import Body
from voicecoach.script.cue import Cue, Role, Say, Segment, SegmentKind, Side
from voicecoach.script.dose_words import set_sentence
from voicecoach.script.instructions import ordered_lines
from voicecoach.script.leading import side_words, sides_of_set
from voicecoach.script.outline import Visit
from voicecoach.script.repetitions import set_cues
from voicecoach.script.resting import LEADS_FROM, rest_slot, rest_words
from voicecoach.script.set_words import SetWords
from voicecoach.script.setup import AFTER_SENTENCE, at_rest, chapter_title, leave_segment, switch_segment
from voicecoach.script.visit import NEXT_FROM
from voicecoach.script.wording import Wording


class OneSet(NamedTuple):
    """Which set of a visit it is."""

    visit: Visit
    side: Side | None
    dose: Prescription
    """That of the side; a set of its own has `dose.of_set(number)`."""
    number: int
    """From 1."""
    sets: int
    """Of how many."""


def work_segments(words: Wording, visit: Visit, body: Body, *, led: bool = False) -> Iterator[Segment]:
    """Every set, with the rests between sets, the changes of sides, and the way out of the exercise.

    `led`: what leads into the first set is in the rest before it.
    """
    reminders = rotation(visit.exercise.remind, words.first_reminder(visit))
    side: Side | None = None
    if visit.alternates:
        side = Side.ALTERNATE
        yield from _sets(words, visit, side, visit.doses[0][1], body, reminders, led=led)
    elif visit.set_by_set:
        yield from _set_by_set(words, visit, body, reminders, led=led)
        side = visit.doses[-1][0]
    else:
        for index, (one, dose) in enumerate(visit.doses):
            if index and one and side:
                switch = switch_segment(words, visit, side, one, body)
                body = switch.after
                yield switch
            side = one
            yield from _sets(words, visit, side, dose, body, reminders, led=led and not index)
    if leave := leave_segment(words, visit, side, body):
        yield leave


def rotation(reminders: Sequence[str], first: int = 0) -> Iterator[str]:
    """Reminders without end, from the `first` on: every one once, then again from another place, so that no order is heard
    twice in a row."""
    for turn in count():
        if not reminders:
            return
        start = first + turn * (len(reminders) // 2 + 1)
        start %= len(reminders)
        yield from (*reminders[start:], *reminders[:start])


def _sets(
    words: Wording,
    visit: Visit,
    side: Side | None,
    dose: Prescription,
    body: Body,
    reminders: Iterator[str],
    *,
    led: bool,
) -> Iterator[Segment]:
    """All sets of a side, or of both if they alternate, with the rests between them."""
    sets = max(other.sets for _, other in visit.doses) if side is Side.ALTERNATE else dose.sets
    ends = side in (None, Side.ALTERNATE, visit.doses[-1][0])
    for number in range(1, sets + 1):
        leads = led if number == 1 else dose.rest_s >= LEADS_FROM
        last = ends and number == sets
        one = OneSet(visit, side, dose, number, sets)
        yield _set(words, one, body, reminders, ends=last, led=leads)
        if number < sets and dose.rest_s:
            yield _rest(words, one, body, leads=dose.rest_s >= LEADS_FROM)


def _set_by_set(
    words: Wording, visit: Visit, body: Body, reminders: Iterator[str], *, led: bool
) -> Iterator[Segment]:
    """Each set on both sides, with the rests between sets."""
    sets = max(dose.sets for _, dose in visit.doses)
    before: Side | None = None
    for number in range(1, sets + 1):
        here = [(side, dose) for side, dose in visit.doses if dose.sets >= number and side is not None]
        for side, dose in here:
            if before not in (None, side):
                switch = switch_segment(words, visit, before or side, side, body)
                body = switch.after
                yield switch
            before = side
            ends = number == sets and side is here[-1][0]
            first = number == 1 and side is here[0][0]
            one = OneSet(visit, side, dose, number, dose.sets)
            yield _set(words, one, body, reminders, ends=ends, led=led and first)
        side, dose = here[-1]
        if number < sets and dose.rest_s:
            following = next(other for other, its in visit.doses if its.sets > number)
            rested = OneSet(visit, side, dose, number, sets)
            yield _rest(words, rested, body, leads=False, switches=following is not side)


def _set(
    words: Wording, one: OneSet, body: Body, reminders: Iterator[str], *, ends: bool, led: bool
) -> Segment:
    """One set; `ends`: nothing of the exercise follows but the way out. `led`: what leads into it is said before."""
    visit, side, dose, number, sets = one
    named, first = side, None
    if side is Side.ALTERNATE:
        here = sides_of_set(visit, number)
        named, first = (here[0], None) if len(here) == 1 else (side, here[0])
    own = dose.of_set(number)
    work = SetWords(words, visit, own, side, number, reminders)
    said = (set_sentence(words, dose, number), _load_sentence(words, one))
    differs = " ".join(text for text in said if text) or None
    return Segment(
        SegmentKind.WORK,
        (
            *(() if led else intro(words, named, first, number, sets, differs, visit.count_in)),
            *set_cues(work),
        ),
        visit.place,
        visit.number,
        chapter_title(words, visit),
        visit.id,
        set=number,
        side=side,
        reps=repetitions_of(visit, own, side, number),
        hold=own.hold_s,
        breaths=dose.breaths,
        load=own.load,
        effort=dose.effort,
        pain=visit.pain,
        led=led,
        before=body,
        # Without words for the way out, the end of the last set is it.
        after=at_rest(body, side) if ends and not visit.exercise.leave else body,
    )


def _load_sentence(words: Wording, one: OneSet) -> str | None:
    """With what a set is done, if that is not what the one before it was done with, and no rest has said so."""
    visit, side, dose, number, _ = one
    if not dose.load_by_set or (number == 1 and side in (visit.doses[0][0], Side.ALTERNATE)):
        return None
    load = dose.of_set(number).load
    announced = number > 1 and dose.rest_s >= NEXT_FROM
    if load is None or announced or (number > 1 and load == dose.of_set(number - 1).load):
        return None
    return words.phrases.say("dose-load", load=load)


def _rest(words: Wording, one: OneSet, body: Body, *, leads: bool, switches: bool = False) -> Segment:
    """The rest after a set; `leads`: with the count before the next, `switches`: that is on the other side."""
    visit, side, dose, number, sets = one
    loads = bool(ordered_lines(words.phrases, visit.exercise.setup).load)
    last = number + 1 == sets
    key = "rest-last-set" if last else "rest-next-set"
    changed = dose.of_set(number + 1).load if dose.load_by_set else None
    if changed is not None and changed != dose.of_set(number).load:
        key = "rest-last-load" if last else "rest-next-load"
    how = rest_words(words, body.position) if number == 1 or loads else None
    following = words.say(key, Role.PROGRESS, number=words.phrases.number(number + 1), load=changed or "")
    differs = set_sentence(words, dose, number + 1) if leads else None
    more = side_words(words, visit, side, number + 1) if leads else ()
    more += (Say(differs, Role.PROGRESS),) if differs else ()
    count_in = visit.count_in if leads else 0
    # Before a change of sides there is no position to come back to.
    slot = rest_slot(
        words,
        dose.rest_s,
        following=following,
        how=how,
        back=loads and not switches,
        ready=not switches,
        count_in=count_in,
        more=more,
    )
    return Segment(
        SegmentKind.REST,
        (slot,),
        visit.place,
        visit.number,
        chapter_title(words, visit),
        visit.id,
        set=number,
        side=side,
        before=body,
        after=body,
    )


def repetitions_of(visit: Visit, dose: Prescription, side: Side | None, number: int) -> int | None:
    """How many repetitions set `number` has; where sides alternate, of the side that does more of it."""
    if dose.time_s is not None:
        return None
    if side is not Side.ALTERNATE:
        return dose.reps
    return max(other.of_set(number).reps or 1 for _, other in visit.doses if other.sets >= number)


def intro(
    words: Wording,
    side: Side | None,
    first: Side | None,
    number: int,
    sets: int,
    differs: str | None,
    count_in: int,
) -> Iterator[Cue]:
    """Which side, which set, and the count before the effort; `first` begins where sides alternate, and `differs` says what the
    set is where they are not alike."""
    if first is not None:
        yield replace(words.say("side-first", Role.SIDE, side=words.side(first)), side=first)
        yield AFTER_SENTENCE
    elif side is not None:
        yield replace(words.say(f"side-{side.value}", Role.SIDE), side=side)
        yield AFTER_SENTENCE
    if sets > 1:
        key = "set-last" if number == sets else "set-of"
        numbers = {"number": words.phrases.number(number), "sets": words.phrases.number(sets)}
        yield words.say(key, Role.PROGRESS, **({} if number == sets else numbers))
        yield AFTER_SENTENCE
    if differs:
        yield Say(differs, Role.PROGRESS)
        yield AFTER_SENTENCE
    yield from lead_in(words, count_in)
