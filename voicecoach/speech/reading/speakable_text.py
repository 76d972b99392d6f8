"""What every voice does to a phrase before an engine sees it."""

from __future__ import annotations

import re
import unicodedata

from voicecoach.pronunciation import is_marked, marked, pieces


def speakable_text(text: str, *, english: bool) -> str:
    """The phrase as an engine is to get it: no commands, single spaces, and if it is `english`, in words that can be said.

    Control characters go first of all: espeak-ng reads U+0001 as the start of an embedded command. Lone surrogates,
    private and unassigned characters go too, for no engine can say them. A word with a reading of its own stays marked
    (`voicecoach.pronunciation`).
    """
    if not is_marked(text):
        return _speakable(text, english)
    readings: list[str] = []
    plain: list[str] = []
    for piece in pieces(text):
        if piece.reading is None:
            plain.append(piece.text.replace(_STAND_IN, ""))
        else:
            plain.append(_STAND_IN)
            readings.append(marked(piece.text, piece.reading))
    words = _speakable("".join(plain), english)
    for one in readings:
        words = words.replace(_STAND_IN, one, 1)
    return words


_STAND_IN = "\ua66e"
"""Takes the place of a marked word while the rules look at the rest: a letter, of a kind that nobody writes."""


def _speakable(text: str, english: bool) -> str:
    if text.isascii() and text.isprintable():
        words = " ".join(text.split())
    else:
        # Formats (Cf) stay: the joiners and marks of direction are a part of how some languages are written.
        words = "".join(" " if unicodedata.category(c) in _UNSPOKEN else c for c in text)
        words = " ".join(words.split())
    if english and _NOTATION.search(words.replace(_STAND_IN, "")):
        from voicecoach.speech.reading.spoken_english import (
            as_read_aloud,  # some hundred expressions, for few phrases
        )

        return as_read_aloud(words)
    return words


_NOTATION = re.compile(
    r"[^A-Za-z ,.;:!?'-]|[A-Z]{2}|[a-z][A-Z]|[A-Za-z] [IVX]\b|[Tt]hera|\b[LRlr]t?\b|w/|^-|\.i\.d|\.[a-z]{2}"
    r"|\b(?:e\.g|i\.e|etc|vs|approx|half|int|ext|bilat|alt|avg|incl|excl|Mon|Tues?|Wed|Thu|Thurs|Fri|Sat|Sun)\b"
)
"""What any of the rules for English might look for; words alone have none of it."""


_UNSPOKEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
