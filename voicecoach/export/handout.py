"""The exercises of a session in words for a patient: what hangs on the fridge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce

from voicecoach.export.captions import plain
from voicecoach.phrases import Phrases, phrases_of
from voicecoach.routine.model import Exercise, Routine, Sides
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Role
from voicecoach.script.dose_words import (
    dose_sentence,
    load_sentences,
    rest_sentences,
    round_sentences,
    tempo_sentence,
)
from voicecoach.script.outline import Visit, outline
from voicecoach.script.setup import pain_allowed
from voicecoach.script.wording import Wording, often_words
from voicecoach.timeline.timeline import EventKind, Timeline
from voicecoach.units import Seconds


@dataclass(frozen=True, slots=True)
class ItemPicture:
    """What an exercise looks like: a PNG or JPEG that was checked when the routine was read."""

    media_type: str
    data: bytes = field(repr=False)
    width: int
    """Pixels, as they are stored."""
    height: int
    turned: int
    """The orientation that Exif numbers from 1 to 8; 1 is shown as it is stored."""
    shows: str
    """In words, for somebody who cannot see it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise."""

    title: str
    kind: str = ""
    dose: str = ""
    """One or two sentences."""
    position: str = ""
    props: tuple[str, ...] = ()
    about: str = ""
    steps: tuple[str, ...] = ()
    """What to do, a sentence each, in order."""
    remember: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    easier: str = ""
    """The name of an easier exercise that may take its place."""
    picture: ItemPicture | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Handout:
    """All that a patient needs on paper. Every text is one line of plain words."""

    title: str
    length_s: Seconds
    about: str = ""
    props: tuple[str, ...] = ()
    safety: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    source: str = ""
    facts: tuple[str, ...] = ()
    """For whom it is, from whom, the date, and how often, a line each."""


def make_handout(routine: Routine, choices: Choices, timeline: Timeline) -> Handout:
    """The handout of a session; an exercise that comes several times with the same dose is there once."""
    phrases = phrases_of(routine.language)
    choices = choices.settled(routine)
    wording = Wording(phrases, choices)
    items: dict[Item, None] = {}
    props: dict[str, None] = {}
    for visit in outline(routine, choices):
        if isinstance(visit, Visit):
            items[_item(routine, visit, wording)] = None
            props.update(dict.fromkeys(map(plain, visit.exercise.props)))
    return Handout(
        title=plain(routine.title),
        length_s=timeline.duration,
        about=plain(routine.about or ""),
        facts=tuple(map(plain, _facts(routine, wording))),
        props=tuple(props),
        safety=(_notice(routine, phrases), phrases.say("safety-signs"), *map(plain, routine.notices)),
        items=tuple(items),
        source=plain(routine.source or ""),
    )


def handout_without_routine(timeline: Timeline) -> Handout:
    """What the timeline alone knows: the chapters, with what is said to set each up."""
    items = []
    for chapter in timeline.chapters():
        parts = [part for part in timeline.parts if chapter.start <= part.start < chapter.end]
        if any(part.segment.exercise for part in parts):
            events = [event for part in parts for event in part.events if event.kind is EventKind.SAY]
            steps = dict.fromkeys(plain(event.text) for event in events if event.role is Role.SETUP)
            items.append(Item(plain(chapter.title), steps=tuple(steps)))
    phrases = phrases_of(timeline.language)
    safety = (phrases.say("paper-notice", allowed="false"), phrases.say("safety-signs"))
    return Handout(plain(timeline.title), timeline.duration, safety=safety, items=tuple(items))


def listed(phrases: Phrases, names: Iterable[str]) -> str:
    """Several names in a row; empty if there are none."""
    return reduce(
        lambda before, name: phrases.say("list-more", one=before, other=name) if before else name, names, ""
    )


def _notice(routine: Routine, phrases: Phrases) -> str:
    """On every handout: not medical advice, or the words of the patient's own therapist before that."""
    key = "paper-notice-prescribed" if routine.prescribed else "paper-notice"
    return phrases.say(key, allowed=str(routine.allows_pain()).lower())


def _facts(routine: Routine, wording: Wording) -> Iterator[str]:
    phrases = wording.phrases
    if routine.for_whom:
        yield phrases.say("paper-for", name=routine.for_whom)
    if routine.from_whom:
        yield phrases.say("paper-from", name=routine.from_whom)
    if routine.date:
        yield phrases.say("paper-date", date=routine.date)
    if routine.frequency:
        yield phrases.say("paper-often", often=often_words(wording, routine))


def _prescribed(wording: Wording, visit: Visit) -> Iterator[str]:
    """All that is prescribed, a sentence each."""
    yield dose_sentence(wording, visit)
    if tempo := tempo_sentence(wording, visit):
        yield tempo
    yield from load_sentences(wording, visit)
    yield from rest_sentences(wording, visit)
    yield from round_sentences(wording, visit)


def _item(routine: Routine, visit: Visit, wording: Wording) -> Item:
    exercise = visit.exercise
    first = visit.doses[0][0]

    def read(text: str) -> str:
        return plain(wording.sided(text, first))

    steps = [*exercise.setup, *(text for text in (exercise.go, exercise.finish) if text), *exercise.leave]
    sided = [read(text) for text in steps]
    if any("{" in text for text in steps) and exercise.sides is Sides.EACH and len(visit.doses) > 1:
        sided.append(wording.phrases.say("paper-other-side"))
    allowed = () if visit.pain is None else (plain(pain_allowed(wording, visit.pain).text),)
    return Item(
        title=plain(exercise.name),
        kind=wording.phrases.say("paper-kind", kind=exercise.kind.replace(" ", "-")),
        dose=plain(" ".join(_prescribed(wording, visit))),
        position=wording.phrases.say("paper-position", position=exercise.position.replace(" ", "-")),
        props=tuple(map(plain, exercise.props)),
        about=read(exercise.about or ""),
        steps=tuple(sided),
        remember=tuple(map(read, exercise.remind)),
        cautions=(*allowed, *map(read, exercise.caution)),
        easier=plain(routine.exercises[exercise.easier].name) if exercise.easier else "",
        picture=_picture(exercise),
    )


def _picture(exercise: Exercise) -> ItemPicture | None:
    if exercise.picture is None or (found := exercise.picture.beside) is None:
        return None
    shows = plain(exercise.picture.shows or exercise.name)
    return ItemPicture(found.media_type, found.data, found.width, found.height, found.turned, shows)
