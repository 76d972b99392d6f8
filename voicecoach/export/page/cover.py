"""The cover picture: the title in large letters on a colour of its own, to tell files apart at a glance."""

from __future__ import annotations

import colorsys
import io
import unicodedata
import zlib

from voicecoach.errors import ExportError
from voicecoach.export.captions import plain, wrap
from voicecoach.logs import logger_for

logger = logger_for(__name__)

SIZE = 600
"""Pixels on each side: what players show, in some 10 kB."""

_SHADES = 16
"""Between the colour and white: smooth letters in half a byte a pixel."""

_MOST_LINES = 7
_FONTS = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "Arial.ttf", "arial.ttf")
"""Fonts with more letters, which systems have; tried in order."""


def cover_png(title: str, *, side: int = SIZE, colour: str = "") -> bytes:
    """A square PNG of `side` pixels; the same title gives the same picture with the same version of Pillow.

    `colour` is what white letters are on, as #rrggbb; empty: one that comes from the title. Raises ExportError.
    """
    try:
        from PIL import Image, ImageDraw, ImageFont

        words = plain(title)
        # A hash that is the same everywhere; dark enough for white letters to have contrast.
        if colour:
            red, green, blue = (part / 255 for part in bytes.fromhex(colour[1:]))
        else:
            red, green, blue = colorsys.hls_to_rgb(zlib.crc32(words.encode()) % 360 / 360, 0.28, 0.55)
        # In shades from 0, the colour, to 255, white: to count the colours of a picture takes longer than to draw it.
        picture = Image.new("L", (side, side), 0)
        draw = ImageDraw.Draw(picture)
        words, file = _drawable(words)
        width = 9 if len(words) <= 40 else 14 if len(words) <= 90 else 22
        lines = wrap(words, max(width, min(max(map(len, words.split(" "))), 22)))
        if len(lines) > _MOST_LINES:
            lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1] + "…"]
        text = "\n".join(lines)
        of_usual = side / SIZE
        for points in range(110, 19, -6):
            size = round(points * of_usual)
            font = ImageFont.truetype(file, size) if file else ImageFont.load_default(size)
            left, top, right, bottom = draw.multiline_textbbox((0, 0), text, font=font, spacing=size // 4)
            if right - left <= side - 80 * of_usual and bottom - top <= side - 160 * of_usual:
                break
        place = (round(40 * of_usual), (side - (bottom - top)) // 2 - top)
        draw.multiline_text(place, text, font=font, fill=255, spacing=size // 4)
        rule = (round(edge * of_usual) for edge in (40, SIZE - 56, SIZE - 40, SIZE - 52))
        draw.rectangle(tuple(rule), fill=255)
        out = io.BytesIO()
        shades = picture.point([round(value / 255 * (_SHADES - 1)) for value in range(256)])
        shades.putpalette(
            [
                round(255 * (low + (1 - low) * shade / (_SHADES - 1)))
                for shade in range(_SHADES)
                for low in (red, green, blue)
            ]
        )
        shades.save(out, "PNG", bits=4)
    except (ImportError, OSError, ValueError) as error:
        raise ExportError(
            f"no cover could be drawn ({error}); --no-cover leaves it out", path="cover"
        ) from error
    return out.getvalue()


def font_for(words: str) -> str | None:
    """The path of a font of the system for words that are not plain ASCII; None if the system has none."""
    from PIL import ImageFont

    if not words.isascii():
        for name in _FONTS:
            try:
                return str(ImageFont.truetype(name, 20).path)
            except OSError as error:
                logger.debug("the font %s is not here: %s", name, error)
    return None


def _drawable(words: str) -> tuple[str, str | None]:
    """The words and the font file to draw them with; None is Pillow's own font, which has English letters alone."""
    if words.isascii() or (font := font_for(words)) is None:
        plainer = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
        return " ".join(plainer.split()), None
    return words, font
