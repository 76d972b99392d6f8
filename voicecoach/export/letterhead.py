"""Whom a page or a paper comes from: the head that a practice has on all that its patients get."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.export.handout_parts import ItemPicture


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a practice. Every text is one line of plain words."""

    name: str
    contact: tuple[str, ...] = ()
    """Lines: an address, a telephone number."""
    logo: ItemPicture | None = None
    colour: str = "#0b3c6e"
    """As #rrggbb; one that cannot be read is made darker or lighter when it is used."""
    safety: str = ""
    """A sentence for every session; empty for none."""
    code: tuple[tuple[bool, ...], ...] = field(default=(), repr=False)
    """The rows of a QR code, True for black, without its empty edge; empty for none."""
    code_says: str = ""
    """What the code leads to."""
