"""Spoken ways from one position to another that the session's own script does not have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.script.body import Body, Side
from voicecoach.script.cue import Cue, Pause, Role, Segment, SegmentKind
from voicecoach.script.meanwhile import said_meanwhile, say_meanwhile
from voicecoach.script.returning import way_back, way_out
from voicecoach.script.setup import AFTER_SENTENCE
from voicecoach.script.ways import leaving, move_cues
from voicecoach.script.wording import unended
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.script.outline import Visit
    from voicecoach.timeline.timeline import Part


def body_during(segment: Segment) -> Body:
    """Where the body is while a segment runs. A move counts as made once it has begun."""
    return segment.before if segment.kind is SegmentKind.WORK else segment.after


def way_to_rest(studio: Studio, exercise: str) -> tuple[Cue, ...]:
    """Out of an exercise's position, to rest."""
    return way_out(studio.wording, studio.loaded.routine.exercises[exercise].position)


def way_back_part(
    studio: Studio,
    visit: Visit,
    work: Segment,
    *,
    far: bool,
    cautions: bool,
    lead_in: bool,
    body: Body | None = None,
    explained: bool = False,
) -> Part:
    """Back into the position of the set `work`, from where the body is (None: anywhere); not a part of the script."""
    cues = way_back(
        studio.wording,
        visit,
        work.side,
        far=far,
        cautions=cautions,
        lead=lead_in,
        body=body,
        explained=explained,
    )
    return _way_to(studio, work, cues)


def _way_to(studio: Studio, work: Segment, cues: tuple[Cue, ...]) -> Part:
    """A part of its own with these cues, that ends where the set begins."""
    made = replace(
        work,
        kind=SegmentKind.MOVE,
        cues=cues,
        set=None,
        reps=None,
        hold=None,
        breaths=None,
        exact=False,
        led=False,
        after=work.before,
    )
    return replace(studio.arrange(made)[0], index=-1)


def begins_at_once(segment: Segment) -> bool:
    """Whether it is a set that begins without a word: what leads into it is in the rest before it."""
    return segment.led and segment.exercise is not None


def lead_part(studio: Studio, visit: Visit, work: Segment, body: Body | None) -> Part:
    """Into a set that begins at once, for somebody who comes to it from elsewhere: its name, its set-up and the count.

    `body` is where the body is after the way there; None: anywhere.
    """
    words = studio.wording.of(visit.id)
    cues: tuple[Cue, ...] = (
        words.say("name-only", Role.NAME, name=unended(words.title(visit))),
        AFTER_SENTENCE,
        *way_back(studio.wording, visit, work.side, far=False, cautions=False, lead=True, body=body),
    )
    return _way_to(studio, work, cues)


def way_between(studio: Studio, now: Segment, body: Body, there: Body, *, like: Segment) -> Part | None:
    """Out of the exercise of `now`, and on to the place `there`; a part beside `like` that is not the script's.

    None if there is nothing to say on the way.
    """
    out: tuple[Cue, ...] = ()
    if body.loaded and now.exercise is not None:
        out = leaving(studio.wording, studio.loaded.routine.exercises[now.exercise], _one_side(now.side))
    if there.position is None:
        there = body
    cues = out + move_cues(studio.wording, body, there)
    if not cues:
        return None
    made = Segment(SegmentKind.MOVE, cues, like.place, like.visit, like.title, before=body, after=there)
    return replace(studio.arrange(made)[0], index=-1)


def move_from(studio: Studio, body: Body, move: Part) -> Part:
    """The move into a position, from where the body is; almost no time if it is there already."""
    segment = move.segment
    cues = move_cues(studio.wording, body, segment.after) or (Pause(Seconds(0.3)),)
    cues, late = say_meanwhile(cues, said_meanwhile(studio.cues_of(move)))
    cues += tuple(cue for one in late for cue in (one, AFTER_SENTENCE))
    made = studio.arrange(replace(segment, cues=cues, before=body))[0]
    return studio.keep_voice(replace(made, index=move.index), made)


def _one_side(side: Side | None) -> Side | None:
    return Side.RIGHT if side is Side.ALTERNATE else side
