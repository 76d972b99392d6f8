"""Checks before any file is begun that all can be written, and that none replaces what the sessions are made from."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import ExportError
from voicecoach.export.formats import sound_format, word_format
from voicecoach.export.orders.atomic import check_place

if TYPE_CHECKING:
    from voicecoach.export.orders.order import RenderOrder


def check_orders(orders: Iterable[RenderOrder]) -> None:
    """Raises ExportError if one of the orders cannot be filled; checked before any is begun."""
    taken: set[Path] = set()
    for order in orders:
        check_place(order.target)
        sound_format(order.target)
        for name in order.words:
            word_format(name).require_library(order.path.with_suffix(f".{name}"))
        for place in order.places():
            check_place(place)
            real = place.resolve()
            if real in taken:
                raise ExportError("two outputs would have this name; give one of them another", path=place)
            taken.add(real)
        refuse_sources(order.sources, order.places())


def refuse_sources(sources: Iterable[Path], places: Iterable[Path]) -> None:
    """Raises ExportError if one of `places` is one of the files `sources`, by whatever path."""
    kept = {_identity(source) for source in sources} - {None}
    for place in places:
        if _identity(place) in kept:
            raise ExportError(
                "the session is made from this very file; give what is written another name", path=place
            )


def _identity(path: Path) -> tuple[int, int] | None:
    """The same for every path to a file, also through links; None if there is no file."""
    try:
        found = os.stat(path)  # noqa: PTH116 - pathlib raises for a NUL in 3.11
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
