"""Words for what an author got wrong, with what was probably meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from pydantic_core import PydanticCustomError

from voicecoach.near import did_you_mean
from voicecoach.routine.ids import is_id, sound_id
from voicecoach.routine.shorthand import meant_by_step
from voicecoach.routine.tree import shorten
from voicecoach.typography import oddity

CONTRADICTION = "contradiction"
"""The type of the error about keys that exclude one another; its sentence names them."""


def contradiction(sentence: str) -> PydanticCustomError:
    """The error about keys that exclude one another."""
    return PydanticCustomError(CONTRADICTION, "{sentence}", {"sentence": sentence})


NOTHING_TO_SAY = "there is nothing to say in this text; write words, or leave it out"
ONLY_SILENCE = "there is only silence in this text; write it as a step of its own, such as “pause: 3 s”"

MERGE = "<<"
NO_MERGE = "maps are not merged here; write the values out"


def name_shape(value: Any) -> str:
    """What an author would call the shape of a value."""
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "a map"
    return "a text" if isinstance(value, str) else "a number" if isinstance(value, int | float) else "nothing"


def unknown_key(key: str, known: Collection[str]) -> str:
    """For a key that is none of the `known`."""
    if key == MERGE:
        return NO_MERGE
    odd = oddity(key)
    return f"unknown key “{shorten(key)}”{odd}{did_you_mean(key, known) or '; known are ' + ', '.join(known)}"


def no_step(value: Any, several: tuple[str, ...], names: Iterable[str]) -> str:
    """For a step that has none of the `names`, or `several` of them."""
    if several:
        return f"this step has {' and '.join(several)}; write them as steps of their own"
    if isinstance(value, dict) and MERGE in value:
        return NO_MERGE
    if isinstance(value, dict):
        for key in list(value)[:10]:
            if near := did_you_mean(str(key), names):
                return f"unknown step “{shorten(str(key))}”{oddity(str(key))}{near}"
        return f"a step has one of the keys {', '.join(names)}"
    return f"this is {name_shape(value)}; a step is an exercise's id, or a map with one of the keys {', '.join(names)}"


def no_choice(value: Any, choices: list[str]) -> str:
    """For something that is none of `choices`."""
    if not isinstance(value, str):
        return f"this is {name_shape(value)}; write one of {', '.join(choices)}"
    one_of = "one of " if len(choices) > 1 else ""
    hint = did_you_mean(value, choices) or f"; write {one_of}{', '.join(choices)}"
    return f"“{shorten(value)}” is not known here{oddity(value)}{hint}"


def no_sound_path(value: str) -> str:
    """For a path in the place of a sound's name."""
    name = sound_id(value.replace("\\", "/").rpartition("/")[2])
    known = name if is_id(name) else "bell"
    return f"“{shorten(value)}” is a path; put the file into sounds beside the routine, and write its name, such as {known}"


def no_id(value: Any) -> str:
    """For something that cannot be an id."""
    if not isinstance(value, str):
        return f"this is {name_shape(value)}; write an id"
    if "/" in value or "\\" in value or ".." in value:
        return f"“{shorten(value)}” is a path; write an id such as side-plank, which is the name of its file"
    if meant := meant_by_step(value):
        return meant
    letters = "".join(one if one.isascii() and one.isalnum() else " " for one in value[:80].lower())
    plain = "-".join(letters.split())
    hint = f"did you mean “{plain}”?" if plain and plain != value else "write an id such as side-plank"
    return f"“{shorten(value)}” is not an id (small letters, digits and hyphens, at most 80){oddity(value)}; {hint}"
