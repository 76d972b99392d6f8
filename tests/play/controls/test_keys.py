"""Keys of a terminal: their names, and a real terminal that is left as it was."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import in_real_time, slow_but
from tests.play.needs import need_module
from tests.play.programs import Home
from tests.play.rig import Rig
from voicecoach.errors import VoicecoachError
from voicecoach.play.controls.keys import KeyStream, names_of
from voicecoach.play.controls.table import key_map

posix = pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")


@pytest.mark.parametrize(
    ("sent", "names"),
    [
        (" ", ["space"]),
        ("\r", ["enter"]),
        ("N", ["n"]),
        ("\x1b[A\x1b[B\x1b[C\x1b[D", ["up", "down", "right", "left"]),
        ("\x1bOA", ["up"]),
        ("\x1b[5~\x1b[6~", ["pageup", "pagedown"]),
        ("\x1b[1;5C", []),
        ("\x1b[200~", []),
        ("x\x1b[Ay", ["x", "up", "y"]),
        ("\x1b", ["escape"]),
        ("é", ["é"]),
        ("İ", ["İ"]),  # in lower case it would be two characters, as if it were a name
        ("\x1b[<0;10;10M\x1b[?1;2c\x1b[[A\x1b]11;rgb:0/0/0\x07\x1bP1+r\x1b\\", []),
        ("\x00\x01", []),
        ("\x03", ["ctrl-c"]),
    ],
)
def test_names_of_keys(sent: str, names: list[str]) -> None:
    assert list(names_of(sent)) == names


@pytest.mark.parametrize("sent", ["\x1b[D", "\x1b[5~", "\x1bOA", "x\x1b[1;5Cy", "\x1b]11;rgb:0\x1b\\n"])
def test_a_key_that_comes_in_pieces_is_one_key(sent: str) -> None:
    """Over a slow line: the letter at the end of an arrow must not be taken for a key of its own."""
    for cut in range(1, len(sent)):
        keys = KeyStream()
        assert [*keys.feed(sent[:cut]), *keys.feed(sent[cut:]), *keys.rest()] == list(names_of(sent)), cut
    keys = KeyStream()
    assert [name for character in sent for name in keys.feed(character)] == list(names_of(sent))


def test_escape_is_a_key_if_nothing_follows() -> None:
    keys = KeyStream()
    assert list(keys.feed("\x1b")) == []
    assert keys.waits
    assert list(keys.rest()) == ["escape"]
    assert not keys.waits
    assert list(keys.feed("d")) == ["d"]
    assert len(list(keys.feed("\x1b]" + "x" * 300))) > 200, "it does not wait for an end that never comes"


@pytest.mark.parametrize("key", ["İ", "ß", "\u0301", "日", "escape", "tab"])
def test_every_key_that_does_nothing_says_so(rig: Rig, key: str) -> None:
    rig.session.ask_unknown(key)
    rig.session.tick()
    assert "does nothing here" in rig.session.notices[-1].text


@pytest.mark.parametrize(
    ("name", "hint"), [("pedals", "did you mean “pedal”?"), ("xx", "there are standard and pedal")]
)
def test_an_unknown_key_map_is_reported(name: str, hint: str) -> None:
    with pytest.raises(VoicecoachError) as told:
        key_map(name)
    assert hint in str(told.value)


class Shell:
    """A shell in a terminal of its own, in which the program runs."""

    def __init__(self, home: Home) -> None:
        import pexpect

        self.home = home
        environment = {
            **home.environment,
            "PS1": "$ ",
            "TERM": "xterm-256color",
            "COLUMNS": "100",
            "LINES": "40",
        }
        self.shell = pexpect.spawn(
            "bash",
            ["--norc", "--noprofile", "-i"],
            env=environment,
            timeout=20,
            encoding="utf-8",
            dimensions=(40, 100),
        )
        self.shell.delaybeforesend = None
        self.before = self.modes()

    def modes(self) -> str:
        self.shell.sendline("stty -a | tr '\\n' ' '; echo MODES-END")
        self.shell.expect("speed(.*?)MODES-END\r\n")
        return str(self.shell.match.group(1))

    def play(self, *more: str) -> None:
        self.shell.sendline(
            " ".join(self.home.command("play", str(self.home.routine), "--voice", "silent", *more))
        )

    def pid(self) -> int:
        import psutil

        (child,) = psutil.Process(self.shell.pid).children()
        return int(child.pid)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    need_module("pexpect")
    made = Shell(Home(tmp_path))
    yield made
    made.shell.close(force=True)


@posix
@in_real_time
@pytest.mark.parametrize("end", slow_but(["q", "ctrl-c", "SIGTERM", "SIGHUP"], "q", "SIGTERM"))
def test_the_terminal_is_as_it_was_however_it_ends(shell: Shell, end: str) -> None:
    shell.play("--output", "null")
    shell.shell.expect("shows the keys")
    until = time.monotonic() + 60
    while not list(shell.home.places.glob("*.json")):  # kept once its first sound is heard
        assert time.monotonic() < until
        time.sleep(0.02)
    assert "-icanon" in _modes_of(shell)
    if end == "q":
        shell.shell.send("q")
        shell.shell.expect("voicecoach resume")
    elif end == "ctrl-c":
        began = time.monotonic()
        shell.shell.send("\x03")
        while _alive(shell):
            assert time.monotonic() - began < 0.5 + 0.2, "Ctrl-C takes more than half a second"
            time.sleep(0.01)
    else:
        os.kill(shell.pid(), getattr(signal, end))
    shell.shell.expect_exact("$ ")
    shell.shell.sendline("echo status=$?")
    shell.shell.expect(r"status=(\d+)")
    codes = {"q": 0, "ctrl-c": 130, "SIGTERM": 143, "SIGHUP": 129}
    assert int(shell.shell.match.group(1)) == codes[end]
    assert shell.modes() == shell.before
    assert len(list(shell.home.places.glob("*.json"))) == 1


@posix
@in_real_time
def test_ctrl_z_gives_the_terminal_back_and_fg_goes_on(shell: Shell) -> None:
    shell.play("--output", "null")
    shell.shell.expect("shows the keys")
    shell.shell.send("\x1a")
    shell.shell.expect("Stopped")
    assert shell.modes() == shell.before
    shell.shell.sendline("fg")
    shell.shell.expect("shows the keys")
    assert "-icanon" in _modes_of(shell)
    shell.shell.send("q")
    shell.shell.expect("voicecoach resume")
    shell.shell.expect_exact("$ ")
    assert shell.modes() == shell.before


@posix
@in_real_time
def test_an_error_leaves_the_terminal_as_it_was(shell: Shell) -> None:
    shell.play("--output", "nul")
    shell.shell.expect("did you mean “null”")
    shell.shell.expect_exact("$ ")
    assert shell.modes() == shell.before


@pytest.mark.slow
@posix
@in_real_time
def test_keys_and_display_on_a_terminal(shell: Shell) -> None:
    shell.play("--output", "null")
    shell.shell.expect("SHORT ONE")
    shell.shell.send("n")
    shell.shell.expect("BRIDGE")
    shell.shell.expect("Next: Twist")
    shell.shell.send(" ")
    shell.shell.expect("PAUSED")
    shell.shell.send("\x1b[C")
    shell.shell.expect("TWIST")
    shell.shell.send(" ")
    shell.shell.send("\r")
    shell.shell.expect("LEFT SIDE")
    shell.shell.expect("HOLD")
    shell.shell.send("?")
    shell.shell.expect("hides the keys")
    shell.shell.expect("ten seconds more")
    shell.shell.send("y")
    shell.shell.expect("“Y” does nothing here")
    shell.shell.send("q")
    shell.shell.expect("0 sets done")


@posix
@in_real_time
def test_plain_prints_one_line_a_cue(shell: Shell) -> None:
    shell.play("--output", "null", "--plain", "--keys", "pedal")
    shell.shell.expect("Keys: pageup pause, go on, pagedown done, .*\\? these keys\\.\r\n")
    shell.shell.expect_exact("Hello.\r\n")
    shell.shell.send("\x1b[5~")
    shell.shell.expect_exact("Paused.\r\n")
    shell.shell.send("\x1b[5~")
    shell.shell.expect_exact("Going on.\r\n")
    shell.shell.send("q")
    shell.shell.expect("voicecoach resume")


@posix
@in_real_time
def test_without_a_terminal_it_plays_on_without_keys(tmp_path: Path) -> None:
    home = Home(tmp_path)
    program = home.start("play", str(home.routine), "--voice", "silent", "--output", "null")
    assert program.stdout is not None
    assert program.stdout.readline() == "Hello.\n"
    program.terminate()
    program.communicate(timeout=20)
    assert program.returncode == 143


@posix
@in_real_time
def test_a_closed_stdin_is_no_matter(tmp_path: Path) -> None:
    home = Home(tmp_path)
    command = " ".join(home.command("play", str(home.routine), "--voice", "silent", "--output", "null"))
    import subprocess

    program = subprocess.Popen(
        ["bash", "-c", f"exec {command} <&-"],
        env=home.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == b"Hello.\n"
    program.terminate()
    out, _ = program.communicate(timeout=20)
    assert b"Traceback" not in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(("--output", "nul"), "did you mean “null”?", marks=pytest.mark.slow),
        (("--output", "null", "--device", "x"), "has no devices"),
        (("--output", "null", "--keys", "pedall"), "did you mean “pedal”?"),
        pytest.param(("--output", "capture"), "--device FILE.wav", marks=pytest.mark.slow),
        pytest.param(("--output", "null", "--voice", "nobody"), "nobody", marks=pytest.mark.slow),
    ],
)
def test_bad_options_are_one_clear_line(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    home = Home(tmp_path)
    done = home.run("play", str(home.routine), *arguments)
    assert done.returncode == 1
    assert told in done.stderr
    assert len(done.stderr.splitlines()) <= 2
    assert "Traceback" not in done.stderr


def test_nothing_to_resume_is_reported(tmp_path: Path) -> None:
    done = Home(tmp_path).run("resume")
    assert done.returncode == 1
    assert "voicecoach play ROUTINE" in done.stderr


def test_a_broken_place_is_reported_and_set_aside(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.places.mkdir(parents=True)
    (home.places / "a.json").write_text("{")
    done = home.run("resume")
    assert done.returncode == 1
    assert "a.json" in done.stderr
    assert "broken" in done.stderr
    assert not list(home.places.glob("*.json"))


def _modes_of(shell: Shell) -> str:
    """The modes of the terminal while the program runs in it, asked from outside."""
    import subprocess

    name = os.readlink(f"/proc/{shell.shell.pid}/fd/0")  # noqa: PTH115
    return subprocess.run(["stty", "-a", "-F", name], capture_output=True, text=True, check=True).stdout


def _alive(shell: Shell) -> bool:
    import psutil

    return bool(psutil.Process(shell.shell.pid).children())
