"""Pedals that no one has: the folders of a kernel, with a pipe for each device, into which a test writes what is pressed."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable
from pathlib import Path

from voicecoach.play.controls.buttons import LETTERS, NAMES
from voicecoach.play.controls.input_devices import InputFiles

CODES = {name: code for code, name in NAMES.items()}
KEYBOARD = LETTERS | {CODES["enter"], CODES["space"], CODES["escape"]}
PAGES = [CODES["pageup"], CODES["pagedown"]]
USB, BUILT_IN = 0x03, 0x11


class Machine:
    """A Linux machine; its devices come and go as a test likes."""

    def __init__(self, folder: Path) -> None:
        self.listed, self.nodes = folder / "sys", folder / "dev"
        self.listed.mkdir()
        self.nodes.mkdir()
        self.taken: list[int] = []
        self.files = InputFiles(self.listed, self.nodes, self.taken.append)
        self._ends: dict[int, int] = {}

    def plug(self, number: int, name: str, keys: Iterable[int], bus: int = USB) -> None:
        """A device comes, as event so-and-so."""
        folder = self.listed / f"event{number}" / "device"
        for part, text in {
            "name": name,
            "capabilities/key": words_of(keys),
            "id/bustype": f"{bus:04x}",
        }.items():
            (folder / part).parent.mkdir(parents=True, exist_ok=True)
            (folder / part).write_text(f"{text}\n", encoding="utf-8")
        node = self.nodes / f"event{number}"
        os.mkfifo(node)
        self._ends[number] = os.open(node, os.O_RDWR)

    def press(self, number: int, key: str | int, values: Iterable[int] = (1, 0)) -> None:
        """A key goes down and up, each with the report that a kernel sends after it."""
        code = CODES[key] if isinstance(key, str) else key
        for value in values:
            scan, report = (4, 4, 0x70000 + code), (0, 0, 0)
            for kind, about, what in (scan, (1, code, value), report):
                os.write(self._ends[number], struct.pack("@llHHi", 1, 2, kind, about, what))

    def pull(self, number: int) -> None:
        """The device goes."""
        os.close(self._ends.pop(number))
        (self.nodes / f"event{number}").unlink()
        for part in ("name", "capabilities/key", "id/bustype"):
            (self.listed / f"event{number}" / "device" / part).unlink()


def words_of(keys: Iterable[int]) -> str:
    """As the kernel writes a set of codes."""
    size = 8 * struct.calcsize("l")
    bits = sum(1 << code for code in keys)
    words = []
    while bits:
        words.append(f"{bits & (1 << size) - 1:x}")
        bits >>= size
    return " ".join(reversed(words)) or "0"
