"""How a line of a list is written: bullets, headings, rounds, and the markup that is taken out of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from voicecoach.interchange.quantities import CUT, Amounts, reps_in
from voicecoach.interchange.vocabulary import folded, kind_of
from voicecoach.routine.model import Kind
from voicecoach.typography import DASHES

BULLET = re.compile(
    r"^\s*(?:[-*+\u2022\u00b7\u2023\u25aa\u25ab\u25e6\u25cb\u25cf\u2043]\s+|\(?\d{1,3}[.):]\s+|[a-zA-Z]\)\s+)?(?:\[[ xX]?\]\s+)?"
)
HEADING = re.compile(r"^\s*(#{1,6})\s+(.*?)\s*#*$")
BOLD_HEADING = re.compile(r"^\s*(?:\*\*|__)([^*_]+?):?(?:\*\*|__):?\s*$")
RULE = re.compile(r"^\s*(?:[-=_*~]\s*){3,}$")
ROW = re.compile(r"^\s*\|.*\|\s*$")
RULE_OF_TABLE = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
_MARKUP = re.compile(r"\*\*|__|`|~~|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
ROUNDS = re.compile(
    r"(?:repeat|do|complete|perform)?\s*(?:the )?(?:following|circuit|this|all|everything|these)?\s*:?\s*"
    r"(?:x\s*(\d{1,3})|(\d{1,3})\s*(?:rounds?|circuits?|times|x|sets?))(?:\s+(?:through|of|of the following|of:))?\s*:?",
    re.IGNORECASE,
)
ROUNDS_WITHIN = re.compile(r"(?:repeat )?\b(\d{1,3}) (?:rounds?|circuits?)\b", re.IGNORECASE)
RESTS_EVERYWHERE = re.compile(r"\bbetween\s+(?:all\s+|each\s+|the\s+)?(set|exercise)s?\b", re.IGNORECASE)
ANOTHER_DAY = re.compile(
    r"(?:day|session|week|workout)\s*[2-9B-Z]\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE
)
LENGTH_OF_SOMETHING = re.compile(r"(?<!\w)\d+-(?:minutes?|mins?|seconds?|days?|weeks?)(?!\w)", re.IGNORECASE)
"""`a 15-minute routine`: prose, and no amount."""
_LEADING = re.compile(
    r"^\s*(?:[Dd]o|[Pp]erform|[Cc]omplete)?\s*(\d{1,4}(?:\s*(?:-|to)\s*\d{1,4})?)\s+(?=[^\W\d])"
)
_TRAILING = re.compile(rf"(?:^|[\s:({CUT}-])(\d{{1,4}}(?:\s*(?:-|to)\s*\d{{1,4}})?)\s*[).]?\s*$")
_VERB = re.compile(
    r"^(?:then|next|finally|finish with|start with|do|perform|hold|repeat|complete)(?:\s+(?:a|an|the|your))?\s+",
    re.IGNORECASE,
)
_JOINERS = "\ufe0f\u200d"
"""Of the parts of an emoji."""
_CONNECTOR = re.compile(r"(?:\s|^)(?:for|of|with|at|x|do|in|and|then|repeat|per|on|to)$", re.IGNORECASE)
PARTS = re.compile(rf"{CUT}|[;|]|\s-\s|:(?=\s|$|{CUT})|,(?=\s|$|{CUT})|[()\[\]]|\.(?=\s|$|{CUT})|-(?={CUT})")


def with_bare_number(found: Amounts, rest: str) -> tuple[Amounts, str]:
    """`10 squats`, `Squats: 10`: a number that nothing else says."""
    if found.reps is None and found.time is None and found.hold is None and found.breaths is None:
        if leading := _LEADING.match(rest):
            return replace(found, reps=reps_in(leading[1])), rest[leading.end() :]
        if trailing := _TRAILING.search(rest):
            return replace(found, reps=reps_in(trailing[1]), bare=True), rest[: trailing.start(1)] + CUT
    return found, rest


def unmarked(text: str) -> str:
    text = "".join(
        one for one in text if one == "\u00b0" or (unicodedata.category(one) != "So" and one not in _JOINERS)
    )
    text = re.sub(f"[{DASHES}]", "-", text.replace("\u2014", " - "))
    return " ".join(_MARKUP.sub("", _LINK.sub(r"\1", text)).replace("<br>", " ").replace(CUT, "").split())


def has_words(text: str) -> bool:
    return bool(re.sub(r"\b(?:then|and|between|sets?|exercises?|for|a)\b", "", folded(text)).strip())


def tidy(text: str) -> str:
    text = text.strip(" \t.,;:-*/|@")
    while found := _CONNECTOR.search(text):
        text = text[: found.start()].strip(" .,;:-")
    return text if any(map(str.isalpha, text)) else ""


def called_without_verb(text: str) -> tuple[str, bool]:
    """A name without the verb before it, and whether that says that it is held."""
    held = False
    while found := _VERB.match(text):
        held = held or found[0].lower().startswith("hold")
        text = text[found.end() :]
    return text, held


def kind_within(text: str) -> Kind | None:
    """The kind that a heading such as “Part 1: Warm-up (5 minutes)” names."""
    for part in re.split(r"[:(),]| - ", text):
        if kind := kind_of(
            re.sub(
                r"\d+|\bpart\b|\bphase\b|\bblock\b|\bexercises?\b|\broutine\b", " ", part, flags=re.IGNORECASE
            )
        ):
            return kind
    return None
