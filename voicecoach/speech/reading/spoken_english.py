"""Written English as it is read aloud: units, ranges, sets and abbreviations of the trade, before any voice sees them.

Engines read “30 s” as “thirty ess”, “2-3 cm” as “two minus three see em” and “3x10” as three times something. What a
therapist writes is made into plain words here, once for every voice; the text that is shown stays as it was written.
Numbers stay in digits, which each engine reads well. The rules go from the most particular to the most general.
"""

from __future__ import annotations

import re
import unicodedata

from voicecoach.speech.reading.spoken_abbreviations import ABBREVIATIONS, SHORT_FORMS
from voicecoach.speech.reading.spoken_contacts import CONTACTS, without_pictures
from voicecoach.speech.reading.spoken_numbers import NUMBER_RULES
from voicecoach.speech.reading.spoken_rule import Rule, rule
from voicecoach.speech.reading.spoken_units import DASH, UNIT_RULES

_MONEY = {"$": "dollars", "£": "pounds", "€": "euros"}


def _part_of(found: re.Match[str]) -> str:
    """`3/10`; but `30/10` is no part of ten: work and rest."""
    whole = int(found[1]) <= int(found[2])
    return f"{found[1]} out of {found[2]}" if whole else f"{found[1]} {found[2]}"


def _vulgar(found: re.Match[str]) -> str:
    """⅜ as 3/8, which the rules for fractions read."""
    above, below = unicodedata.normalize("NFKC", found[2]).split("\u2044")
    return f"{found[1]} and {above}/{below}" if found[1] else f"{above}/{below}"


_RULES: tuple[Rule, ...] = (
    *CONTACTS,
    # What is not there to be read: markup, and the marks of Markdown.
    rule(r"</?[a-z][^<>]*>", " "),
    rule(r"\*+|`+|(?<!\w)_+|_+(?!\w)", ""),
    rule(r"^\s*[•·‣▪]\s*", ""),
    rule(r"\s*[•‣▪]\s*", ", "),
    rule("[\u00a0\u2007\u2009\u202f]", " "),
    rule("[\u2018\u2019]", "'"),
    rule("[\u201c\u201d](?=\\s|$|[.,;:!?)])|(?<!\\d)[\u201c\u201d]", ""),
    rule(r"(?<![\w.])\.(?=\d)", "0."),
    rule(r"\(\s*\(+", "("),
    rule(r"\)\s*\)+", ")"),
    rule("(\\d)?([⅙⅚⅛⅜⅝⅞])", _vulgar),
    rule("[₀-₉]", lambda found: str(ord(found[0]) - 0x2080)),
    rule(r"(?:±|\+/[-−])\s*(?=\d)", "plus or minus "),
    # A tempo with an X for as fast as can be.
    rule(r"(?<![\w.])(\d)(\d)X(\d)(?![\w.])", r"\1, \2, X, \3", 0),
    *NUMBER_RULES,
    # The spine, before slashes and dashes mean anything else.
    rule(
        rf"\b[CTLS]\d{{1,2}}(?:{DASH}[CTLS]\d{{1,2}}){{2,}}\b", lambda found: re.sub(DASH, ", ", found[0]), 0
    ),
    rule(rf"\b([CTLS]\d{{1,2}}){DASH}([CTLS]?\d{{1,2}})\b", r"\1 to \2", 0),
    rule(r"\b([CTL])(\d{1,2})/(\d{1,2})\b", r"\1\2, \1\3", 0),
    rule(r"\b([CTLS]\d{1,2})/([CTLS]\d{1,2})\b", r"\1, \2", 0),
    rule(r"\b([CTLS])(\d{1,2})\b", r"\1 \2", 0),
    # Slashes.
    *SHORT_FORMS,
    rule(r"\b(\d{2,3})\s*/\s*(\d{2,3})(?=\s*mmHg)", r"\1 over \2"),
    rule(r"\b(BP|pressure) (\d{2,3})\s*/\s*(\d{2,3})\b", r"\1 \2 over \3"),
    rule(r"\b(each|per|either) (\w+)\s*/\s*(\w+)", r"\1 \2 or \3"),
    rule(r"(?<![\d/])(\d+)\s*/\s*(5|10|100)(?![\d/])", _part_of),
    rule(r"(?<=[a-z\d])\s*/\s*(side|leg|arm|hand|foot|set|day|week|session)\b(?<!km/h)", r" a \1"),
    *UNIT_RULES,
    rule(r"(?<=[A-Za-z])\s*/\s*(?=[A-Za-z])", " or "),
    rule(r"(?<=[A-Za-z])\s*/\s*(?=\d)", ", "),
    rule(r"(?<=\d)\s*/\s*(?=\d)", " "),
    # Money.
    rule(r"([$£€])\s?(\d+(?:[.,]\d+)?)\b", lambda found: f"{found[2]} {_MONEY[found[1]]}"),
    rule(r"(\d)\s?([$£€])(?!\d)", lambda found: f"{found[1]} {_MONEY[found[2]]}"),
    rule(r"\b(\d+)\s?k(?=\s+steps)", r"\1 thousand"),
    # Signs before and after numbers.
    rule(r"[~≈]\s*(?=\d|half)|\b(?:ca?\.|ca|approx\.?)\s*(?=\d)", "about "),
    rule(r"\bapprox(?:\.|\b)", "approximately"),
    rule(r"\bmin(?=\s\d+ (?:repetition|set|time)s?\b)", "at least"),
    rule(r"\bmax\.?\s*(?=\d)", "at most "),
    rule(r"(?<!\d )(?<!\d)\bmin\.\s*(?=\d)", "at least "),
    rule(r"(?:≥|>=)\s*(?=\d)", "at least "),
    rule(r"(?:≤|<=)\s*(?=\d)", "at most "),
    rule(r"\s*(?:→|⇒|➔|➜|-+>|=>)\s*", " to "),
    rule(r"\s*>\s*(?=\d)", " more than "),
    rule(r"\s*<\s*(?=\d)", " less than "),
    rule(r"↑", "up "),
    rule(r"↓", "down "),
    rule(r"(?<=[\w%])(?:\+|\s+\+\s*)(?=\w)|(?<!\S)\+\s*(?=\d)", " plus "),
    rule(r"(?<=\w)\s*=\s*(?=\w)", " equals "),
    rule(r"\s*≠\s*", " is not "),
    rule(r"(?<=\d)\s*÷\s*(?=\d)", " divided by "),
    rule(r"(?<=\d)\s*[×*]\s*(?=\d)", " times "),
    rule(r"\s*@\s*", " at "),
    rule(r"\s*&\s*", " and "),
    *ABBREVIATIONS,
    rule(r"(?<=[\da-z])\+(?=\s|$|[.,;)])|(?<=\d)\s\+(?=\s|$|[.,;)])", " or more"),
    rule(rf"(?<=\d){DASH}(?=\d+ (?:out of|degrees)\b)", " to "),
    # Brackets are an aside: a comma before and after.
    rule(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*(?=[.,;:!?])", r", \1"),
    rule(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*$", r", \1"),
    rule(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*", r", \1, "),
)


def as_read_aloud(text: str) -> str:
    """The phrase in words that every English voice reads as they are meant; pure, and its own fixed point."""
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    text = without_pictures(text)
    words = " ".join(text.split()).replace(" ,", ",").removeprefix(", ")
    return words if any(sign.isalnum() for sign in words) else ""
