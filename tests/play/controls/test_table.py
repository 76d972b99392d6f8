"""The table of controls, and the answers to its questions: the whole session with a voice whose words are read off the
samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.play.rig import Rig
from voicecoach.play.commands import Command
from voicecoach.play.controls.table import CONTROLS, key_map


def test_repeat_the_last_words_and_not_a_count(rig: Rig) -> None:
    rig.until("hold")
    rig.until("three")
    rig.do(Command.REPEAT_WORDS)
    heard = [one.text for one in rig.hear(3) if one.seconds > 0.05]
    assert heard[0] == "hold"


def test_louder_and_softer(rig: Rig) -> None:
    rig.until("Bend your knees.")
    rig.do(Command.SOFTER)
    rig.hear(0.1)
    value = rig.value("Bend your knees.")
    assert abs(rig.samples[-1][-1]) * 32768 == pytest.approx(value * 10 ** (-3 / 20), rel=0.01)
    rig.do(Command.LOUDER)
    rig.do(Command.LOUDER)
    rig.hear(0.1)
    assert abs(rig.samples[-1][-1]) * 32768 == pytest.approx(value * 10 ** (3 / 20), rel=0.01)


def test_how_long_still_is_said_in_the_place_of_counts_and_takes_no_time(rig: Rig) -> None:
    rig.until("Then hold for five seconds.")
    first = rig.until("two")
    rig.do(Command.HOW_LONG)
    heard = rig.until("Lower.")
    assert any(one.text.startswith("About ") for one in heard)
    hold = next(one for one in first if one.text == "hold")
    assert first[-1].start + 0.01 + heard[-1].start - hold.start == pytest.approx(5, abs=0.03)


def test_how_long_still_between_instructions_repeats_what_it_cut(rig: Rig) -> None:
    rig.until("Bend your knees.")
    rig.do(Command.HOW_LONG)
    assert rig.texts(3) == ["About two and a half minutes to go.", "Bend your knees."]


def test_every_key_of_a_map_asks_for_one_thing() -> None:
    for name, used in (("standard", "keys"), ("pedal", "pedal")):
        keys = [key for control in CONTROLS for key in getattr(control, used)]
        assert len(keys) == len(set(keys)) == len(key_map(name))


def test_every_command_has_one_row() -> None:
    assert [control.command for control in CONTROLS] == list(Command)


def heard_after(folder: Path, command: Command | None) -> tuple[list[str], str]:
    """What is heard in the three seconds after a command in a hold, and what the player then does."""
    folder.mkdir()
    rig = Rig(folder)
    rig.until("three")
    if command is Command.RESUME:
        rig.do(Command.PAUSE)
    if command is not None:
        rig.do(command)
    return rig.texts(3), f"{rig.session.playback.player.state} {rig.session.conductor.volume_db}"


@pytest.mark.parametrize("command", Command)
def test_every_command_does_something(tmp_path: Path, command: Command) -> None:
    assert heard_after(tmp_path / "asked", command) != heard_after(tmp_path / "left-alone", None)
