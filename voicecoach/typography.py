"""What word processors and phones put in the place of plain characters: read as what was meant, or named in a message.

A routine often comes by way of a letter or a message, in which a dash has become a longer one, a quote a curly one, and a space
one that does not break.
"""

from __future__ import annotations

import re
import unicodedata

DASHES = "-\u2010-\u2015\u2212"
"""Every dash, hyphen and minus, as a part of a class in a pattern."""

_SPACES: dict[int, str | int | None] = dict.fromkeys(
    (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "
)
_WIDE: dict[int, str | int | None] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Letters, digits and signs as wide as a Chinese character."""
_SIGNS = {ord(one): "'" for one in "\u2018\u2019\u2032"} | {
    ord(one): '"' for one in "\u201c\u201d\u201e\u2033"
}
_PLAIN: dict[int, str | int | None] = {**_SPACES, **_WIDE, **_SIGNS}
_DASH = re.compile(f"[{DASHES}]")

_HIDDEN = re.compile(r"(?<=[\x00-\x7f])[\u00ad\u200b\u2060]+|[\u00ad\u200b\u2060]+(?=[\x00-\x7f])")
"""Characters without a width, beside plain letters; within other scripts they part words."""

_BULLET = re.compile(
    r"^([ ]*(?:- +)*)[\u2010-\u2015\u2022-\u2023\u2043\u2212\u25a0-\u25ab\u25b8\u25ba\u25cb\u25cf\u25e6](?= )",
    re.MULTILINE,
)
_OPEN = "\u00ab\u00bb\u201c\u201d\u201e\u201f"
_DOUBLE = rf"[{_OPEN}]([^{_OPEN}\"\\\n]*)[{_OPEN}]"
_SINGLE = r"[\u2018\u201a\u201b]([^\u2018\u201a\u201b\"\\\n]*)[\u2018\u2019]"
_QUOTED = re.compile(
    rf"(^[ ]*|(?::|-)[ ]+|[\[{{,][ ]*)(?:{_DOUBLE}|{_SINGLE})(?=[ ]*(?:$|[,\]}}:]|[ ]#))", re.MULTILINE
)
_LONGEST_LINE = 1000
"""Characters before a comma in which a list or a map begins that it belongs to."""
_WRAPPED = re.compile(r"[\u00ab\u00bb\u2018\u201a-\u201f](.*)[\u00ab\u00bb\u2018-\u201f]", re.DOTALL)


def plain_layout(text: str) -> str:
    """The text of a file in YAML's own characters: spaces that end, list dashes, and quotes around a value.

    Each character stays at its column, but for those without a width, which go.
    """
    if text.isascii():
        return text
    text = _HIDDEN.sub("", text.translate(_SPACES))
    return _QUOTED.sub(_quotes, _BULLET.sub(r"\1-", text))


def _quotes(found: re.Match[str]) -> str:
    before = found[1]
    near = max(0, found.start() - _LONGEST_LINE)
    line = found.string[found.string.rfind("\n", near, found.start()) + 1 or near : found.start()]
    if before.startswith(",") and not ("[" in line or "{" in line):
        return found[0]  # a comma in a sentence, and not one between two items
    return f'{before}"{found[2] if found[2] is not None else found[3]}"'


def plain_value(text: str) -> str:
    """A number, a time, a name or another short value that is not spoken, in plain characters."""
    if not text.isascii():
        if found := _WRAPPED.fullmatch(text.strip()):
            text = found[1]
        text = _DASH.sub("-", _HIDDEN.sub("", text).translate(_PLAIN))
    return text.strip()


def kebab(text: str) -> str:
    """Its letters and digits in kebab case: “Übung: der Rücken” becomes ubung-der-rucken; empty if none of them is Latin."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def oddity(text: str) -> str:
    """The name of a character that may look like a plain one, as the end of a message; nothing if there is none."""
    for character in plain_value(text[:200]):
        name = unicodedata.name(character, "")
        if not character.isascii() and name and not name.startswith("LATIN "):
            shown = f"“{character}” in it" if character.isprintable() else "a hidden character in it"
            return f"; {shown} is {name} (U+{ord(character):04X})"
    return ""
