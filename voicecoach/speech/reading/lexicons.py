"""The two lexicons that every voice asks: the user's own, and the one that is shipped."""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from voicecoach.folders import lexicon_file
from voicecoach.pronunciation import Readings
from voicecoach.speech.reading.lexicon_file import Lexicon, load_lexicon, parse_lexicon

_SHIPPED = Path(__file__).with_name("lexicon.yaml")


class VoiceLexicons(NamedTuple):
    """What is looked up for one voice."""

    readings: tuple[Readings, ...]
    """In the order in which they are asked."""
    identity: str
    """Differs if any word of them does."""


@cache
def shipped_lexicon() -> Lexicon:
    """Terms of the trade, and words that espeak-ng takes for others."""
    return parse_lexicon(_SHIPPED.read_text(encoding="utf-8"))


def lexicons_for(voice: str, language: str) -> VoiceLexicons:
    """Those of a voice, which is named `backend:voice` and reads that language."""
    both = load_lexicon(lexicon_file()), shipped_lexicon()
    digest = 0
    for lexicon in both:
        for entry in lexicon.entries:
            digest = zlib.crc32(f"{entry.section}|{entry.word}|{entry.reading}\n".encode(), digest)
    return VoiceLexicons(tuple(one.readings(voice, language) for one in both), f"{digest:08x}")
