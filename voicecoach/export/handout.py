"""The exercises of a session in words for a patient: what hangs on the fridge."""

from __future__ import annotations

from dataclasses import dataclass

from voicecoach.export.captions import plain
from voicecoach.phrases import phrases_of
from voicecoach.routine.model import Kind, Position, Routine, Sides
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Role
from voicecoach.script.outline import Visit, outline
from voicecoach.script.setup import pain_allowed
from voicecoach.script.wording import Wording
from voicecoach.timeline.timeline import EventKind, Timeline
from voicecoach.units import Seconds

NOTICE = (
    "This is not medical advice. If your pain is more than minor, or follows an injury, see a doctor or a"
    " physiotherapist first. Stop any exercise that hurts."
)
"""Stands on every handout but one of a routine that the patient's own therapist wrote."""

PRESCRIBED = (
    "This routine was written for you. Do it as you were shown, and ask the one who wrote it if anything feels"
    " wrong. Stop any exercise that hurts."
)
"""Stands there instead."""

ALLOWED = " more than it says there."
"""The end of either, if some exercise may hurt a little."""

SIGNS = (
    "See a doctor at once if you notice numbness between your legs, new weakness in a leg, trouble with your bladder"
    " or your bowels, pain after a fall, or pain below the knee that grows."
)
"""Stands on every handout."""

_KINDS = {
    Kind.WARM_UP: "Warm-up",
    Kind.MOBILISE: "Mobility",
    Kind.STRETCH: "Stretch",
    Kind.STRENGTHEN: "Strength",
    Kind.CARDIO: "Cardio",
    Kind.BREATHE: "Breathing",
}
_POSITIONS = {
    Position.STANDING: "Standing",
    Position.SITTING: "Sitting",
    Position.KNEELING: "Kneeling",
    Position.HALF_KNEELING: "Half kneeling",
    Position.HANDS_AND_KNEES: "On hands and knees",
    Position.ON_THE_BACK: "Lying on the back",
    Position.ON_THE_SIDE: "Lying on the side",
    Position.FACE_DOWN: "Lying face down",
    Position.OVER_A_BENCH: "Over a bench",
    Position.HANGING: "Hanging from a bar",
}


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


@dataclass(frozen=True, slots=True)
class Handout:
    """All that a patient needs on paper. Every text is one line of plain words."""

    title: str
    length_s: Seconds
    about: str = ""
    props: tuple[str, ...] = ()
    safety: tuple[str, ...] = (NOTICE, SIGNS)
    items: tuple[Item, ...] = ()
    source: str = ""


def handout(routine: Routine, choices: Choices, timeline: Timeline) -> Handout:
    """The handout of a session; an exercise that comes several times with the same dose stands once."""
    wording = Wording(phrases_of(routine.language), choices)
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
        props=tuple(props),
        safety=(_notice(routine), SIGNS, *map(plain, routine.notices)),
        items=tuple(items),
        source=plain(routine.source or ""),
    )


def from_timeline(timeline: Timeline) -> Handout:
    """What can be told without the routine: the chapters, with what is said to set each up."""
    items = []
    for chapter in timeline.chapters():
        parts = [part for part in timeline.parts if chapter.start <= part.start < chapter.end]
        if any(part.segment.exercise for part in parts):
            events = [event for part in parts for event in part.events if event.kind is EventKind.SAY]
            steps = dict.fromkeys(plain(event.text) for event in events if event.role is Role.SETUP)
            items.append(Item(plain(chapter.title), steps=tuple(steps)))
    return Handout(plain(timeline.title), timeline.duration, items=tuple(items))


def _notice(routine: Routine) -> str:
    notice = PRESCRIBED if routine.prescribed else NOTICE
    return notice.removesuffix(".") + ALLOWED if routine.allows_pain() else notice


def _item(routine: Routine, visit: Visit, wording: Wording) -> Item:
    exercise = visit.exercise
    first = None if exercise.sides is Sides.NONE else wording.choices.first

    def read(text: str) -> str:
        return plain(wording.sided(text, first))

    steps = [*exercise.setup, *(text for text in (exercise.go, exercise.finish) if text), *exercise.leave]
    sided = [read(text) for text in steps]
    if any("{" in text for text in steps) and exercise.sides is Sides.EACH:
        sided.append("Then do the same on the other side.")
    allowed = () if visit.pain is None else (plain(pain_allowed(wording, visit.pain).text),)
    return Item(
        title=plain(exercise.name),
        kind=_KINDS[exercise.kind],
        dose=plain(wording.dose(visit)),
        position=_POSITIONS[exercise.position],
        props=tuple(map(plain, exercise.props)),
        about=read(exercise.about or ""),
        steps=tuple(sided),
        remember=tuple(map(read, exercise.remind)),
        cautions=(*allowed, *map(read, exercise.caution)),
        easier=plain(routine.exercises[exercise.easier].name) if exercise.easier else "",
    )
