"""Why media keys and headset buttons do nothing: a look at the session bus, step by step and within a limit."""

from __future__ import annotations

import asyncio
import os
import shlex
from collections.abc import Mapping
from pathlib import Path

from voicecoach.logs import logger_for
from voicecoach.time_limited import TookTooLong, call_limited

logger = logger_for(__name__)

ADDRESS = "DBUS_SESSION_BUS_ADDRESS"
"""The variable of the environment that says where the bus is."""

ANSWER_S = 2.0
"""How long a bus may take to let somebody in, and again to give a name, in seconds."""


class NoBus(Exception):
    """Media keys cannot reach a session. `fix` is the command that helps."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix


def look_at_the_bus(environment: Mapping[str, str] = os.environ, runtime: Path | None = None) -> str:
    """What a person should know about a bus that works. Raises NoBus, and ImportError if dbus-fast is not installed.

    `runtime` is the folder where systemd keeps the user's bus.
    """
    address = environment.get(ADDRESS, "")
    if not address:
        raise NoBus(
            f"{ADDRESS} is not set: this shell has no desktop's bus (ssh, sudo, a container)",
            _elsewhere(runtime),
        )
    from dbus_fast.errors import DBusError, InvalidAddressError

    try:
        call_limited("the session bus", lambda: asyncio.run(_take_a_name()), 2 * ANSWER_S)
    except (TookTooLong, TimeoutError) as error:
        raise NoBus(
            f"the bus at {address} lets nobody in: no answer within {ANSWER_S:g} s", _RESTART
        ) from error
    except InvalidAddressError as error:
        raise NoBus(f"{ADDRESS} is not the address of a bus: {address}", _elsewhere(runtime)) from error
    except DBusError as error:
        raise NoBus(f"the bus at {address} refuses us a name: {error}", _RESTART) from error
    except (OSError, EOFError, ValueError) as error:
        why = getattr(error, "strerror", None) or error or type(error).__name__
        raise NoBus(f"nobody answers at {address}: {why}", _elsewhere(runtime)) from error
    return "while a session plays, the desktop's play, pause, next and previous reach it; try: playerctl play-pause"


_RESTART = "systemctl --user restart dbus"


async def _take_a_name() -> None:
    from dbus_fast import BusType
    from dbus_fast.aio import MessageBus
    from dbus_fast.errors import DBusError

    bus = MessageBus(bus_type=BusType.SESSION)
    try:
        await asyncio.wait_for(bus.connect(), ANSWER_S)
        name = f"org.mpris.MediaPlayer2.voicecoach.doctor{os.getpid()}"
        reply = await asyncio.wait_for(bus.request_name(name), ANSWER_S)
        if reply.name not in ("PRIMARY_OWNER", "ALREADY_OWNER"):
            raise DBusError(
                "org.freedesktop.DBus.Error.Failed", f"the answer to a request for {name} is {reply.name}"
            )
    finally:
        bus.disconnect()


def _elsewhere(runtime: Path | None) -> str:
    """The command that leads to the user's own bus, if there is one, or else to a new one."""
    folder = runtime or Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    try:
        if (folder / "bus").is_socket():
            return f"export {ADDRESS}={shlex.quote(f'unix:path={folder}/bus')}"
    except OSError as error:
        logger.debug("%s cannot be looked into: %s", folder, error)
    return "dbus-run-session -- voicecoach play ROUTINE"
