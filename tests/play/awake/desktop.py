"""A desktop that keeps a machine awake when it is asked: a real bus, on which it owns the names of a screen saver and a login
manager. Each line it prints is one thing that happened.

`python -m tests.play.awake.desktop [refuses]`, with both addresses in the environment.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

from dbus_fast import BusType, Message, MessageType
from dbus_fast.aio import MessageBus

NAMES = ("org.freedesktop.ScreenSaver", "org.freedesktop.login1")
COOKIE = 4711


class Desktop:
    def __init__(self, bus: Any, *, refuses: bool) -> None:
        self.bus = bus
        self.refuses = refuses
        self.askers: set[str] = set()

    def answer(self, message: Message) -> Message | None:
        if message.message_type is MessageType.SIGNAL and message.member == "NameOwnerChanged":
            name, _, new = message.body
            if name in self.askers and not new:
                self.askers.discard(name)
                report("gone")
            return None
        if message.message_type is not MessageType.METHOD_CALL or message.interface not in (
            "org.freedesktop.ScreenSaver",
            "org.freedesktop.login1.Manager",
        ):
            return None
        if self.refuses:
            return Message.new_error(message, "org.freedesktop.DBus.Error.AccessDenied", "not today")
        self.askers.add(str(message.sender))
        report(message.interface.split(".")[2], message.member, *map(str, message.body))
        if message.member == "UnInhibit":
            return Message.new_method_return(message)
        if message.interface.startswith("org.freedesktop.login1"):
            reader, writer = os.pipe()
            asyncio.get_running_loop().add_reader(reader, self.file_closed, reader)
            reply = Message.new_method_return(message, "h", [0])
            reply.unix_fds = [writer]
            asyncio.get_running_loop().call_later(0.2, os.close, writer)  # it was sent by then
            return reply
        return Message.new_method_return(message, "u", [COOKIE])

    def file_closed(self, reader: int) -> None:
        asyncio.get_running_loop().remove_reader(reader)
        os.close(reader)
        report("file closed")


def report(*words: str) -> None:
    print(" ".join(words), flush=True)  # noqa: T201 - what the test reads


async def serve(*, refuses: bool) -> None:
    bus = await MessageBus(bus_type=BusType.SESSION, negotiate_unix_fd=True).connect()
    bus.add_message_handler(Desktop(bus, refuses=refuses).answer)
    rule = "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged'"
    await bus.call(
        Message(
            destination="org.freedesktop.DBus",
            path="/org/freedesktop/DBus",
            interface="org.freedesktop.DBus",
            member="AddMatch",
            signature="s",
            body=[rule],
        )
    )
    for name in NAMES:
        await bus.request_name(name)
    report("ready")
    await bus.wait_for_disconnect()


if __name__ == "__main__":
    asyncio.run(serve(refuses="refuses" in sys.argv))
