"""A Routine becomes a Script: the coach who says what comes, before it is needed, and counts what is done.

The ten rules of the coach are kept here and in the rooms beside: `outline` (what there is to do), `setup` and `moving`
(before the effort), `work`, `repetitions`, `counting` and `resting` (the effort and the rest), `wording` (how much is said).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from voicecoach.phrases import phrases_of
from voicecoach.routine.cue_times import cue_times
from voicecoach.routine.library import load_routine
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import PauseFor, PlaySound, Position, Rest, Routine, SayText, WaitFor
from voicecoach.routine.silences import pieces_of, without_silences
from voicecoach.script.body import START, Body
from voicecoach.script.choices import Choices
from voicecoach.script.clocked import round_words
from voicecoach.script.cue import Cue, Pause, Role, Say, Script, Segment, SegmentKind, Slot, Sound, Wait
from voicecoach.script.leading import Lead, lead_of
from voicecoach.script.move_table import seconds_to_move
from voicecoach.script.outline import outline
from voicecoach.script.resting import rest_slot, rest_words
from voicecoach.script.say_as import SayAs
from voicecoach.script.session_opening import opening, props_of
from voicecoach.script.setup import AFTER_SENTENCE, chapter_title, setup_segments
from voicecoach.script.strict import strict_end, strict_segments
from voicecoach.script.visit import Clock, ClockEnd, Interlude, Round, Visit
from voicecoach.script.ways import lines_in_effect, way_up
from voicecoach.script.wording import Wording, ended, often_words, sentence, unended
from voicecoach.script.work import work_segments
from voicecoach.units import Seconds

WAIT_IN_A_FILE = Seconds(10.0)
"""How long a wait lasts if nobody can answer and the author does not say."""

CLOSINGS = 4
"""So many ways the coach has to end a session that is not the first."""
CLOSE_OF_AUTHOR = 5
"""Once in so many sessions somebody who knows a routine hears its author's close again."""

NOTHING = Seconds(0.0)
"""No pause."""


def coach(
    routine: Routine | LoadedRoutine,
    choices: Choices,
    *,
    id: str | None = None,
    total: Seconds | None = None,
    quiet: Seconds = NOTHING,
) -> Script:
    """All that is said in one session.

    A Routine may be one that was made in Python: exercises that it only names are read from their files. `id` is the
    routine's (None: as it was loaded). Raises RoutineError for a routine that cannot be loaded.

    `total` is the session's length as the overview announces it; without it no length is announced. `quiet` is a pause
    after it, for a session that would else be a moment shorter than it says.
    """
    if isinstance(routine, Routine) and (id is None or routine.missing()):
        routine = load_routine(routine)
    loaded_as, model = (routine.id, routine.routine) if isinstance(routine, LoadedRoutine) else ("", routine)
    return Script(
        id or loaded_as,
        model.title,
        tuple(segments(model, choices, total=total, quiet=quiet)),
        model.language,
        choices.session,
    )


def announced(routine: Routine, total: Seconds) -> str:
    """How the overview says a length: the same words for all lengths that round to them."""
    return phrases_of(routine.language).total(total)


def segments(
    routine: Routine, choices: Choices, *, total: Seconds | None = None, quiet: Seconds = NOTHING
) -> Iterator[Segment]:
    """The same, one segment after the other."""
    yield from SayAs(routine).segments(_segments(routine, choices, total, quiet))


def _segments(routine: Routine, choices: Choices, total: Seconds | None, quiet: Seconds) -> Iterator[Segment]:
    choices = choices.settled(routine)
    words = Wording(phrases_of(routine.language), choices)
    items = outline(routine, choices)
    visits = [item for item in items if isinstance(item, Visit)]
    yield from opening(words, routine, items, visits, total, quiet)
    # Anyone who fetched something is on their feet.
    body = Body(Position.STANDING) if props_of(visits) else START
    in_effect: Collection[str] = ()
    number, title, rested = 0, routine.title, False
    skipped = 0
    for at, item in enumerate(items):
        if at < skipped:
            continue
        if (skipped := strict_end(routine, items, at)) > at:
            block = items[at:skipped]
            for segment in strict_segments(words, block, len(visits), body, in_effect=in_effect):
                body = segment.after
                yield segment
            last = [one for one in block if isinstance(one, Visit)][-1]
            in_effect = lines_in_effect(words, last.exercise, last.doses[-1][0])
            number, title = last.number, chapter_title(words, last)
            continue
        if isinstance(item, Visit):
            for segment in visit_segments(words, item, len(visits), body, in_effect=in_effect):
                body = segment.after
                yield segment
            in_effect = lines_in_effect(words, item.exercise, item.doses[-1][0])
            number, title = item.number, chapter_title(words, item)
            continue
        if _lasts(item, choices):
            how = None
            if isinstance(item.step, Rest) and body.position is Position.STANDING and not rested:
                how, rested = rest_words(words, body.position), True
            following = _following(words, items[at + 1 :])
            led, skipped = _lead(words, routine, items, at, body)
            made = _interlude(words, item, body, number, title, following, how, led)
            body = made.after
            yield made
            if led is not None:
                visit = items[skipped - 1]
                assert isinstance(visit, Visit)
                for segment in led_segments(words, visit, body):
                    body = segment.after
                    yield segment
                in_effect = lines_in_effect(words, visit.exercise, visit.doses[-1][0])
                number, title = visit.number, chapter_title(words, visit)
    yield from _close(words, routine, body, len(visits) + 1)


def _lead(
    words: Wording, routine: Routine, items: Sequence[Visit | Interlude], at: int, body: Body
) -> tuple[Lead | None, int]:
    """What leads from the rest at `at` into the exercise after it, and the index after that; None and 0 if a set-up does."""
    rest = items[at]
    if not (isinstance(rest, Interlude) and isinstance(rest.step, Rest)) or rest.step.quiet:
        return None, 0
    said: list[Say] = []
    for index, item in enumerate(items[at + 1 :], at + 1):
        if isinstance(item, Visit):
            if strict_end(routine, items, index) > index:
                return None, 0
            length = rest.step.rest.at(words.choices.level)
            lead = lead_of(words, item, body, length, tuple(said))
            return (lead, index + 1) if lead is not None else (None, 0)
        if not isinstance(item.step, Round):
            return None, 0
        said += [one for one in (round_words(words, item.step),) if one is not None]
    return None, 0


def _lasts(item: Interlude, choices: Choices) -> bool:
    """Whether there is anything of it: a rest or a pause may be of no length."""
    match item.step:
        case Clock() | ClockEnd():
            return False
        case Round():
            return item.step.of != 1
        case Rest(rest=length) | PauseFor(pause=length):
            return bool(length.at(choices.level))
    return True


def visit_segments(
    words: Wording, visit: Visit, visits: int, body: Body, *, in_effect: Collection[str] = ()
) -> Iterator[Segment]:
    """One exercise, from its name to the way out of it, for somebody whose body is `body`.

    `in_effect` are instructions that are done already, and hold as long as nobody has to move.
    """
    words = words.of(visit.id)
    now, of = (None, None) if visit.round is None else (visit.round.number, visit.round.of)
    for segment in setup_segments(words, visit, visits, body, in_effect=in_effect):
        body = segment.after
        yield replace(segment, round=now, rounds=of)
    for segment in work_segments(words, visit, body):
        yield replace(segment, round=now, rounds=of)


def led_segments(words: Wording, visit: Visit, body: Body) -> Iterator[Segment]:
    """The same for an exercise that a rest leads into: without its set-up."""
    now, of = (None, None) if visit.round is None else (visit.round.number, visit.round.of)
    for segment in work_segments(words.of(visit.id), visit, body, led=True):
        yield replace(segment, round=now, rounds=of)


def _interlude(
    words: Wording,
    item: Interlude,
    body: Body,
    number: int,
    title: str,
    following: Say | None,
    how: Say | None,
    led: Lead | None,
) -> Segment:
    kind = SegmentKind.MOVE
    after = body
    match item.step:
        case Rest(rest=rest, quiet=quiet, cues=when):
            kind = SegmentKind.REST
            length = Seconds(rest.at(words.choices.level))
            times = None if when is None else cue_times(when, length)
            more, count_in = ((), 0) if led is None else (led.said, led.count_in)
            slot = rest_slot(
                words, length, following=following, how=how, ready=led is not None, cues=times, quiet=quiet,
                count_in=count_in, more=more,
            )  # fmt: skip
            cues: tuple[Cue, ...] = (slot,)
            after = body if led is None else led.ready
        case PauseFor(pause=pause):
            kind = SegmentKind.REST
            cues = (Slot(Role.REST, Seconds(pause.at(words.choices.level))),)
        case SayText(say=text, position=position):
            after, moves = _led(words, body, position)
            # Silence at the end of the author's words is the time that the way takes.
            moves = Seconds(0.0) if pieces_of(text)[-1].silence_s else moves
            cues = (words.author(text, Role.MOVE), Slot(Role.MOVE, moves) if moves else AFTER_SENTENCE)
        case Round():
            said = round_words(words, item.step)
            cues = (said, AFTER_SENTENCE) if said is not None else ()
        case PlaySound(sound=name, beside=beside):
            cues = (Sound(name, Role.MOVE, beside), Pause(Seconds(0.3)))
        case WaitFor(wait=prompt, time=time, position=position):
            after, moves = _led(words, body, position)
            length = Seconds(time.at(words.choices.level)) if time else max(WAIT_IN_A_FILE, moves)
            prompt = words.sided(prompt, None)
            said = words.say("wait-for", Role.MOVE, prompt=ended(prompt), length=words.phrases.length(length))
            cues = (said, Wait(without_silences(prompt), length))
    return Segment(kind, cues, item.place, number, title, before=body, after=after)


def _following(words: Wording, items: Sequence[Visit | Interlude]) -> Say | None:
    """What comes after a rest, and in which position; None if words of the author's own come, which say it themselves."""
    silent = PlaySound | PauseFor
    heard = (
        item for item in items if isinstance(item, Visit) or not (item.marks or isinstance(item.step, silent))
    )
    visit = next(heard, None)
    if not isinstance(visit, Visit):
        return None
    where = words.position(visit.exercise.position)
    return words.say("rest-next", Role.PROGRESS, name=unended(words.title(visit)), where=where)


def _led(words: Wording, body: Body, position: Position | None) -> tuple[Body, Seconds]:
    """Where an author's words lead, and the time to get there."""
    if position in (None, body.position):
        return body, NOTHING
    there = Body(position)
    return there, words.at_pace(seconds_to_move(body, there))


def _close(words: Wording, routine: Routine, body: Body, number: int) -> Iterator[Segment]:
    """The way up from the floor, whatever the author's last words say; then these."""
    title = words.phrases.say("close-title")
    standing = body
    if up := way_up(words, body):
        standing = Body(Position.STANDING)
        yield Segment(SegmentKind.MOVE, up, visit=number, title=title, before=body, after=standing)
    if routine.close and (not words.known or words.turn_of(CLOSE_OF_AUTHOR) == 0):
        said = words.author(routine.close, Role.CLOSE)
    elif words.first_time:
        # `number` is that of the close: there is no last exercise where there is none.
        said = words.say("close" if number > 1 else "close-only", Role.CLOSE)
    else:
        said = words.say("close-again", Role.CLOSE, which=words.turn_of(CLOSINGS))
    cues: tuple[Cue, ...] = (said, AFTER_SENTENCE)
    if routine.frequency:
        how_often = Say(
            sentence(words.phrases.say("close-often", often=often_words(words, routine))), Role.CLOSE
        )
        cues += (how_often, AFTER_SENTENCE)
    yield Segment(SegmentKind.CLOSE, cues, visit=number, title=title, before=standing, after=standing)
