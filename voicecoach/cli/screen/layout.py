"""Where everything is on the large screen, for a window of any size: what matters most is biggest, and goes last.

The title and its side, the bar that says what the body does, the numbers, then what is said, what is next, how long is
left. Left is at the left edge, right at the right one. Colours are pairs of ink and ground, or none at all, so that a light
terminal shows as much as a dark one; and whatever a colour says, a word and a shape say too.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from voicecoach.cli.screen.block_digits import HEIGHT, block_digits, digits_width, largest_scale
from voicecoach.cli.screen.scene import Mode
from voicecoach.script.body import Side

if TYPE_CHECKING:
    from voicecoach.cli.screen.scene import Scene

GAP = 4
"""Dots between the count and the time left."""

TALL = 20
"""Rows from which the title and the bar are three rows high."""

_SHAPES = {Mode.TALK: "…", Mode.MOVE: "▶", Mode.HOLD: "■", Mode.REST: "○", Mode.WAIT: "◆", Mode.PAUSED: "❚❚"}
_ASCII_SHAPES = {
    Mode.TALK: ".",
    Mode.MOVE: ">",
    Mode.HOLD: "#",
    Mode.REST: "o",
    Mode.WAIT: "*",
    Mode.PAUSED: "||",
}
_COLOURS = {
    Mode.TALK: "reverse",
    Mode.MOVE: "bold black on green",
    Mode.HOLD: "bold white on magenta",
    Mode.REST: "bold black on cyan",
    Mode.WAIT: "bold black on yellow",
    Mode.PAUSED: "bold reverse",
}
_SIDE_COLOURS = {Side.LEFT: "bold white on blue", Side.RIGHT: "bold black on yellow"}
_NO_SIDE = "bold reverse"


def lay_out(
    scene: Scene,
    notes: Sequence[str],
    width: int,
    height: int,
    *,
    ascii_only: bool = False,
    fresh: bool = False,
) -> list[Text]:
    """The screen, top down: exactly `height` lines of `width` cells.

    `notes` are the last answers and reports, newest last. A `fresh` one answers a key that was just pressed: it is shown whole,
    if need be in the place of the numbers.
    """
    band = 3 if height >= TALL else 1
    top = _title(scene, width, band, ascii_only)
    if height > 1:
        top += _bar(scene, width, band, ascii_only)
    room = max(0, height - len(top))
    note = _wrapped(notes[-1], width) if notes else []
    rows = max(_foot_rows(room), min(room, len(note))) if fresh else _foot_rows(room)
    foot = _foot(scene, notes, width, rows, whole=fresh)
    middle = _numbers(scene, width, room - len(foot), ascii_only)
    return [_cut(line, width) for line in (*top, *middle, *foot)][:height]


def _foot_rows(room: int) -> int:
    """How many rows below the numbers: none until those have their least height, five if there is enough."""
    return max(0, min(5, room - HEIGHT - 1))


def _title(scene: Scene, width: int, rows: int, ascii_only: bool) -> list[Text]:
    left, right = ("<< ", " >>") if ascii_only else ("◀◀ ", " ▶▶")
    title, side = scene.title.upper(), scene.side_words.upper()
    inside = max(0, width - 2)
    if scene.side is Side.LEFT:
        line = _both_ends(f"{left}{side}", title, inside)
    elif scene.side is Side.RIGHT:
        line = _both_ends(title, f"{side}{right}", inside)
    else:
        both = f"{left}{side}{right}" if side else ""
        fits = cell_len(f"{title}   {both}") <= inside
        line = _middle(f"{title}   {both}".rstrip(), inside) if fits else _both_ends(title, both, inside)
    return _band(line, width, rows, _SIDE_COLOURS.get(scene.side, _NO_SIDE) if scene.side else _NO_SIDE)


def _bar(scene: Scene, width: int, rows: int, ascii_only: bool) -> list[Text]:
    """What the body does, and a row of its shape as long as the part of the window that is over."""
    shape = (_ASCII_SHAPES if ascii_only else _SHAPES)[scene.mode]
    words = f"{shape} {scene.mode_words.upper()} "
    room = width - 2 - cell_len(words)
    if room < -1 and rows == 1:  # how a pause ends is worth a row
        return [
            row for line in _lines(words, width - 2) for row in _band(line, width, 1, _COLOURS[scene.mode])
        ][:2]
    done = (
        shape * round(room * scene.done)
        if scene.mode in (Mode.MOVE, Mode.HOLD, Mode.REST) and room > 0
        else ""
    )
    return _band(words + done, width, rows, _COLOURS[scene.mode])


def _band(line: str, width: int, rows: int, style: str) -> list[Text]:
    empty = Text(" " * width, style=style)
    beside = [empty.copy() for _ in range(rows // 2)]
    return [*beside, Text(set_cell_size(f" {line}", width), style=style), *beside]


def _numbers(scene: Scene, width: int, rows: int, ascii_only: bool) -> list[Text]:
    """The count and the time left in block digits with their words below; in plain ones if there is no room for these."""
    pairs = [pair for pair in ((scene.count, scene.count_words), (scene.left, scene.left_words)) if pair[0]]
    if rows <= 0:
        return []
    numbers = [number for number, _ in pairs]
    scale = largest_scale(numbers, width - 2, rows - 1, GAP)
    if len(pairs) == 2 and scale == 0:  # the one that changes with every second of a hold, or every movement
        pairs = pairs[1:] if scene.mode in (Mode.HOLD, Mode.REST) else pairs[:1]
        numbers = [pairs[0][0]]
        scale = largest_scale(numbers, width - 2, rows - 1, GAP)
    if not pairs:
        return _centred(_wrapped(scene.words, width), rows, width)
    if scale == 0:
        plain = "   ".join(f"{number} {words}".strip() for number, words in pairs)
        return _centred([Text(_middle(plain, width), style="bold")], rows, width)
    ink = "#" if ascii_only else "█"
    blocks = [block_digits(number, scale, ink) for number in numbers]
    columns = _columns([digits_width(number, scale) for number in numbers], width)
    lines = [Text(_side_by_side(parts, columns), style="bold") for parts in zip(*blocks, strict=True)]
    captions = Text(
        _side_by_side(
            [_middle(words, column) for (_, words), column in zip(pairs, columns, strict=True)], columns
        )
    )
    return _centred([*lines, captions], rows, width)


def _wrapped(words: str, width: int) -> list[Text]:
    """What is said, whole: there is nothing else to look at."""
    return [Text(_middle(line, width), style="bold") for line in _lines(words, width - 4)]


def _lines(words: str, width: int) -> list[str]:
    letters = width * len(words) // max(1, cell_len(words))  # those of some scripts are two cells wide
    return textwrap.wrap(words, max(1, letters))


def _columns(widths: list[int], width: int) -> list[int]:
    """The cells of each column: each has its number and an equal part of what is over."""
    over = (width - sum(widths)) // len(widths)
    return [one + over for one in widths]


def _side_by_side(parts: Sequence[str], columns: Sequence[int]) -> str:
    return "".join(_middle(part, column) for part, column in zip(parts, columns, strict=True))


def _foot(scene: Scene, notes: Sequence[str], width: int, rows: int, *, whole: bool) -> list[Text]:
    """Newest note, next exercise, how much longer it takes and the key for help, what is said, an older note: by their weight."""
    newest, older = (notes[-1] if notes else ""), (notes[-2] if len(notes) > 1 else "")
    note = _wrapped(newest, width)[:rows] if whole else []
    note = note or [Text(_middle(newest, width), style="bold")]
    both = ", ".join(filter(None, (scene.to_go, scene.round_words)))
    fits = (
        cell_len(both) + cell_len(scene.hint) < width - 2
    )  # else the title has the round, but not of how many
    last = _both_ends(both if fits else scene.to_go, scene.hint, max(0, width - 2))
    ranked = [
        Text(_middle(scene.following, width)),
        Text(f" {last}"),
        Text(_middle(scene.words if scene.count or scene.left else "", width), style="italic"),
        Text(_middle(older, width)),
    ]
    shown = set(range(rows - len(note)))
    beside = {at: [ranked[at]] if at in shown else [] for at in range(len(ranked))}
    return [*beside[2], *beside[3], *note, *beside[0], *beside[1]][:rows]


def _both_ends(left: str, right: str, width: int) -> str:
    gap = width - cell_len(left) - cell_len(right)
    if gap >= 1:
        return f"{left}{' ' * gap}{right}"
    # Not both: the side and how it is done are worth more than a long name's end.
    shorter, longer = sorted((left, right), key=cell_len)
    room = width - cell_len(shorter) - 2
    cut = f"{set_cell_size(longer, room).rstrip()}…" if room > 0 else ""
    return f"{shorter} {cut}" if shorter == left else f"{cut} {shorter}"


def _middle(text: str, width: int) -> str:
    over = width - cell_len(text)
    if over < 0:
        return f"{set_cell_size(text, width - 1)}…" if width > 1 else set_cell_size(text, max(0, width))
    return f"{' ' * (over // 2)}{text}{' ' * (over - over // 2)}"


def _centred(lines: list[Text], rows: int, width: int) -> list[Text]:
    over = max(0, rows - len(lines))
    above = [Text(" " * width) for _ in range(over // 2)]
    below = [Text(" " * width) for _ in range(over - over // 2)]
    return [*above, *lines, *below][:rows]


def _cut(line: Text, width: int) -> Text:
    line.truncate(width, pad=True)
    return line
