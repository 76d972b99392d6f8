"""The ways out of an exercise and back into it that only a live session needs: after pain, and after an absence."""

from __future__ import annotations

from voicecoach.routine.model import Position
from voicecoach.script.beats import lead_in
from voicecoach.script.body import Body
from voicecoach.script.cue import Cue, Role, Side, Slot
from voicecoach.script.instructions import ordered_lines
from voicecoach.script.move_table import back_words, same_place
from voicecoach.script.outline import Visit
from voicecoach.script.setup import AFTER_SENTENCE
from voicecoach.script.ways import followed, place_of, way
from voicecoach.script.wording import Wording
from voicecoach.units import Seconds

TO_LET_GO = Seconds(6.0)
"""To come out of a position without a jerk. Clinical custom, not a measurement."""
NEAR = Seconds(5.0)
"""Back into a position that was left a moment ago."""
FAR = Seconds(12.0)
"""The same from anywhere: from standing to the floor, at the pace of a sore back."""


def way_out(words: Wording, position: Position) -> tuple[Cue, ...]:
    """Out of a position to rest close to it, without getting up."""
    said = words.say("way-out", Role.MOVE, position=position.value.replace(" ", "-"))
    return said, Slot(Role.MOVE, words.at_pace(TO_LET_GO))


def way_back(
    words: Wording,
    visit: Visit,
    side: Side | None,
    *,
    far: bool,
    cautions: bool,
    lead: bool,
    body: Body | None = None,
    explained: bool = False,
) -> tuple[Cue, ...]:
    """Back into the start position of an exercise, set up for `side`, for somebody whose body is `body`; None: anywhere.

    `far` gives the time of somebody who may have got up. `cautions` says them again, `explained` all that explains the
    exercise too. `lead` ends with the count before the effort, for a set that is entered in its middle.
    """
    # Somebody who was away hears each thing to do, however well they know it.
    words = words.in_full() if words.of(visit.id).known else words.of(visit.id)
    exercise = visit.exercise
    here = visit.doses[0][0] if side is Side.ALTERNATE else side
    there = place_of(words, exercise, here)
    road = way(words, there, visit, here)
    cues: list[Cue] = []
    if body is None or not same_place(body, there):
        cues += [back_words(words, there), Slot(Role.MOVE, words.at_pace(FAR if far else NEAR))]
    cues += road.base
    if explained:
        if exercise.about:
            cues += [words.author(exercise.about, Role.SETUP, here), AFTER_SENTENCE]
        cues += followed(words, ordered_lines(words.phrases, exercise.setup).words, here)
    if cautions or explained:
        for line in exercise.caution:
            cues += [words.author(line, Role.SAFETY, here), AFTER_SENTENCE]
    cues += road.load
    if lead:
        cues += lead_in(words, visit.count_in)
    return tuple(cues)
