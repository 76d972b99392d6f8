"""The logo of a practice, no larger than pages and paper show it, as each of them contains it."""

from __future__ import annotations

import copy
import io
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from voicecoach.errors import ExportError

if TYPE_CHECKING:
    from voicecoach.routine.pictures.picture import Picture, PictureBeside

LARGEST = (540, 240)
"""Pixels, wide and high: sharp on paper and on a telephone."""
LIGHT_ENOUGH = 24 * 1024
"""Bytes: a logo that is small enough on the page stays as it is if its file has no more than this."""


def small_logo(logo: Picture) -> Picture:
    """The picture, no larger than it is shown. Raises ExportError if its pixels are damaged."""
    if logo.beside is None:
        return logo
    small = copy.copy(logo)
    small.found(_small(logo.beside))
    return small


@lru_cache(maxsize=4)
def _small(found: PictureBeside) -> PictureBeside:
    fits = found.width <= LARGEST[0] and found.height <= LARGEST[1] and len(found.data) <= LIGHT_ENOUGH
    if found.media_type == "image/svg+xml" or fits:
        return found
    from PIL import Image, ImageOps

    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(found.data)) as stored:
            stored.draft("RGB", LARGEST)
            image = ImageOps.exif_transpose(stored)
        if image.mode not in ("RGB", "RGBA", "L", "LA"):
            image = image.convert("RGBA")
        image.thumbnail(LARGEST)
        form = "JPEG" if found.media_type == "image/jpeg" else "PNG"
        image.convert("RGB" if form == "JPEG" else image.mode).save(out, form, optimize=True, quality=88)
    except Exception as error:  # decoders raise what they like
        raise ExportError("the logo is damaged; save it again", path=found.path) from error
    return replace(found, data=out.getvalue(), width=image.width, height=image.height, turned=1)
