"""Silence inside a spoken text: `[pause 3 s]`, and what other programs write for it.

A text is kept with `[pause 3 s]` in it, and never spoken so: it is said in pieces, with silence of exactly that length between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from voicecoach.typography import plain_value
from voicecoach.units import Range, Seconds, parse_seconds

LONGEST_SILENCE = 600.0
"""Seconds of silence in one text, all together; a step `pause` may be longer."""

_COMMAND = re.compile(
    r"\[\[[^\[\]]*\]\]|\[[^\[\]]*\]|\([^()]*\)|<[^<>]*>|\{[^{}]*\}|\*{1,2}[^*]{1,40}\*{1,2}"
    r"|(?:--|[\u2013\u2014])\s*(?:pause|silence)\s[^\u2013\u2014-]{1,20}(?:--|[\u2013\u2014])"
)
"""What may be a command and not words: in brackets of any kind, between stars or dashes."""
_MARKS = ("[", "(", "<", "{", "*", "--", "\u2013", "\u2014")
_BARE_LENGTH = re.compile(
    r"\[\s*[0-9\u00bd.]+\s*(?:s|secs?|seconds?|min|mins?|minutes?)\.?\s*\]", re.IGNORECASE
)
"""A time alone in square brackets."""
_KEPT = re.compile(r"\[pause ([0-9.]+) s\]")
_WORD = r"(?:pause|silence|break|wait|slnc|sil)"
_LENGTH = re.compile(
    rf"{_WORD}\s*[:= ]?\s*([0-9\u00bd\u00bc\u00be].*)|(.*[0-9].*?)\s*(?:of\s+)?(?:pause|silence|break)"
)
_MILLISECONDS = re.compile(r"([0-9]{1,7})\s*(?:ms|msecs?|milliseconds?)")
_ATTRIBUTE = re.compile(r"(time|msec|duration)\s*=\s*[\"']?\s*([0-9.]+)\s*(ms|s)?\s*[\"']?")
_ONLY_A_WORD = re.compile(
    r"(?:a\s+)?(?:(?:long|short|brief)\s+)?(?:pause|silence|break|slnc|sil)(?:\s+here)?[:=]?"
)


class Piece(NamedTuple):
    """Words, and the silence after them."""

    text: str
    """Empty if the silence comes first."""
    silence_s: Seconds


def with_silences(text: str) -> str:
    """`text` with every silence as `[pause 3 s]`.

    Raises ValueError, with the right form, for a command of another program that is none, or has no length.
    """
    if not any(mark in text for mark in _MARKS):
        return text
    made = _COMMAND.sub(_as_kept, text)
    if (total := silence_in(made)) > LONGEST_SILENCE:
        raise ValueError(
            f"{total:,.0f} seconds of silence are too many in a text; write a step such as “pause: 15 min”"
        )
    return made


def pieces_of(text: str) -> tuple[Piece, ...]:
    """What is said of a text, and the silence after each piece of it."""
    if "[pause " not in text:
        return (Piece(text, Seconds(0.0)),)
    return tuple(_joined(_KEPT.split(text)))


def silence_in(text: str) -> float:
    """Seconds of silence in a text."""
    return sum(float(found[1]) for found in _KEPT.finditer(text)) if "[pause " in text else 0.0


def without_silences(text: str) -> str:
    """A text for a reader."""
    return " ".join(_KEPT.sub(" ", text).split()) if "[pause " in text else text


def _joined(parts: list[str]) -> Iterator[Piece]:
    """Pieces of words, and every silence; marks without a word to them are left out."""
    words, silence = "", 0.0
    for part, length in zip(parts[::2], chain(parts[1::2], ["0"]), strict=True):
        text = part.strip().lstrip(".,;:!? ") if words or silence else part.strip()
        if any(map(str.isalnum, text)):
            if words or silence:
                yield Piece(words, Seconds(silence))
            words, silence = text, 0.0
        silence += float(length)
    yield Piece(words, Seconds(silence))


def _as_kept(found: re.Match[str]) -> str:
    shown = found[0]
    inner = " ".join(plain_value(shown.strip("[]()<>{}*/- \u2013\u2014")).lower().split())
    if shown[0] == "<":
        return _tag(shown, inner)
    if shown.startswith("[["):
        name, _, rest = inner.partition(" ")
        if name == "slnc" and rest.isdecimal() and len(rest) < 8:
            return _kept(float(rest) / 1000)
        raise ValueError(
            f"“{shown}” is a command of another program; for silence write [pause 3 s], else leave it out"
        )
    if _BARE_LENGTH.fullmatch(shown):
        raise ValueError(f"“{shown}” would be read aloud; for silence write [pause {inner}]")
    if _ONLY_A_WORD.fullmatch(inner):
        raise ValueError(f"“{shown}” does not say how long; write it as [pause 3 s]")
    if named := _LENGTH.fullmatch(inner):
        length = (named[1] or named[2]).strip()
        try:
            milliseconds = _MILLISECONDS.fullmatch(length)
            seconds = Range(*[float(milliseconds[1]) / 1000] * 2) if milliseconds else parse_seconds(length)
        except ValueError:
            if shown[0] == "(":
                return shown  # words in brackets that speak of a pause
            raise ValueError(f"“{shown}” is not a length of silence; write it as [pause 3 s]") from None
        if seconds.low != seconds.high:
            raise ValueError(
                f"“{shown}” is a range; silence in a text has one length: [pause {seconds.high:g} s]"
            )
        return _kept(seconds.low)
    return shown


def _tag(shown: str, inner: str) -> str:
    name = inner.partition(" ")[0]
    if name not in ("break", "silence", "pause"):
        return shown
    if (length := _ATTRIBUTE.search(inner)) is None or length[2].count(".") > 1 or length[2] == ".":
        raise ValueError(f"“{shown}” does not say how long; write it as [pause 3 s]")
    milliseconds = length[3] == "ms" or (length[1] == "msec" and length[3] is None)
    return _kept(float(length[2]) / (1000 if milliseconds else 1))


def _kept(seconds: float) -> str:
    if not 0 < seconds <= LONGEST_SILENCE:
        raise ValueError(
            f"silence in a text lasts up to {LONGEST_SILENCE / 60:g} minutes, not {seconds:g} s; write a step “pause”"
        )
    return f"[pause {f'{seconds:.3f}'.rstrip('0').rstrip('.')} s]"
