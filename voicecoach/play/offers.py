"""What follows "that hurts": stop, then an offer that waits for an answer and goes on by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.script.cue import Role, Say, Segment, SegmentKind, Wait
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from voicecoach.play.studio import Studio
    from voicecoach.timeline.timeline import Part

OFFER_S = Seconds(20.0)
"""How long an offer waits for an answer."""


def offer_after_pain(studio: Studio, segment: Segment, exercise: str, *, again: bool) -> Part:
    """Stop and relax; the easier exercise where there is one; `again`, the advice to end and to see a doctor."""
    phrases = studio.phrases
    easier = studio.variant_of(exercise, "easier")
    words = {"length": phrases.length(OFFER_S)}
    key = "hurt-again" if again else "hurt-leave"
    prompt = "hurt-prompt"
    if easier:
        key = "hurt-again-easier" if again else "hurt-easier"
        prompt = "hurt-prompt-easier"
        words["easier"] = studio.name_of(easier)
    cues = (
        Say(phrases.say("hurt"), Role.SAFETY),
        Say(phrases.say(key, **words), Role.SAFETY),
        Wait(phrases.say(prompt), OFFER_S),
    )
    offer = replace(
        segment, kind=SegmentKind.MOVE, cues=cues, set=None, side=None, reps=None, hold=None, breaths=None
    )
    # A part of the moment: not one of the script's, see `place.marks_of`.
    return replace(studio.arrange(offer)[0], index=-1)
