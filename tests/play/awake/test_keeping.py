"""When the machine is kept awake: while a session goes on, and not once it has stood still for ten minutes."""

from __future__ import annotations

import sys
import threading
from dataclasses import dataclass, field
from typing import Any

import pytest

from voicecoach.play.awake import keeping
from voicecoach.play.awake.keeping import LOOK_S, STANDS_S, Keeper, kept_awake, wake_lock_here
from voicecoach.play.awake.wake_lock import CannotStayAwake, NothingSleeps, ProgramLock
from voicecoach.play.clock import FastClock
from voicecoach.play.engine.player_state import PlayerState


@dataclass
class Moment:
    state: PlayerState


@dataclass
class Session:
    """Plays, stands still and plays again, by the clock."""

    clock: FastClock
    still: tuple[float, float] = (1e9, 1e9)
    said: list[str] = field(default_factory=list)

    def view(self) -> Any:
        first, last = self.still
        still = first <= self.clock.now() < last
        return Moment(PlayerState.PAUSED if still else PlayerState.PLAYING)

    def may_sleep(self, why: str) -> None:
        self.said.append(why)


class Lock:
    def __init__(self, clock: FastClock, fails: Exception | None = None) -> None:
        self.clock = clock
        self.fails = fails
        self.log: list[tuple[str, float]] = []

    def take(self) -> None:
        self.log.append(("take", self.clock.now()))
        if self.fails is not None:
            raise self.fails

    def let_go(self) -> None:
        self.log.append(("let go", self.clock.now()))


def kept(session: Session, lock: Lock, seconds: float) -> list[tuple[str, float]]:
    """What was asked for in so many seconds, and when."""
    over = threading.Event()

    class Ending(FastClock):
        def wait(self, event: threading.Event, timeout: float) -> bool:
            session.clock.sleep(timeout)
            if session.clock.now() >= seconds:
                over.set()
            return over.is_set()

        def now(self) -> float:
            return session.clock.now()

    Keeper(session, Ending(), lambda: lock).run(over)
    return lock.log


def test_it_is_taken_once_and_let_go_of_at_the_end() -> None:
    clock = FastClock()
    assert kept(Session(clock), Lock(clock), 3600) == [("take", LOOK_S), ("let go", 3600)]


@pytest.mark.parametrize(("still_s", "changes"), [(STANDS_S - 5, 2), (STANDS_S + 60, 4)])
def test_a_pause_of_more_than_ten_minutes_lets_it_sleep(still_s: float, changes: int) -> None:
    clock = FastClock()
    log = kept(Session(clock, still=(100, 100 + still_s)), Lock(clock), 3600)
    assert len(log) == changes
    if changes == 4:
        assert log[1:3] == [("let go", 100 + STANDS_S), ("take", 100 + still_s)]


def test_a_failure_is_told_once() -> None:
    clock = FastClock()
    session = Session(clock)
    kept(session, Lock(clock, CannotStayAwake("the bus hangs")), 3600)
    assert session.said == ["the bus hangs"]


def test_a_machine_on_which_nothing_sleeps_says_nothing() -> None:
    clock = FastClock()
    session = Session(clock)
    assert kept(session, Lock(clock, NothingSleeps("no desktop")), 3600)[0] == ("take", LOOK_S)
    assert session.said == []


def test_a_lock_that_is_not_installed_is_told() -> None:
    session = Session(FastClock())

    def missing() -> Any:
        raise ImportError("no module named dbus_fast")

    Keeper(session, session.clock, missing).run(threading.Event())
    assert session.said == ["no module named dbus_fast"]


def test_not_wanted_starts_no_thread() -> None:
    before = threading.active_count()
    with kept_awake(Session(FastClock()), wanted=False):
        assert threading.active_count() == before


def test_a_program_that_keeps_awake_ends_with_the_lock() -> None:
    lock = ProgramLock((sys.executable, "-c", "import time; time.sleep(60)"))
    lock.take()
    program = lock._program
    assert program is not None
    assert program.poll() is None
    lock.let_go()
    lock.let_go()
    assert program.poll() is not None
    with pytest.raises(CannotStayAwake, match="caffeinate"):
        ProgramLock(("caffeinate-that-nobody-has",)).take()


@pytest.mark.parametrize(("platform", "expected"), [("darwin", "ProgramLock"), ("win32", "WindowsLock")])
def test_each_system_has_its_own(monkeypatch: pytest.MonkeyPatch, platform: str, expected: str) -> None:
    monkeypatch.setattr(keeping.sys, "platform", platform)
    assert type(wake_lock_here()).__name__ == expected


def test_a_system_that_is_not_known_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping.sys, "platform", "plan9")
    with pytest.raises(NothingSleeps):
        wake_lock_here()
