"""What `play` does with whatever its standard streams are: a dumb terminal, a pipe that ends, a stream that is closed."""

from __future__ import annotations

import importlib
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.needs import slow_but
from tests.play.programs import Home

if sys.platform == "win32":
    pytest.skip("streams of POSIX", allow_module_level=True)
pexpect = importlib.import_module("pexpect")


@pytest.mark.parametrize("term", slow_but(["dumb", "unknown", ""], "dumb"))
def test_a_terminal_that_cannot_draw_gets_plain_lines(term: str, tmp_path: Path) -> None:
    home = Home(tmp_path)
    command = home.command("play", str(home.routine), "--output", "null", "--voice", "silent")
    program = pexpect.spawn(
        command[0], command[1:], env={**home.environment, "TERM": term}, timeout=20, encoding="utf-8"
    )
    try:
        program.expect("Hello.\r\n")
        assert re.fullmatch(r"Keys: space pause, go on, .* \? these keys\.\r\n", program.before)
        program.send("q")
        program.expect("Your place is kept: voicecoach resume")
        program.expect(pexpect.EOF)
        program.close()
        assert program.exitstatus == 0
    finally:
        program.close(force=True)


@pytest.mark.parametrize("closed", slow_but(["<&-", ">&-", "2>&-", "<&- >&- 2>&-"], "<&- >&- 2>&-"))
def test_closed_streams_are_no_matter(closed: str, tmp_path: Path) -> None:
    home = Home(tmp_path)
    said = tmp_path / "said"
    command = home.command("play", str(home.routine), "--output", "null", "--voice", "silent")
    with said.open("w") as out:
        # `exec`, so that the signal is for the program itself.
        shell = subprocess.Popen(
            ["sh", "-c", f'exec "$@" {closed}', "sh", *command],
            env=home.environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        # Its place is there from the first word on.
        for _ in range(2400):
            if list(home.places.glob("*.json")):
                break
            with pytest.raises(subprocess.TimeoutExpired):
                shell.wait(0.05)
        shell.send_signal(signal.SIGTERM)
        assert shell.wait(60) == 143
    finally:
        shell.kill()
        shell.wait()
    assert "Traceback" not in said.read_text()
    assert list(home.places.glob("*.json"))


def test_a_reader_that_goes_away_ends_it_with_the_place_kept(tmp_path: Path) -> None:
    home = Home(tmp_path)
    session = home.start("play", str(home.routine), "--output", "null", "--voice", "silent")
    assert session.stdout is not None
    assert session.stdout.readline() == "Hello.\n"
    session.stdout.close()
    assert session.wait(60) == 1
    assert list(home.places.glob("*.json"))
