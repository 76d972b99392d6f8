"""What is asked of the person is changed, heard: the whole session with a voice whose words are read off the samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.play.rig import Rig
from voicecoach.play.commands import Command


def test_longer_counts_on_and_shifts_the_release_by_exactly_ten_seconds(rig: Rig) -> None:
    before = rig.until("four")
    rig.do(Command.LONGER)
    heard = before + [
        type(one)(one.text, one.start + before[-1].start + 0.01, one.seconds) for one in rig.until("Lower.")
    ]
    hold = next(one.start for one in before if one.text == "hold")
    starts = {one.text: one.start - hold for one in heard if one.start >= hold}
    assert starts["Lower."] == pytest.approx(15, abs=0.02)
    for number, word in enumerate(("six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 6):
        assert starts.get(word, number - 1) == pytest.approx(number - 1, abs=0.02), word
    assert "fifteen" in starts


def test_longer_twice_is_twenty_seconds(rig: Rig) -> None:
    rig.until("halfway")
    total = sum(part.end - part.start for part in rig.session.playback.player.parts)
    rig.do(Command.LONGER)
    rig.hear(0.3)
    rig.do(Command.LONGER)
    assert sum(part.end - part.start for part in rig.session.playback.player.parts) - total == 20_000
    rig.hear(1.5)
    heard = rig.until("and relax")
    # Halfway of twenty seconds: ten were left, now thirty; the countdown stands before the new end.
    assert heard[-1].start + 1.8 == pytest.approx(30, abs=0.1)
    assert [one.text for one in heard][-6:-1] == ["five", "four", "three", "two", "one"]


def test_longer_in_a_countdown_counts_down_again(rig: Rig) -> None:
    rig.until("halfway")
    rig.until("five")  # of five to one, before the end of twenty seconds
    rig.hear(2.5)
    rig.do(Command.LONGER)
    heard = rig.hear(13)
    counts = [one for one in heard if one.text in ("five", "four", "three", "two", "one", "and relax")]
    assert [one.text for one in counts] == ["five", "four", "three", "two", "one", "and relax"]
    starts = [one.start for one in counts]
    assert starts == pytest.approx([starts[0] + second for second in range(6)], abs=0.02)


def test_longer_in_a_rest(rig: Rig) -> None:
    rig.until("The last set comes next.")
    rig.do(Command.LONGER)
    heard = rig.until("Get ready.")
    assert heard[-1].start == pytest.approx(20.5, abs=1)


def test_longer_in_a_set_up_is_time_that_is_reported(rig: Rig) -> None:
    rig.until("Bend your knees.")
    rig.do(Command.LONGER)
    told, again = (one for one in rig.hear(13) if one.seconds > 0.3)
    assert told.text == "Take your time. We go on in ten seconds."
    assert again.text == "Bend your knees."
    assert again.start - (told.start + told.seconds) == pytest.approx(10, abs=0.02)


def test_longer_in_a_pause_keeps_it(rig: Rig) -> None:
    rig.until("Bend your knees.")
    rig.do(Command.PAUSE)
    rig.do(Command.LONGER)
    assert [one.text for one in rig.hear(15) if one.seconds > 0.2] == ["Take your time.", "Paused."]
    assert rig.session.playback.player.state.value == "paused"


@pytest.mark.parametrize(
    ("command", "word", "setup", "variant"),
    [
        (Command.EASIER, "Easier.", "Lie down flat.", "half-bridge"),
        (Command.HARDER, "Harder.", "Lie down tall.", "high-bridge"),
    ],
)
def test_a_variant_takes_the_place_at_once_with_its_own_setup(
    rig: Rig, command: Command, word: str, setup: str, variant: str
) -> None:
    rig.until("four")
    rig.do(command)
    heard = [one.text for one in rig.until(setup)]
    assert heard[heard.index(word) + 1].startswith("First exercise:")
    rig.finish()
    assert rig.session.record.swapped == [("bridge", variant)]
    assert rig.session.record.done[0].exercise == variant
    assert not [one for one in rig.session.record.done if one.exercise == "bridge"]


SIDES = """
title: On the sides
exercises:
  plank:
    {name: Plank, kind: strengthen, position: on the side, sides: each, caution: [Stop.], go: Lift., dose: {hold: 5 s},
     easier: low-plank}
  low-plank:
    {name: Low plank, kind: strengthen, position: on the side, sides: each, caution: [Stop.], go: Up., dose: {hold: 5 s}}
steps: [plank]
"""


def test_an_easier_one_on_the_second_side_begins_with_the_way_back_to_the_first(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=SIDES)
    rig.until("Right side.")
    rig.do(Command.EASIER)
    assert "Roll over slowly, and lie on your left side." in rig.texts(20)


def test_without_an_easier_one_there_is_less_of_it(rig: Rig) -> None:
    rig.until("Turn.")
    rig.do(Command.EASIER)
    assert "A little less of it: fewer or shorter, and a smaller movement." in rig.texts(2)
    heard = rig.until("Left side.") + rig.until("and relax")
    assert rig.session.playback.player.spot is not None
    assert rig.session.playback.player.spot.part.segment.hold == 13
    assert heard
    rig.do(Command.EASIER)
    assert "This is the least of it. You can leave it out: press N." in rig.texts(3)


def test_previous_keeps_the_easier_one(rig: Rig) -> None:
    rig.until("four")
    rig.do(Command.EASIER)
    rig.until("Lift a little.")
    rig.do(Command.PREVIOUS)
    rig.hear(1)
    assert rig.here[0] == "half-bridge"


def test_before_anything_is_made_there_is_nothing_to_make_easier(rig: Rig) -> None:
    player = rig.session.playback.player
    player.parts[1:], player.complete = [], False
    rig.hear(5)
    rig.do(Command.EASIER)
    assert rig.texts(2) == ["There is no exercise yet."]


def test_slower_and_faster_change_the_voice_and_the_repetitions_and_no_hold(rig: Rig) -> None:
    rig.until("Next: Twist.")
    rig.do(Command.SLOWER)
    heard = rig.until("Now the right side.")
    texts = [one.text for one in heard]
    assert texts[:2] == ["Slower.", "Next: Twist."]
    assert next(one for one in heard if one.text == "Next: Twist.").seconds == pytest.approx(
        0.48 * 1.15, rel=0.02
    )
    starts = {one.text: one.start for one in heard}
    assert starts["and relax"] - starts["hold"] == pytest.approx(20, abs=0.02)
    heard = rig.until("three")
    heard = rig.until("Well done.")
    counts = {one.text: one.start for one in heard}
    assert counts["seven"] - counts["six"] == pytest.approx(5 * 1.15, abs=0.02)


def test_as_slow_as_it_goes_is_reported(rig: Rig) -> None:
    rig.until("Bend your knees.")
    for _ in range(6):
        rig.do(Command.SLOWER)
        rig.hear(2)
    assert "This is as slow as I can speak." in [one.text for one in rig.words()]
