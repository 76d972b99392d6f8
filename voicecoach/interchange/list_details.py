"""Lines of a list that say more of the exercise above them: `Sets: 3`, `3 sets of 10`, `Tip: move with your breath`."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any, NamedTuple

from voicecoach.interchange.list_lines import PARTS, called_without_verb, tidy
from voicecoach.interchange.quantities import CUT, Amounts, read_amounts
from voicecoach.interchange.taken import Work
from voicecoach.interchange.vocabulary import column_of, folded, kind_of, position_of, side_of
from voicecoach.routine.model import Kind

_NOTES = (
    "cue, cues, tip, tips, note, notes, form, form cue, form cues, focus, how, how to, how to do it, instruction, instructions, "
    "key point, key points, technique, setup, set up, execution, remember, description, key cue, key cues, safety, caution"
)
_LABELS = "dose, dosage, steps, prescription, sets and reps, sets & reps, details"
_LEFT_OUT = (
    "frequency, how often, schedule, level, goal, goals, equipment, progression, progressions, regression, regressions, "
    "modification, modifications, variation, variations, easier, harder, alternative, alternatives, make it easier, make it "
    "harder, why, why it helps, benefit, benefits, purpose, muscles, muscles worked, target, targets, target muscles, breathing, "
    "intensity, rpe, difficulty, warning, disclaimer, total time, total, total duration, source, video"
)
_SHORTEST_PART_S = 180
"""What is below a heading and takes as long is the length of all that is below it."""
_NUMBER_FIRST = re.compile(r"(\d{1,4}(?:\s*(?:-|to)\s*\d{1,4})?)(?![\d.,:])\s*(.*)")
_UNIT_NEXT = re.compile(
    r"(?:x|\*|s|sec\w*|min\w*|m|rep\w*|breaths?|sets?|rounds?|times)(?!\w)|['\"]", re.IGNORECASE
)
_NUMBERED = re.compile(r"^(?:exercise|step|move|movement)?\s*#?\d{1,3}(?:[.):]|\s*-)\s+(?=\S)", re.IGNORECASE)
_FILLERS = re.compile(
    r"(?<!\w)(?:repeat|perform|do|complete|hold|for|of|on|with|at|each|per|and|then|a|total|about|times|slow|slowly|side|leg|"
    r"arm|between|sets?|position|stretch|it|this)(?!\w)"
)


class Detail(NamedTuple):
    """What a line says of the exercise above it."""

    column: str
    """What it is about, in the words of a table; empty: the line has amounts and no name."""
    amounts: Amounts
    words: str
    """What is left of it for the person who does it."""
    value: str
    """As it is written."""


class Named(NamedTuple):
    """A line that is an exercise if the lines below it say how much."""

    number: int
    text: str
    is_title: bool = False
    is_heading: bool = False
    notes: tuple[tuple[int, str], ...] = ()
    """Lines of words below it, with their numbers."""


class Open(NamedTuple):
    """The exercise that the next lines may say more of."""

    indent: int
    marked: bool
    has_amount: bool
    """In its own line."""


def is_left_out(item: str) -> bool:
    """Whether a line is of what no routine has, as “Equipment: a mat”."""
    head, colon, _ = item.partition(":")
    return bool(colon) and folded(head) in _LEFT_OUT.split(", ")


def is_label(item: str) -> bool:
    """Whether a line only announces what follows, as “How to do it:”."""
    return item.endswith(":") and folded(item) in f"{_NOTES}, {_LABELS}".split(", ")


def is_sentence(item: str) -> bool:
    """Whether a line is words for a person, and no name of an exercise."""
    return item[-1:] in (".", "!") or len(item.split()) > 5 or bool(re.search(r"(?i)\b(?:your|you)\b", item))


def named_detail(item: str) -> Detail | None:
    """A line such as `Reps: 8 per side`; None if it does not begin with a word that says what it is about.

    Raises ValueError for an amount out of bounds.
    """
    head, colon, value = (part.strip(" *_") for part in item.partition(":"))
    if not colon or not value:
        return None
    if folded(head) in _NOTES.split(", "):
        return Detail("note", Amounts(), value, value)
    column = "tempo" if folded(head) == "tempo" else column_of(head)
    if column in (None, "name", "number", "kind"):
        return None
    assert column is not None
    if column in ("note", "position", "side", "load"):
        return Detail(column, Amounts(), value, value)
    amounts, rest = read_amounts(_in_words(column, value))
    if amounts == Amounts():
        return Detail("note", amounts, item, value)
    words = _words_of(rest)
    return Detail(column, amounts, f"Hold {words}" if words and column == "hold" else words, value)


def bare_detail(item: str) -> Detail | None:
    """A line of amounts alone, as `3 sets of 10 reps` or `Hold for 20 seconds`. Raises ValueError for one out of bounds."""
    amounts, rest = read_amounts(item)
    if amounts == Amounts() or _FILLERS.sub("", folded(rest.replace(CUT, " "))).strip():
        return None
    return Detail("", amounts, "", item)


def with_detail(work: Work, detail: Detail) -> Work:
    """The exercise with what a line adds."""
    if detail.column == "position" and (position := position_of(detail.value)):
        return replace(work, position=position)
    if detail.column == "side" and (side := side_of(detail.value)):
        return replace(work, side=side)
    if detail.column == "load":
        return replace(work, load=detail.value)
    given: dict[str, Any] = {
        field.name: value for field in fields(Amounts) if (value := getattr(detail.amounts, field.name))
    }
    if given.get("reps") and not given.get("bare"):
        given["bare"] = False
    if given.get("sets") and detail.column == "" and "reps" not in given and "time" in given:
        given["reps"] = None
    notes = (*work.notes, detail.words) if detail.words else work.notes
    return replace(work, **given, notes=notes)


def work_named(named: Named, kind: Kind | None) -> Work:
    """The exercise that a heading or a name begins. Raises ValueError for an amount out of bounds."""
    called, held = called_without_verb(name_in_heading(named.text))
    found, rest = read_amounts(called)
    parts = [part for one in PARTS.split(rest) if (part := tidy(one))] or [called]
    given = {field.name: getattr(found, field.name) for field in fields(Amounts)}
    notes = (*parts[1:], *(words for _, words in named.notes))
    return Work(parts[0], named.number, held=held, kind=kind, notes=notes, **given)


def is_numbered(text: str) -> bool:
    """Whether a heading has a number, as that of an exercise, and no title of a routine."""
    return _NUMBERED.match(text) is not None


def name_in_heading(text: str) -> str:
    """The exercise that a heading may be about: `Exercise 2: Dead bug` and `2. Dead bug (core)` are of `Dead bug`."""
    name = _NUMBERED.sub("", text.strip())
    name = re.sub(r"\(([^()]*)\)", lambda found: "" if kind_of(found[1]) else found[0], name)
    return name.strip(" :.-")


def makes_an_exercise(named: Named, detail: Detail) -> bool:
    """Whether a line below a heading or a name makes it an exercise: not the length of a whole part, and no rest alone."""
    time = detail.amounts.time
    if not named.is_heading and not named.is_title and is_sentence(named.text):
        return False
    if time is not None and not is_numbered(named.text):
        return not named.is_title and time.high < _SHORTEST_PART_S
    return detail.amounts.says_how_much


def _in_words(column: str, value: str) -> str:
    """The value so that it says what it is, out of its place too."""
    if column == "tempo":
        return f"tempo {value}"
    found = _NUMBER_FIRST.fullmatch(value)
    bare = found is not None and not _UNIT_NEXT.match(found[2])
    if column in ("sets", "reps", "breaths") and found is not None and bare:
        return f"{found[1]} {column} {found[2]}"
    if column == "time" and found is not None and bare:
        return f"{found[1]} s {found[2]}"
    if column == "minutes" and found is not None and bare:
        return f"{found[1]} min {found[2]}"
    if column in ("hold", "rest") and "breath" not in value:
        return f"{column} {value}"
    return value


def _words_of(rest: str) -> str:
    words = " ".join(rest.replace(CUT, " ").split()).strip(" .,;:-()[]/")
    return words if any(map(str.isalpha, words)) else ""
