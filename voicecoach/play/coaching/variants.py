"""Another form of the exercise at hand: the easier or harder one, or less of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from voicecoach.play.coaching.ways import body_during
from voicecoach.routine.model import Do
from voicecoach.script.coach import visit_segments
from voicecoach.script.less import less
from voicecoach.script.outline import visit_of
from voicecoach.script.setup import at_rest, leave_segment

if TYPE_CHECKING:
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.script.cue import Segment
    from voicecoach.script.outline import Visit
    from voicecoach.timeline.timeline import Part

Direction = Literal["easier", "harder"]


def variant_of(studio: Studio, exercise: str | None, direction: Direction) -> str | None:
    """The id of the easier or harder exercise; None if the routine has none."""
    known = studio.loaded.routine.exercises
    found = known.get(exercise) if exercise else None
    variant = getattr(found, direction) if found is not None else None
    return variant if variant in known else None


def planned_exercise(studio: Studio, visit: int) -> str:
    """The id of the exercise that the routine has at a visit, whatever takes its place in this session."""
    return _step_of(studio, studio.visits[visit - 1]).do


def with_variant(studio: Studio, now: Segment, variant: str) -> tuple[Part, ...]:
    """The whole visit with `variant` in place of the exercise that `now` is a segment of."""
    return visit_again(studio, now, visit_at(studio, now, variant))


def with_less(studio: Studio, now: Segment) -> tuple[Part, ...]:
    """The whole visit again with less of the exercise that `now` is a segment of."""
    visit = visit_at(studio, now)
    lessened = replace(visit, doses=tuple((side, less(dose)) for side, dose in visit.doses))
    return visit_again(studio, now, lessened)


def can_be_less(studio: Studio, exercise: str | None) -> bool:
    """Whether the session has the exercise, and its dose is more than the least."""
    doses = [dose for visit in studio.visits if visit.id == exercise for _, dose in visit.doses]
    return any(less(dose) != dose for dose in doses)


def visit_at(studio: Studio, now: Segment, variant: str | None = None) -> Visit:
    """The visit of a segment, with the exercise of that segment, or with `variant` in its place."""
    planned = studio.visits[now.visit - 1]
    wanted = variant or now.exercise
    if wanted is None or wanted == planned.id:
        return planned
    step = _step_of(studio, planned)
    return visit_of(
        studio.loaded.routine,
        step,
        studio.choices,
        number=now.visit,
        place=planned.place,
        variant=wanted,
    )


def visit_again(studio: Studio, now: Segment, visit: Visit) -> tuple[Part, ...]:
    """The visit from its introduction on, after the way out of the position that the person is in."""
    assert now.exercise is not None
    body = body_during(now)
    out: tuple[Segment, ...] = ()
    if body.loaded:
        left = replace(visit, exercise=studio.loaded.routine.exercises[now.exercise], id=now.exercise)
        leave = leave_segment(studio.wording, left, now.side, body)
        out = () if leave is None else (leave,)
        body = at_rest(body, now.side) if leave is None else leave.after
    segments = visit_segments(studio.wording, visit, len(studio.visits), body)
    return studio.arrange(*out, *segments)


def _step_of(studio: Studio, visit: Visit) -> Do:
    found: object = studio.loaded.routine
    for key in visit.place:
        found = found[key] if isinstance(key, int) else getattr(found, key)  # type: ignore[index]
    assert isinstance(found, Do)
    return found


def with_swaps(studio: Studio, parts: Iterator[Part], swaps: Mapping[int, str]) -> Iterator[Part]:
    """The parts, with the other exercise for each visit of which `swaps` has one; what is swapped later stays as it is made."""
    begun: set[int] = set()
    planned = dict(swaps)
    for part in parts:
        segment = part.segment
        variant = swaps.get(segment.visit)
        if variant is None or segment.exercise in (None, variant):
            yield part
        elif segment.visit in planned and segment.visit not in begun:
            begun.add(segment.visit)
            yield from with_variant(studio, segment, variant)
