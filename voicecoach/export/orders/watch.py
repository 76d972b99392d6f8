"""Watches an order being carried out: to show how far it is, and to end it between two blocks of sound."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block


class Watch(Protocol):
    """Every step that may take longer than a moment goes through one of these; `name` is the file that it makes."""

    def writing(self, blocks: Iterable[Block], total: int, name: str) -> Iterable[Block]:
        """Passes blocks through, of `total` frames in all, on their way into a file. Called before the file is begun;
        what ends the order is raised between two blocks, and after the last one by `step`."""

    def measuring(self, blocks: Iterable[Block], total: int, name: str) -> Iterable[Block]:
        """Passes blocks through that nothing is written from."""

    def step(self, name: str) -> None:
        """A step without sound begins, or the sound is over."""


class Unwatched:
    """Nobody watches."""

    def writing(self, blocks: Iterable[Block], total: int, name: str) -> Iterable[Block]:
        return blocks

    def measuring(self, blocks: Iterable[Block], total: int, name: str) -> Iterable[Block]:
        return blocks

    def step(self, name: str) -> None:
        pass


UNWATCHED = Unwatched()
