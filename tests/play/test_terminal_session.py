"""Pain, a second session of the day, a pause and a resume: typed into a real terminal, with the output that nobody hears."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.play.programs import Home

pexpect = pytest.importorskip("pexpect")

pytestmark = [
    pytest.mark.slow,  # the words of three sessions, at the time that they take
    pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX"),
]

QUICK = ("--output", "null", "--voice", "silent", "--speed", "450", "--plain", "--no-media-keys")


class Typed:
    """The program in a terminal, and all that it has printed."""

    def __init__(self, home: Home, *arguments: str) -> None:
        command, *rest = home.command(*arguments)
        self.printed = ""
        self.program = pexpect.spawn(
            command, rest, env=home.environment, encoding="utf-8", timeout=60, dimensions=(40, 240)
        )

    def until(self, text: str) -> str:
        """What is printed up to that text, with it."""
        self.program.expect_exact(text)
        now = self.program.before + self.program.after
        self.printed += now
        return str(now)

    def press(self, key: str) -> None:
        self.program.send(key)

    def end(self) -> str:
        self.program.expect(pexpect.EOF)
        self.printed += self.program.before
        self.program.close()
        return self.printed


def test_pain_is_stopped_for_remembered_and_never_resumed_by_itself(tmp_path: Path) -> None:
    home = Home(tmp_path)
    first = Typed(home, "play", str(home.routine), "--pace", "quick", *QUICK)
    first.until("hold")
    first.press("x")
    first.until("Stop, and let go.")
    first.until("Is it easing?")
    first.until("Press Q to end.")
    first.press("q")
    printed = first.end()
    assert "It hurt at: Bridge" in printed
    assert "voicecoach resume" not in printed
    assert "ten" not in printed.split("Stop, and let go.")[1].split()

    again = Typed(home, "play", str(home.routine), "--pace", "quick", *QUICK)
    again.until("Bridge hurt today. We leave it out.")
    told = again.until("Last exercise: Twist.")
    assert "Lift." not in told
    again.until("hold")
    again.press(" ")
    again.until("Paused.")
    again.program.expect(pexpect.TIMEOUT, timeout=4)
    again.press(" ")
    again.until("We go on. Twist, left side.")
    again.until("Come back down onto your back.")
    again.until("hold")
    again.press("q")
    assert "Your place is kept: voicecoach resume" in again.end()

    later = Typed(home, "resume", "--output", "null", "--plain", "--no-media-keys")
    told = later.until("Come back down onto your back.")
    assert "Welcome back." in told
    later.until("Left side.")
    later.press("q")
    assert later.end()
