"""What follows "that hurts": a way out of the position, then a choice without a time limit; and the close of that session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.play.coaching.variants import can_be_less, variant_of
from voicecoach.play.coaching.ways import way_to_rest
from voicecoach.script.cue import Cue, Pause, Role, Say, Segment, SegmentKind, Wait
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voicecoach.play.coaching.studio import Studio
    from voicecoach.timeline.timeline import Part

REMIND_S = Seconds(60.0)
"""Seconds of silence before the choices are said again."""
BREATHER = Pause(Seconds(1.5))
"""Between stopping and the question: nobody in pain can listen to a list at once."""
AFTER_SENTENCE = Pause(Seconds(0.6))


def offer_after_pain(
    studio: Studio, segment: Segment, exercise: str | None, *, again: bool
) -> tuple[Part, ...]:
    """Stop, rest, and choose: the easier exercise (or less of this one), leave it, or end.

    `segment` is what ran, `exercise` the id of what hurt (None: nothing was done yet). `again`: something hurt in this
    session before, so the first choice is to end.
    """
    phrases = studio.phrases
    choices = _choices(studio, exercise, again=again)
    cues: list[Cue] = [Say(phrases.say("hurt"), Role.SAFETY), AFTER_SENTENCE]
    if exercise is not None:
        cues += way_to_rest(studio, exercise)
    cues += [BREATHER, Say(phrases.say("hurt-easing"), Role.SAFETY), BREATHER]
    if again:
        cues += [Say(phrases.say("hurt-again"), Role.SAFETY), AFTER_SENTENCE]
    cues.append(Say(choices, Role.SAFETY))
    return _waiting(studio, segment, cues, choices)


def offer_before_going_on(studio: Studio, segment: Segment, hurt: Sequence[str]) -> tuple[Part, ...]:
    """For a session that was left after pain: ask before anything is done."""
    phrases = studio.phrases
    choices = phrases.say("hurt-before-choices")
    cues: list[Cue] = [
        Say(phrases.say("hurt-before", exercises=studio.names_of(hurt)), Role.SAFETY),
        AFTER_SENTENCE,
        Say(choices, Role.SAFETY),
    ]
    return _waiting(studio, segment, cues, choices)


def close_after_pain(studio: Studio, close: Part, hurt: Sequence[str]) -> Part:
    """The close of a session in which something hurt: it names what hurt, and leaves out the author's own words."""
    cues = (
        studio.wording.say("close", Role.CLOSE),
        AFTER_SENTENCE,
        Say(
            studio.phrases.say("hurt-close", exercises=studio.names_of(hurt), number=len(set(hurt))),
            Role.CLOSE,
        ),
        AFTER_SENTENCE,
    )
    made = studio.arrange(replace(close.segment, cues=cues))[0]
    return studio.keep_voice(replace(made, index=close.index), made)


def _choices(studio: Studio, exercise: str | None, *, again: bool) -> str:
    phrases, key = studio.phrases, "hurt-again-" if again else "hurt-"
    easier = variant_of(studio, exercise, "easier")
    if easier:
        return phrases.say(key + "easier", easier=studio.name_of(easier))
    return phrases.say(key + ("less" if can_be_less(studio, exercise) else "leave"))


def _waiting(studio: Studio, segment: Segment, cues: list[Cue], choices: str) -> tuple[Part, ...]:
    """What is said now, and a wait that only an answer ends; the choices are said again every minute."""
    phrases = studio.phrases
    bare = replace(
        segment, kind=SegmentKind.MOVE, set=None, side=None, reps=None, hold=None, breaths=None, endless=False
    )
    waits = (
        Wait(phrases.say("hurt-prompt"), REMIND_S),
        Say(phrases.say("hurt-still-here"), Role.SAFETY),
        AFTER_SENTENCE,
        Say(choices, Role.SAFETY),
    )
    said = replace(bare, cues=tuple(cues))
    stay = replace(bare, cues=waits, endless=True)
    # Not parts of the script, see `segment_marks`.
    return tuple(replace(part, index=-1) for part in studio.arrange(said, stay))
