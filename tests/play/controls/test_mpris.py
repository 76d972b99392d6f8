"""Media keys, by the real client: playerctl on a session bus of the test's own."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import in_real_time
from tests.play.needs import need, need_module
from tests.play.programs import Home
from voicecoach.play.coaching.presses import APART_S
from voicecoach.play.saved.record import read_records

pytestmark = in_real_time


class Desktop:
    """A session on a bus, and the client of a desktop."""

    def __init__(self, home: Home) -> None:
        self.home = home
        bus = subprocess.run(
            ["dbus-daemon", "--session", "--print-address=1", "--print-pid=1", "--fork"],
            capture_output=True,
            text=True,
            check=True,
        )
        address, pid = bus.stdout.split()
        self.bus = int(pid)
        home.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        self.session = home.start("play", str(home.routine), "--output", "null", "--voice", "silent")
        self.until("status", "Playing")

    def ask(self, *arguments: str) -> str:
        done = subprocess.run(
            ["playerctl", "--player=voicecoach", *arguments],
            env=self.home.environment,
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
        return done.stdout.strip()

    def until(self, question: str, answer: str) -> None:
        end = time.monotonic() + 60
        while (said := self.ask(*question.split())) != answer:
            assert time.monotonic() < end, f"{question}: {said}, not {answer}"
            time.sleep(0.05)

    def close(self) -> None:
        self.session.kill()
        self.session.communicate()
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.bus, 15)


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    need("playerctl", "dbus-daemon")
    need_module("dbus_fast")
    made = Desktop(Home(tmp_path))
    yield made
    made.close()


@pytest.mark.slow
def test_every_verb_that_a_desktop_has(desktop: Desktop) -> None:
    assert desktop.ask("metadata", "xesam:title") == "Short one"
    assert float(desktop.ask("position")) < 10
    desktop.ask("pause")
    desktop.until("status", "Paused")
    time.sleep(APART_S + 0.1)  # the place goes back to the beginning of the phrase that was cut
    at = desktop.ask("position")
    time.sleep(0.3)
    assert desktop.ask("position") == at
    desktop.ask("play")
    desktop.until("status", "Playing")
    desktop.ask("play-pause")
    desktop.until("status", "Paused")
    time.sleep(APART_S + 0.1)
    desktop.ask("play-pause")
    desktop.until("status", "Playing")
    desktop.ask("next")
    desktop.until("metadata xesam:title", "Bridge")
    assert float(desktop.ask("metadata", "mpris:length")) > 20e6
    desktop.ask("next")
    desktop.until("metadata xesam:title", "Twist")
    desktop.ask("previous")
    desktop.until("metadata xesam:title", "Bridge")
    desktop.ask("stop")
    assert desktop.session.wait(timeout=15) == 0
    (line,) = read_records(desktop.home.record)
    assert line.skipped == ["bridge"]


def test_a_bus_that_goes_away_takes_nothing_from_the_session(desktop: Desktop) -> None:
    os.kill(desktop.bus, 9)
    time.sleep(1)
    assert desktop.session.poll() is None


def test_a_bus_that_is_not_there_is_no_matter(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={tmp_path}/nobody"
    session = home.start("play", str(home.routine), "--output", "null", "--voice", "silent")
    try:
        assert session.stdout is not None
        assert session.stdout.readline() == "Hello.\n"
        time.sleep(1)  # the bus comes after the first word
        assert session.poll() is None
    finally:
        session.kill()
        out, _ = session.communicate()
    assert "Traceback" not in out
