"""The keyboards, pedals and buttons of a Linux machine: what they are called and which keys they have.

By the files of the kernel alone, whose form never changes (linux/input.h), so that no package has to be compiled for it. Anyone
may read the list; the keys of a device may need permission.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from voicecoach.logs import logger_for
from voicecoach.play.controls.buttons import LETTERS, MOST_CODES, NAMES

logger = logger_for(__name__)

LONGEST_NAME = 80
"""Characters that are read of a device's name: the device chooses it."""

_WORD_BITS = 8 * struct.calcsize("l")
_GRAB = 0x40044590  # EVIOCGRAB
_BUILT_IN = 0x11  # BUS_I8042: the keyboard of a laptop, or one with a round plug
_PEDAL_NAME = re.compile(
    r"pedal|foot[ -]?switch|page[ -]?(turn|flip)|airturn|blueturn|pageflip|stomp|switch (interface|adapter)",
    re.IGNORECASE,
)
_PEDAL_KEYS = frozenset(
    code
    for code, name in NAMES.items()
    if name in ("pageup", "pagedown", "left", "right", "up", "down", "space", "enter")
)
_TURNING = frozenset(code for code, name in NAMES.items() if name in ("pageup", "pagedown"))


@dataclass(frozen=True, slots=True)
class InputDevice:
    """One device that has keys or buttons."""

    node: str
    """Its file: event3."""
    name: str
    keys: frozenset[int]
    """The codes of all that it can send."""
    built_in: bool
    """Whether it belongs to the machine."""

    @property
    def is_keyboard(self) -> bool:
        """Whether a person can write with it. Some pedals claim that too."""
        return self.keys >= LETTERS

    @property
    def is_called_pedal(self) -> bool:
        return _PEDAL_NAME.search(self.name) is not None

    @property
    def is_pedal(self) -> bool:
        """Whether it is clearly a pedal: by its name, or as it turns pages and does nothing else."""
        if self.built_in:
            return False
        return self.is_called_pedal or _TURNING <= self.keys <= _PEDAL_KEYS

    @property
    def only_key(self) -> int | None:
        """The code of its only key; None if it has more."""
        return next(iter(self.keys)) if len(self.keys) == 1 else None


class NotTaken(Exception):
    """A device with the name that the settings give, which is left alone all the same; the message is its name."""


def devices_to_read(devices: Sequence[InputDevice], wanted: str) -> list[InputDevice]:
    """The devices that are the pedal `wanted`: `auto`, or a part of a name.

    Raises NotTaken for a keyboard: what reads a device has it alone, and a person needs a keyboard.
    """
    if wanted == "auto":
        return [one for one in devices if one.is_pedal]
    named = [one for one in devices if wanted.casefold() in one.name.casefold()]
    for one in named:
        others = [other for other in devices if other.is_keyboard and other not in named]
        if one.is_keyboard and not one.is_called_pedal and (one.built_in or not others):
            raise NotTaken(one.name)
    return named


@dataclass(frozen=True, slots=True)
class InputFiles:
    """Where the kernel shows its devices, and how to take one for us alone."""

    listed: Path
    """The folder that has a folder for each device."""
    nodes: Path
    """The folder with the files that send what is pressed."""
    take: Callable[[int], None]
    """Keeps the keys of an open device from everything else. Raises OSError."""

    def devices(self) -> list[InputDevice]:
        """The devices that have keys, in the order in which they were connected; none on a machine that shows none."""
        try:
            nodes = [one.name for one in self.listed.iterdir() if re.fullmatch(r"event\d{1,4}", one.name)]
        except OSError as error:
            logger.debug("no input devices: %s", error)
            return []
        found = (self._device(node) for node in sorted(nodes, key=lambda node: int(node[5:])))
        return [one for one in found if one is not None]

    def _device(self, node: str) -> InputDevice | None:
        folder = self.listed / node / "device"
        try:
            keys = _codes((folder / "capabilities" / "key").read_text(encoding="ascii"))
            name = (folder / "name").read_text(encoding="utf-8", errors="replace").strip()
            bus = int((folder / "id" / "bustype").read_text(encoding="ascii"), 16)
        except (OSError, ValueError) as error:  # unplugged just now
            logger.debug("%s cannot be looked at: %s", node, error)
            return None
        shown = "".join(one if one.isprintable() else "?" for one in name[:LONGEST_NAME])
        return InputDevice(node, shown, keys, bus == _BUILT_IN) if keys else None


def _codes(words: str) -> frozenset[int]:
    """The codes in the kernel's row of bits: words in hexadecimal, the highest first. Raises ValueError."""
    bits = 0
    for word in words.split():
        bits = bits << _WORD_BITS | int(word, 16)
    return frozenset(code for code in range(MOST_CODES) if bits >> code & 1)


def _take(descriptor: int) -> None:
    import fcntl

    fcntl.ioctl(descriptor, _GRAB, 1)


THIS_MACHINE = InputFiles(Path("/sys/class/input"), Path("/dev/input"), _take)
"""Those of the kernel that runs."""
