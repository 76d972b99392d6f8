"""The key that explains: an exercise in full for somebody who knew it well, now and for the rest of the session."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.play.rig import ROUTINE, Rig
from tests.play.saved.test_practice import practised
from voicecoach.play.commands import Command

FULL = ROUTINE.replace(
    "setup: [Lie down.]",
    "about: It helps.\n    setup: [Lie down., You will lift your hips.]\n    short: Up.\n    remind: [Breathe.]",
)
EXPLAINED = "Here it is in full."


def known(tmp_path: Path) -> Rig:
    """A session of somebody who knows the bridge by heart."""
    return Rig(tmp_path, practised(tmp_path, 9), text=FULL)


def test_in_a_set_it_explains_leads_in_and_begins_the_repetition_again(tmp_path: Path) -> None:
    rig = known(tmp_path)
    before = [one.text for one in rig.until("Up.")]
    assert "You will lift your hips." not in before
    rig.hear(4)
    rig.do(Command.EXPLAIN)
    heard = [one.text for one in rig.until("hold", 60)]
    assert heard[0] == EXPLAINED
    for text in ("It helps.", "You will lift your hips.", "Stop if it hurts.", "three", "two"):
        assert text in heard
    assert heard.index("You will lift your hips.") < heard.index("three") < heard.index("two")
    assert heard[-3:] == ["Lift.", "Then hold for five seconds.", "hold"]  # that repetition again, in full
    rig.finish()
    done = [one for one in rig.session.record.done if one.exercise == "bridge"]
    assert len(done) == 2


def test_from_then_on_it_is_in_full(tmp_path: Path) -> None:
    rig = known(tmp_path)
    rig.until("Up.")
    rig.hear(4)
    rig.do(Command.EXPLAIN)
    heard = [one.text for one in rig.until("The last set comes next.", 120)]
    assert "Two of two." not in heard
    assert [one.text for one in rig.until("Lift.", 30)]  # the second set begins with the long word


def test_before_the_first_set_the_introduction_comes_again_in_full(tmp_path: Path) -> None:
    rig = known(tmp_path)
    rig.until("First exercise: Bridge.")
    rig.do(Command.EXPLAIN)
    heard = [one.text for one in rig.until("Lift.", 90)]
    assert "You will lift your hips." in heard
    assert "It helps." in heard


def test_without_an_exercise_there_is_nothing_to_explain(tmp_path: Path) -> None:
    rig = known(tmp_path)
    rig.hear(0.5)
    rig.do(Command.EXPLAIN)
    assert "There is no exercise yet." in rig.texts(2)


def test_in_a_pause_it_goes_on_with_the_explanation(tmp_path: Path) -> None:
    rig = known(tmp_path)
    rig.until("Up.")
    rig.hear(4)
    rig.do(Command.PAUSE)
    rig.hear(3)
    rig.do(Command.EXPLAIN)
    heard = [one.text for one in rig.until("Lift.", 90)]
    assert EXPLAINED in heard
    assert "You will lift your hips." in heard


def test_a_jump_keeps_what_would_have_been_said_on_the_way(tmp_path: Path) -> None:
    """Cautions and doses are said while the body moves; where it need not move, they are said all the same."""
    rig = known(tmp_path)
    rig.until("First exercise: Bridge.")
    rig.until("hold", 90)
    rig.do(Command.PREVIOUS)
    heard = [one.text for one in rig.until("hold", 90)]
    assert "Stop if it hurts." in heard


@pytest.mark.parametrize("times", [0, 9])
def test_pain_is_answered_alike_however_well_the_exercise_is_known(tmp_path: Path, times: int) -> None:
    rig = Rig(tmp_path, practised(tmp_path, times), text=FULL)
    rig.until("hold", 200)
    rig.do(Command.HURT)
    heard = rig.texts(40)
    assert heard[0] == "Stop, and let go."
    assert "Lower everything to the floor, with your knees bent and your feet flat." in heard
    assert heard[-1].startswith("Press E for the easier way: Half bridge.")
    assert rig.texts(15) == []  # silence means stay stopped
