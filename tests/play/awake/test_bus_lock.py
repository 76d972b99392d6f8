"""The wake lock of Linux desktops, on a real bus of the test's own."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.play.needs import need, need_module
from tests.play.programs import Home

if not sys.platform.startswith("linux"):
    pytest.skip("the bus of Linux desktops", allow_module_level=True)
need_module("dbus_fast")

from voicecoach.cli.examining.check_result import CheckState  # noqa: E402
from voicecoach.cli.examining.controls import _linux_wake_lock  # noqa: E402
from voicecoach.play.awake import bus_lock  # noqa: E402 - it needs dbus-fast
from voicecoach.play.awake.bus_lock import BusLock  # noqa: E402
from voicecoach.play.awake.wake_lock import REASON, CannotStayAwake, NothingSleeps  # noqa: E402

ROOT = Path(__file__).parents[3]
ASKED = {
    f"ScreenSaver Inhibit voicecoach {REASON}",
    f"login1 Inhibit sleep:idle voicecoach {REASON} block",
}
KEPT = {"DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"}


class Desktop:
    """What `desktop.py` reports."""

    def __init__(self, environment: dict[str, str], *words: str) -> None:
        self.environment = environment
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.play.awake.desktop", *words],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        assert self.next() == "ready"

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.strip())

    def next(self) -> str:
        return self._lines.get(timeout=60)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def bus() -> Iterator[dict[str, str]]:
    """The environment that leads to one bus for both."""
    need("dbus-daemon")
    started = subprocess.run(
        ["dbus-daemon", "--session", "--print-address=1", "--print-pid=1", "--fork"],
        capture_output=True,
        text=True,
        check=True,
    )
    address, pid = started.stdout.split()
    yield dict.fromkeys(KEPT, address)
    with contextlib.suppress(ProcessLookupError):
        os.kill(int(pid), signal.SIGKILL)


@pytest.fixture
def desktop(bus: dict[str, str]) -> Iterator[Desktop]:
    made = Desktop(bus)
    yield made
    made.close()


def lock_in(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> BusLock:
    for name in KEPT:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(bus_lock, "_SYSTEM_BUS", Path("/nowhere"))
    return BusLock()


def test_both_are_asked_and_let_go_of(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = lock_in(desktop.environment, monkeypatch)
    for _ in range(2):
        lock.take()
        assert {desktop.next(), desktop.next()} == ASKED
        lock.let_go()
        lock.let_go()
        assert sorted(desktop.next() for _ in range(4)) == [
            "ScreenSaver UnInhibit 4711", "file closed", "gone", "gone",
        ]  # fmt: skip


def test_a_refusal_is_one_line(bus: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    with contextlib.closing(Desktop(bus, "refuses")), pytest.raises(CannotStayAwake) as reported:
        lock_in(bus, monkeypatch).take()
    assert str(reported.value) == "org.freedesktop.ScreenSaver refuses: not today"


def test_where_nobody_is_asked_nothing_sleeps(bus: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NothingSleeps):
        lock_in(bus, monkeypatch).take()
    with pytest.raises(NothingSleeps):
        lock_in({}, monkeypatch).take()


def test_a_bus_that_hangs_or_is_nowhere_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bus_lock, "ANSWER_S", 0.2)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "silent"))
        silent.listen(8)
        with pytest.raises(CannotStayAwake, match="does not answer"):
            lock_in(dict.fromkeys(KEPT, f"unix:path={tmp_path}/silent"), monkeypatch).take()
    for address in (f"unix:path={tmp_path}/nowhere", "nonsense", "unix:"):
        with pytest.raises(CannotStayAwake, match="the bus"):
            lock_in(dict.fromkeys(KEPT, address), monkeypatch).take()


@pytest.mark.slow
def test_a_session_that_is_killed_lets_go(desktop: Desktop, tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.environment |= desktop.environment
    session = home.start(
        "play", str(home.routine), "--output", "null", "--voice", "silent", "--no-media-keys"
    )
    try:
        assert {desktop.next(), desktop.next()} == ASKED
        session.kill()
        assert sorted(desktop.next() for _ in range(3)) == ["file closed", "gone", "gone"]
    finally:
        session.kill()
        session.communicate()


@pytest.mark.slow
def test_without_a_wake_lock_nobody_is_asked_and_a_refusal_is_one_line_of_a_session(
    bus: dict[str, str], tmp_path: Path
) -> None:
    home = Home(tmp_path)
    home.environment |= bus
    play = ("play", str(home.routine), "--output", "null", "--voice", "silent", "--speed", "450", "--plain")
    with (
        contextlib.closing(Desktop(bus, "refuses")),
        home.start(*play, "--no-wake-lock") as quiet,
        home.start(*play) as told,
    ):
        for session in (quiet, told):
            threading.Timer(6, session.terminate).start()
        assert "asleep" not in quiet.communicate()[0]
        said = told.communicate()[0]
    line = "This machine may fall asleep during the session (org.freedesktop.ScreenSaver refuses: not today)."
    assert said.count(line) == 1


def test_doctor_says_who_keeps_the_machine_awake_or_what_to_do(
    bus: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lock_in(bus, monkeypatch)
    found = _linux_wake_lock()
    assert (found.state, found.fix) == (CheckState.OK, "")
    assert found.detail.startswith("no screen saver and no login manager answers")
    with contextlib.closing(Desktop(bus)) as desktop:
        assert _linux_wake_lock().detail.endswith("kept awake by the screen saver and the login manager")
        assert "file closed" in {desktop.next() for _ in range(6)}, "only looked at"
    with contextlib.closing(Desktop(bus, "refuses")):
        found = _linux_wake_lock()
    assert (found.state, bool(found.fix)) == (CheckState.BROKEN, True)
    assert found.detail.endswith("ScreenSaver refuses: not today")
