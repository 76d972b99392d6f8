"""Keeps the machine awake while a session runs, in a thread of its own: the session never waits for it."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

from voicecoach.logs import logger_for
from voicecoach.play.awake.wake_lock import CannotStayAwake, NothingSleeps, ProgramLock, WakeLock, WindowsLock
from voicecoach.play.clock import Clock, RealClock
from voicecoach.play.engine.player_state import PlayerState

if TYPE_CHECKING:
    from voicecoach.play.view import View

logger = logger_for(__name__)

LOOK_S = 1.0
"""How often the session is looked at, in seconds. The first look comes after this too: the first word must not wait."""
STANDS_S = 600.0
"""A session that has stood still for so long, in seconds, lets the machine fall asleep."""
END_S = 0.3
"""How long the end waits for a bus that may hang, in seconds."""


class WatchedSession(Protocol):
    """What is needed of a session."""

    def view(self) -> View | None:
        """What a screen shows at this moment; None before the first part is known."""

    def may_sleep(self, why: str) -> None:
        """The machine cannot be kept awake. Called once, from another thread."""


@contextlib.contextmanager
def kept_awake(session: WatchedSession, *, wanted: bool) -> Iterator[None]:
    """Keeps the machine awake as a context manager, unless the session stands still for STANDS_S."""
    if not wanted:
        yield
        return
    over = threading.Event()
    keeper = Keeper(session, RealClock(), wake_lock_here)
    thread = threading.Thread(target=keeper.run, args=(over,), name="voicecoach-awake", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=END_S)


class Keeper:
    """The work of that thread."""

    def __init__(self, session: WatchedSession, clock: Clock, find_lock: Callable[[], WakeLock]) -> None:
        """`find_lock` may raise ImportError."""
        self._session = session
        self._clock = clock
        self._find_lock = find_lock
        self._lock: WakeLock | None = None
        self._held = False
        self._still_since: float | None = None

    def run(self, over: threading.Event) -> None:
        """Runs until it is over. Raises nothing."""
        try:
            while not self._clock.wait(over, LOOK_S):
                self._look()
        except NothingSleeps as nobody:
            logger.info("the machine is not kept awake: %s", nobody)
        except (CannotStayAwake, ImportError) as error:
            logger.warning("the machine is not kept awake: %s", error)
            self._session.may_sleep(str(error))
        except BaseException:
            logger.warning("the machine is not kept awake", exc_info=True)
        finally:
            if self._lock is not None:
                self._lock.let_go()

    def _look(self) -> None:
        wanted = self._is_moving()
        if wanted == self._held:
            return
        if self._lock is None:
            self._lock = self._find_lock()
        if wanted:
            self._lock.take()
        else:
            self._lock.let_go()
        self._held = wanted
        logger.info("the machine is kept awake" if wanted else "the machine may sleep")

    def _is_moving(self) -> bool:
        """Whether the session is running, or was a while ago."""
        view, now = self._session.view(), self._clock.now()
        if view is not None and view.state is PlayerState.PLAYING:
            self._still_since = None
            return True
        if self._still_since is None:
            self._still_since = now
        return now - self._still_since < STANDS_S


def wake_lock_here() -> WakeLock:
    """The wake lock of this system. Raises NothingSleeps if there is none, ImportError if a part of it is not installed."""
    if sys.platform == "darwin":
        return ProgramLock()
    if sys.platform == "win32":
        return WindowsLock()
    if not sys.platform.startswith("linux"):
        raise NothingSleeps(f"there is no wake lock for {sys.platform}")
    from voicecoach.play.awake.bus_lock import BusLock

    return BusLock()
