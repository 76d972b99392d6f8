"""Words of a foreign file, as a voice can say them: without markup, braces and what nobody sees."""

from __future__ import annotations

import re
import unicodedata

from voicecoach.routine.loads import LONGEST_LOAD
from voicecoach.routine.scalars import LONGEST_TEXT
from voicecoach.routine.tree import shorten

LONGEST_NAME = 80
"""Characters of a name: it is a part of many sentences."""

_TAG = re.compile(r"<[^<>]*>")
_ADDRESS = re.compile(r"\(?(?:https?://|www\.)\S+")
_BRACES = str.maketrans("{}[]", "()()", "<>\\|`")
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_SILENCE = re.compile(r"\(\(?\s*(?=[^()]*(?:pause|silence|break|wait|slnc|sil))([^()]*)\)\)?", re.IGNORECASE)


def sayable(text: str) -> str:
    """`text` on one line, with nothing that the words of a routine may not have; empty if there is nothing to say."""
    text = _ADDRESS.sub(" ", _TAG.sub(" ", _TEMPLATE.sub(" ", text)))
    text = "".join(
        " " if unicodedata.category(one) in ("Cc", "Cs", "Co", "Cn", "Cf") else one for one in text
    )
    # What is in brackets may be read as a command for silence: it is words here.
    text = _SILENCE.sub(r", \1, ", text.translate(_BRACES))
    text = " ".join(text.split()).strip(" ,;:|")
    return text if any(map(str.isalnum, text)) else ""


def name_of(text: str) -> str:
    """A name, at most LONGEST_NAME characters of it, cut at a word."""
    text = sayable(text)
    if len(text) > LONGEST_NAME:
        text = text[:LONGEST_NAME].rpartition(" ")[0] or text[:LONGEST_NAME]
    return text.strip(" ,;:.-")


def load_of(text: str) -> str:
    """A load in words; empty if it names none."""
    text = sayable(text)[:LONGEST_LOAD].strip()
    return text if any(map(str.isalpha, text)) else ""


def sentences_of(text: str) -> tuple[str, ...]:
    """The texts that `text` is said in, each short enough for one; split at the ends of sentences, or at words."""
    found: list[str] = []
    rest = sayable(text)
    while len(rest) > LONGEST_TEXT:
        part = rest[:LONGEST_TEXT]
        end = max(part.rfind(mark) for mark in (". ", "! ", "? "))
        end = end + 1 if end > 0 else part.rfind(" ") if " " in part else LONGEST_TEXT
        found.append(rest[:end].strip())
        rest = rest[end:].strip()
    return tuple(one for one in (*found, rest) if any(map(str.isalnum, one)))


def shown(text: str) -> str:
    """A text of the file within a remark: short, on one line."""
    return shorten("".join(one for one in text if one.isprintable() or one == " "))
