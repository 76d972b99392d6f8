"""Clinic and gym shorthand that is not one value: recognised, and answered with the keys that say it."""

from __future__ import annotations

import re

from voicecoach.routine.tree import shorten
from voicecoach.typography import plain_value

_LONGEST = 60
"""Characters of a shorthand; a longer text is something else."""

_RANGE = r"\d{1,4}(?:\.\d{1,3})?(?:\s*(?:-|to)\s*\d{1,4})?"
_TIME = r"\d{1,4}(?:\.\d{1,3})?(?:\s*-\s*\d{1,4})?\s*(?:s|secs?|seconds?|m|mins?|minutes?|'|\")\.?"
_SIDE = r"(?:sides?|legs?|arms?|feet|foot|hands?|knees?|l/r|r/l|direction|way)"
_SETS = re.compile(rf"({_RANGE})\s*(?:sets?)?\s*(?:x|\u00d7|\*|of)\s*({_TIME}|{_RANGE})\s*(?:reps?|times)?")
_SIDES = re.compile(
    rf"({_TIME}|{_RANGE})\s*(?:reps?|x)?\s*(?:(?:/|per|on|a|for)?\s*(?:each|every|both|per)?\s*{_SIDE}|each|e/s|b/s)"
)
_AT_LEAST = re.compile(rf"({_RANGE})\s*(?:\+|or more|and more|plus)|(?:>|>=|at least)\s*({_RANGE})")
_ALL = re.compile(
    r"amrap|max(?:imum|imal)?|fail(?:ure)?|to failure|till failure|until failure|as many as (?:you can|possible)"
)
_LIST = re.compile(r"\d{1,4}(?:(?:\s*,\s*|\s*/\s*|\s+)\d{1,4})+")
_COUNTED = re.compile(rf"(?:x\s*)?({_RANGE})\s*(?:x|times?|reps?|repetitions?|sets?|breaths?|rounds?)?\.?")
_COMMA = re.compile(r"(\d{1,4}),(\d{1,2})(\s*[a-z'\"]*)")
_TEMPO = re.compile(r"[0-9x](?:[^0-9a-z.-]*[0-9x]){1,3}")
_NAMED = re.compile(r"([a-z][a-z '-]{1,60}?)[\s,:-]+(\d.*)")
_TIME_ONLY = re.compile(_TIME)


def meant_by(text: str, key: str) -> str | None:
    """What to write for the value `text` of the dose key `key`, as a sentence; None if nobody can say."""
    plain = " ".join(plain_value(text[: _LONGEST + 1]).lower().split())
    if len(plain) > _LONGEST:
        return None
    shown = f"“{shorten(text)}”"
    if key in ("tempo", "breath") and _TEMPO.fullmatch(plain):
        phases = [one for one in plain if one in "0123456789x"]
        fast = ", 1 for the x" if "x" in phases else ""
        tempo = "-".join("1" if one == "x" else one for one in phases)
        order = "in, held, out, empty" if key == "breath" else "out, held, back, pause"
        return f"{shown}: write the parts with dashes, “{tempo}”{fast}: {order}"
    if found := _SETS.fullmatch(plain):
        return f"{shown} is two things: {sets_of(found[1], found[2], key)}"
    if found := _SIDES.fullmatch(plain):
        amount = f"“{_key(found[1], key)}: {found[1]}”"
        return f"{shown}: write {amount}; an exercise with “sides: each” does all of it on each side"
    if key == "reps" and (found := _AT_LEAST.fullmatch(plain)):
        most = found[1] or found[2]
        return f"{shown} has no end: write the most, such as “reps: {most}”, with “open: true” for as many as good form allows"
    if key in ("reps", "sets", "time") and _ALL.fullmatch(plain):
        return f"{shown} has no end: write the most, such as “reps: 20”, with “open: true” for as many as good form allows"
    if key == "reps" and _LIST.fullmatch(plain):
        each = re.findall(r"\d+", plain)
        return f"{shown}: for sets that differ write a list, “reps: [{', '.join(each)}]”"
    if found := _COMMA.fullmatch(plain):
        return f"{shown}: write the decimals after a point, “{found[1]}.{found[2]}{found[3]}”"
    counted = key in ("reps", "sets", "breaths") and not re.fullmatch(_RANGE, plain)
    if counted and (found := _COUNTED.fullmatch(plain)):
        return f"{shown}: write the number alone, “{found[1]}”"
    return None


def sets_of(sets: str, amount: str, key: str = "reps") -> str:
    """How to write so many sets of something."""
    return f"write “sets: {sets}” and “{_key(amount, key)}: {amount}”"


def meant_by_step(text: str) -> str | None:
    """What to write for an exercise with its dose on one line, such as “side plank 3x10”; None if it is not that."""
    plain = " ".join(plain_value(text[: 2 * _LONGEST]).lower().split())
    if not (found := _NAMED.fullmatch(plain)):
        return None
    name = "-".join(re.findall("[a-z0-9]+", found[1]))
    if found_sets := _SETS.fullmatch(found[2]):
        dose = f"“sets: {found_sets[1]}” and “{_key(found_sets[2], 'reps')}: {found_sets[2]}” below it"
    elif (found_time := _TIME_ONLY.fullmatch(found[2])) or _COUNTED.fullmatch(found[2]):
        key = "hold" if found_time else "reps"
        dose = f"“{key}: {found[2]}” below it"
    else:
        return None
    return f"“{shorten(text)}” is an exercise and its dose: write “do: {name}”, and {dose}"


def _key(amount: str, key: str) -> str:
    """The key for an amount: a time is held or done, a number is repeated."""
    if _TIME_ONLY.fullmatch(amount):
        return key if key in ("hold", "time", "rest", "between") else "hold"
    return key if key in ("hold", "time", "breaths") else "reps"
