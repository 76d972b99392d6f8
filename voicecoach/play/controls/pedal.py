"""A pedal, a page turner or another button of its own, wherever the focus of the desktop is: read from the kernel of Linux.

A device that is read is ours alone: what is pressed there reaches no other program, nor the terminal a second time. It may be
unplugged and come back at any time; the session waits for neither.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
import struct
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from voicecoach.logs import logger_for
from voicecoach.play.clock import Clock, RealClock
from voicecoach.play.commands import Command
from voicecoach.play.controls.buttons import button_name
from voicecoach.play.controls.input_devices import (
    THIS_MACHINE,
    InputDevice,
    InputFiles,
    NotTaken,
    devices_to_read,
)

if TYPE_CHECKING:
    from voicecoach.play.key_map import KeyMap

logger = logger_for(__name__)

LOOK_S = 2.0
"""How often devices are looked for, in seconds."""
LATE_S = 3.0
"""Anything pressed while this program stood still for longer than this, in seconds, was not meant for it as it is now."""
BEGIN_S = 0.5
"""How long after the start it begins, in seconds: the first word must not wait."""
END_S = 0.3
"""How long the end waits for the thread, in seconds."""

_EVENT = struct.Struct("@llHHi")  # input_event: seconds, microseconds, type, code, value
_KEY, _PRESSED = 1, 1  # EV_KEY; 0 is let go of, 2 is held


class PressedSession(Protocol):
    """What a pedal needs of a live session; called from its thread."""

    def ask(self, command: Command) -> None:
        """Have this done as soon as possible."""

    def report(self, message: str, *, problem: bool, **words: str) -> None:
        """Show a message of the catalogue."""


@contextlib.contextmanager
def pedal_of(
    session: PressedSession, keys: KeyMap, wanted: str, files: InputFiles | None = None
) -> Iterator[None]:
    """Hands what is pressed to the session. `wanted` is `auto`, `off`, or a part of a device's name."""
    files = files or THIS_MACHINE
    if wanted == "off" or not sys.platform.startswith("linux"):
        yield
        return
    wake, end = os.pipe()
    reader = PedalReader(session, keys, wanted, files, RealClock(), wake)
    thread = threading.Thread(target=reader.run, name="voicecoach-pedal", daemon=True)
    thread.start()
    try:
        yield
    finally:
        os.close(end)
        thread.join(timeout=END_S)
        if not thread.is_alive():
            os.close(wake)


class PedalReader:
    """The work of that thread."""

    def __init__(
        self, session: PressedSession, keys: KeyMap, wanted: str, files: InputFiles, clock: Clock, over: int
    ) -> None:
        """Ends when the descriptor `over` has something to read."""
        self._session = session
        self._keys = keys
        self._wanted = wanted
        self._files = files
        self._clock = clock
        self._over = over
        self._open: dict[int, InputDevice] = {}
        self._refused: set[str] = set()
        self._reported: set[str] = set()
        self._gone: set[str] = set()
        self._looked = False

    def run(self) -> None:
        """Runs until it is over. Raises nothing."""
        try:
            going = self.listen(BEGIN_S)
            while going:
                self.look()
                going = self.listen(LOOK_S)
        except BaseException:
            logger.warning("no pedal from here on", exc_info=True)
        finally:
            for descriptor in self._open:
                os.close(descriptor)

    def listen(self, seconds: float) -> bool:
        """Pass on what is pressed now and within that time; False once it is over."""
        before = self._clock.now()
        end = before + seconds
        while True:
            left = max(0.0, end - before)
            ready, _, _ = select.select([self._over, *self._open], [], [], left)
            now = self._clock.now()
            late, before = now - before - left > LATE_S, now
            if self._over in ready:
                return False
            for descriptor in ready:
                self._read(descriptor, late=late)
            if now >= end:
                return True

    def look(self) -> None:
        """Take what has come, and let go of what is no longer there."""
        devices = self._files.devices()
        there = {one.node: one for one in devices}
        for descriptor, one in list(self._open.items()):
            if there.get(one.node) != one:
                self._lose(descriptor)
        try:
            wanted = devices_to_read(devices, self._wanted)
        except NotTaken as error:
            self._report_once("state-pedal-keyboard", device=str(error))
            return
        read = {one.node for one in self._open.values()}
        for one in wanted:
            if one.node not in read:
                self._take(one)
        if not wanted and not self._looked and self._wanted != "auto":
            self._report_once("state-pedal-missing", device=self._wanted)
        self._looked = True

    def _take(self, device: InputDevice) -> None:
        path = self._files.nodes / device.node
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except PermissionError:
            # Not at the first look: the system grants access a moment after the device has come.
            if device.node in self._refused:
                self._report_once("state-pedal-refused", device=device.name)
            self._refused.add(device.node)
            return
        except OSError as error:
            logger.info("%s cannot be opened: %s", path, error)
            return
        try:
            self._files.take(descriptor)
        except OSError as error:
            os.close(descriptor)
            logger.info("%s cannot be taken for this program alone: %s", path, error)
            if error.errno == errno.EBUSY:
                self._report_once("state-pedal-busy", device=device.name)
            return
        self._open[descriptor] = device
        logger.info("read from here on: %s (%s)", device.name, path)
        if device.name in self._gone:
            self._gone.discard(device.name)
            self._session.report("state-pedal-back", problem=False, device=device.name)
        elif device.name not in self._reported:
            self._reported.add(device.name)
            self._session.report("state-pedal-here", problem=False, device=device.name)

    def _read(self, descriptor: int, *, late: bool) -> None:
        device = self._open[descriptor]
        try:
            data = os.read(descriptor, 64 * _EVENT.size)
        except BlockingIOError:
            return
        except OSError as error:
            logger.info("%s: %s", device.name, error)
            data = b""
        if not data:
            self._lose(descriptor)
            return
        whole = len(data) // _EVENT.size * _EVENT.size
        for _, _, kind, code, value in _EVENT.iter_unpack(data[:whole]):
            if kind == _KEY and value == _PRESSED and not late:
                self._press(device, code)

    def _press(self, device: InputDevice, code: int) -> None:
        name = button_name(code)
        command = self._keys.commands.get(name)
        if code == device.only_key and name not in self._keys.chosen:
            command = Command.PRESS  # how often it is pressed says what is meant
        if command is None:
            self._session.report("state-pedal-no-key", problem=False, device=device.name, press=name)
        else:
            self._session.ask(command)

    def _lose(self, descriptor: int) -> None:
        device = self._open.pop(descriptor)
        os.close(descriptor)
        if device.name not in self._gone:
            self._gone.add(device.name)
            self._session.report("state-pedal-gone", problem=True, device=device.name)

    def _report_once(self, message: str, *, device: str) -> None:
        if message not in self._reported:
            self._reported.add(message)
            self._session.report(message, problem=True, device=device)
