"""The way out of an exercise: said once, with the time that it takes."""

from __future__ import annotations

from itertools import pairwise

from tests.script.helpers import loaded
from voicecoach.routine.position import Position
from voicecoach.script.choices import Choices
from voicecoach.script.coach import segments
from voicecoach.script.cue import Say, SegmentKind, Slot
from voicecoach.script.instructions import SECONDS_FOR, Asks

BAR = """
title: At the bar
exercises:
  pull: {name: Pull-up, kind: strengthen, position: hanging, go: Pull., caution: [Step down if it hurts.],
         %s dose: {reps: 2, tempo: 2-1-2}}
  march: {name: March, kind: cardio, position: standing, caution: [Slow down if it hurts.], go: March., dose: {time: 30 s}}
steps: [pull, march]
"""
LEAVE = 'leave: ["Put your feet down, and let go of the bar."],'


def test_the_bar_is_let_go_of_once() -> None:
    for leave in (LEAVE, ""):
        made = list(segments(loaded(BAR % leave).routine, Choices()))
        said = [cue.text for segment in made for cue in segment.cues if isinstance(cue, Say)]
        assert len([text for text in said if "let go of the bar" in text.lower()]) == 1, said
        for before, after in pairwise(made):
            assert before.after.position is after.before.position


def test_the_way_down_has_its_time() -> None:
    made = list(segments(loaded(BAR % LEAVE).routine, Choices()))
    (down,) = [one for one in made if one.kind is SegmentKind.MOVE and one.after.position is Position.STANDING
               and one.before.position is Position.HANGING]  # fmt: skip
    assert sum(cue.seconds for cue in down.cues if isinstance(cue, Slot)) >= 5


def test_a_long_line_on_the_way_down_keeps_its_own_time() -> None:
    for lines in (
        '"Bend your knees, and sit down on the floor."',
        '"Let go of the bar.", "Lie down on your back."',
    ):
        made = list(segments(loaded(BAR % f"leave: [{lines}],").routine, Choices()))
        (down,) = [
            one for one in made if one.kind is SegmentKind.MOVE and one.before.position is Position.HANGING
        ]
        last = down.cues[-1]
        assert isinstance(last, Slot)
        assert last.seconds >= SECONDS_FOR[Asks.WHOLE]
