"""Looks where files are to be written before any of them is begun, and keeps what they are made from."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import ExportError
from voicecoach.export.formats import sound_format
from voicecoach.export.orders.atomic import check_place
from voicecoach.export.page.pdf import require_library

if TYPE_CHECKING:
    from voicecoach.export.orders.produce import Order


def check(orders: Iterable[Order]) -> None:
    """Looks whether all orders can be filled before any is begun. Raises ExportError."""
    taken: set[Path] = set()
    for order in orders:
        check_place(order.target)
        sound_format(order.target)
        if "pdf" in order.words:
            require_library(str(order.path.with_suffix(".pdf")))
        for place in order.places():
            check_place(place)
            real = place.resolve()
            if real in taken:
                raise ExportError("two outputs would have this name; give one of them another", path=place)
            taken.add(real)
        keep(order.sources, order.places())


def keep(sources: Iterable[Path], places: Iterable[Path]) -> None:
    """Looks whether none of `places` is one of the files `sources`, by whatever path. Raises ExportError."""
    kept = {_identity(source) for source in sources} - {None}
    for place in places:
        if _identity(place) in kept:
            raise ExportError(
                "the session is made from this very file; give what is written another name", path=place
            )


def _identity(path: Path) -> tuple[int, int] | None:
    """The same for every path to a file, through links as well; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - pathlib raises for a NUL in 3.11
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
