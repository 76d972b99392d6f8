"""A Routine becomes a Script: the coach who says what comes, before it is needed, and counts what is done.

The ten rules of the coach are kept here and in the rooms beside: `outline` (what there is to do), `setup` and `moving`
(before the effort), `work`, `repetitions`, `counting` and `resting` (the effort and the rest), `wording` (how much is said).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from voicecoach.phrases import phrases_of
from voicecoach.routine.library import load_routine
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import Kind, PauseFor, PlaySound, Position, Rest, Routine, SayText, WaitFor
from voicecoach.routine.silences import without_silences
from voicecoach.script.body import START, Body
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Cue, Pause, Role, Say, Script, Segment, SegmentKind, Slot, Sound, Wait
from voicecoach.script.move_table import seconds_to_move
from voicecoach.script.outline import Interlude, Round, Visit, outline
from voicecoach.script.resting import rest_slot, rest_words
from voicecoach.script.say_as import SayAs
from voicecoach.script.setup import AFTER_SENTENCE, chapter_title, fetching, setup_segments
from voicecoach.script.ways import lines_in_effect, way_up
from voicecoach.script.wording import SENTENCE_ENDS, Wording, sentence, unended
from voicecoach.script.work import work_segments
from voicecoach.units import Seconds

WAIT_IN_A_FILE = Seconds(10.0)
"""How long a wait lasts if nobody can answer and the author does not say."""

OPENINGS, CLOSINGS = 4, 4
"""So many ways the coach has to begin and to end a session that is not the first."""
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
    words = Wording(phrases_of(routine.language), choices)
    items = outline(routine, choices)
    visits = [item for item in items if isinstance(item, Visit)]
    yield from _opening(words, routine, items, visits, total, quiet)
    # Whoever fetched something is on their feet.
    body = Body(Position.STANDING) if props_of(visits) else START
    in_effect: Collection[str] = ()
    number, title, rested = 0, routine.title, False
    for at, item in enumerate(items):
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
            made = _interlude(words, item, body, number, title, _following(words, items[at + 1 :]), how)
            body = made.after
            yield made
    yield from _close(words, routine, body, len(visits) + 1)


def _lasts(item: Interlude, choices: Choices) -> bool:
    """Whether there is anything of it: a rest or a pause may be of no length."""
    match item.step:
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
    for segment in setup_segments(words, visit, visits, body, in_effect=in_effect):
        body = segment.after
        yield segment
    yield from work_segments(words, visit, body)


def _opening(
    words: Wording,
    routine: Routine,
    items: tuple[Visit | Interlude, ...],
    visits: list[Visit],
    total: Seconds | None,
    quiet: Seconds,
) -> Iterator[Segment]:
    title = unended(words.sided(routine.title, None))
    if routine.welcome and not words.known:
        welcome = words.author(routine.welcome, Role.WELCOME)
    elif words.first_time:
        welcome = words.say("welcome", Role.WELCOME, title=title)
    else:
        welcome = words.say("welcome-again", Role.WELCOME, title=title, which=words.turn_of(OPENINGS))
    yield Segment(SegmentKind.WELCOME, (welcome, AFTER_SENTENCE), title=routine.title)
    notice: list[Cue] = []
    if words.long_notice:
        for said in safety_notice(routine, signs=words.first_time):
            notice += [words.say(said, Role.SAFETY), AFTER_SENTENCE]
        for line in routine.notices:
            notice += [words.author(line, Role.SAFETY), AFTER_SENTENCE]
        stop = "safety-stop-allowed" if routine.allows_pain() else "safety-stop"
    else:
        stop = "safety-short-allowed" if routine.allows_pain() else "safety-short"
    notice += [words.say(stop, Role.SAFETY), AFTER_SENTENCE]
    yield Segment(SegmentKind.SAFETY, tuple(notice), title=routine.title)
    cues: list[Cue] = []
    if total is not None:
        cues += [_overview(words, items, visits, total), AFTER_SENTENCE, *([Pause(quiet)] if quiet else [])]
    cues += fetching(words, props_of(visits))
    if cues:
        yield Segment(SegmentKind.WELCOME, tuple(cues), title=routine.title)


def safety_notice(routine: Routine, *, signs: bool) -> tuple[str, ...]:
    """The keys of the messages that a session begins with: short for what one's own therapist wrote, never none.

    `signs`: with those that need a doctor.
    """
    if routine.prescribed:
        return ("safety-prescribed",)
    return ("safety-notice", "safety-signs") if signs else ("safety-notice",)


def props_of(visits: Iterable[Visit]) -> tuple[str, ...]:
    """All that a session needs, each thing once."""
    return tuple(dict.fromkeys(prop for visit in visits for prop in visit.exercise.props))


def _overview(
    words: Wording, items: tuple[Visit | Interlude, ...], visits: list[Visit], total: Seconds
) -> Say:
    """What there is to do, counted as a person counts, and how long it takes."""
    waits = any(isinstance(item, Interlude) and isinstance(item.step, WaitFor) for item in items)
    warm = 0
    while warm < len(visits) and visits[warm].exercise.kind is Kind.WARM_UP:
        warm += 1
    # What a repeat brings again comes from the same place in the file.
    places = [visit.place for visit in visits[warm:]]
    exercises = len(set(places))
    rounds = len(places) // exercises if exercises else 0
    if any(places.count(place) != rounds for place in set(places)):
        rounds = 1
    what: str = words.phrases.phrase("overview-exercises", exercises=exercises)
    if rounds > 1:
        what = words.phrases.phrase("overview-rounds", what=what, rounds=rounds)
    if warm:
        what = (
            words.phrases.phrase("overview-warm-up", what=what)
            if exercises
            else words.phrases.phrase("overview-warm")
        )
    elif not exercises:
        what = ""
    key = "overview" if visits else "overview-only"
    said = words.phrases.say(key, what=what, total=words.phrases.total(total), waits=str(waits).lower())
    return Say(sentence(said), Role.PROGRESS)


def _interlude(
    words: Wording,
    item: Interlude,
    body: Body,
    number: int,
    title: str,
    following: Say | None,
    how: Say | None,
) -> Segment:
    kind = SegmentKind.MOVE
    after = body
    match item.step:
        case Rest(rest=rest):
            kind = SegmentKind.REST
            length = Seconds(rest.at(words.choices.level))
            cues: tuple[Cue, ...] = (rest_slot(words, length, following=following, how=how, ready=False),)
        case PauseFor(pause=pause):
            kind = SegmentKind.REST
            cues = (Slot(Role.REST, Seconds(pause.at(words.choices.level))),)
        case SayText(say=text, position=position):
            after, moves = _led(words, body, position)
            cues = (words.author(text, Role.MOVE), Slot(Role.MOVE, moves) if moves else AFTER_SENTENCE)
        case Round(number=one, of=rounds):
            key = "round-last" if one == rounds else "round-of"
            numbers = {"number": words.phrases.number(one), "rounds": words.phrases.number(rounds)}
            cues = (words.say(key, Role.PROGRESS, **({} if one == rounds else numbers)), AFTER_SENTENCE)
        case PlaySound(sound=name):
            cues = (Sound(name, Role.MOVE), Pause(Seconds(0.3)))
        case WaitFor(wait=prompt, time=time, position=position):
            after, moves = _led(words, body, position)
            length = Seconds(time.at(words.choices.level)) if time else max(WAIT_IN_A_FILE, moves)
            prompt = words.sided(prompt, None)
            said = words.say(
                "wait-for", Role.MOVE, prompt=_ended(prompt), length=words.phrases.length(length)
            )
            cues = (said, Wait(without_silences(prompt), length))
    return Segment(kind, cues, item.place, number, title, before=body, after=after)


def _following(words: Wording, items: Sequence[Visit | Interlude]) -> Say | None:
    """What comes after a rest, and in which position; None if words of the author's own come, which say it themselves."""
    silent = PlaySound | PauseFor | Round
    heard = (item for item in items if isinstance(item, Visit) or not isinstance(item.step, silent))
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


def _ended(text: str) -> str:
    return text if text.endswith(SENTENCE_ENDS) else text + "."


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
        said = words.say("close", Role.CLOSE)
    else:
        said = words.say("close-again", Role.CLOSE, which=words.turn_of(CLOSINGS))
    yield Segment(
        SegmentKind.CLOSE, (said, AFTER_SENTENCE), visit=number, title=title, before=standing, after=standing
    )
