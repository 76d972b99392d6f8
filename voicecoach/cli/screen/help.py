"""All keys, in as many columns as the window takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from voicecoach.cli.screen.keys_shown import key_for, keys_shown
from voicecoach.play.commands import Command

if TYPE_CHECKING:
    from voicecoach.phrases import Phrases
    from voicecoach.play.key_map import KeyMap

_APART = 3
"""Cells between two columns."""


def help_lines(phrases: Phrases, keys: KeyMap, width: int, height: int) -> list[Text]:
    """The keys with what each does, and how to get back: exactly `height` lines of `width` cells."""
    shown = keys_shown(phrases, keys)
    widest_key = max(cell_len(key) for key, _ in shown)
    entries = [f"{set_cell_size(key, widest_key)}  {does}" for key, does in shown]
    column = max(cell_len(entry) for entry in entries) + _APART
    columns = max(1, (width - 1) // column)
    rows = -(-len(entries) // columns)
    back = phrases.say("screen-help-back", press=key_for(phrases, keys, Command.HELP))
    lines = [Text(set_cell_size(f" {back}", width), style="bold reverse")]
    for row in range(rows):
        cells = "".join(set_cell_size(entry, column) for entry in entries[row::rows])
        lines.append(Text(set_cell_size(f" {cells}", width)))
    lines += [Text(" " * width) for _ in range(height - len(lines))]
    return lines[:height]
