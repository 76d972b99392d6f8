"""After a jump the way is computed from where the body is, and not from where it would be."""

from __future__ import annotations

from pathlib import Path

from tests.play.rig import Rig
from voicecoach.play.commands import Command

ROUTINE = """
title: Ways
exercises:
  squat: {name: Squat, kind: warm up, position: standing, go: Sit back., dose: {hold: 20 s}}
  tilt: {name: Tilt, kind: strengthen, position: on the back, go: Press., leave: [Let go of it.], dose: {hold: 20 s}}
  bridge: {name: Bridge, kind: strengthen, position: on the back, go: Lift., dose: {hold: 20 s}}
  plank: {name: Plank, kind: strengthen, position: face down, go: Up., dose: {hold: 20 s}}
steps: [squat, tilt, bridge, plank]
"""
DOWN = (
    "Come down to your mat slowly, with a hand on something firm. "
    "Kneel first, lie down on your side, then roll onto your back."
)
ONTO_STOMACH = "Roll onto your side, then onto your stomach."


def test_who_skips_while_standing_is_led_down_for_the_exercise_after(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=ROUTINE)
    rig.until("Next: Tilt.")
    rig.do(Command.NEXT)
    heard = [one.text for one in rig.until("Lift.")]
    assert DOWN in heard
    assert heard.index(DOWN) < heard.index("Next: Bridge.")


def test_who_skips_out_of_a_hold_is_led_out_of_it_first(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=ROUTINE)
    rig.until("Press.")
    rig.hear(5)
    rig.do(Command.NEXT)
    heard = [one.text for one in rig.until("Lift.")]
    assert heard[:3] == ["Let go of it.", "Two exercises to go.", "Next: Bridge."]
    assert DOWN not in heard


def test_who_goes_back_is_not_sent_down_to_where_they_lie(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=ROUTINE)
    rig.until("Press.")
    rig.hear(8)
    rig.do(Command.PREVIOUS)
    heard = [one.text for one in rig.until("Press.")]
    assert "Next: Tilt." in heard
    assert DOWN not in heard


def test_who_goes_back_to_another_position_is_led_there(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=ROUTINE)
    rig.until("Up.")
    rig.hear(5)
    heard = []
    for _ in range(2):
        rig.do(Command.PREVIOUS)
        heard += rig.texts(1)
    heard += [one.text for one in rig.until("Lift.")]
    assert "Roll onto your side, then onto your back." in heard


def test_a_way_that_was_made_for_a_jump_does_not_stay(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=ROUTINE)
    rig.until("Press.")
    rig.hear(8)
    rig.do(Command.PREVIOUS)
    rig.hear(1)
    rig.do(Command.PREVIOUS)
    heard = [one.text for one in rig.until("Lift.")]
    assert heard.count(DOWN) == 1, "from the squat down to the tilt, as the session says it"
    heard = [one.text for one in rig.until("Up.")]
    assert ONTO_STOMACH in heard


SIDES = """
title: Sides
exercises:
  stretch:
    name: Stretch
    kind: stretch
    position: on the back
    sides: each
    setup: [Bend your knees., "Lift your {side} foot."]
    go: Draw.
    leave: ["Put your {side} foot down."]
    dose: {hold: 20 s}
steps: [stretch]
"""


def test_a_set_that_is_done_again_while_it_runs_needs_no_way(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=SIDES)
    rig.until("halfway")
    rig.do(Command.REPEAT_SET)
    heard = [one.text for one in rig.until("Draw.")]
    assert heard == ["The same set again.", "Left side.", "three", "two", "Draw."]


def test_who_has_come_out_of_a_set_is_led_into_it_again_from_where_they_are(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=SIDES)
    rig.until("Now the right side.")
    rig.do(Command.REPEAT_SET)
    heard = [one.text for one in rig.until("Draw.")]
    assert heard[-7:] == [
        "The same set again.",
        "Bend your knees.",
        "Lift your left foot.",
        "Left side.",
        "three",
        "two",
        "Draw.",
    ]
    rig.finish()
    assert [one.side for one in rig.session.record.done if one.side] == ["left", "left", "right"]


def test_an_introduction_that_is_heard_again_sends_nobody_down_twice(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=SIDES)
    rig.until("Lift your left foot.")
    rig.do(Command.REPEAT_SET)
    heard = [one.text for one in rig.until("Draw.")]
    assert "The same set again." in heard
    assert "First exercise: Stretch." in heard or "Stretch." in heard
    assert not any("Come down" in text for text in heard)
