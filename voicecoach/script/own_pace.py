"""Rounds at the person's own pace, in a time that has as many as they can do: live, from the first that they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voicecoach.script.body import Body
from voicecoach.script.clocked import AFTER_OPENING, marks_left
from voicecoach.script.counting import COUNT, LANDMARK, LAST_COUNTED, PROGRESS, START, soon
from voicecoach.script.cue import Anchored, Pause, Role, Say, Segment, SegmentKind, Slot
from voicecoach.script.dose_words import dose_sentence
from voicecoach.script.strict_windows import windows_of
from voicecoach.script.visit import Visit
from voicecoach.script.windows import Work
from voicecoach.script.wording import Wording, unended
from voicecoach.script.work import repetitions_of
from voicecoach.units import Seconds

SHORTEST = 1.0
"""Seconds: with less than this left no other round is begun."""
APART = 2.0
"""Seconds from the opening words of a round to the first mark of the time that is left."""


def own_round(
    words: Wording,
    visits: Sequence[Visit],
    number: int,
    left: float,
    whole: float,
    body: Body,
    *,
    first: bool,
) -> Segment:
    """Round `number`, with what is left of the `whole` time for it, in seconds; `first`: of those at the person's pace."""
    key = "own-round-first" if first else "own-round"
    said = words.say(key, Role.PROGRESS, number=words.phrases.number(number))
    short = words.say("own-round", Role.PROGRESS, number=words.phrases.number(number))
    marks = [Anchored(Seconds(0.0), said, START, instead=short)]
    if first and not words.bare:
        marks += [soon(one, AFTER_OPENING, left, PROGRESS) for one in _exercises(words, visits)]
    for rest in marks_left(whole):
        if rest <= left - APART:
            cue = words.say("time-left", Role.PROGRESS, length=words.phrases.length(rest))
            marks.append(Anchored(Seconds(left - rest), cue, LANDMARK))
    for count in range(LAST_COUNTED, 0, -1):
        if count <= left - APART:
            marks.append(Anchored(Seconds(left - count), words.count(count), COUNT))
    marks.sort(key=lambda mark: mark.at)
    title = unended(words.say("round-number", Role.PROGRESS, number=words.phrases.number(number)).text)
    visit = visits[0]
    return Segment(
        SegmentKind.WORK,
        (Slot(Role.TIME, Seconds(left), tuple(marks)),),
        visit.place,
        visit.number,
        title,
        round=number,
        exact=True,
        before=body,
        after=body,
    )


def rounds_done(words: Wording, after: Segment, number: int) -> Segment:
    """How many rounds it were, after the end of the time."""
    said = words.say("own-rounds", Role.PROGRESS, number=number, rounds=words.phrases.number(number))
    return Segment(
        SegmentKind.MOVE,
        (said, Pause(Seconds(1.0))),
        after.place,
        after.visit,
        after.title,
        before=after.after,
        after=after.after,
    )


def sets_of_round(words: Wording, visits: Sequence[Visit]) -> Iterator[Segment]:
    """Each set of a round, as a record has it."""
    for window in windows_of(words, visits):
        if isinstance(window, Work):
            visit, dose = window.visit, window.dose
            yield Segment(
                SegmentKind.WORK,
                (),
                visit.place,
                visit.number,
                exercise=visit.id,
                set=window.number,
                side=window.side,
                reps=repetitions_of(visit, dose, window.side, window.number),
                hold=dose.hold_s,
                breaths=dose.breaths,
                load=dose.load,
                effort=dose.effort,
                pain=visit.pain,
            )


def _exercises(words: Wording, visits: Sequence[Visit]) -> Iterator[Say]:
    for visit in visits:
        own = words.of(visit.id)
        yield own.say(
            "own-exercise", Role.PROGRESS, name=unended(own.title(visit)), dose=dose_sentence(own, visit)
        )
