"""What every voice does to a phrase before an engine sees it."""

from __future__ import annotations

import unicodedata


def speakable_text(text: str) -> str:
    """The phrase without anything that an engine could take for a command, its spaces made single.

    Control characters go first of all: espeak-ng reads U+0001 as the start of an embedded command. Lone surrogates,
    private and unassigned characters go too, for no engine can say them.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    # Formats (Cf) stay: the joiners and marks of direction are a part of how some languages are written.
    return " ".join("".join(" " if unicodedata.category(c) in _UNSPOKEN else c for c in text).split())


_UNSPOKEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
