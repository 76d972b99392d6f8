"""The table of controls, and the answers to its questions: the whole session with a voice whose words are read off the
samples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import voicecoach
from tests.play.rig import Rig
from voicecoach.errors import VoicecoachError
from voicecoach.play.commands import Command
from voicecoach.play.controls.table import CONTROLS, KEY_MAPS, NAMED_ALOUD, key_map
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.notices import NoticeKind


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
        assert len(keys) == len(set(keys)) == len(key_map(name).commands)


@pytest.mark.parametrize("name", KEY_MAPS)
def test_the_keys_that_the_coach_names_do_the_same_in_every_map(name: str) -> None:
    live = (Path(voicecoach.__file__).parent / "phrases/en/live.ftl").read_text(encoding="utf-8")
    named = {key.lower() for key in re.findall(r"[Pp]ress (?:the )?(\w+)", live)}
    assert {"space", "enter", "e", "q"} <= named <= NAMED_ALOUD
    usual = key_map("standard").commands
    assert {key: usual[key] for key in NAMED_ALOUD}.items() <= key_map(name).commands.items()


def test_keys_of_the_settings_come_first_and_do_one_thing() -> None:
    keys = key_map("standard", {Command.DONE: ("k", "f"), Command.NEXT: ("tab",)})
    assert keys.first_key(Command.DONE) == "k"
    assert keys.commands["f"] is Command.DONE
    assert keys.first_key(Command.FASTER) == "."
    assert keys.first_key(Command.NEXT) == "tab"
    assert keys.commands["enter"] is Command.DONE


@pytest.mark.parametrize(
    "more",
    [
        {Command.DONE: ("k",), Command.NEXT: ("k",)},
        {Command.DONE: ("q",)},
        {Command.HARDER: ("e",)},
        {Command.HURT: ("space",)},
    ],
)
def test_a_key_that_would_do_two_things_is_refused(more: dict[Command, tuple[str, ...]]) -> None:
    with pytest.raises(VoicecoachError, match=r"settings: the key \w+ is for “[a-z-]+”, not for key-"):
        key_map("standard", more)


def test_help_names_the_keys_of_the_session(tmp_path: Path) -> None:
    rig = Rig(tmp_path, LiveSettings(keys=key_map("standard", {Command.DONE: ("k",)})))
    rig.until("three")
    rig.do(Command.HELP)
    heard = rig.texts(4)
    (helped,) = [text for text in heard if text.startswith("Space: pause, go on. K: done. X: that hurts.")]
    assert "how much longer? Q: " in helped
    assert NoticeKind.HELP in {notice.kind for notice in rig.session.notices}


def test_a_key_that_does_nothing_says_so_and_is_not_spoken(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.until("three")
    rig.session.ask_unknown("y")
    assert rig.texts(2)
    assert "“Y” does nothing here. ? shows the keys." in [notice.text for notice in rig.session.notices]
    assert not any("does nothing" in text for text in rig.voices[150].texts)


def test_every_command_has_one_row() -> None:
    assert [control.command for control in CONTROLS] == list(Command)


def heard_after(folder: Path, command: Command | None) -> tuple[list[str], str]:
    """What is heard in the three seconds after a command in a hold, and what the player then does."""
    folder.mkdir()
    rig = Rig(folder)
    rig.until("three")
    if command in (Command.RESUME, Command.PRESS_PLAY):
        rig.do(Command.PAUSE)
    if command is not None:
        rig.do(command)
    return rig.texts(3), f"{rig.session.playback.player.state} {rig.session.conductor.volume_db}"


@pytest.mark.parametrize("command", Command)
def test_every_command_does_something(tmp_path: Path, command: Command) -> None:
    assert heard_after(tmp_path / "asked", command) != heard_after(tmp_path / "left-alone", None)


@pytest.mark.parametrize(("name", "taken"), [("standard", ("x", "o")), ("pedal", ("x",))])
def test_some_key_always_says_that_it_hurts(name: str, taken: tuple[str, ...]) -> None:
    with pytest.raises(
        VoicecoachError, match=f"{' and '.join(taken)} for something else, no key of the {name} map"
    ):
        key_map(name, {Command.LOUDER: taken})
    kept = key_map(name, {Command.LOUDER: taken, Command.HURT: ("z",)})
    assert kept.commands["z"] is Command.HURT
