"""What the diary will say: each set that was done counts once, whichever keys were pressed meanwhile, and none that was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.needs import slow_but
from tests.play.rig import ROUTINE, Rig
from voicecoach.play.commands import Command

ROUNDS = ROUTINE[: ROUTINE.index("steps:")] + "steps:\n  - rounds: 2\n    steps: [march]\n"
BRIDGE = [("bridge", 1), ("bridge", 2)]


def press(rig: Rig, *commands: Command) -> None:
    """All of them before the session looks: a hand that falls on several keys, or a text that is pasted."""
    for command in commands:
        rig.session.ask(command)
    rig.session.tick()


def done_of_the_bridge(rig: Rig) -> list[tuple[str | None, int | None]]:
    rig.until("Bend your knees.")
    return [(one.exercise, one.set) for one in rig.session.record.done]


@pytest.mark.parametrize(
    "commands",
    slow_but(
        [
            [Command.REPEAT_SET],
            [Command.REPEAT_SET, Command.REPEAT_SET],
            [Command.PREVIOUS],
            [Command.EXPLAIN],
            [Command.NEXT, Command.UNDO],
            [Command.DONE, Command.UNDO],
            [Command.PAUSE, Command.RESUME],
            [Command.DONE],
        ],
        [Command.REPEAT_SET, Command.REPEAT_SET],
        [Command.DONE, Command.UNDO],
    ),
    ids=str,
)
@pytest.mark.parametrize("together", [False, True])
def test_a_set_is_counted_once(rig: Rig, commands: list[Command], together: bool) -> None:
    rig.until("four")
    if together:
        press(rig, *commands)
    else:
        for command in commands:
            rig.do(command)
            rig.hear(0.5)
    assert done_of_the_bridge(rig) == BRIDGE


@pytest.mark.parametrize("away", [Command.NEXT, Command.DONE])
def test_what_is_taken_back_is_no_set_of_another_round(tmp_path: Path, away: Command) -> None:
    rig = Rig(tmp_path, text=ROUNDS)
    while not rig.session.record.done:
        rig.step()
    rig.until("four")
    rig.do(away)
    rig.hear(0.5)
    rig.do(Command.UNDO)
    rig.finish()
    assert len(rig.session.record.done) == 2


# Pain with other keys.


@pytest.mark.parametrize(
    "commands",
    [
        [Command.HURT, Command.DONE],
        [Command.DONE, Command.HURT],
        [Command.HURT, Command.NEXT],
        [Command.NEXT, Command.HURT],
        [Command.HURT, Command.EASIER],
        [Command.HURT, Command.UNDO],
        [Command.PAUSE, Command.HURT],
        [Command.HURT, Command.PAUSE],
        [Command.REPEAT_SET, Command.HURT],
        [Command.HURT, Command.HURT],
    ],
    ids=str,
)
def test_pain_is_stronger_than_a_key_beside_it(rig: Rig, commands: list[Command]) -> None:
    rig.until("four")
    press(rig, *commands)
    rig.hear(40)
    assert rig.session.record.hurt == ["bridge"]
    assert rig.session.record.done == []
    (place,) = rig.session.record.hurt_at
    assert place.set == 1
    spot = rig.session.playback.player.spot
    assert spot is not None
    assert spot.part.segment.endless


@pytest.mark.parametrize("commands", [[Command.HURT, Command.QUIT], [Command.QUIT, Command.HURT]], ids=str)
def test_pain_and_quit_end_it_and_it_is_remembered(rig: Rig, commands: list[Command]) -> None:
    rig.until("four")
    press(rig, *commands)
    rig.finish()
    assert rig.session.record.hurt == ["bridge"]
    assert not rig.session.record.finished


@pytest.mark.parametrize("leave", [Command.NEXT, Command.DONE])
def test_pain_a_moment_after_an_exercise_was_left_is_about_that(rig: Rig, leave: Command) -> None:
    rig.until("The last set comes next.")
    rig.until("four")
    rig.do(leave)
    rig.hear(1)
    rig.do(Command.HURT)
    rig.hear(40)
    assert rig.session.record.hurt == ["bridge"]
    assert [(one.exercise, one.set) for one in rig.session.record.done] == [("bridge", 1)]
    rig.do(Command.DONE)
    heard = [one.text for one in rig.until("Turn.")]
    assert "Lift." not in heard
    assert "Next: Twist." in heard, "the one that did not hurt is still done"


def test_pain_again_right_after_the_answer_stops_again(rig: Rig) -> None:
    rig.until("four")
    rig.do(Command.HURT)
    rig.hear(1)
    rig.do(Command.DONE)
    rig.hear(2)
    rig.do(Command.HURT)
    rig.hear(40)
    spot = rig.session.playback.player.spot
    assert spot is not None
    assert spot.part.segment.endless
