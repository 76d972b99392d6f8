"""The settings: what the file may say, what happens to the rest, and how it is changed without losing anything."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.faults import How, failing_writes, signals_at_each_line
from voicecoach import files, half_file, settings, settings_file
from voicecoach.cli.options import LevelType
from voicecoach.cli.play import play
from voicecoach.errors import StateError
from voicecoach.play.commands import Command
from voicecoach.play.controls.table import button_map, key_map
from voicecoach.settings import (
    BY_NAME,
    SETTINGS,
    more_keys,
    parse_value,
    read_settings,
    set_value,
    unset_values,
)

ALL = """\
# mine
voice = "espeak:en-us"   # the clear one
speed = 130
level = "steady"
talk = "short"
count = "chimes"
first = "right"
pace = "slow"
count-in = 5
breath = "4-6"
output = "null"
device = "Head # set"
duck = false
wake = 1.5
volume = -6
chime = false
ask = true
keys = "pedal"
media-keys = false
wake-lock = false
plain = true
key-done = "K tab"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def written(file: Path, text: str | bytes) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_every_key_is_read(file: Path) -> None:
    found = read_settings(written(file, ALL))
    assert found.problems == ()
    assert list(found.values) == [*(one.name for one in SETTINGS), "key-done"]
    assert more_keys(found.values) == {Command.DONE: ("k", "tab")}
    assert found.values["device"] == "Head # set"
    assert found.values["media-keys"] is False


def test_without_a_file_there_are_no_settings(file: Path) -> None:
    assert read_settings(file) == settings.UserSettings({})


def test_every_setting_is_an_option_of_play_and_means_the_same_there() -> None:
    chosen = {option.setting: option for option in play.params if hasattr(option, "setting")}
    assert set(chosen) == {one.name for one in SETTINGS}
    for name in chosen:
        value = read_settings_of(ALL)[name]
        chosen[name].type.convert(value, None, None)
    assert LevelType().convert("steady", None, None) == 0.5


def read_settings_of(text: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(text)


WRONG: list[Any] = [
    '""', '" "', '"a\\u0007"', "-1", "1000000", "9" * 30, "0.5", "nan", "inf", "true", "[]", "[1]", "{}", '"zzz"',
    "1979-05-27", f'"{"x" * 300}"',
]  # fmt: skip


@pytest.mark.parametrize("name", [*(one.name for one in SETTINGS), "key-done"])
def test_a_value_that_does_not_fit_is_reported_with_its_line_and_the_others_hold(
    file: Path, name: str
) -> None:
    lines = ALL.splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith(f"{name} ="))
    reported = 0
    for value in WRONG:
        lines[at] = f"{name} = {value}"
        found = read_settings(written(file, "\n".join(lines)))
        assert len(found.values) + len(found.problems) == len(SETTINGS) + 1
        if found.problems:
            reported += 1
            assert found.problems == (
                f"{file}:{at + 1}: {name} takes {BY_NAME[name].takes}; this line is left out",
            )
    assert reported >= len(WRONG) - 3


@pytest.mark.parametrize(
    ("content", "reported"),
    [
        ('voice = "a', ":1: this is not TOML: "),
        ("speed = 130\nvoice = espeak\n", ":2: this is not TOML: "),
        ("speed = 130\nspeed = 140\n", ":2: this is not TOML: "),
        (b"# \xff\n", ":1: this is not UTF-8"),
        (b"speed = 1\n\n# \xff\n", ":3: this is not UTF-8"),
        (b"\x00", ":1: this is not TOML: "),
        ("a = " + "[" * 5000, ":1: this is not TOML: "),
        ("[" * 5000, ":1: this is not TOML: "),
        ("#" * (settings_file.LARGEST + 1), ": it cannot be read: it is larger than"),
    ],
)
def test_a_file_of_something_else_is_one_problem_and_stays(
    file: Path, content: str | bytes, reported: str
) -> None:
    before = written(file, content).read_bytes()
    (problem,) = read_settings(file).problems
    assert problem.startswith(f"{file}{reported}")
    assert problem.endswith("; the settings are left out")
    with pytest.raises(StateError):
        set_value(file, "speed", 100)
    with pytest.raises(StateError):
        unset_values(file, ["speed"])
    assert file.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="pipes and links as POSIX has them")
def test_what_is_not_a_file_is_one_problem(file: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for path in (tmp_path / "pipe", tmp_path / "loop", tmp_path):
        (problem,) = read_settings(path).problems
        assert problem.startswith(f"{path}: it cannot be read")


def test_an_unknown_key_is_reported_with_the_nearest_and_stays(file: Path) -> None:
    found = read_settings(written(file, "speed = 130\nvoise = 'a'\n"))
    assert found.values == {"speed": 130}
    assert found.problems == (f"{file}:2: there is no setting “voise”; did you mean “voice”?",)
    set_value(file, "speed", 100)
    assert file.read_text() == "speed = 100\nvoise = 'a'\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, settings_file.HEADER + "speed = 100\n"),
        ("", "speed = 100\n"),
        ("volume = 3", "volume = 3\nspeed = 100\n"),
        ("speed=1 # slow  \n\n# end\n", "speed = 100 # slow  \n\n# end\n"),
        ("\t\"speed\" = 'a # b'\t# c # d\r\n", "speed = 100\t# c # d\n"),
        ("[table]\nspeed = 1\n", "speed = 100\n[table]\nspeed = 1\n"),
    ],
)
def test_setting_a_key_leaves_all_else(file: Path, before: str | None, after: str) -> None:
    if before is not None:
        written(file, before)
    if before is not None and before.startswith("[table]"):
        # The same key in a table is another one; a line cannot say which.
        with pytest.raises(StateError, match="edit it by hand"):
            set_value(file, "speed", 100)
        assert file.read_text() == before
        return
    set_value(file, "speed", 100)
    assert file.read_text() == after
    assert read_settings(file).values["speed"] == 100


def test_what_is_set_is_read_and_what_is_unset_is_gone(file: Path) -> None:
    values = read_settings(written(file, ALL)).values
    file.unlink()
    for name, value in values.items():
        set_value(file, name, value)
    assert read_settings(file).values == values
    unset_values(file, ["voice", "plain"])
    assert set(values) - set(read_settings(file).values) == {"voice", "plain"}
    unset_values(file, BY_NAME)
    assert read_settings(file) == settings.UserSettings({})
    assert file.read_text() == settings_file.HEADER


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_a_link_stays(file: Path, tmp_path: Path) -> None:
    (tmp_path / "dotfiles").write_text("speed = 1\n")
    file.parent.mkdir()
    file.symlink_to(tmp_path / "dotfiles")
    set_value(file, "speed", 100)
    assert file.is_symlink()
    assert (tmp_path / "dotfiles").read_text() == "speed = 100\n"


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("speed", "130", 130), ("level", "steady", "steady"), ("level", "Strong", "strong"), ("level", "0.25", 0.25),
        ("level", "1", 1), ("volume", "-6", -6), ("wake", "2", 2), ("device", "5", "5"), ("media-keys", "no", False),
        ("plain", "true", True), ("voice", "espeak:en-us", "espeak:en-us"), ("talk", "short", "short"),
    ],
)  # fmt: skip
def test_what_is_typed_is_read(name: str, text: str, value: Any) -> None:
    found = parse_value(name, text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("name", "text"),
    [("speed", "fast"), ("speed", "130.5"), ("level", "2"), ("level", "½"), ("level", "nan"), ("volume", "10"),
     ("plain", "maybe"), ("voice", ""), ("keys", "piano"), ("voyce", "x")],
)  # fmt: skip
def test_what_does_not_fit_is_refused(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"takes|did you mean"):
        parse_value(name, text)


# Faults.


@pytest.mark.parametrize("how", How)
def test_whichever_write_fails_the_old_settings_or_the_new_ones_are_there(file: Path, how: How) -> None:
    new = ALL.replace("speed = 130", "speed = 100")
    rounds = 0
    for fault in failing_writes(
        lambda: set_value(file, "speed", 100), under=file.parent, how=how, prepare=lambda: written(file, ALL)
    ):
        rounds += 1
        assert file.read_text() == (new if how is How.SHORT or fault.where.startswith("close") else ALL), (
            fault
        )
        assert [path.name for path in file.parent.iterdir()] == [file.name]
        harmless = how is How.SHORT or fault.where == "close settings.toml.lock"
        assert isinstance(fault.error, StateError) is not harmless, fault
    assert rounds >= (1 if how is How.SHORT else 4)


def test_wherever_a_signal_comes_the_old_settings_or_the_new_ones_are_there(file: Path) -> None:
    new = ALL.replace("speed = 130", "speed = 100")
    found = set()
    for fault in signals_at_each_line(
        lambda: set_value(file, "speed", 100),
        settings.__file__,
        settings_file.__file__,
        files.__file__,
        half_file.__file__,
        prepare=lambda: written(file, ALL),
    ):
        found.add(file.read_text())
        assert file.read_text() in (ALL, new), fault
        if fault.error is not None:
            fault.error.with_traceback(None)  # its frames have the lock
    assert found == {ALL, new}


def test_the_table_has_a_word_for_each() -> None:
    assert all(setting.about and setting.takes for setting in SETTINGS)


def test_a_key_may_be_one_that_only_a_pedal_has_and_then_the_keyboard_knows_nothing_of_it(file: Path) -> None:
    found = read_settings(written(file, 'pedal = "AirTurn"\nkey-done = "F13 k"\nkey-next = "button-999"\n'))
    assert found.values == {"pedal": "AirTurn", "key-done": "F13 k"}
    assert len(found.problems) == 1
    more = more_keys(found.values)
    assert key_map("standard", more).first_key(Command.DONE) == "k"
    assert "f13" not in key_map("pedal", more).commands
    assert button_map(more).commands["f13"] is Command.DONE


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes of POSIX")
def test_two_that_change_it_at_the_same_moment_lose_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has read the file before the other writes, unless it waits its turn."""
    ready, go = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        store = settings.store

        def late(*arguments: Any) -> None:
            os.write(ready[1], b".")
            os.read(go[0], 1)
            store(*arguments)

        settings.store = late  # type: ignore[attr-defined]
        try:
            set_value(file, "speed", 130)
        finally:
            os._exit(0)
    os.read(ready[0], 1)
    monkeypatch.setattr(settings_file, "LOCKED_S", 0.02)
    with pytest.raises(StateError, match="another voicecoach is changing the settings; try again"):
        set_value(file, "volume", -6)
    monkeypatch.undo()
    os.write(go[1], b".")
    set_value(file, "volume", -6)
    os.waitpid(child, 0)
    assert read_settings(file).values == {"speed": 130, "volume": -6}
    assert [one.name for one in file.parent.iterdir()] == [file.name]
