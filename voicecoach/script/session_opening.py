"""How a session begins: the welcome, safety first, what there is to do, and what to fetch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from voicecoach.routine.model import Kind, Routine, WaitFor
from voicecoach.script.cue import Cue, Pause, Role, Say, Segment, SegmentKind
from voicecoach.script.picking import missing
from voicecoach.script.setup import AFTER_SENTENCE, fetching, listed
from voicecoach.script.visit import Interlude, Visit
from voicecoach.script.wording import Wording, sentence, unended
from voicecoach.units import Seconds

NAMED = 3
"""So many exercises that are left out are named."""
OPENINGS = 4
"""So many ways the coach has to begin a session that is not the first."""


def opening(
    words: Wording,
    routine: Routine,
    items: tuple[Visit | Interlude, ...],
    visits: list[Visit],
    total: Seconds | None,
    quiet: Seconds,
) -> Iterator[Segment]:
    """The segments before the first exercise. `total` is announced if there is one, and `quiet` follows it."""
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
    notice += [words.say(stop, Role.SAFETY, exercises=max(1, len(visits))), AFTER_SENTENCE]
    yield Segment(SegmentKind.SAFETY, tuple(notice), title=routine.title)
    cues: list[Cue] = []
    if total is not None:
        cues += [_overview(words, items, visits, total), AFTER_SENTENCE, *([Pause(quiet)] if quiet else [])]
    if left := missing(routine, words.choices):
        cues += [_without(words, routine, left), AFTER_SENTENCE]
    cues += fetching(words, props_of(visits))
    if cues:
        yield Segment(SegmentKind.WELCOME, tuple(cues), title=routine.title)


def _without(words: Wording, routine: Routine, left: tuple[str, ...]) -> Say:
    """What is left out, by name; more than NAMED are counted."""
    if len(left) > NAMED:
        return words.say("left-this-time-many", Role.PROGRESS, number=len(left))
    names = tuple(dict.fromkeys(unended(words.sided(routine.exercises[one].name, None)) for one in left))
    return words.say("left-this-time", Role.PROGRESS, exercises=listed(words, names))


def safety_notice(routine: Routine, *, signs: bool) -> tuple[str, ...]:
    """The keys of the messages that a session begins with: short for what one's own therapist wrote, never none.

    `signs`: with those that need a doctor.
    """
    if routine.prescribed:
        return ("safety-prescribed",)
    return ("safety-notice", "safety-signs") if signs else ("safety-notice",)


def props_of(visits: Iterable[Visit]) -> tuple[str, ...]:
    """All that a session needs, each thing once: of a chair, and a chair against a wall, the second will do."""
    props = dict.fromkeys(prop for visit in visits for prop in visit.exercise.props)
    return tuple(prop for prop in props if not any(other.startswith(f"{prop} ") for other in props))


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
    as_many = any(visit.round is not None and visit.round.of is None for visit in visits)
    if as_many or any(places.count(place) != rounds for place in set(places)):
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
