"""A pedal: which device it is, what its keys ask for, and what is said if it cannot be read, goes and comes back."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.play.controls.pedals import BUILT_IN, CODES, KEYBOARD, PAGES, Machine
from tests.play.programs import Home
from voicecoach.play.clock import FastClock
from voicecoach.play.commands import Command
from voicecoach.play.controls.buttons import button_name, is_button
from voicecoach.play.controls.input_devices import InputFiles, NotTaken, devices_to_read
from voicecoach.play.controls.pedal import PedalReader
from voicecoach.play.controls.table import button_map

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="devices of Linux")


class Session:
    """Keeps what a pedal asks for."""

    def __init__(self) -> None:
        self.asked: list[Command] = []
        self.reports: list[tuple[str, dict[str, str]]] = []

    def ask(self, command: Command) -> None:
        self.asked.append(command)

    def report(self, message: str, *, problem: bool, **words: str) -> None:
        self.reports.append((message, words))

    @property
    def told(self) -> list[str]:
        return [message for message, _ in self.reports]


class Desk:
    """A machine with a session that listens to its pedal."""

    def __init__(self, folder: Path, wanted: str, more: dict[Command, tuple[str, ...]]) -> None:
        self.machine = Machine(folder)
        self.session = Session()
        self.clock = FastClock()
        self._over, self.end = os.pipe()
        self.reader = PedalReader(
            self.session, button_map(more), wanted, self.machine.files, self.clock, self._over
        )

    def look(self) -> list[str]:
        """It looks for devices; what is shown meanwhile."""
        before = len(self.session.reports)
        self.reader.look()
        return self.session.told[before:]

    def press(self, number: int, key: str | int, values: Iterable[int] = (1, 0)) -> list[Command]:
        """What one press asks for."""
        before = len(self.session.asked)
        self.machine.press(number, key, values)
        assert self.reader.listen(0)
        return self.session.asked[before:]


@contextmanager
def desk(folder: Path, wanted: str = "auto", **more: str) -> Iterator[Desk]:
    keys = {Command(command.replace("_", "-")): tuple(names.split()) for command, names in more.items()}
    made = Desk(folder, wanted, keys)
    yield made
    os.close(made.end)
    made.reader.run()  # lets go of all


def test_a_page_turner_is_found_read_and_had_alone(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        at.machine.plug(0, "AT Translated Set 2 keyboard", KEYBOARD, BUILT_IN)
        at.machine.plug(12, "BT-105", PAGES)
        assert at.look() == ["state-pedal-here"]
        assert len(at.machine.taken) == 1
        assert at.press(12, "pagedown") == [Command.DONE]
        assert at.press(12, "pageup") == [Command.TOGGLE]
        assert at.press(12, "pageup", (1, 2, 2, 2, 0)) == [Command.TOGGLE], "held down it is one press"
        assert at.press(0, "enter") == []


@pytest.mark.parametrize(
    ("name", "keys", "bus", "taken"),
    [
        ("PageFlip Firefly", KEYBOARD, 5, True),
        ("PCsensor FootSwitch Keyboard", KEYBOARD, 3, True),
        ("some remote", PAGES, 3, True),
        ("Logitech K120", KEYBOARD, 3, False),
        ("Power Button", [116], 0x19, False),
        ("Logitech Mouse", [272, 273, 274], 3, False),
        ("Video Bus", [224, 225], 0x19, False),
        ("USB headset", [114, 115, 164], 3, False),
        ("A pedal that is built in", PAGES, BUILT_IN, False),
    ],
)
def test_only_what_is_clearly_a_pedal_is_taken_unasked(
    tmp_path: Path, name: str, keys: Iterable[int], bus: int, taken: bool
) -> None:
    machine = Machine(tmp_path)
    machine.plug(3, name, keys, bus)
    assert bool(devices_to_read(machine.files.devices(), "auto")) is taken


def test_a_device_of_the_settings_is_taken_but_never_the_only_keyboard(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.plug(0, "AT keyboard", KEYBOARD, BUILT_IN)
    machine.plug(5, "Cube Turner", KEYBOARD)
    (found,) = devices_to_read(machine.files.devices(), "cube")
    assert found.node == "event5"
    for wanted in ("at key", "e"):
        with pytest.raises(NotTaken):
            devices_to_read(machine.files.devices(), wanted)
    machine.pull(0)
    with pytest.raises(NotTaken, match="Cube Turner"):
        devices_to_read(machine.files.devices(), "cube")


def test_the_only_keyboard_is_left_alone_and_the_person_is_informed_once(tmp_path: Path) -> None:
    with desk(tmp_path, "cube") as at:
        at.machine.plug(5, "Cube Turner", KEYBOARD)
        assert [at.look() for _ in range(2)] == [["state-pedal-keyboard"], []]
        assert at.machine.taken == []


def test_one_button_is_the_one_button_whatever_it_sends(tmp_path: Path) -> None:
    with desk(tmp_path, "switch") as at:
        at.machine.plug(7, "My switch", [CODES["b"]])
        at.look()
        assert at.press(7, "b") == [Command.PRESS]
    (tmp_path / "own").mkdir()
    with desk(tmp_path / "own", "switch", repeat_words="b") as at:
        at.machine.plug(7, "My switch", [CODES["b"]])
        at.look()
        assert at.press(7, "b") == [Command.REPEAT_WORDS]


def test_the_settings_give_buttons_their_meaning_and_name_the_others(tmp_path: Path) -> None:
    with desk(tmp_path, "USB headset", hurt="volumedown f13", done="button-700") as at:
        at.machine.plug(2, "USB headset", [114, 115, 164, 183, 184, 700])
        at.look()
        keys = ("volumedown", "f13", "volumeup", "playpause", 700, "f14")
        assert [at.press(2, key) for key in keys] == [
            [Command.HURT],
            [Command.HURT],
            [Command.LOUDER],
            [Command.PRESS],
            [Command.DONE],
            [],
        ]
        assert at.session.reports[-1] == ("state-pedal-no-key", {"device": "USB headset", "press": "f14"})


def test_a_pedal_is_pulled_and_comes_back_as_another_number(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        at.machine.plug(4, "Foot pedal", PAGES)
        at.look()
        at.machine.pull(4)
        assert at.reader.listen(0)
        assert at.session.told == ["state-pedal-here", "state-pedal-gone"]
        assert at.look() == []
        at.machine.plug(9, "Foot pedal", PAGES)
        assert at.look() == ["state-pedal-back"]
        assert at.press(9, "pagedown") == [Command.DONE]


def test_another_device_under_the_same_number_is_looked_at_again(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        at.machine.plug(4, "Foot pedal", PAGES)
        at.look()
        at.machine.pull(4)
        at.machine.plug(4, "Mouse", [272])
        assert at.look() == ["state-pedal-gone"]
        assert at.press(4, "mouse-left") == []


def test_a_missing_permission_is_reported_once_and_not_at_the_first_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, flags: int) -> int:
        raise PermissionError(errno.EACCES, "no", str(path))

    with desk(tmp_path) as at:
        at.machine.plug(4, "Foot pedal", PAGES)
        with monkeypatch.context() as patched:
            patched.setattr("voicecoach.play.controls.pedal.os.open", refuse)
            assert [at.look() for _ in range(3)] == [[], ["state-pedal-refused"], []]
        assert at.look() == ["state-pedal-here"], "allowed meanwhile"


def failing(error: int) -> Callable[[int], None]:
    def take(descriptor: int) -> None:
        raise OSError(error, "no")

    return take


def test_a_pedal_that_another_program_has_is_reported_once(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        files: InputFiles = replace(at.machine.files, take=failing(errno.EBUSY))
        at.reader = PedalReader(at.session, button_map(), "auto", files, at.clock, 0)
        at.machine.plug(4, "Foot pedal", PAGES)
        assert [at.look() for _ in range(2)] == [["state-pedal-busy"], []]


def test_a_pedal_that_is_named_and_not_there_is_reported_once(tmp_path: Path) -> None:
    with desk(tmp_path, "AirTurn") as at:
        assert [at.look() for _ in range(2)] == [["state-pedal-missing"], []]
        at.machine.plug(4, "AirTurn Duo", PAGES)
        assert at.look() == ["state-pedal-here"]


def test_what_was_pressed_while_the_program_stood_still_is_not_done(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        at.machine.plug(4, "Foot pedal", PAGES)
        at.look()
        at.machine.press(4, "pagedown")
        moments = iter([0.0, 60.0])
        at.clock.now = lambda: next(moments)  # type: ignore[method-assign]
        assert at.reader.listen(0)
        assert at.session.asked == []
        at.clock.now = lambda: 61.0  # type: ignore[method-assign]
        assert at.press(4, "pagedown") == [Command.DONE]


def test_devices_that_lie_are_left_out(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.plug(1, "pedal\x1b[2J" + "x" * 500, PAGES)
    machine.plug(2, "pedal", PAGES)
    (machine.listed / "event2/device/capabilities/key").write_text("zz 1\n")
    machine.plug(3, "pedal", [])
    (machine.listed / "event../device").mkdir(parents=True)
    (only,) = machine.files.devices()
    assert len(only.name) == 80
    assert only.name.isprintable()


def test_names_of_buttons_are_what_the_settings_take() -> None:
    assert all(is_button(button_name(code)) for code in range(0x300))
    assert not any(
        is_button(name) for name in ("", "button-", "button-768", "button-57", "button-٣", "f25", "ctrl-c")
    )


PLAY = """
import sys
from pathlib import Path
from voicecoach.play.controls import input_devices, pedal
files = input_devices.InputFiles(Path(sys.argv[1]), Path(sys.argv[2]), lambda descriptor: None)
pedal.THIS_MACHINE = files
sys.argv[1:] = sys.argv[3:]
from voicecoach.__main__ import main
main()
"""


@pytest.mark.slow
def test_a_pedal_controls_a_session_that_has_no_terminal(tmp_path: Path) -> None:
    import subprocess

    home, machine = Home(tmp_path), Machine(tmp_path)
    machine.plug(4, "Foot pedal", PAGES)
    places = str(machine.listed), str(machine.nodes)
    play = ("play", str(home.routine), "--voice", "silent", "--output", "null", "--plain")
    program = subprocess.Popen(
        [sys.executable, "-c", PLAY, *places, *play],
        env=home.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines = iter(program.stdout or ())
    try:
        assert next(line for line in lines if "Listening" in line) == "Listening to Foot pedal.\n"
        machine.press(4, "pageup")
        assert next(line for line in lines if "aused" in line) == "Paused.\n"
        machine.pull(4)
        assert "went away" in next(line for line in lines if "pedal" in line)
        machine.plug(5, "Foot pedal", PAGES)
        assert next(line for line in lines if "pedal" in line) == "Foot pedal is back.\n"
        machine.press(5, "pageup")
        assert next(line for line in lines if "oing on" in line) == "Going on.\n"
    finally:
        program.terminate()
        rest, _ = program.communicate(timeout=20)
    assert program.returncode == 143
    assert "Traceback" not in rest
