"""Prints the table of all ways from one place of the body to another: what is said, and how many seconds it gets.

python tools/positions.py
"""

from __future__ import annotations

import sys

from voicecoach.phrases import phrases_of
from voicecoach.script.body import Body
from voicecoach.script.choices import Choices
from voicecoach.script.move_table import move_words, places, same_place, seconds_to_move
from voicecoach.script.wording import Wording


def name(body: Body) -> str:
    """What a reader calls a place."""
    position = "(the start)" if body.position is None else body.position.value
    return f"{position}, {body.down}" if body.down else position


def table() -> str:
    """One line a pair."""
    words = Wording(phrases_of("en"), Choices())
    lines = []
    for before in places():
        for after in places():
            if after.position is not None and not same_place(before, after):
                seconds = seconds_to_move(before, after)
                lines.append(
                    f"{name(before):20} -> {name(after):20} {seconds:2.0f} s  {move_words(words, before, after).text}"
                )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table())
