"""Clinic and gym shorthand that is not one value: recognised, and answered with the keys that say it."""

from __future__ import annotations

import re

from voicecoach.routine.shorthand_words import in_figures, meant_by_word
from voicecoach.routine.tree import shorten
from voicecoach.typography import plain_value

_LONGEST = 60
"""Characters of a shorthand; a longer text is something else."""

_NUMBER = r"\d{1,4}(?:\.\d{1,3})?"
_RANGE = rf"{_NUMBER}(?:\s*(?:-|to)\s*\d{{1,4}})?"
_UNIT = r"(?:secs?|seconds?|s|mins?|minutes?|m|'|\")\.?"
_TIME = rf"{_NUMBER}(?:\s*-\s*\d{{1,4}})?\s*{_UNIT}"
_SIDE = r"(?:sides?|legs?|arms?|feet|foot|hands?|knees?|l/r|r/l|direction|way)"
_SETS = re.compile(rf"({_RANGE})\s*(?:sets?)?\s*(?:x|\u00d7|\*|of)\s*({_TIME}|{_RANGE})\s*(?:reps?|times)?")
_SETS_LAST = re.compile(
    rf"({_TIME}|{_RANGE})\s*(reps?)?\s*(?:x|\u00d7|\*|,|for)\s*({_RANGE})\s*(sets?|times|rounds?)?"
)
_SIDES = re.compile(
    rf"({_TIME}|{_RANGE})\s*(?:reps?|x)?\s*"
    rf"(?:(?:/|per|on|a|for)?\s*(?:each|every|both|per)?\s*{_SIDE}|each|ea\.?|e/s|b/s)"
)
_AT_LEAST = re.compile(
    rf"({_TIME}|{_RANGE})\s*(?:\+|or more|and more|plus)|(?:>|>=|at least)\s*({_TIME}|{_RANGE})"
    rf"|({_NUMBER})\s*\+\s*({_UNIT})"
)
_AT_MOST = re.compile(rf"(?:<|<=|up to|at most|max\.?|maximum)\s*({_TIME}|{_RANGE})")
_ALL = re.compile(
    r"amrap|max(?:imum|imal)?|(?:(?:to|till|until)\s+)?(?:fail(?:ure)?|fatigued?|tired|exhaustion)"
    r"|as (?:many|long) as (?:you can|possible)"
)
_LIST = re.compile(rf"{_NUMBER}(?:(?:\s*,\s*|\s*/\s*|\s+){_NUMBER})+")
_LADDER = re.compile(r"\d{1,4}(?:\s*-\s*\d{1,4}){2,}")
_TIMES = re.compile(rf"{_NUMBER}\s*(?:{_UNIT})?(?:\s*[,/]\s*{_NUMBER}\s*(?:{_UNIT})?)+")
_COUNTED = re.compile(rf"(?:x\s*)?({_RANGE})\s*(?:x|times?|reps?|repetitions?|sets?|breaths?|rounds?)?\.?")
_COMMA = re.compile(r"(\d{1,4}),(\d{1,2})(\s*[a-z'\"]*)")
_TEMPO = re.compile(r"[0-9x](?:[^0-9a-z.-]*[0-9x]){1,3}")
_DASHED_X = re.compile(r"[0-9x]{1,2}(?:\s*-\s*[0-9x]{1,2}){1,3}")
_DOTTED = re.compile(r"[0-9](?:\.[0-9]){2,3}")
_PARTS = re.compile(rf"{_NUMBER}(?:\s*[/:,]\s*{_NUMBER}){{1,3}}")
_TWO_SIDES = re.compile(
    rf"({_RANGE})\s*(?:l|left)\s*[,/;&]?\s*({_RANGE})\s*(?:r|right)|(?:l|left)\s*({_RANGE})\s*[,/;&]?\s*(?:r|right)\s*({_RANGE})"
)
_AT_EFFORT = re.compile(rf"({_RANGE})\s*@\s*(?:(?:rpe\s*)({_RANGE})|({_NUMBER})\s*%)")
_SLOW = re.compile(rf"({_RANGE})\s*(?:reps?\s*)?(?:slow|slowly|controlled)")
_ON_OFF = re.compile(
    rf"({_NUMBER})\s*(?:{_UNIT})?\s*(?:on|work)?\s*[/,]?\s*({_NUMBER})\s*(?:{_UNIT})?\s*(?:off|rest)?"
)
_DOSE_FIRST = re.compile(
    rf"((?:{_RANGE}\s*(?:x|\u00d7)\s*)?(?:{_TIME}|{_RANGE}))\s*x?\s+([a-z][a-z '-]{{1,60}})"
)
_NAMED = re.compile(r"([a-z][a-z '-]{1,60}?)(?:\s+x)?[\s,:-]+(\d.*)")
_TIME_ONLY = re.compile(_TIME)
_DURATIONS = ("hold", "time", "rest", "between")


def meant_by(text: str, key: str) -> str | None:
    """What to write for the value `text` of the dose key `key`, as a sentence; None if nobody can say."""
    plain = " ".join(plain_value(text[: _LONGEST + 1]).lower().replace("(", " ").replace(")", " ").split())
    if len(plain) > _LONGEST:
        return None
    shown = f"“{shorten(text)}”"
    if key in ("tempo", "breath"):
        return _parts(plain, shown, key)
    if said := meant_by_word(plain, key):
        return f"{shown}: {said}"
    if key in ("hold", "time", "reps") and (found := _TWO_SIDES.fullmatch(plain)):
        left, right = (one for one in found.groups() if one)
        own = _key(left, key)
        return f"{shown}: each side has a dose of its own, “left: {{{own}: {left}}}” and “right: {{{own}: {right}}}”"
    if key == "time" and _is_on_off(plain) and (found := _ON_OFF.fullmatch(plain)):
        return f"{shown} is two things: write “time: {found[1]} s” and “rest: {found[2]} s”"
    if found := _SETS.fullmatch(plain):
        return f"{shown} is two things: {sets_of(found[1], found[2], key)}"
    if (found := _SETS_LAST.fullmatch(plain)) and (found[2] or found[4] or _TIME_ONLY.fullmatch(found[1])):
        return f"{shown} is two things: {sets_of(found[3], found[1], key)}"
    if found := _SIDES.fullmatch(plain):
        return _on_each_side(shown, found[1], key)
    if key in ("reps", "hold", "time"):
        if found := _AT_LEAST.fullmatch(plain):
            return _no_end(shown, f"{key}: {found[1] or found[2] or f'{found[3]} {found[4]}'}")
        if found := _AT_MOST.fullmatch(plain):
            return f"{shown}: write “{key}: {found[1]}”, with “open: true” if less is all right"
    if key in ("reps", "sets", "hold", "time") and _ALL.fullmatch(plain):
        return _no_end(shown, "reps: 20" if key in ("reps", "sets") else f"{key}: 30 s")
    if key == "reps":
        if (found := _AT_EFFORT.fullmatch(plain)) is not None:
            more = f"effort: {found[2]} of 10" if found[2] else f"load: {found[3]} % 1RM"
            return f"{shown} is two things: write “reps: {found[1]}” and “{more}”"
        if found := _SLOW.fullmatch(plain):
            return f"{shown}: write “reps: {found[1]}”, and how slow as a tempo, such as “tempo: 3-1-3”"
        each = re.findall(r"\d+", plain)
        if _LIST.fullmatch(plain) or _LADDER.fullmatch(plain):
            if "/" in plain and len(each) == 2 and each[0] == each[1]:
                return _on_each_side(shown, each[0], key)
            return f"{shown}: for sets that differ write a list, “reps: [{', '.join(each)}]”"
    if found := _COMMA.fullmatch(plain):
        return f"{shown}: write the decimals after a point, “{found[1]}.{found[2]}{found[3]}”"
    if key == "hold" and _TIMES.fullmatch(plain):
        unit = "min" if "m" in plain else "s"
        each = [f"{one} {unit}" for one in re.findall(_NUMBER, plain)]
        return f"{shown}: for sets that differ write a list, “hold: [{', '.join(each)}]”"
    counted = key in ("reps", "sets", "breaths") and not re.fullmatch(_RANGE, plain)
    if counted and (found := _COUNTED.fullmatch(plain)):
        return f"{shown}: write the number alone, “{found[1]}”"
    if figures := in_figures(plain):
        return f"{shown}: write the number in figures, “{figures}”"
    return None


def sets_of(sets: str, amount: str, key: str = "reps") -> str:
    """How to write so many sets of something."""
    return f"write “sets: {sets}” and “{_key(amount, key)}: {amount}”"


def meant_by_step(text: str, step_keys: tuple[str, ...] = ()) -> str | None:
    """What to write for an exercise with its dose on one line, such as “side plank 3x10”, or for one of the `step_keys`
    without its colon; None if it is neither."""
    plain = " ".join(plain_value(text[: 2 * _LONGEST]).lower().replace("(", " ").replace(")", " ").split())
    first, _, rest = plain.replace(":", " ", 1).partition(" ")
    if first in step_keys and rest:
        return f"“{shorten(text)}” is a key without its colon: write “{first}: {rest.strip()}”, with a space after the colon"
    several = [one.strip() for one in re.split(r"[,;+]| and ", plain)]
    if len(several) > 1 and all(re.fullmatch(r"[a-z][a-z -]*", one) for one in several):
        return f"“{shorten(text)}” are several steps: write each on a line of its own, after a dash"
    found = _NAMED.fullmatch(plain)
    given, dosed = (found[1], found[2]) if found else ("", "")
    if not found and (turned := _DOSE_FIRST.fullmatch(plain)):
        dosed, given = turned[1], turned[2]
    name = "-".join(re.findall("[a-z0-9]+", given))
    if not name:
        return None
    if found_sets := _SETS.fullmatch(dosed):
        dose = f"“sets: {found_sets[1]}” and “{_key(found_sets[2], 'reps')}: {found_sets[2]}” below it"
    elif (found_time := _TIME_ONLY.fullmatch(dosed)) or _COUNTED.fullmatch(dosed):
        key = "hold" if found_time else "reps"
        dose = f"“{key}: {dosed}” below it"
    else:
        return None
    return f"“{shorten(text)}” is an exercise and its dose: write “do: {name}”, and {dose}"


def _parts(plain: str, shown: str, key: str) -> str | None:
    """The parts of a tempo or a breath, written otherwise than with dashes."""
    order = "in, held, out, empty" if key == "breath" else "out, held, back, pause"
    dashed = "x" in plain and _DASHED_X.fullmatch(plain)
    if _TEMPO.fullmatch(plain) or _DOTTED.fullmatch(plain):
        parts = [one for one in plain if one in "0123456789x"]
    elif dashed or _PARTS.fullmatch(plain):
        parts = re.findall(rf"{_NUMBER}|x", plain)
    elif plain == "box" and key == "breath":
        parts = ["4"] * 4
    elif re.fullmatch(_NUMBER, plain):
        return f"{shown} is one part: write each, such as “{plain}-{plain}”: {order}"
    else:
        parts = re.findall(_NUMBER, plain)
        if not (2 <= len(parts) <= 4 and re.search("[a-z]{2}", plain)):
            return None
    fast = ", 1 for the x" if "x" in parts else ""
    tempo = "-".join("1" if one == "x" else one for one in parts)
    return f"{shown}: write the parts with dashes, “{tempo}”{fast}: {order}"


def _is_on_off(plain: str) -> bool:
    return "/" in plain or " off" in plain or "rest" in plain


def _no_end(shown: str, most: str) -> str:
    as_much = "as many as" if most.startswith("reps") else "as long as"
    return f"{shown} has no end: write the most, such as “{most}”, with “open: true” for {as_much} good form allows"


def _on_each_side(shown: str, amount: str, key: str) -> str:
    return f"{shown}: write “{_key(amount, key)}: {amount}”; an exercise with “sides: each” does all of it on each side"


def _key(amount: str, key: str) -> str:
    """The key for an amount: a time is held or done, a number is repeated."""
    if _TIME_ONLY.fullmatch(amount):
        return key if key in _DURATIONS else "hold"
    return key if key in ("hold", "time", "breaths") else "reps"
