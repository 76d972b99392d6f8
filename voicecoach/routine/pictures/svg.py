"""Drawings (SVG) of strangers: read into a tree of plain shapes, and written again from it.

An SVG can hold programs, links, other pictures, and text that grows without end. Nothing of the file is passed through:
what is neither a shape nor one of the attributes in `svg_values` is left out if it does not show, and else refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from xml.parsers import expat

from voicecoach.routine.pictures import svg_values
from voicecoach.routine.pictures.svg_values import INKS, SHAPES
from voicecoach.routine.tree import shorten

LARGEST_SVG = 512 * 2**10
"""Bytes. A drawing of that many is a traced photograph."""
MOST_SHAPES = 5_000
DEEPEST = 40
LONGEST = 20.0
"""Times as long as wide, or as wide as long."""
_SMALLEST, _LARGEST = 1.0, 100_000.0
"""Of the longer side, in the units of the drawing."""
_SHOWN_PIXELS = 1_000.0
"""The longer side of what is written is at most this."""
_SHORTEST_DASH = 1 / 1_000
"""Of the longer side: dashes without number take as long as a bomb."""

_SVG = "http://www.w3.org/2000/svg"
_PLAIN = "save it as a plain SVG of lines and shapes, or as a PNG"
_UNSEEN = {"title", "desc", "metadata", "defs"}
_REFUSED = {
    "script": "holds a program",
    "handler": "holds a program",
    "listener": "holds a program",
    "foreignObject": "holds a page",
    "iframe": "holds a page",
    "a": "holds a link",
    "image": "holds another picture",
    "use": "repeats a part by its name",
    "style": "has a style sheet",
    "text": "has text, whose letters are not everywhere; turn it into paths",
    "svg": "has a drawing within the drawing",
    **dict.fromkeys(("animate", "animateMotion", "animateTransform", "set"), "moves"),
}
_NEVER = {"script", "handler", "listener", "foreignObject", "iframe"}
"""What is refused even where it would not be seen."""


class Drawing(NamedTuple):
    """A drawing that can be shown."""

    width: int
    """Pixels of a style sheet, as large as it is meant to be seen."""
    height: int
    data: bytes
    """The drawing, written again."""
    in_ink: bool
    """Whether it has no colour of its own: all of it is in the ink of the page, or white as its paper."""


def drawing(data: bytes) -> Drawing:
    """The drawing in a file. Raises ValueError with the reason, as the end of a sentence, and what to do."""
    if len(data) > LARGEST_SVG:
        raise ValueError(f"is an SVG of more than {LARGEST_SVG // 1024} kB; save it simpler, or as a PNG")
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise ValueError(f"is a damaged SVG; save it again, or as a PNG ({_reason(error)})") from None
    return reader.drawing()


def _reason(error: Exception) -> str:
    if isinstance(error, expat.ExpatError):
        return f"{expat.ErrorString(error.code)}, line {error.lineno}"
    return str(error)


class _Reader:
    def __init__(self) -> None:
        self._out: list[str] = []
        self._depth = 0
        self._unseen = 0
        """How deep we are in what is not shown; 0 outside of it."""
        self._open: list[bool] = []
        """Whether each group that we are in is written; one that says nothing is not."""
        self._shapes = 0
        self._box: tuple[float, float, float, float] | None = None
        self._size = (0.0, 0.0)
        self._paints: set[str] = set()

    def doctype(self, name: str, system: str | None, public: str | None, entities: int) -> None:
        if entities:
            raise ValueError(f"is an SVG that declares words of its own (DOCTYPE); {_PLAIN}")

    def start(self, name: str, given: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ValueError(f"is an SVG with more than {DEEPEST} groups in one another; {_PLAIN}")
        space, _, element = name.rpartition(" ")
        ours = space in ("", _SVG)
        self._refuse_programs(element, given)
        if self._depth == 1:
            if element != "svg" or not ours:
                raise ValueError(f"is not an SVG; {_PLAIN}")
            self._begin(given)
        elif self._unseen:
            self._unseen += 1
        elif not ours or element in _UNSEEN or svg_values.hidden(given):
            self._unseen = 1
        elif element in _REFUSED:
            raise ValueError(f"is an SVG that {_REFUSED[element]}; {_PLAIN}")
        elif element not in SHAPES:
            raise ValueError(f"is an SVG with <{shorten(element)}>, which is not drawn here; {_PLAIN}")
        else:
            self._write(element, given)

    def end(self, name: str) -> None:
        self._depth -= 1
        if self._unseen:
            self._unseen -= 1
        elif self._open.pop():
            self._out.append("</g>")

    def drawing(self) -> Drawing:
        if self._box is None:
            raise ValueError(f"is not an SVG; {_PLAIN}")
        if not self._shapes:
            raise ValueError(f"is an SVG without a line or a shape; {_PLAIN}")
        left, top, width, height = self._box
        scale = min(1.0, _SHOWN_PIXELS / max(self._size))
        shown = [max(1, round(side * scale)) for side in self._size]
        box = " ".join(map(svg_values.plain, (left, top, width, height)))
        head = f'<svg xmlns="{_SVG}" viewBox="{box}" width="{shown[0]}" height="{shown[1]}">'
        text = f"{head}{''.join(self._out)}</svg>\n"
        return Drawing(shown[0], shown[1], text.encode("ascii"), self._paints <= INKS)

    def _refuse_programs(self, element: str, given: Mapping[str, str]) -> None:
        if element in _NEVER:
            raise ValueError(f"is an SVG that {_REFUSED[element]}; {_PLAIN}")
        for name, value in given.items():
            if name.lower().startswith("on") and len(name) > 2 and " " not in name:
                raise ValueError(f"is an SVG that {_REFUSED['script']} ({shorten(name)}); {_PLAIN}")
            if "url(" in value.lower() and name in ("style", "fill", "stroke", "filter", "mask", "clip-path"):
                raise ValueError(f"is an SVG whose {name} is somewhere else ({shorten(value)}); {_PLAIN}")

    def _begin(self, given: Mapping[str, str]) -> None:
        try:
            box = svg_values.numbers(given.get("viewBox", ""))
            sides = [_size_of(given, name) for name in ("width", "height")]
        except ValueError:
            raise ValueError("is an SVG whose size cannot be read; save it again, or as a PNG") from None
        if not box and None not in sides:
            box = [0.0, 0.0, *(side or 0.0 for side in sides)]
        if len(box) != 4 or min(box[2:]) <= 0:
            raise ValueError("is an SVG without a size; give it a viewBox, or save it as a PNG")
        left, top, width, height = box
        if not _SMALLEST <= max(width, height) <= _LARGEST or max(width / height, height / width) > LONGEST:
            raise ValueError(
                f"is an SVG of {width:g} x {height:g}, which nobody could see; save it in another size"
            )
        self._box = left, top, width, height
        scale = (sides[0] or width) / width
        self._size = (width * scale, height * scale) if scale * max(width, height) >= 1 else (width, height)
        self._write("g", {name: value for name, value in given.items() if name != "transform"})

    def _write(self, element: str, given: Mapping[str, str]) -> None:
        try:
            kept = svg_values.attributes(element, given)
        except ValueError as error:
            raise ValueError(f"is an SVG that cannot be drawn here, with {error}; {_PLAIN}") from None
        self._check_dashes(kept.get("stroke-dasharray", ""))
        self._paints.update(kept[name] for name in ("fill", "stroke") if name in kept)
        text = " ".join((f"<{element}", *(f'{name}="{value}"' for name, value in kept.items())))
        if element == "g":
            self._open.append(bool(kept))
            self._out += [f"{text}>"] * bool(kept)
        else:
            self._shapes += 1
            self._unseen = 1  # what is within a shape is not drawn
            self._out.append(f"{text}/>")
        if len(self._out) > MOST_SHAPES:
            raise ValueError(f"is an SVG of more than {MOST_SHAPES:,} shapes; save it simpler, or as a PNG")

    def _check_dashes(self, dashes: str) -> None:
        if dashes and self._box and sum(map(float, dashes.split())) < max(self._box[2:]) * _SHORTEST_DASH:
            raise ValueError(f"is an SVG with dashes too short to be seen; {_PLAIN}")


def _size_of(given: Mapping[str, str], name: str) -> float | None:
    written = given.get(name, "").strip()
    if not written or written.endswith("%") or written == "auto":
        return None
    return svg_values.length(written)
