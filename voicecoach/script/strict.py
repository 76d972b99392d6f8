"""Strict intervals: from the first work to the last, each work and each rest lasts exactly what is written.

The end of one window is the start of the next, on the frame. What must be said falls inside: what comes next, its side and its
set-up are heard in the rest before it, by priority; what has no room is left out, and `check` reports it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from voicecoach.routine.cue_times import cue_times
from voicecoach.routine.model import Routine, Timing
from voicecoach.script.body import Body, Side
from voicecoach.script.clocked import AFTER_OPENING, clock_end, clock_words
from voicecoach.script.counting import LANDMARK, START, marks_at, soon
from voicecoach.script.cue import Anchored, Cue, Role, Say, Segment, SegmentKind, Slot
from voicecoach.script.dose_words import dose_sentence, load_sentences
from voicecoach.script.resting import count_before, time_left
from voicecoach.script.set_words import AFTER_SET, end_of_time
from voicecoach.script.setup import (
    AFTER_SENTENCE,
    chapter_title,
    leave_segment,
    pain_allowed,
    setup_segments,
)
from voicecoach.script.strict_windows import opening_words, windows_of
from voicecoach.script.strict_words import next_words, own_words
from voicecoach.script.visit import Clock, Interlude, Visit
from voicecoach.script.ways import place_of
from voicecoach.script.windows import Gap, Work
from voicecoach.script.wording import Wording, unended
from voicecoach.script.work import intro, repetitions_of
from voicecoach.units import Seconds

LENGTH_SAID_FROM = 20.0
"""Seconds: the shortest rest whose length is said."""


def strict_end(routine: Routine, items: Sequence[Visit | Interlude], at: int) -> int:
    """The index after the last item of the strict block that begins at `at`; `at` itself if none does."""
    item = items[at]
    clocked = isinstance(item, Interlude) and isinstance(item.step, Clock)
    if not (clocked or isinstance(item, Visit)):
        return at
    end = clock_end(items, at) if clocked else at
    if not any(isinstance(one, Visit) for one in items[at : end + 1]):
        return at
    if routine.timing is Timing.STRICT:
        return max(end, *(index for index, one in enumerate(items) if isinstance(one, Visit))) + 1
    return end + 1 if clocked or (isinstance(item, Visit) and item.strict) else at


def strict_segments(
    words: Wording,
    items: Sequence[Visit | Interlude],
    visits: int,
    body: Body,
    *,
    in_effect: Collection[str] = (),
) -> Iterator[Segment]:
    """A block: what has to be heard before it, the windows, and the way out of the last."""
    windows = windows_of(words, items)
    works = [window for window in windows if isinstance(window, Work)]
    done = [item for item in items if isinstance(item, Visit)]
    first, clock = done[0], _alone(items)
    if clock is not None:
        said = clock_words(words, clock), AFTER_SENTENCE
        yield replace(_segment(words, first, SegmentKind.SETUP, said, body, body), exercise=None)
    yield from _briefing(words, done, body)
    for segment in setup_segments(words.of(first.id), first, visits, body, in_effect=in_effect):
        body = segment.after
        yield segment
    begins = first.doses[0][0] if works[0].side is Side.ALTERNATE else None
    if clock is not None and (opening := opening_words(words, items)):
        cues = tuple(cue for said in opening for cue in (said, AFTER_SENTENCE))
        yield _segment(words, first, SegmentKind.SETUP, cues, body, body)
    differs = next((said.text for said in own_words(words, works[0], None)), None)
    lead = intro(words, works[0].side, begins, works[0].number, works[0].sets, differs, first.count_in)
    yield _segment(words, first, SegmentKind.SETUP, tuple(lead), body, body)
    heard = {first.id}
    for at, window in enumerate(windows):
        following = windows[at + 1] if at + 1 < len(windows) else None
        if isinstance(window, Gap):
            before, after = windows[at - 1], following
            assert isinstance(before, Work)
            assert isinstance(after, Work)
            there = _ready(words, after)
            slot = _rest(words, window, before, after, known=after.visit.id in heard)
            made = _segment(words, before.visit, SegmentKind.REST, (slot,), body, there)
            yield replace(made, place=window.place or before.visit.place)
            body = there
            heard.add(after.visit.id)
        else:
            there = _ready(words, window)
            yield replace(
                _segment(words, window.visit, SegmentKind.WORK, window.slots, there, there),
                set=window.number,
                side=window.side,
                reps=repetitions_of(window.visit, window.dose, window.side, window.number),
                hold=window.dose.hold_s,
                breaths=window.dose.breaths,
                load=window.dose.load,
                effort=window.dose.effort,
                pain=window.visit.pain,
            )
            body = there
    last = works[-1]
    finish = last.finish or words.say(end_of_time(last.visit.exercise), Role.FINISH)
    if clock is not None and clock.times is None:
        finish = words.say("time-over", Role.FINISH)
    rest = replace(body, loaded=bool(last.visit.exercise.leave), done=last.side)
    closing = tuple(cue for said in last.closing for cue in (said, AFTER_SENTENCE))
    yield _segment(words, last.visit, SegmentKind.MOVE, (finish, AFTER_SET, *closing), body, rest)
    if leave := leave_segment(words, last.visit, last.side, rest):
        yield leave


def _alone(items: Sequence[Visit | Interlude]) -> Clock | None:
    """The clock by which all of the items go."""
    first = items[0]
    found = first.step if isinstance(first, Interlude) and isinstance(first.step, Clock) else None
    return found if found is not None and clock_end(items, 0) == len(items) - 1 else None


def _rest(words: Wording, gap: Gap, before: Work, after: Work, *, known: bool) -> Slot:
    """The rest between two works, with what has room in it of what the second needs."""
    length = gap.seconds
    numbers = count_before(words, length, after.visit.count_in)
    latest = numbers[0].at if numbers else length
    short = words.say(end_of_time(before.visit.exercise), Role.FINISH)
    marks = [Anchored(Seconds(0.0), before.finish or short, START, instead=short), *numbers]
    if gap.quiet:
        return Slot(Role.REST, Seconds(length), tuple(marks))
    if gap.cues is not None:
        marks += marks_at(words, cue_times(gap.cues, length), length)
    if length >= LENGTH_SAID_FROM:
        said = words.say("rest-for", Role.REST, length=words.phrases.length(length))
        marks.append(soon(said, AFTER_OPENING, latest, LANDMARK + 2))
    if gap.cues is None:
        marks += time_left(words, length)
    marks += [soon(cue, AFTER_OPENING, latest, LANDMARK + 1) for cue in gap.said]
    marks += [
        replace(soon(cue, AFTER_OPENING, latest, LANDMARK - at), instead=instead)
        for at, (cue, instead) in enumerate(next_words(words.of(after.visit.id), before, after, known=known))
    ]
    return Slot(Role.REST, Seconds(length), tuple(sorted(marks, key=lambda mark: mark.at)))


def _briefing(words: Wording, visits: Sequence[Visit], body: Body) -> Iterator[Segment]:
    """What there is no time for later: how each exercise but the first is done, and its cautions, once."""
    first, *others = visits
    cues: list[Cue] = []
    heard = {first.id}
    for visit in others:
        own = words.of(visit.id)
        if visit.id in heard:
            continue
        heard.add(visit.id)
        side = None if visit.alternates else visit.doses[0][0]
        setup = visit.exercise.setup if own.full else ()
        cautions = () if own.habit else visit.exercise.caution
        allowed = () if visit.pain is None else (pain_allowed(own, visit.pain),)
        if not (setup or cautions or allowed):
            continue
        cues += [own.say("name-only", Role.NAME, name=unended(own.title(visit))), AFTER_SENTENCE]
        for text in (dose_sentence(own, visit), *load_sentences(own, visit)):
            cues += [Say(text, Role.SETUP), AFTER_SENTENCE]
        for role, lines in ((Role.SETUP, setup), (Role.SAFETY, cautions)):
            for line in lines:
                cues += [own.author(line, role, side), AFTER_SENTENCE]
        for said in allowed:
            cues += [said, AFTER_SENTENCE]
    if cues:
        cues = [words.say("briefing", Role.SETUP), AFTER_SENTENCE, *cues]
        yield replace(_segment(words, first, SegmentKind.SETUP, tuple(cues), body, body), exercise=None)


def _ready(words: Wording, work: Work) -> Body:
    """The body in a work."""
    exercise = work.visit.exercise
    return replace(place_of(words, exercise, work.side), held=exercise.props, loaded=True)


def _segment(
    words: Wording, visit: Visit, kind: SegmentKind, cues: tuple[Cue, ...], before: Body, after: Body
) -> Segment:
    return Segment(
        kind,
        cues,
        visit.place,
        visit.number,
        chapter_title(words, visit),
        visit.id,
        round=visit.round.number if visit.round else None,
        rounds=visit.round.of if visit.round else None,
        exact=kind in (SegmentKind.WORK, SegmentKind.REST),
        led=kind is SegmentKind.WORK,
        before=before,
        after=after,
    )
