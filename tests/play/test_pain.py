"""After "that hurts" silence means stay stopped: heard, in a whole session whose words are read off the samples."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.needs import slow_but
from tests.play.rig import ROUTINE, Rig
from voicecoach.play.commands import Command
from voicecoach.routine.model import Position

STOP = "Stop, and let go."
EASING = "Is it easing? Take all the time that you need. I will wait for you."
OUT = "Lower everything to the floor, with your knees bent and your feet flat."
CHOICES = (
    "Press E for the easier way: Half bridge. Press Enter to leave this exercise and go on with the next."
    " Press Q to end."
)


def hurt_in_the_bridge(rig: Rig) -> None:
    rig.until("four")
    rig.do(Command.HURT)


def test_stop_the_way_out_the_question_and_the_choices(rig: Rig) -> None:
    hurt_in_the_bridge(rig)
    assert [one.text for one in rig.until(CHOICES)] == [STOP, OUT, EASING, CHOICES]
    assert rig.session.record.hurt == ["bridge"]
    assert rig.session.record.skipped == ["bridge"]


@pytest.mark.slow  # an hour of it
def test_silence_means_stay_stopped(rig: Rig) -> None:
    hurt_in_the_bridge(rig)
    rig.until(CHOICES)
    heard = rig.hear(3600)
    assert {one.text for one in heard} == {"I am still here.", CHOICES}
    # Each minute, so that nobody lies there and wonders.
    still = [one.start for one in heard if one.text == "I am still here."]
    assert len(still) == 58
    assert {round(later - before) for before, later in itertools.pairwise(still)} == {62}


NO_CHOICE = [Command.SLOWER, Command.LONGER, Command.REPEAT_WORDS, Command.HOW_LONG, Command.LOUDER, Command.HARDER,
             Command.TOGGLE, Command.UNDO, Command.PREVIOUS, Command.REPEAT_SET, Command.RESUME]  # fmt: skip


@pytest.mark.parametrize("command", slow_but(NO_CHOICE, Command.LONGER, Command.RESUME))
def test_nothing_but_a_choice_leads_on(rig: Rig, command: Command) -> None:
    hurt_in_the_bridge(rig)
    rig.until(CHOICES)
    rig.hear(5)
    rig.do(command)
    rig.hear(300)
    assert rig.session.playback.player.spot is not None
    assert rig.session.playback.player.spot.part.segment.endless


def test_pausing_while_it_waits_leads_nowhere_either(rig: Rig) -> None:
    hurt_in_the_bridge(rig)
    rig.until(CHOICES)
    rig.hear(5)
    rig.do(Command.PAUSE)
    rig.hear(100)
    rig.do(Command.RESUME)
    rig.hear(300)
    assert rig.session.playback.player.spot is not None
    assert rig.session.playback.player.spot.part.segment.endless


@pytest.mark.parametrize("command", slow_but([Command.DONE, Command.NEXT], Command.NEXT))
@pytest.mark.parametrize("waited", [0.5, 20, 200], ids=["at once", "after the choices", "after minutes"])
def test_leaving_the_exercise_goes_on_with_the_next(rig: Rig, command: Command, waited: float) -> None:
    hurt_in_the_bridge(rig)
    rig.hear(waited)
    rig.do(command)
    assert {"Roll over. We go on in thirty seconds.", "Next: Twist."} & set(rig.texts(2))
    rig.finish()
    assert "bridge" not in [one.exercise for one in rig.session.record.done]


def test_the_easier_one(rig: Rig) -> None:
    hurt_in_the_bridge(rig)
    rig.hear(30)
    rig.do(Command.EASIER)
    rig.until("Lie down flat.")
    rig.finish()
    assert rig.session.record.done[0].exercise == "half-bridge"


def test_without_an_easier_one_less_of_it_is_offered(rig: Rig) -> None:
    rig.until("Turn.")
    rig.do(Command.HURT)
    rig.until(
        "Press E to do less of it. Press Enter to leave this exercise and go on with the next. Press Q to end."
    )
    rig.do(Command.EASIER)
    rig.until("Left side.")
    rig.hear(3)
    assert rig.session.playback.player.spot is not None
    assert rig.session.playback.player.spot.part.segment.hold == 13


def test_a_second_pain_offers_to_end_first_and_still_waits(rig: Rig) -> None:
    hurt_in_the_bridge(rig)
    rig.hear(25)
    rig.do(Command.DONE)
    rig.until("Turn.")
    rig.do(Command.HURT)
    heard = [one.text for one in rig.hear(300)]
    assert "Something has hurt more than once today. I suggest that we end here." in heard
    assert next(text for text in heard if text.startswith("Press")).startswith("Press Q to end.")
    assert not any("doctor" in text for text in heard)
    assert rig.session.record.hurt == ["bridge", "twist"]
    assert rig.session.playback.player.spot is not None
    assert rig.session.playback.player.spot.part.segment.endless
    rig.do(Command.QUIT)
    rig.finish()
    assert not rig.session.record.finished


def test_two_presses_within_five_seconds_are_one(rig: Rig) -> None:
    hurt_in_the_bridge(rig)
    rig.hear(2)
    rig.do(Command.HURT)
    heard = [one.text for one in rig.hear(30)]
    assert heard.count(STOP) == 0
    assert rig.session.record.hurt == ["bridge"]


def test_pressed_again_while_it_waits_it_is_the_same_exercise_and_no_second_pain(rig: Rig) -> None:
    hurt_in_the_bridge(rig)
    rig.hear(40)
    rig.do(Command.HURT)
    heard = [one.text for one in rig.hear(100)]
    assert STOP in heard
    assert not any("second time" in text for text in heard)
    assert rig.session.record.hurt == ["bridge"]


@pytest.mark.parametrize(
    ("until", "exercise"),
    slow_but(
        [
            ("Hello.", "bridge"),
            ("First exercise: Bridge.", "bridge"),
            ("Rest for fifteen seconds.", "bridge"),
            ("Roll over. We go on in thirty seconds.", "bridge"),
            ("Next: Twist.", "twist"),
            ("Well done.", "march"),
        ],
        ("Next: Twist.", "twist"),
        ("Well done.", "march"),
    ),
)
def test_outside_a_set_it_counts_for_what_was_just_done_or_is_about_to_come(
    rig: Rig, until: str, exercise: str
) -> None:
    rig.until(until)
    rig.do(Command.HURT)
    heard = [one.text for one in rig.hear(200)]
    assert STOP in heard
    assert rig.session.record.hurt == [exercise]
    assert rig.session.playback.player.spot is not None
    assert rig.session.playback.player.spot.part.segment.endless


def test_before_the_first_exercise_is_laid_out_it_counts_for_that(rig: Rig) -> None:
    rig.until("Hello.")
    player = rig.session.playback.player
    player.complete = False
    del player.parts[player.index + 1 :]
    rig.do(Command.HURT)
    assert rig.session.record.hurt == ["bridge"]


def test_the_close_says_what_hurt_in_place_of_the_author_s(rig: Rig) -> None:
    hurt_in_the_bridge(rig)
    rig.hear(30)
    rig.do(Command.DONE)
    rig.finish()
    heard = [one.text for one in rig.words()]
    assert heard[-1].startswith("Bridge hurt today. Leave it out for now")
    assert "Well done." not in heard
    assert rig.session.record.finished


def test_several_that_hurt_are_named_as_several(rig: Rig) -> None:
    hurt_in_the_bridge(rig)
    rig.hear(25)
    rig.do(Command.DONE)
    rig.until("Turn.")
    rig.do(Command.HURT)
    rig.hear(25)
    rig.do(Command.DONE)
    rig.finish()
    last = rig.words()[-1].text
    assert last.startswith(
        "Bridge, and Twist hurt today. Leave them out for now, or take the easier ways next time. If it"
    )


def test_previous_does_not_lead_back_to_what_hurt(rig: Rig) -> None:
    hurt_in_the_bridge(rig)
    rig.hear(30)
    rig.do(Command.DONE)
    rig.until("Next: Twist.")
    rig.do(Command.PREVIOUS)
    heard = rig.texts(30)
    assert STOP not in heard
    assert "Lift." not in heard


@pytest.mark.parametrize("position", slow_but(Position, Position.FACE_DOWN, Position.STANDING))
def test_every_position_has_a_way_out_and_a_way_back(tmp_path: Path, position: Position) -> None:
    rig = Rig(tmp_path, text=ROUTINE.replace("position: on the back", f"position: {position.value}", 1))
    hurt_in_the_bridge(rig)
    heard = [one.text for one in rig.hear(12) if one.seconds > 0.2]
    assert heard[0] == STOP
    assert heard[2] == EASING
