"""Before the effort: the exercise's name, what there is to do and why, the way into the position, the set-up."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import replace

from voicecoach.routine.model import Kind, Position
from voicecoach.script.body import Body, Side
from voicecoach.script.cue import Cue, Pause, Role, Say, Segment, SegmentKind, Slot
from voicecoach.script.dose_words import dose_sentence, load_sentences, tempo_sentence
from voicecoach.script.instructions import is_furniture, names_warm_up, ordered_lines
from voicecoach.script.meanwhile import say_meanwhile
from voicecoach.script.move_table import TIRING
from voicecoach.script.outline import Visit
from voicecoach.script.progress import more_than_before
from voicecoach.script.ways import Way, followed, leaving, move_cues, names_side, settled_once, unhurried, way
from voicecoach.script.wording import Wording, unended
from voicecoach.units import Seconds

AFTER_SENTENCE = Pause(Seconds(0.6))
"""Between two sentences that only inform."""
TO_FETCH = Seconds(25.0)
"""To fetch one thing and put it beside the mat."""
TO_FETCH_MORE = Seconds(10.0)
"""For each further thing."""
TO_MOVE_THE_MAT = Seconds(20.0)
"""More time for a piece of furniture: nobody carries it, but the mat is carried to it, and it is tested for firmness."""
TO_TURN = Seconds(1.5)
"""Between the word for the other side and its set-up, if nobody has to turn over."""
TO_CHANGE = Seconds(4.0)
"""The same, if there is no set-up to hear."""


def setup_segments(
    words: Wording, visit: Visit, visits: int, body: Body, *, in_effect: Collection[str] = ()
) -> Iterator[Segment]:
    """The name and the dose; the move, if the position changes; the instructions and cautions; the loaded position last.

    What is explained comes before the move into a position that tires, else in it, before the body is loaded.
    """
    exercise = visit.exercise
    side = visit.doses[0][0]
    if words.habit:
        yield from _by_habit(words, visit, visits, body, side, in_effect)
        return
    road = way(words, body, visit, side, in_effect=in_effect)
    said = _explained(words, visit, side)
    opening = _opening(words, visit, visits)
    setup = road.base, road.load
    if _known(words, visit):
        setup = _briefly(words, visit, side, road, load=False), _briefly(words, visit, side, road, load=True)
    if road.move and exercise.position in TIRING:
        opening += said
        said = ()
    if not road.move:
        yield _segment(
            words, visit, SegmentKind.SETUP, opening + setup[0] + said + setup[1], body, road.ready
        )
        return
    yield _segment(words, visit, SegmentKind.SETUP, opening, body, body)
    cues = setup[0] + said + setup[1]
    yield _segment(words, visit, SegmentKind.MOVE, road.move, body, road.there if cues else road.ready)
    if cues:
        yield _segment(words, visit, SegmentKind.SETUP, cues, road.there, road.ready)


def _by_habit(
    words: Wording, visit: Visit, visits: int, body: Body, side: Side | None, in_effect: Collection[str]
) -> Iterator[Segment]:
    """For somebody who knows the exercise well: its name and its position; the dose and the cautions while the body moves."""
    said = tuple(_dose(words, visit, visits))
    if not visit.again:
        said += () if visit.pain is None else (pain_allowed(words, visit.pain),)
        said += tuple(words.author(text, Role.SAFETY, side) for text in visit.exercise.caution)
    road = way(words, body, visit, side, in_effect=in_effect)
    setup = road.base + road.load
    if _known(words, visit):
        setup = _briefly(words, visit, side, road, load=False)
        setup += _briefly(words, visit, side, road, load=True)
    setup = settled_once(words, setup)
    move, said = say_meanwhile(road.move, said)
    setup, said = say_meanwhile(setup, said)
    opening = _name(words, visit, visits, moves=bool(move))
    opening += tuple(cue for one in said for cue in (one, AFTER_SENTENCE))
    if not move:
        yield _segment(words, visit, SegmentKind.SETUP, opening + setup, body, road.ready)
        return
    yield _segment(words, visit, SegmentKind.SETUP, opening, body, body)
    yield _segment(words, visit, SegmentKind.MOVE, move, body, road.there if setup else road.ready)
    if setup:
        yield _segment(words, visit, SegmentKind.SETUP, setup, road.there, road.ready)


def switch_segment(words: Wording, visit: Visit, before: Side, after: Side, body: Body) -> Segment:
    """From the set-up of one side into that of the other: out of the one, over, and the whole set-up again."""
    exercise = visit.exercise
    rest = replace(body, loaded=False, done=before)
    shared = {line.text for line in ordered_lines(words.phrases, exercise.setup).base}
    road = way(words, rest, visit, after, in_effect=shared)
    said = words.say("switch", Role.SIDE, side=words.side(after))
    cues: tuple[Cue, ...] = leaving(words, exercise, before)
    if road.move:
        cues += (replace(said, side=after), AFTER_SENTENCE, *road.move)
    else:
        time = words.at_pace(TO_TURN if road.base or road.load else TO_CHANGE)
        cues += (replace(said, side=after), Slot(Role.MOVE, time, side=after))
    explained = [
        line
        for line in ordered_lines(words.phrases, exercise.setup).words
        if ("{side}" in line.text or "{other}" in line.text) and not words.known
    ]
    cues += road.base + followed(words, explained, after) + road.load
    made = _segment(words, visit, SegmentKind.SWITCH, cues, body, road.ready)
    return replace(made, side=after)


def leave_segment(words: Wording, visit: Visit, side: Side | None, body: Body) -> Segment | None:
    """Out of the exercise, if its author says how."""
    cues = leaving(words, visit.exercise, visit.doses[-1][0] if side is Side.ALTERNATE else side)
    if not cues:
        return None
    after = at_rest(body, side)
    if after.position is Position.HANGING:
        # Nobody rests there: the author's words are the way down. The last of them has the time of that way, or its own if
        # it asks for more.
        after = replace(after, position=Position.STANDING)
        (down,) = (cue for cue in move_cues(words, body, after) if isinstance(cue, Slot))
        *said, own = cues
        assert isinstance(own, Pause | Slot)
        cues = (*said, replace(down, seconds=max(down.seconds, own.seconds)))
    return _segment(words, visit, SegmentKind.MOVE, cues, body, after)


def at_rest(body: Body, side: Side | None) -> Body:
    """After the last repetition: nothing works, and nothing is held."""
    return replace(body, held=(), loaded=False, done=None if side is Side.ALTERNATE else side)


def chapter_title(words: Wording, visit: Visit) -> str:
    """What a chapter and a screen call the exercise of a visit: with the round."""
    title = words.title(visit)
    if visit.round is None:
        return title
    return words.phrases.say("chapter-round", title=title, round=visit.round.number)


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
        before=before,
        after=after,
    )


def _known(words: Wording, visit: Visit) -> bool:
    """Whether only what names a side needs to be said."""
    return words.bare or visit.again


def _briefly(words: Wording, visit: Visit, side: Side | None, road: Way, *, load: bool) -> tuple[Cue, ...]:
    """The set-up of an exercise that was heard before: what names a side, and, unless only counts are said, what loads the body
    too. What else there is to do after a move gets its time, and no words."""
    lines = ordered_lines(words.phrases, visit.exercise.setup)
    here = lines.load if load else lines.base
    if words.bare or not visit.again:
        return followed(words, [line for line in here if names_side(line)], side)
    if not road.move:
        here = tuple(line for line in here if load or names_side(line))
    return followed(words, here, side, briefly=True)


def _opening(words: Wording, visit: Visit, visits: int) -> tuple[Cue, ...]:
    exercise = visit.exercise
    cues: list[Cue] = []
    # Rounds say how far they are.
    if visits > 3 and visit.round is None and visit.number == visits // 2 + 1 and not words.bare:
        # Of the exercises, not of the time: nobody knows yet how long they take.
        left = words.phrases.number(visits - visit.number + 1)
        cues += [words.say("exercises-left", Role.PROGRESS, number=left), AFTER_SENTENCE]
    cues += _name(words, visit, visits)
    for said in _dose(words, visit, visits):
        cues += [said, AFTER_SENTENCE]
    if exercise.about and words.full and not visit.again:
        cues += [words.author(exercise.about, Role.SETUP), AFTER_SENTENCE]
    cues += fetching(words, visit.fetch)
    return tuple(cues)


def _name(words: Wording, visit: Visit, visits: int, *, moves: bool = True) -> tuple[Cue, ...]:
    """The exercise's name; with its position if no move leads there, no rest has announced it, and it is not the first,
    before which the words for fetching things or the author's own led there."""
    name = unended(words.title(visit))
    key = _name_key(visit, visits)
    if key == "name-warm-up" and names_warm_up(words.phrases, visit.exercise.name):
        key = "name-starts"
    if not moves and not visit.announced and visit.number > 1:
        where = words.position(visit.exercise.position)
        name = words.phrases.say("name-position", name=name, where=where)
    if words.is_new(visit.id) and not visit.again:
        key = "name-new"
    return words.say(key, Role.NAME, name=name), AFTER_SENTENCE


def _dose(words: Wording, visit: Visit, visits: int) -> Iterator[Say]:
    """What there is to do, and if it is more than it was."""
    if not visit.alike:
        yield Say(dose_sentence(words, visit), Role.SETUP)
        if more := more_than_before(words, visit):
            yield more
        tempo = tempo_sentence(words, visit)
        if tempo and words.full:
            yield Say(tempo, Role.SETUP)
        for said in load_sentences(words, visit):
            yield Say(said, Role.SETUP)
    elif _name_key(visit, visits) != "name-again":
        yield words.say("dose-again", Role.SETUP)
    if visit.doses[0][1].open and not visit.alike:
        yield words.say("open-rule", Role.SETUP)


def _name_key(visit: Visit, visits: int) -> str:
    if visits == 1:
        return "name-only"
    if visit.number == 1:
        return "name-warm-up" if visit.exercise.kind is Kind.WARM_UP else "name-first"
    if visit.announced:
        return "name-only"
    if visit.number == visits:
        return "name-last"
    return "name-again" if visit.at_once else "name-next"


def fetching(words: Wording, props: tuple[str, ...]) -> tuple[Cue, ...]:
    """To fetch things, with the time that it takes."""
    if not props:
        return ()
    furniture = tuple(prop for prop in props if is_furniture(words.phrases, prop))
    carried = tuple(prop for prop in props if prop not in furniture)
    said: list[Cue] = []
    for key, things in (
        ("props-stay", furniture),
        ("props-ready-too" if furniture else "props-ready", carried),
    ):
        if things:
            said += [words.say(key, Role.SETUP, props=listed(words, things)), AFTER_SENTENCE]
    seconds = TO_FETCH + TO_FETCH_MORE * (len(props) - 1) + TO_MOVE_THE_MAT * len(furniture)
    # A length that is said is a round one.
    time = Seconds(5.0 * math.ceil(words.at_pace(Seconds(seconds)) / 5.0))
    goes_on = words.say("go-on-in", Role.SETUP, length=words.phrases.length(time))
    return *said, goes_on, Slot(Role.MOVE, time, unhurried(words, time))


def listed(words: Wording, props: tuple[str, ...]) -> str:
    """Several things in one phrase."""
    text = props[0]
    for prop in props[1:-1]:
        text = words.phrases.say("props-more", one=text, other=prop)
    return words.phrases.say("props-and", one=text, other=props[-1]) if len(props) > 1 else text


def _explained(words: Wording, visit: Visit, side: Side | None) -> tuple[Cue, ...]:
    """What explains the movement, and the cautions."""
    cues: tuple[Cue, ...] = ()
    if not _known(words, visit) and not words.known:
        lines = [
            line
            for line in ordered_lines(words.phrases, visit.exercise.setup).words
            if line.text not in visit.heard or "{" in line.text
        ]
        cues += followed(words, lines, side)
    if not visit.again:
        if visit.pain is not None:
            cues += (pain_allowed(words, visit.pain), AFTER_SENTENCE)
        for caution in visit.exercise.caution:
            cues += (words.author(caution, Role.SAFETY, side), AFTER_SENTENCE)
    return cues


def pain_allowed(words: Wording, most: int) -> Say:
    """How much pain is all right in an exercise."""
    return words.say("pain-allowed", Role.SAFETY, pain=words.phrases.number(most))
