"""What pydantic finds, told to an author: in plain English, at its place, with what was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from voicecoach.errors import RoutineError
from voicecoach.routine.dose import Dose
from voicecoach.routine.model import STEP_KEYS, Exercise, Routine, step_keys
from voicecoach.routine.tree import MOST_MISTAKES, Keys, Tree, shorten

_KINDS_OF_VALUE = {
    "string_type": "one text",
    "model_type": "a map: keys with values",
    "model_attributes_type": "a map: keys with values",
    "dict_type": "a map: keys with values",
    "tuple_type": "a list: one item a line, each after a dash",
    "bool_type": "true or false",
    "int_type": "a whole number",
}


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that `word` was probably meant to be."""
    # The comparison is quadratic in length; nobody's slip of the pen is longer.
    plain = word[:80].lower().replace("_", "-").replace(" ", "-")
    known = {one.replace(" ", "-"): one for one in words}
    found = difflib.get_close_matches(plain, known, n=1, cutoff=0.6)
    return known[found[0]] if found else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """`: did you mean “reps”?`, or nothing where nothing is near."""
    near = nearest(word, words)
    return f": did you mean “{near}”?" if near else ""


def told(error: ValidationError, model: type[BaseModel], tree: Tree) -> Iterator[RoutineError]:
    """Each mistake of `error`, in the words of this project."""
    # Enough of them to fill the list, and one to show that there were more.
    for count, found in enumerate(error.errors(include_url=False)):
        if found["input"] is None and found["type"] != "missing":
            continue  # an empty value; the tree has told of it
        keys, owner = _resolve(found["loc"], model)
        if found["type"] == "missing" and tree.has(keys):
            continue
        yield _one(found, keys, owner, tree) if count < 20 * MOST_MISTAKES else tree.error("a mistake", keys)


def _resolve(loc: tuple[int | str, ...], model: type[BaseModel]) -> tuple[Keys, type[BaseModel]]:
    """The keys that an author wrote, and the model that holds the last of them."""
    keys: list[int | str] = []
    owner: type[BaseModel] = model
    inside: type[BaseModel] = model
    parts = iter(loc)
    for part in parts:
        if part == "[key]":
            continue
        if len(keys) >= 2 and keys[-2] == "steps" and isinstance(keys[-1], int) and inside is not Exercise:
            # The tag of the union that a step is: no key of the file.
            inside = owner = STEP_KEYS[str(part)]
            keys.append("")
            continue
        keys.append(part)
        owner = inside
        if part in ("dose", "left", "right") and issubclass(inside, Exercise | Dose):
            inside = Dose
        elif len(keys) >= 2 and keys[-2] == "exercises" and inside is Routine:
            inside = owner = Exercise
    return tuple(part for part in keys if part != ""), owner


def _one(found: Any, keys: Keys, owner: type[BaseModel], tree: Tree) -> RoutineError:
    kind, value, context = found["type"], found["input"], found.get("ctx", {})
    name = next((part for part in reversed(keys) if isinstance(part, str)), "")
    lead = f"{name}: " if name else ""
    if kind == "extra_forbidden":
        return tree.error(_unknown_key(str(keys[-1]), owner), keys, key=True)
    if kind == "missing":
        return tree.error(f"“{keys[-1]}” is missing{_purpose(owner)}", keys[:-1])
    if kind == "step":
        return tree.error(_no_step(value), keys)
    if "[key]" in found["loc"]:
        return tree.error(_no_id(str(keys[-1])), keys, key=True)
    if kind == "value_error":
        return tree.error(_sentence(str(context.get("error", "")), lead, keys), keys)
    if kind in ("enum", "literal_error"):
        return tree.error(lead + _no_choice(value, owner, name, context), keys)
    if kind == "string_pattern_mismatch":
        return tree.error(lead + _no_id(str(value)), keys)
    if kind in _KINDS_OF_VALUE:
        what = "a list" if isinstance(value, list) else "a map" if isinstance(value, dict) else "a text"
        if not keys and what != "a map":
            return tree.error(
                f"this is {what}, and no {owner.__name__.lower()}: write keys with values{_purpose(owner)}"
            )
        return tree.error(f"{lead}this is {what}; write {_KINDS_OF_VALUE[kind]}", keys)
    if kind == "string_too_long":
        most = context["max_length"]
        return tree.error(f"{lead}this text has {len(value):,} characters; it may have {most}", keys)
    if kind == "string_too_short":
        return tree.error(f"{lead}there is nothing in this text; write words, or take the key out", keys)
    if kind == "too_long":
        return tree.error(f"{lead}there are too many: at most {context['max_length']}", keys)
    if kind == "too_short":
        return tree.error(f"{lead}the list is empty; write at least one", keys)
    return tree.error(f"{lead}“{shorten(str(value))}” cannot be read here", keys)


def _sentence(text: str, lead: str, keys: Keys) -> str:
    # The sentences of a whole dose say themselves which keys they mean.
    return text if not keys or text.startswith("a dose ") else lead + text


def _unknown_key(key: str, owner: type[BaseModel]) -> str:
    if key == "<<":
        return "maps are not merged here; write the values out"
    known = list(owner.model_fields)
    hint = did_you_mean(key, known)
    if not hint and issubclass(owner, Routine) and key in Exercise.model_fields:
        hint = ": a routine has title and steps; this is a key of an exercise"
    if not hint:
        hint = f"; known are {', '.join(known)}"
    return f"unknown key “{shorten(key)}”{hint}"


def _purpose(owner: type[BaseModel]) -> str:
    if owner is Routine:
        return "; a routine has a title and steps"
    if owner is Exercise:
        return "; an exercise has a name, a kind and a position"
    return ""


def _no_step(value: Any) -> str:
    names = ", ".join(STEP_KEYS)
    if isinstance(value, dict):
        several = step_keys(value)
        if several:
            return f"this step has {' and '.join(several)}; write them as steps of their own"
        for key in list(value)[:10]:
            if near := nearest(str(key), STEP_KEYS):
                return f"unknown step “{shorten(str(key))}”: did you mean “{near}”?"
        return f"a step has one of the keys {names}"
    return f"a step is an exercise's id, or a map with one of the keys {names}"


def _no_choice(value: Any, owner: type[BaseModel], name: str, context: Any) -> str:
    annotation: Any = owner.model_fields[name].annotation if name in owner.model_fields else None
    try:
        choices = [str(one.value) for one in annotation]
    except TypeError:
        choices = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
    near = nearest(value, choices) if isinstance(value, str) else None
    hint = (
        f"did you mean “{near}”?"
        if near
        else f"write {'one of ' if len(choices) > 1 else ''}{', '.join(choices)}"
    )
    return f"“{shorten(str(value))}” is not known here; {hint}"


def _no_id(value: str) -> str:
    if "/" in value or "\\" in value or ".." in value:
        return f"“{shorten(value)}” is a path; write an id such as side-plank, which is the name of its file"
    plain = "-".join(
        "".join(c if c.isascii() and c.isalnum() else " " for c in value.lower().replace("'", "-")).split()
    )
    hint = f"did you mean “{plain[:80]}”?" if plain else "write an id such as side-plank"
    return f"“{shorten(value)}” is no id (small letters, digits and hyphens): {hint}"
