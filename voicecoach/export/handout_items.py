"""An exercise of a handout: what is prescribed, and how it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce

from voicecoach.export.captions import plain
from voicecoach.export.handout_parts import Item, ItemPicture
from voicecoach.routine.model import Do, Exercise, Routine, Sides
from voicecoach.script.cue import Side
from voicecoach.script.dose_words import dose_sentence, load_sentences, rest_sentences, tempo_sentence
from voicecoach.script.outline import visit_of
from voicecoach.script.setup import pain_allowed
from voicecoach.script.visit import Visit
from voicecoach.script.wording import SENTENCE_ENDS, Wording, sentence, unended

MOST_REMINDERS = 4
"""More of them are company for a listener, and a wall of text for a reader."""


def item_of(routine: Routine, words: Wording, step: Do, visit: Visit, number: int) -> Item:
    """The exercise of a visit, with the easier one that may take its place."""
    easier = None
    if visit.exercise.easier:
        instead = visit_of(
            routine,
            step,
            words.choices,
            number=visit.number,
            place=visit.place,
            variant=visit.exercise.easier,
        )
        easier = _alone(words, instead, 0)
    return _alone(words, visit, number, easier)


def _alone(words: Wording, visit: Visit, number: int, easier: Item | None = None) -> Item:
    exercise, phrases = visit.exercise, words.phrases
    first = visit.doses[0][0]

    def read(text: str) -> str:
        return plain(words.sided(text, first))

    sore = (words.phrases.say("paper-not-when-sore"),) if visit.not_when_sore else ()
    allowed = () if visit.pain is None else (plain(pain_allowed(words, visit.pain).text),)
    return Item(
        title=plain(words.title(visit)),
        kind=phrases.say("paper-kind", kind=exercise.kind.replace(" ", "-")),
        dose=plain(dose_sentence(words, visit)),
        more=tuple(map(plain, _more(words, visit))),
        position=phrases.say("paper-position", position=exercise.position.replace(" ", "-")),
        props=tuple(map(plain, exercise.props)),
        about=read(exercise.about or ""),
        steps=tuple(_steps(words, visit)),
        remember=tuple(map(read, exercise.remind[:MOST_REMINDERS])),
        cautions=(*allowed, *sore, *map(read, exercise.caution)),
        easier=easier,
        number=number,
        picture=_picture(words, exercise, first),
    )


def _picture(words: Wording, exercise: Exercise, side: Side | None) -> ItemPicture | None:
    if exercise.picture is None or (found := exercise.picture.beside) is None:
        return None
    shows = exercise.picture.shows or exercise.name
    if exercise.about and not exercise.picture.shows:
        about = words.sided(exercise.about, side)
        shows = words.phrases.say("paper-picture", name=exercise.name, about=about)
    return ItemPicture(
        found.media_type, found.data, found.width, found.height, found.turned, plain(shows), found.in_ink
    )


def _more(words: Wording, visit: Visit) -> Iterator[str]:
    """The rest of what is prescribed; what only one side has is said of that side."""
    by_side = [tuple(_beside_the_dose(words, replace(visit, doses=(one,)))) for one in visit.doses]
    both = [text for text in by_side[0] if all(text in texts for texts in by_side)]
    yield from both
    for (side, _), texts in zip(visit.doses, by_side, strict=True):
        for text in texts:
            if text not in both and side is not None:
                yield sentence(words.phrases.say("paper-on-side", side=words.side(side), what=text))


def _beside_the_dose(words: Wording, visit: Visit) -> Iterator[str]:
    if tempo := _in_phases(words, visit) or tempo_sentence(words, visit):
        yield tempo
    yield from load_sentences(words, visit)
    yield from rest_sentences(words, visit)


def _in_phases(words: Wording, visit: Visit) -> str | None:
    """The author's own words for the parts of a repetition, each with its time, if there are as many."""
    (side, dose), phrases = visit.doses[0], words.phrases
    if dose.tempo_s is None or len(dose.tempo_s) != len(visit.exercise.phases):
        return None
    named = reduce(
        lambda before, other: phrases.say("list-more", one=before, other=other) if before else other,
        (
            phrases.say("paper-phase", words=unended(words.sided(text, side)), length=phrases.length(seconds))
            for text, seconds in zip(visit.exercise.phases, dose.tempo_s, strict=True)
            if seconds
        ),
        "",
    )
    return phrases.say("paper-phases", phases=named) if named else None


def _goes(words: Wording, visit: Visit) -> Iterator[str]:
    """What starts a repetition; each of them, if they differ."""
    texts = visit.exercise.go
    for number, text in enumerate(texts, 1):
        yield text if len(texts) == 1 else words.phrases.say("paper-repetition", number=number, go=text)
    if _in_phases(words, visit) is None:
        yield from visit.exercise.phases


def _steps(words: Wording, visit: Visit) -> Iterator[str]:
    """What to do, from getting ready to the way out."""
    exercise = visit.exercise
    breath = (exercise.inhale, exercise.hold, exercise.exhale, exercise.empty)
    texts = [*exercise.setup, *_goes(words, visit), *breath, exercise.finish, *exercise.leave]
    written = [text for text in texts if text]
    first = visit.doses[0][0]
    for text in written:
        yield _whole(plain(words.sided(text, first)))
    if any("{" in text for text in written) and exercise.sides is Sides.EACH and len(visit.doses) > 1:
        yield words.phrases.say("paper-other-side")


def _whole(text: str) -> str:
    """As a sentence: what is said between two breaths has no capital and no full stop."""
    return text[:1].upper() + (text[1:] if text.endswith((*SENTENCE_ENDS, "…", ":", ",")) else text[1:] + ".")
