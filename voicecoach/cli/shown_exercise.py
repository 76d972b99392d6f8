"""Everything in one exercise, as lines beside labels."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.routine.model import Do, Exercise, Routine
from voicecoach.routine.written_dose import written_dose
from voicecoach.script.choices import LEVELS, Choices
from voicecoach.script.dose_words import dose_sentence, rest_sentences, tempo_sentence
from voicecoach.script.outline import Visit, outline
from voicecoach.script.wording import Wording

Section = tuple[str, tuple[str, ...]]
"""A label and the lines beside it; without a line it is left out."""


def sections(id: str, exercise: Exercise, words: Wording) -> Iterator[Section]:
    """Everything but `note`, which is for the person who keeps the file."""
    yield "Kind", (exercise.kind.value,)
    yield "Position", (exercise.position.value,)
    yield "Sides", (exercise.sides.value,)
    yield "Body", (", ".join(exercise.body),)
    yield "Props", (", ".join(exercise.props),)
    yield "Picture", _picture(exercise)
    yield "About", (exercise.about or "",)
    yield "Dose", (written_dose(exercise.dose), *_by_side(exercise), *_in_words(id, exercise, words))
    yield "Setup", exercise.setup
    yield "Go", exercise.go
    yield "Phases", exercise.phases
    for name in ("short", "finish", "inhale", "hold", "exhale", "empty"):
        yield name.capitalize(), (getattr(exercise, name) or "",)
    yield "Leave", exercise.leave
    yield "Remind", exercise.remind
    yield "Caution", exercise.caution
    yield "Pain", (f"up to {exercise.pain} of 10" if exercise.pain else "",)
    yield "Easier", (exercise.easier or "", "the gentle level begins with it" if exercise.ease_in else "")
    yield "Harder", (exercise.harder or "",)
    yield "Left out", ("on a day when you are sore" if exercise.not_when_sore else "",)
    yield "Say as", tuple(f"{word}: {said}" for word, said in exercise.say_as.items())
    yield "Source", (exercise.source or "",)


def _picture(exercise: Exercise) -> tuple[str, ...]:
    picture = exercise.picture
    return () if picture is None else (picture.file, picture.shows or "")


def _by_side(exercise: Exercise) -> Iterator[str]:
    for side, dose in (("left", exercise.left), ("right", exercise.right)):
        if dose is not None:
            yield f"{side}: {written_dose(dose)}"


def _in_words(id: str, exercise: Exercise, words: Wording) -> Iterator[str]:
    """What the coach says about it at the ends of its ranges; once if both are the same."""
    # Not the easier one, with which its gentle level may begin.
    itself = exercise.model_copy(update={"ease_in": False})
    alone = Routine(title=exercise.name, steps=(Do(do=id),), exercises={id: itself})
    said: dict[str, None] = {}
    for level in (LEVELS["gentle"], LEVELS["strong"]):
        visits = outline(alone, Choices(level=level))
        (visit,) = (one for one in visits if isinstance(one, Visit))
        sentences = (dose_sentence(words, visit), tempo_sentence(words, visit), *rest_sentences(words, visit))
        said[" ".join(filter(None, sentences))] = None
    for sentence, name in zip(said, ("gentle", "strong"), strict=False):
        yield sentence if len(said) == 1 else f"{name}: {sentence}"
