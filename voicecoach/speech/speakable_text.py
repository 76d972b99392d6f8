"""What every voice does to a phrase before an engine sees it."""

from __future__ import annotations

import re
import unicodedata


def speakable_text(text: str, *, english: bool) -> str:
    """The phrase as an engine is to get it: no commands, single spaces, and if it is `english`, in words that can be said.

    Control characters go first of all: espeak-ng reads U+0001 as the start of an embedded command. Lone surrogates,
    private and unassigned characters go too, for no engine can say them.
    """
    if text.isascii() and text.isprintable():
        words = " ".join(text.split())
    else:
        # Formats (Cf) stay: the joiners and marks of direction are a part of how some languages are written.
        words = "".join(" " if unicodedata.category(c) in _UNSPOKEN else c for c in text)
        words = " ".join(words.split())
    if english and _NOTATION.search(words):
        from voicecoach.speech.spoken_english import (
            as_read_aloud,  # some hundred expressions, for few phrases
        )

        return as_read_aloud(words)
    return words


_NOTATION = re.compile(
    r"[^A-Za-z ,.;:!?'-]|[A-Z]{2}|[a-z][A-Z]|[A-Za-z] [IVX]\b|[Tt]hera|\b[LRlr]t?\b|w/|^-|\.i\.d"
    r"|\b(?:e\.g|i\.e|etc|vs|approx|half|int|ext|bilat|Mon|Tues?|Wed|Thu|Thurs|Fri|Sat|Sun)\b"
)
"""What any of the rules for English might look for; words alone have none of it."""


_UNSPOKEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
