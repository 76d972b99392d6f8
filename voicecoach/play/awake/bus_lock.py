"""The wake lock of Linux desktops: the screen saver's on the session bus, and the login manager's on the system bus.

Both are let go of when this process ends: the one with its connection to the bus, the other with a file that is open.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from dbus_fast import BusType, ErrorType, Message, MessageType
from dbus_fast.aio import MessageBus
from dbus_fast.errors import DBusError, InvalidAddressError

from voicecoach.logs import logger_for
from voicecoach.play.awake.wake_lock import REASON, CannotStayAwake, NothingSleeps

logger = logger_for(__name__)

ANSWER_S = 2.0
"""How long a bus may take to answer, in seconds."""

SCREEN_SAVER = "org.freedesktop.ScreenSaver"
SCREEN_SAVER_PATH = "/org/freedesktop/ScreenSaver"

_SYSTEM_BUS = Path("/run/dbus/system_bus_socket")
_NOBODY = (ErrorType.SERVICE_UNKNOWN.value, ErrorType.NAME_HAS_NO_OWNER.value)

Answer = TypeVar("Answer")


class BusLock:
    """Satisfies WakeLock."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._session: Any = None
        self._system: Any = None
        self._cookie: int | None = None
        self._file: int | None = None

    def take(self) -> None:
        """Holds whichever of the two it can get; one is enough."""
        self._loop = asyncio.new_event_loop()
        problems = []
        for ask in (self._ask_the_screen_saver, self._ask_the_login_manager):
            try:
                self._wait(ask())
            except NothingSleeps as nobody:
                logger.info("not asked to stay awake: %s", nobody)
            except CannotStayAwake as error:
                logger.warning("%s", error)
                problems.append(error)
        if self._cookie is not None or self._file is not None:
            return
        self.let_go()
        if problems:
            raise problems[0]
        raise NothingSleeps("neither a screen saver nor a login manager")

    @property
    def keepers(self) -> tuple[str, ...]:
        """What keeps the machine awake, for a person."""
        screen = ("the screen saver",) if self._cookie is not None else ()
        return (*screen, "the login manager") if self._file is not None else screen

    def let_go(self) -> None:
        if self._loop is None:
            return
        cookie, self._cookie = self._cookie, None
        if cookie is not None:
            try:
                self._wait(self._call(self._session, _screen_saver("UnInhibit", "u", [cookie])))
            except (CannotStayAwake, NothingSleeps) as error:
                logger.info("the end of the connection lets go: %s", error)
        file, self._file = self._file, None
        if file is not None:
            os.close(file)
        for bus in (self._session, self._system):
            if bus is not None:
                bus.disconnect()
        self._session = self._system = None
        loop, self._loop = self._loop, None
        loop.run_until_complete(asyncio.sleep(0))  # lets the connections finish closing
        loop.close()

    def _wait(self, call: Coroutine[Any, Any, Answer]) -> Answer:
        assert self._loop is not None
        try:
            return self._loop.run_until_complete(asyncio.wait_for(call, ANSWER_S))
        except TimeoutError as error:
            raise CannotStayAwake(f"the bus does not answer within {ANSWER_S:g} s") from error
        except (OSError, EOFError, DBusError, InvalidAddressError, ValueError) as error:
            raise CannotStayAwake(f"the bus: {str(error) or type(error).__name__}") from error

    async def _ask_the_screen_saver(self) -> None:
        if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            raise NothingSleeps("no session bus")
        self._session = bus = MessageBus(bus_type=BusType.SESSION)
        await bus.connect()
        (self._cookie,) = await self._call(bus, _screen_saver("Inhibit", "ss", ["voicecoach", REASON]))

    async def _ask_the_login_manager(self) -> None:
        if not os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") and not _SYSTEM_BUS.exists():
            raise NothingSleeps("no system bus")
        self._system = bus = MessageBus(bus_type=BusType.SYSTEM, negotiate_unix_fd=True)
        await bus.connect()
        asked = Message(
            destination="org.freedesktop.login1",
            path="/org/freedesktop/login1",
            interface="org.freedesktop.login1.Manager",
            member="Inhibit",
            signature="ssss",
            body=["sleep:idle", "voicecoach", REASON, "block"],
        )
        reply = await self._reply(bus, asked)
        if len(reply.unix_fds) != 1:
            raise CannotStayAwake("the login manager gives no file")
        (self._file,) = reply.unix_fds

    async def _call(self, bus: Any, message: Message) -> list[Any]:
        return list((await self._reply(bus, message)).body)

    async def _reply(self, bus: Any, message: Message) -> Any:
        reply = await bus.call(message)
        if reply is not None and reply.message_type is MessageType.METHOD_RETURN:
            return reply
        name = "" if reply is None else reply.error_name
        if name in _NOBODY:
            raise NothingSleeps(f"nobody is {message.destination}")
        said = " ".join(str(one) for one in ([] if reply is None else reply.body))
        raise CannotStayAwake(f"{message.destination} refuses: {said or name}")


def _screen_saver(member: str, signature: str, body: list[Any]) -> Message:
    return Message(
        destination=SCREEN_SAVER,
        path=SCREEN_SAVER_PATH,
        interface=SCREEN_SAVER,
        member=member,
        signature=signature,
        body=body,
    )
