"""Media keys and headset buttons on Linux: the session as a player on D-Bus, as MPRIS says.

The desktop hands play, pause, next and previous to it, and shows the exercise as the title, with the place in
it. Runs an event loop in a thread of its own; a session bus that is not there, or goes away, takes nothing
from the session.

https://specifications.freedesktop.org/mpris-spec/latest/
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, Protocol

from dbus_fast import BusType, ErrorType, Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from voicecoach.logs import logger_for
from voicecoach.play.controls.bus import ANSWER_S
from voicecoach.play.controls.table import CONTROLS
from voicecoach.play.engine.player_state import PlayerState

if TYPE_CHECKING:
    from voicecoach.play.commands import Command
    from voicecoach.play.saved.record import Record
    from voicecoach.play.view import View

logger = logger_for(__name__)

PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PROPERTIES = "org.freedesktop.DBus.Properties"

LOOK_S = 0.2
"""How often it looks for changes to report to the desktop, in seconds."""

END_S = 0.3
"""How long the end waits for the bus, in seconds."""

VERBS = {control.mpris: control.command for control in CONTROLS if control.mpris}
"""Methods of the player, as the table of controls has them."""

_STATUS = {PlayerState.PAUSED: "Paused", PlayerState.ENDED: "Stopped"}

_INTROSPECTION = f"""<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
<node><interface name="{ROOT}"><method name="Raise"/><method name="Quit"/></interface>
<interface name="{PLAYER}">{"".join(f'<method name="{verb}"/>' for verb in VERBS)}</interface></node>"""


class ControlledSession(Protocol):
    """What media keys need of a live session."""

    @property
    def record(self) -> Record:
        """Its title is shown as the album."""

    def ask(self, command: Command) -> None:
        """Have this done as soon as possible; called from the thread of the bus."""

    def view(self) -> View | None:
        """What a screen shows at this moment; None before the first part is known."""


class MediaKeys:
    """On the bus while the context lasts."""

    def __init__(self, session: ControlledSession) -> None:
        self._session = session
        self._loop: asyncio.AbstractEventLoop
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="voicecoach-media-keys", daemon=True)
        self._reported: dict[str, Any] = {}

    def __enter__(self) -> MediaKeys:
        self._loop = asyncio.new_event_loop()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: the bus went away
            self._loop.call_soon_threadsafe(self._stop.set)
        # A bus that hangs is left to itself: the thread cannot keep the process alive.
        self._thread.join(timeout=END_S)

    def _run(self) -> None:
        # No bus, or one that hangs up: there are no media keys then, and the session goes on.
        with contextlib.closing(self._loop):
            try:
                self._loop.run_until_complete(self._serve())
            except BaseException as error:
                logger.warning(
                    "no media keys: %s; voicecoach doctor says more", str(error) or type(error).__name__
                )
                logger.debug("the bus", exc_info=True)

    async def _serve(self) -> None:
        bus = MessageBus(bus_type=BusType.SESSION)
        try:
            if not await self._unless_stopped(bus.connect()):
                return
            bus.add_message_handler(self._guarded_answer)
            name = f"{ROOT}.voicecoach.instance{os.getpid()}"
            if not await self._unless_stopped(bus.request_name(name)):
                return
            logger.info("media keys reach this session as %s", name)
            while bus.connected and not self._stop.is_set():
                self._report_changes(bus)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stop.wait(), LOOK_S)
            if not bus.connected:
                logger.warning("the bus went away: no media keys from here on")
        finally:
            bus.disconnect()

    async def _unless_stopped(self, call: Coroutine[Any, Any, object]) -> bool:
        """Make the call to its end within ANSWER_S; False if the session ended first. Raises TimeoutError."""
        asked, stopped = asyncio.ensure_future(call), asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait((asked, stopped), timeout=ANSWER_S, return_when=asyncio.FIRST_COMPLETED)
            if self._stop.is_set():
                return False
            if not asked.done():
                raise TimeoutError(f"the bus does not answer within {ANSWER_S:g} s")
            asked.result()
            return True
        finally:
            asked.cancel()
            stopped.cancel()
            await asyncio.gather(asked, stopped, return_exceptions=True)

    def _guarded_answer(self, message: Message) -> Message | None:
        """The reply; an error if the call makes no sense. Raises nothing into the reader of the bus."""
        try:
            return self._answer(message)
        except Exception as error:
            logger.warning("a call from the bus could not be answered: %s", message.member, exc_info=True)
            return Message.new_error(message, ErrorType.INVALID_ARGS, f"{type(error).__name__}: {error}")

    def _answer(self, message: Message) -> Message | None:
        """The reply to a call of ours; None for what is not."""
        if message.message_type is not MessageType.METHOD_CALL or message.path != PATH:
            return None
        match message.interface, message.member:
            case "org.freedesktop.DBus.Introspectable", "Introspect":
                return Message.new_method_return(message, "s", [_INTROSPECTION])
            case str(interface), "Get" if interface == PROPERTIES:
                wanted, name = message.body
                known = self._properties(wanted)
                if name in known:
                    return Message.new_method_return(message, "v", [known[name]])
                return Message.new_error(message, ErrorType.UNKNOWN_PROPERTY, f"no property {name}")
            case str(interface), "GetAll" if interface == PROPERTIES:
                return Message.new_method_return(message, "a{sv}", [self._properties(message.body[0])])
            case str(interface), "Set" if interface == PROPERTIES:
                return Message.new_error(
                    message, ErrorType.PROPERTY_READ_ONLY, "voicecoach has keys for that"
                )
            case str(interface), str(verb) if interface == PLAYER and verb in VERBS:
                self._session.ask(VERBS[verb])
                return Message.new_method_return(message)
            case str(interface), "Raise" | "Quit" if interface == ROOT:
                return Message.new_method_return(message)
        return None

    def _properties(self, interface: str) -> dict[str, Variant]:
        if interface == ROOT:
            return {
                "CanQuit": Variant("b", False),
                "CanRaise": Variant("b", False),
                "HasTrackList": Variant("b", False),
                "Identity": Variant("s", "voicecoach"),
                "SupportedUriSchemes": Variant("as", []),
                "SupportedMimeTypes": Variant("as", []),
            }
        if interface != PLAYER:
            return {}
        view = self._session.view()
        yes = Variant("b", True)
        return {
            "PlaybackStatus": Variant("s", _STATUS.get(view.state, "Playing") if view else "Stopped"),
            "Metadata": Variant("a{sv}", self._metadata()),
            "Position": Variant("x", _microseconds(view.at_s if view else 0)),
            "Rate": Variant("d", 1.0),
            "MinimumRate": Variant("d", 1.0),
            "MaximumRate": Variant("d", 1.0),
            "Volume": Variant("d", 1.0),
            "CanGoNext": yes,
            "CanGoPrevious": yes,
            "CanPlay": yes,
            "CanPause": yes,
            "CanSeek": Variant("b", False),
            "CanControl": yes,
        }

    def _metadata(self) -> dict[str, Variant]:
        view = self._session.view()
        if view is None:
            return {"mpris:trackid": Variant("o", "/org/mpris/MediaPlayer2/TrackList/NoTrack")}
        return {
            "mpris:trackid": Variant("o", f"/voicecoach/exercise/{view.visit}"),
            "mpris:length": Variant("x", _microseconds(view.length_s)),
            "xesam:title": Variant("s", view.title),
            "xesam:album": Variant("s", self._session.record.title),
            "xesam:artist": Variant("as", ["voicecoach"]),
        }

    def _report_changes(self, bus: MessageBus) -> None:
        known = self._properties(PLAYER)
        now = {name: known[name] for name in ("PlaybackStatus", "Metadata")}
        changed = {name: value for name, value in now.items() if self._reported.get(name) != value}
        if changed:
            self._reported = now
            body = [PLAYER, changed, []]
            # send() of the event loop's own bus never blocks.
            bus.send(Message.new_signal(PATH, PROPERTIES, "PropertiesChanged", "sa{sv}as", body))


def _microseconds(seconds: float) -> int:
    return round(seconds * 1_000_000)
