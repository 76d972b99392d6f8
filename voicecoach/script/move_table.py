"""From one place of the body to another: how long it takes, and which words go with it. One table for files and live."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.routine.position import Position
from voicecoach.script.body import START, Body, Side
from voicecoach.script.cue import Role, Say
from voicecoach.script.wording import Wording
from voicecoach.units import Seconds

SIDED = frozenset({Position.ON_THE_SIDE, Position.HALF_KNEELING})
"""Positions in which one side is on the floor, and which are taken again for the other side."""

TIRING = frozenset(
    {
        Position.KNEELING,
        Position.HALF_KNEELING,
        Position.HANDS_AND_KNEES,
        Position.OVER_A_BENCH,
        Position.HANGING,
    }
)
"""Positions that cost something by themselves: what is explained is explained before they are taken."""

UP = frozenset({None, Position.STANDING, Position.SITTING})
"""Where a session may end: everywhere else somebody is left on the floor."""

UPRIGHT = frozenset({Position.STANDING, Position.OVER_A_BENCH, Position.HANGING})
"""Positions that begin on one's feet."""

LOW = frozenset(
    {
        Position.ON_THE_BACK,
        Position.ON_THE_SIDE,
        Position.FACE_DOWN,
        Position.HANDS_AND_KNEES,
        Position.KNEELING,
    }
)
"""Positions from which it is a long way up."""

HEAD_DOWN = LOW | {Position.OVER_A_BENCH}
"""Positions from which the way up may be felt in the head."""

LYING = frozenset({Position.ON_THE_BACK, Position.ON_THE_SIDE, Position.FACE_DOWN})
"""Positions in which nobody can get up at once."""

_COLUMNS = (
    Position.STANDING,
    Position.SITTING,
    Position.KNEELING,
    Position.HALF_KNEELING,
    Position.HANDS_AND_KNEES,
    Position.ON_THE_BACK,
    Position.ON_THE_SIDE,
    Position.FACE_DOWN,
    Position.OVER_A_BENCH,
    Position.HANGING,
)

FLOOR = frozenset(Position) - UP - UPRIGHT
"""Positions on the floor."""

_SECONDS: dict[Position | None, tuple[int, ...]] = {
    #                         stand sit kneel half fours back side front bench bar
    None:                     (14, 12, 12, 14, 12, 15, 15, 15, 20, 15),
    Position.STANDING:        (5, 6, 10, 10, 12, 15, 15, 15, 15, 8),
    Position.SITTING:         (6, 5, 10, 12, 12, 15, 15, 15, 12, 10),
    Position.KNEELING:        (10, 12, 5, 6, 6, 10, 9, 9, 14, 15),
    Position.HALF_KNEELING:   (8, 12, 5, 12, 6, 12, 10, 10, 14, 14),
    Position.HANDS_AND_KNEES: (12, 14, 6, 8, 5, 10, 8, 7, 15, 16),
    Position.ON_THE_BACK:     (18, 12, 14, 15, 12, 5, 6, 8, 20, 20),
    Position.ON_THE_SIDE:     (15, 10, 10, 12, 10, 5, 10, 6, 18, 18),
    Position.FACE_DOWN:       (16, 14, 10, 12, 8, 8, 8, 5, 18, 18),
    Position.OVER_A_BENCH:    (15, 12, 10, 12, 12, 14, 14, 14, 5, 15),
    Position.HANGING:         (6, 8, 12, 12, 14, 16, 16, 16, 15, 5),
}  # fmt: skip
"""Seconds from each position (None: nobody knows which) to each, after the words that lead there: what a stiff person of
sixty needs, who rolls over the side and uses the hands. Clinical custom, not a measurement; the floor to standing takes
healthy older adults about 5 s and those in pain twice that and more. From a sided position to itself is from one side to
the other."""


def places() -> Iterator[Body]:
    """Every place that a body can be in at rest, the unknown one of a session's start first."""
    yield START
    for position in Position:
        if position in SIDED:
            yield from (Body(position, side) for side in (None, Side.LEFT, Side.RIGHT))
        else:
            yield Body(position)


def same_place(before: Body, after: Body) -> bool:
    """Whether nobody has to move. An unknown side is the one that is asked for only if that is unknown too."""
    return before.position is after.position and before.down is after.down


def seconds_to_move(before: Body, after: Body) -> Seconds:
    """Time to get from one place to another; 0 if they are the same."""
    if same_place(before, after) or after.position is None:
        return Seconds(0.0)
    return Seconds(float(_SECONDS[before.position][_COLUMNS.index(after.position)]))


def move_words(words: Wording, before: Body, after: Body) -> Say:
    """What leads from one place to another, with its side in it."""
    assert after.position is not None
    start = "start" if before.position is None else _key(before.position)
    onto = _onto(words, after)
    said = words.say("move-" + _key(after.position), Role.MOVE, start=start, onto=onto)
    if words.habit and before.position not in (None, Position.OVER_A_BENCH):
        lying = str(before.position in LYING).lower()
        there = _key(after.position)
        short = words.say("move-known", Role.MOVE, position=there, start=start, onto=onto, lying=lying)
        said = min(said, short, key=lambda one: len(one.text))
    return Say(said.text, Role.MOVE, side=after.down)


def back_words(words: Wording, there: Body) -> Say:
    """What leads back to a place, from wherever somebody went."""
    assert there.position is not None
    said = words.say("back-into", Role.MOVE, position=_key(there.position), onto=_onto(words, there))
    return Say(said.text, Role.MOVE, side=there.down)


def _onto(words: Wording, after: Body) -> str:
    """The side or the knee that comes to the floor, as a part of a sentence."""
    if after.position not in SIDED:
        return ""
    knee = after.position is Position.HALF_KNEELING
    if after.down is None:
        return words.phrases.phrase("onto-a-knee" if knee else "onto-a-side")
    return words.phrases.phrase("onto-knee" if knee else "onto-side", side=words.side(after.down))


def _key(position: Position) -> str:
    return position.value.replace(" ", "-")
