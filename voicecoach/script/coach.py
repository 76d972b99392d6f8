"""A Routine becomes a Script: the coach who says what comes, before it is needed, and counts what is done.

The ten rules of the coach are kept here and in the rooms beside: `outline` (what there is to do), `setup` and `moving`
(before the effort), `work`, `repetitions`, `counting` and `resting` (the effort and the rest), `wording` (how much is said).
"""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.routine.model import PlaySound, Position, Rest, Routine, SayText, Sides, WaitFor
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Cue, Pause, Role, Script, Segment, SegmentKind, Slot, Sound, Wait
from voicecoach.script.moving import level_of, seconds_to_move
from voicecoach.script.outline import Interlude, Visit, outline
from voicecoach.script.phrases import phrases_of
from voicecoach.script.resting import rest_slot
from voicecoach.script.setup import AFTER_SENTENCE, TO_FOLLOW, listed, setup_segments
from voicecoach.script.wording import Wording, unended
from voicecoach.script.work import work_segments
from voicecoach.units import Seconds

WAIT_IN_A_FILE = Seconds(10.0)
"""How long a wait lasts where nobody can answer and the author does not say."""

NOTHING = Seconds(0.0)
"""No pause."""


def coach(
    routine: Routine,
    choices: Choices,
    *,
    id: str,
    total: Seconds | None = None,
    quiet: Seconds = NOTHING,
) -> Script:
    """All that is said in one session.

    `total` is the session's length as the overview announces it; without it no length is announced. `quiet` is a pause
    after it, for a session that would else be a moment shorter than it says.
    """
    return Script(id, routine.title, tuple(segments(routine, choices, total=total, quiet=quiet)))


def announced(routine: Routine, total: Seconds) -> str:
    """How the overview tells a length: the same words for all lengths that are told alike."""
    return phrases_of(routine.language).total(total)


def segments(
    routine: Routine, choices: Choices, *, total: Seconds | None = None, quiet: Seconds = NOTHING
) -> Iterator[Segment]:
    """The same, one segment after the other."""
    words = Wording(phrases_of(routine.language), choices)
    items = outline(routine, choices)
    visits = [item for item in items if isinstance(item, Visit)]
    yield from _opening(words, routine, items, visits, total, quiet)
    before: Position | None = None
    back = False
    number, title = 0, routine.title
    for item in items:
        if isinstance(item, Visit):
            yield from visit_segments(words, item, len(visits), before, back=back)
            back = item.exercise.sides is Sides.EACH
            before, number, title = item.exercise.position, item.number, words.title(item)
            continue
        if not isinstance(item.step, Rest) or item.step.rest.at(choices.level):
            yield _interlude(words, item, before, number, title)
        if isinstance(item.step, SayText | WaitFor) and item.step.position not in (None, before):
            before, back = item.step.position, False
    yield _close(words, routine, before, len(visits) + 1)


def visit_segments(
    words: Wording, visit: Visit, visits: int, before: Position | None, *, back: bool = False
) -> Iterator[Segment]:
    """One exercise, from its name to its last repetition, for somebody who is in position `before`.

    `back`: somebody who did one side after the other before, and so ended on the side that comes second.
    """
    yield from setup_segments(words, visit, visits, before, back=back)
    yield from work_segments(words, visit)


def _opening(
    words: Wording,
    routine: Routine,
    items: tuple[Visit | Interlude, ...],
    visits: list[Visit],
    total: Seconds | None,
    quiet: Seconds,
) -> Iterator[Segment]:
    if routine.welcome:
        welcome = words.author(routine.welcome, Role.WELCOME)
    else:
        welcome = words.say("welcome", Role.WELCOME, title=unended(words.sided(routine.title, None)))
    yield Segment(SegmentKind.WELCOME, (welcome, AFTER_SENTENCE), title=routine.title)
    notice: list[Cue] = [words.say("safety-notice", Role.SAFETY), AFTER_SENTENCE]
    for line in routine.safety:
        notice += [words.author(line, Role.SAFETY), AFTER_SENTENCE]
    notice += [words.say("safety-stop", Role.SAFETY), AFTER_SENTENCE]
    yield Segment(SegmentKind.SAFETY, tuple(notice), title=routine.title)
    cues: list[Cue] = []
    if total is not None:
        waits = any(isinstance(item, Interlude) and isinstance(item.step, WaitFor) for item in items)
        told = words.say(
            "overview",
            Role.PROGRESS,
            count=len(visits),
            exercises=words.phrases.number(len(visits)),
            total=words.phrases.total(total),
            waits=str(waits).lower(),
        )
        cues += [told, AFTER_SENTENCE, *([Pause(quiet)] if quiet else [])]
    props = tuple(dict.fromkeys(prop for visit in visits for prop in visit.exercise.props))
    if props:
        cues += [words.say("props-ready", Role.SETUP, props=listed(words, props)), TO_FOLLOW]
    if cues:
        yield Segment(SegmentKind.WELCOME, tuple(cues), title=routine.title)


def _interlude(words: Wording, item: Interlude, before: Position | None, number: int, title: str) -> Segment:
    kind = SegmentKind.MOVE
    match item.step:
        case Rest(rest=rest):
            kind = SegmentKind.REST
            length = Seconds(rest.at(words.choices.level))
            # What comes next is told as it begins, so that its chapter has its name.
            cues: tuple[Cue, ...] = (rest_slot(words, length, ready=False),)
        case SayText(say=text, position=position):
            told = words.author(text, Role.MOVE)
            moves = seconds_to_move(before, position) if position else NOTHING
            cues = (told, Slot(Role.MOVE, moves) if moves else AFTER_SENTENCE)
        case PlaySound(sound=name):
            cues = (Sound(name, Role.MOVE), Pause(Seconds(0.3)))
        case WaitFor(wait=prompt, time=time, position=position):
            moves = seconds_to_move(before, position) if position else NOTHING
            length = Seconds(time.at(words.choices.level)) if time else max(WAIT_IN_A_FILE, moves)
            prompt = words.sided(prompt, None)
            told = words.say(
                "wait-for", Role.MOVE, prompt=_ended(prompt), length=words.phrases.length(length)
            )
            cues = (told, Wait(prompt, length))
    return Segment(kind, cues, item.place, number, title)


def _ended(text: str) -> str:
    return text if text[-1] in ".!?" else text + "."


def _close(words: Wording, routine: Routine, before: Position | None, number: int) -> Segment:
    if routine.close:
        said = words.author(routine.close, Role.CLOSE)
    else:
        said = words.say("close", Role.CLOSE, position=level_of(before).value)
    title = words.phrases.say("close-title")
    return Segment(SegmentKind.CLOSE, (said, AFTER_SENTENCE), visit=number, title=title)
