"""The attributes of a drawing (SVG) that are shown: each is read, bounded and written again; nothing is passed through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from voicecoach.routine.tree import shorten

MOST_NUMBER = 1_000_000.0
"""Of any number in a drawing, in its own units."""

INK = "currentColor"
INKS = frozenset({INK, "#000000", "#ffffff", "none"})
"""What a drawing has in it that may be turned from black on white into white on black."""

_NUMBER = r"[+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:[eE][+-]?\d{1,2})?"
_GAP = r"[\s,]*"
_SIGNED = re.compile(_GAP + f"({_NUMBER})")
_FLAG = re.compile(_GAP + "([01])")
_COMMAND = re.compile(r"[\s,]*([MmLlHhVvCcSsQqTtAaZz])")
# As drawings are written here: read in a tenth of the time, as a session has several of them.
_PLAIN = r"-?\d{1,6}(?:\.\d{1,6})?"
_PEN = re.compile(f"[Mm]{_PLAIN}(?: {_PLAIN})*(?:[MmLlHhVvCcSsQqTtAa]{_PLAIN}(?: {_PLAIN})*|[Zz])*")
_MOVES = re.compile(r"[A-Za-z][^A-Za-z]*")
_LENGTH = re.compile(f"({_NUMBER})(px|pt|mm|cm|in)?")
_UNITS = {None: 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_MOST_NUMBERS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}
_TURN = re.compile(r"[\s,]*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)")
_TURN_NUMBERS = {
    "matrix": (6,), "translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,),
}  # fmt: skip
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*\)")
_COLOURS = {
    "black": "#000000", "silver": "#c0c0c0", "gray": "#808080", "grey": "#808080", "white": "#ffffff",
    "maroon": "#800000", "red": "#ff0000", "purple": "#800080", "fuchsia": "#ff00ff", "green": "#008000",
    "lime": "#00ff00", "olive": "#808000", "yellow": "#ffff00", "navy": "#000080", "blue": "#0000ff",
    "teal": "#008080", "aqua": "#00ffff", "orange": "#ffa500", "brown": "#a52a2a", "pink": "#ffc0cb",
}  # fmt: skip


def number(written: str) -> float:
    """A number. Raises ValueError if it is none, or outside all sense."""
    if not re.fullmatch(_NUMBER, written.strip()) or not abs(value := float(written)) <= MOST_NUMBER:
        raise ValueError(written)
    return value


def length(written: str) -> float:
    """A length in pixels of the style sheet. Raises ValueError, for a percentage too."""
    found = _LENGTH.fullmatch(written.strip())
    if found is None or not (value := abs(float(found[1])) * _UNITS[found[2]]) <= MOST_NUMBER:
        raise ValueError(written)
    return -value if found[1].startswith("-") else value


def numbers(written: str) -> list[float]:
    """Numbers with blanks or commas between them. Raises ValueError."""
    return [value for value, _ in _numbers(written)]


def _numbers(written: str) -> Iterator[tuple[float, int]]:
    at = 0
    while at < len(written.rstrip(" \t\r\n,")):
        found = _SIGNED.match(written, at)
        if found is None:
            raise ValueError(written)
        at = found.end()
        yield number(found[1]), at


def plain(value: float) -> str:
    """As it is written into a drawing; never with an exponent, which not everything reads."""
    return f"{value:.6f}".rstrip("0").rstrip(".") if value else "0"


def shape(written: str) -> str:
    """The path of a pen. Raises ValueError."""
    if _PEN.fullmatch(written) and all(map(_is_whole, _MOVES.findall(written))):
        return written
    out: list[str] = []
    at, end = 0, len(written.rstrip())
    while at < end:
        found = _COMMAND.match(written, at)
        if found is None or not (out or found[1] in "Mm"):
            raise ValueError(written)
        command, at = found[1], found.end()
        values, at = _of_command(written, at, command.lower())
        if command == "a":
            values = _moving(values)
            if not values:
                continue
        out.append(command + " ".join(values))
    return "".join(out)


def _is_whole(move: str) -> bool:
    """Whether a command of `_PEN` has all its numbers, and none of its arcs leads nowhere."""
    command, values = move[0].lower(), move[1:].split()
    needed = _MOST_NUMBERS[command]
    if not needed or not values or len(values) % needed:
        return not (needed or values)
    if command != "a":
        return True
    ends = zip(values[5::7], values[6::7], strict=True)
    return {*values[3::7], *values[4::7]} <= {"0", "1"} and all(float(x) or float(y) for x, y in ends)


def _of_command(written: str, at: int, command: str) -> tuple[list[str], int]:
    """The numbers after a command, and where they end; there may be several sets of them."""
    needed = _MOST_NUMBERS[command]
    values: list[str] = []
    while needed:
        # The two flags of an arc may be written without a gap.
        flag = command == "a" and len(values) % 7 in (3, 4)
        found = (_FLAG if flag else _SIGNED).match(written, at)
        if found is None:
            break
        values.append(plain(number(found[1])))
        at = found.end()
    if needed and (not values or len(values) % needed):
        raise ValueError(written)
    return values, at


def _moving(arcs: list[str]) -> list[str]:
    """Those arcs that lead somewhere: one that ends where it begins shows nothing, and what writes PDFs divides by its length."""
    each = (arcs[start : start + 7] for start in range(0, len(arcs), 7))
    return [value for arc in each if arc[5:] != ["0", "0"] for value in arc]


def _points(written: str) -> str:
    values = numbers(written)
    if len(values) % 2:
        raise ValueError(written)
    return " ".join(map(plain, values))


def _turns(written: str) -> str:
    out, at = [], 0
    while at < len(written.rstrip(" \t\r\n,")):
        found = _TURN.match(written, at)
        if found is None or len(values := numbers(found[2])) not in _TURN_NUMBERS[found[1]]:
            raise ValueError(written)
        out.append(f"{found[1]}({' '.join(map(plain, values))})")
        at = found.end()
    return " ".join(out)


def _paint(written: str) -> str:
    colour = written.strip().lower()
    if colour in ("none", "transparent"):
        return "none"
    if colour == "currentcolor":
        return INK
    if found := _RGB.fullmatch(colour):
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in found.groups())
    colour = _COLOURS.get(colour, colour)
    if not _HEX.fullmatch(colour):
        raise ValueError(written)
    return colour if len(colour) == 7 else "#" + "".join(2 * letter for letter in colour[1:])


def _share(written: str) -> str:
    percent = written.strip().endswith("%")
    value = number(written.strip().removesuffix("%")) / (100 if percent else 1)
    return plain(min(max(value, 0.0), 1.0))


def _dashes(written: str) -> str:
    if written.strip() == "none":
        return ""
    values = numbers(written.replace("px", ""))
    if min(values) < 0 or len(values) > 20:
        raise ValueError(written)
    return " ".join(map(plain, values))


def _not_negative(written: str) -> str:
    if (value := length(written)) < 0:
        raise ValueError(written)
    return plain(value)


def _one_of(*words: str) -> Callable[[str], str]:
    def read(written: str) -> str:
        if (word := written.strip()) not in words:
            raise ValueError(written)
        return word

    return read


def _place(written: str) -> str:
    return plain(length(written))


_STYLE: Mapping[str, Callable[[str], str]] = {
    "fill": _paint,
    "fill-opacity": _share,
    "fill-rule": _one_of("nonzero", "evenodd"),
    "opacity": _share,
    "stroke": _paint,
    "stroke-dasharray": _dashes,
    "stroke-dashoffset": _place,
    "stroke-linecap": _one_of("butt", "round", "square"),
    "stroke-linejoin": _one_of("miter", "round", "bevel"),
    "stroke-miterlimit": _not_negative,
    "stroke-opacity": _share,
    "stroke-width": _not_negative,
}
"""What may be an attribute, or be in the attribute `style`."""

_PLACES: Mapping[str, Mapping[str, Callable[[str], str]]] = {
    "g": {},
    "svg": {},
    "path": {"d": shape},
    "line": dict.fromkeys(("x1", "y1", "x2", "y2"), _place),
    "polyline": {"points": _points},
    "polygon": {"points": _points},
    "rect": {
        **dict.fromkeys(("x", "y"), _place), **dict.fromkeys(("width", "height", "rx", "ry"), _not_negative),
    },
    "circle": {**dict.fromkeys(("cx", "cy"), _place), "r": _not_negative},
    "ellipse": {**dict.fromkeys(("cx", "cy"), _place), **dict.fromkeys(("rx", "ry"), _not_negative)},
}  # fmt: skip

SHAPES = frozenset(_PLACES)
"""The elements that are shown."""


def attributes(element: str, given: Mapping[str, str]) -> dict[str, str]:
    """What is kept of the attributes of an element. Raises ValueError with the first that cannot be, as it is written."""
    styles = dict(_declarations(given.get("style", "")))
    readers = {**_STYLE, "transform": _turns, **_PLACES[element]}
    kept = {}
    for name, read in readers.items():
        written = styles.get(name, given.get(name)) if name in _STYLE else given.get(name)
        if written is None or written.strip() in ("", "inherit"):
            continue
        try:
            value = read(written)
        except (ValueError, OverflowError):
            raise ValueError(f"{name} “{shorten(written)}”") from None
        if value:
            kept[name] = value
    return kept


def hidden(given: Mapping[str, str]) -> bool:
    """Whether an element with these attributes is not to be seen, nor what is in it."""
    both = {**given, **dict(_declarations(given.get("style", "")))}
    return both.get("display") == "none" or both.get("visibility") in ("hidden", "collapse")


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()
