"""Colours that can be read: contrast as the Web Content Accessibility Guidelines 2.2 measure it."""

from __future__ import annotations

import colorsys
import re

READABLE = 4.5
"""The contrast that words of ordinary size need, at level AA."""

LIGHT, DARK = "#ffffff", "#121212"
"""The paper of a page by day and by night."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = 100


def contrast(one: str, other: str) -> float:
    """From 1, the same, to 21, black on white. Raises ValueError for what is not #rrggbb."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable_on(ground: str, colour: str) -> str:
    """The colour, made darker or lighter only as far as words in it can be read on `ground`; both as #rrggbb.

    Raises ValueError for anything else.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    end = 1.0 if _luminance(ground) < 0.18 else 0.0
    for step in range(_STEPS + 1):
        here = lightness + (end - lightness) * step / _STEPS
        found = _written(*colorsys.hls_to_rgb(hue, here, saturation))
        if contrast(found, ground) >= READABLE:
            return found
    return _written(end, end, end)


def _parts(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, from 0 to 1."""
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"“{colour}” is not a colour; write it as #1f5f6b")
    red, green, blue = bytes.fromhex(colour[1:])
    return red / 255, green / 255, blue / 255


def _written(red: float, green: float, blue: float) -> str:
    return "#" + bytes(round(255 * part) for part in (red, green, blue)).hex()


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
