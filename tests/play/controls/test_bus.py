"""A session bus that is not there, hangs, or talks nonsense: the session goes on, and doctor says why."""

from __future__ import annotations

import os
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
from tests.play.rig import Rig
from voicecoach.play.controls import bus
from voicecoach.routine.library import load_routine
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice

if not sys.platform.startswith("linux"):
    pytest.skip("the bus of Linux desktops", allow_module_level=True)
need_module("dbus_fast")


@pytest.fixture
def silent_bus(tmp_path: Path) -> Iterator[str]:
    """The address of a bus that lets everybody connect and says nothing."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "silent"))
        server.listen(8)
        yield f"unix:path={tmp_path}/silent"


@pytest.fixture
def real_bus() -> Iterator[tuple[str, int]]:
    """The address of a real one, and its process."""
    need("dbus-daemon")
    started = subprocess.run(
        ["dbus-daemon", "--session", "--print-address=1", "--print-pid=1", "--fork"],
        capture_output=True,
        text=True,
        check=True,
    )
    address, pid = started.stdout.split()
    yield address, int(pid)
    os.kill(int(pid), signal.SIGKILL)


@pytest.fixture(autouse=True)
def _short_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bus, "ANSWER_S", 0.5)


def why(monkeypatch: pytest.MonkeyPatch, address: str | None, runtime: Path) -> tuple[str, str]:
    """What doctor says at that address, and the command that helps."""
    if address is None:
        monkeypatch.delenv(bus.ADDRESS, raising=False)
    else:
        monkeypatch.setenv(bus.ADDRESS, address)
    with pytest.raises(bus.NoBus) as told:
        bus.look_at_the_bus(runtime=runtime)
    return str(told.value), told.value.fix


def test_no_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said, fix = why(monkeypatch, None, tmp_path)
    assert "DBUS_SESSION_BUS_ADDRESS is not set" in said
    assert fix.startswith("dbus-run-session")


def test_no_address_and_yet_a_bus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "bus"))
        _, fix = why(monkeypatch, None, tmp_path)
    assert fix == f"export DBUS_SESSION_BUS_ADDRESS=unix:path={tmp_path}/bus"


def test_an_address_that_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "is not the address" in why(monkeypatch, "rubbish", tmp_path)[0]


def test_nobody_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said, _ = why(monkeypatch, f"unix:path={tmp_path}/nobody", tmp_path)
    assert said == f"nobody answers at unix:path={tmp_path}/nobody: No such file or directory"


def test_a_bus_that_says_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, silent_bus: str) -> None:
    said, fix = why(monkeypatch, silent_bus, tmp_path)
    assert "lets nobody in" in said
    assert fix


def test_a_bus_that_works(monkeypatch: pytest.MonkeyPatch, real_bus: tuple[str, int]) -> None:
    monkeypatch.setenv(bus.ADDRESS, real_bus[0])
    monkeypatch.setattr(bus, "ANSWER_S", 10)
    assert "playerctl" in bus.look_at_the_bus()


def test_a_bus_that_hangs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, real_bus: tuple[str, int]) -> None:
    os.kill(real_bus[1], signal.SIGSTOP)
    assert "lets nobody in" in why(monkeypatch, real_bus[0], tmp_path)[0]


def test_the_end_of_a_session_does_not_wait_for_a_bus_that_hangs(
    monkeypatch: pytest.MonkeyPatch, silent_bus: str, rig: Rig
) -> None:
    from voicecoach.play.controls import mpris

    monkeypatch.setenv(bus.ADDRESS, silent_bus)
    monkeypatch.setattr(mpris, "ANSWER_S", 600)
    monkeypatch.setattr(mpris, "END_S", 10)
    with mpris.MediaKeys(rig.session) as keys:
        pass
    assert not keys._thread.is_alive(), "the wait for the bus ends with the session, not with its limit"


@pytest.mark.parametrize(
    ("member", "signature", "body"),
    [("Get", "", []), ("Get", "s", ["x"]), ("GetAll", "", []), ("GetAll", "i", [5]), ("Get", "ii", [1, 2])],
)
def test_a_call_that_makes_no_sense_is_answered_with_an_error(
    member: str, signature: str, body: list[object], rig: Rig
) -> None:
    from dbus_fast import Message, MessageType

    from voicecoach.play.controls import mpris

    call = Message(path=mpris.PATH, interface=mpris.PROPERTIES, member=member, signature=signature, body=body)
    call.serial = 1
    call.sender = ":1.1"
    answer = mpris.MediaKeys(rig.session)._guarded_answer(call)
    assert answer is not None
    assert answer.message_type is MessageType.ERROR or body in ([5],)


def test_a_session_that_breaks_under_the_bus_is_reported_to_the_bus_only(
    monkeypatch: pytest.MonkeyPatch, rig: Rig
) -> None:
    from dbus_fast import Message, MessageType

    from voicecoach.play.controls import mpris

    def view() -> None:
        raise RuntimeError("no view")

    monkeypatch.setattr(rig.session, "view", view)
    call = Message(
        path=mpris.PATH,
        interface=mpris.PROPERTIES,
        member="GetAll",
        signature="s",
        body=[mpris.PLAYER],
        serial=1,
    )
    call.sender = ":1.1"
    answer = mpris.MediaKeys(rig.session)._guarded_answer(call)
    assert answer is not None
    assert answer.message_type is MessageType.ERROR


@pytest.mark.slow  # a session that has begun, twice
@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_session_while_the_bus_hangs(
    tmp_path: Path, silent_bus: str, signal_: signal.Signals
) -> None:
    home = Home(tmp_path)
    home.environment["DBUS_SESSION_BUS_ADDRESS"] = silent_bus
    session = home.start(
        "play", str(home.routine), "--output", "null", "--voice", "silent", "--plain", "--no-wake-lock"
    )
    assert session.stdout is not None
    assert session.stdout.readline() == "Hello.\n"
    threading.Event().wait(1)  # the bus comes after the first word
    session.send_signal(signal_)
    out, _ = session.communicate(timeout=60)
    assert session.returncode == 128 + signal_
    with open_voice("silent") as voice:
        timeline = prepare(load_routine(home.routine), Choices(), voice).timeline
    own = {event.text for _, event in timeline.events()}
    # However far it came by then, it says nothing but its own words.
    assert [line for line in out.strip().splitlines() if line not in own] == []
    assert list(home.places.glob("*.json"))
