"""What does not fit its slot, with both lengths: what a careful author wants to know before anybody trains with it."""

from __future__ import annotations

from dataclasses import dataclass

from voicecoach.script.cue import Role
from voicecoach.timeline.timeline import EventKind, Timeline
from voicecoach.units import Seconds


@dataclass(frozen=True, slots=True)
class OmittedPhrase:
    """A phrase that is left out somewhere because there is no room."""

    text: str
    role: Role
    exercise: str | None
    """The id of the exercise."""
    place: tuple[str | int, ...]
    """The step in the routine, as keys and indexes."""
    needed_s: Seconds
    """How long the phrase is heard."""
    room_s: Seconds
    """The most time there was for it when it was left out."""
    times: int
    """How often it was left out."""


def omitted_phrases(timeline: Timeline) -> tuple[OmittedPhrase, ...]:
    """Every phrase that was left out, once for each step, in order.

    A reminder counts only if its step never says it, and if there was some room for it: to be left out now and
    then is what reminders are for. So does a number, which gives way to the words of a movement.
    """
    heard = {
        (part.segment.place, event.text)
        for part, event in timeline.events()
        if event.kind is EventKind.SAY and event.role is Role.REMIND
    }
    found: dict[tuple[tuple[str | int, ...], str], OmittedPhrase] = {}
    for part in timeline.parts:
        for misfit in part.misfits:
            key = (part.segment.place, misfit.text)
            if misfit.role in (Role.REMIND, Role.COUNT) and (key in heard or not misfit.room_s):
                continue
            before = found.get(key)
            found[key] = OmittedPhrase(
                misfit.text,
                misfit.role,
                part.segment.exercise,
                part.segment.place,
                misfit.needed_s,
                max(misfit.room_s, before.room_s) if before else misfit.room_s,
                before.times + 1 if before else 1,
            )
    return tuple(found.values())
