"""Standard output and standard error that are closed or full: every command does its work, and nothing is a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import environment
from tests.needs import slow_but
from voicecoach import cli

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is a device of Linux")

COMMANDS = {
    "list": "list --estimate",
    "exercises": "exercises",
    "new": "new --exercises plank -o new.yaml",
    "preview": "preview gentle-daily --estimate",
    "play": "play gentle-daily --voice silent --output null",
    "resume": "resume",
    "render": "render short.yaml --voice silent",
    "publish": "publish practice --dry-run --voice silent",
    "check": "check short.yaml no-such.yaml",
    "schema": "schema",
    "voices": "voices",
    "say": "say Rest. --voice silent -o rest.wav",
    "record": "record short.yaml --list",
    "import": "import table.csv -o made.yaml",
    "export": "export gentle-daily --to csv -o gentle.csv",
    "today": "today",
    "plan": "plan programme.yaml",
    "progress": "progress",
    "diary": "diary add walk --minutes 40",
    "breath": "breath",
    "cache": "cache",
    "doctor": "doctor",
}
SHORT = "title: Short\nsafety: []\nwelcome: Hello.\nclose: Bye.\nsteps:\n  - say: One.\n"

SHORTENED = """
import sys
from voicecoach.play.live import LiveSession
from voicecoach.__main__ import main

run = LiveSession.run

def stopped(session, shown):
    def once(session):
        shown(session)
        session.ask(Command.QUIT)
    return run(session, once)

from voicecoach.play.commands import Command
LiveSession.run = stopped
main()
"""

FULL = "voicecoach: standard output: No space left on device\n"


def shell(command: str, streams: str, home: Path) -> subprocess.CompletedProcess[str]:
    (home / "short.yaml").write_text(SHORT)
    for programme in (home / "programme.yaml", home / "data" / "voicecoach" / "programme.yaml"):
        programme.parent.mkdir(parents=True, exist_ok=True)
        programme.write_text("title: T\nroutines: [gentle-daily]\n")
    (home / "practice" / "patients").mkdir(parents=True, exist_ok=True)
    (home / "practice" / "practice.yaml").write_text("name: Practice\n")
    (home / "practice" / "patients" / "p1.yaml").write_text("routines:\n  - do: gentle-daily\n")
    (home / "table.csv").write_text("name;seconds\nPlank;30\n")
    (home / "program.py").write_text(SHORTENED)
    line = f"{sys.executable} program.py {COMMANDS.get(command, command)} {streams}"
    return subprocess.run(
        ["sh", "-c", line], cwd=home, env=environment(home, PYTHONPATH=str(Path(__file__).parents[2])),
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip


def test_all_commands_are_here() -> None:
    assert set(cli._COMMANDS) - {"settings"} <= set(COMMANDS)


def expected(command: str) -> int:
    return 1 if command in ("resume", "check", "breath") else 0


@pytest.mark.parametrize("command", slow_but(COMMANDS, "render"))
def test_standard_output_is_closed(command: str, tmp_path: Path) -> None:
    done = shell(command, ">&-", tmp_path)
    assert done.returncode == expected(command), done
    assert "Traceback" not in done.stderr
    assert (tmp_path / "short.wav").exists() == (command == "render")


@pytest.mark.parametrize("command", slow_but(COMMANDS, "list"))
def test_standard_output_is_full(command: str, tmp_path: Path) -> None:
    done = shell(command, ">/dev/full", tmp_path)
    assert done.returncode == 1
    if command not in ("resume", "breath"):  # they have nothing to print here
        assert FULL in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "short.wav").exists() == (command == "render")


@pytest.mark.parametrize("streams", slow_but(["2>&-", "2>/dev/full", ">&- 2>&- <&-"], "2>/dev/full"))
@pytest.mark.parametrize("command", slow_but(["play", "render", "check"], "render"))
def test_standard_error_cannot_be_written(command: str, streams: str, tmp_path: Path) -> None:
    done = shell(command, streams, tmp_path)
    assert (done.returncode, done.stderr) == (expected(command), ""), done
    assert (tmp_path / "short.wav").exists() == (command == "render")


@pytest.mark.slow
def test_a_file_that_is_opened_is_not_taken_for_a_closed_stream(tmp_path: Path) -> None:
    """Without standard output, the first file that is opened would get what is printed."""
    done = shell("render", ">&- 2>&- <&-", tmp_path)
    assert done.returncode == 0
    before = (tmp_path / "short.wav").read_bytes()
    assert shell("render short.yaml --voice silent --force", "", tmp_path).returncode == 0
    assert (tmp_path / "short.wav").read_bytes() == before


@pytest.mark.parametrize("arguments", [[], ["-u"]])
def test_what_is_printed_stays_in_order_and_in_utf8(arguments: list[str], tmp_path: Path) -> None:
    code = "import sys; from voicecoach.cli.streams import prepare_streams; prepare_streams(); print('ä'); "
    code += "print('ö', file=sys.stderr); print('ü')"
    done = subprocess.run(
        [sys.executable, *arguments, "-c", code], env={**os.environ, "LC_ALL": "C"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=True,
    )  # fmt: skip
    shown = done.stdout.decode()
    assert sorted(shown.split()) == ["ä", "ö", "ü"]
