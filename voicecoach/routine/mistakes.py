"""Words for what an author got wrong, with what was probably meant."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable
from typing import Any

from voicecoach.routine.tree import shorten

CONTRADICTION = "contradiction"
"""The type of the error about keys that exclude one another; its sentence names them."""

NOTHING_TO_SAY = "there is nothing to say in this text; write words, or leave it out"

MERGE = "<<"
NO_MERGE = "maps are not merged here; write the values out"

MOST_COMPARED = 12
"""Words that one is compared with letter by letter: long ones take a millisecond each."""


def name_shape(value: Any) -> str:
    """What an author would call the shape of a value."""
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "a map"
    return "a text" if isinstance(value, str) else "a number" if isinstance(value, int | float) else "nothing"


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that `word` was probably meant to be."""
    import difflib

    def plain(text: str) -> str:
        return text.lower().replace("_", "-").replace(" ", "-")

    known = {plain(one): one for one in words}
    # The comparison is quadratic in length; nobody's slip of the pen is longer.
    wanted = plain(word[:80])
    found = difflib.get_close_matches(wanted, _likely(wanted, known), n=1, cutoff=0.6)
    return known[found[0]] if found else None


def _likely(wanted: str, known: Iterable[str]) -> list[str]:
    """Those few of `known` that are worth a close look: they share the most letters, and pairs of letters."""
    ours = _letters(wanted)

    def unlike(one: str) -> tuple[float, int]:
        theirs = _letters(one)
        return -2 * len(ours & theirs) / (len(ours) + len(theirs) or 1), abs(len(one) - len(wanted))

    return sorted(known, key=unlike)[:MOST_COMPARED]


def _letters(word: str) -> set[str]:
    return {*word, *map("".join, itertools.pairwise(word))}


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """`: did you mean “reps”?`, or nothing where nothing is near."""
    near = nearest(word, words)
    return f": did you mean “{near}”?" if near else ""


def unknown_key(key: str, known: Collection[str]) -> str:
    """For a key that is none of the `known`."""
    if key == MERGE:
        return NO_MERGE
    return f"unknown key “{shorten(key)}”{did_you_mean(key, known) or '; known are ' + ', '.join(known)}"


def no_step(value: Any, several: tuple[str, ...], names: Iterable[str]) -> str:
    """For a step that has none of the `names`, or `several` of them."""
    if several:
        return f"this step has {' and '.join(several)}; write them as steps of their own"
    if isinstance(value, dict) and MERGE in value:
        return NO_MERGE
    if isinstance(value, dict):
        for key in list(value)[:10]:
            if near := nearest(str(key), names):
                return f"unknown step “{shorten(str(key))}”: did you mean “{near}”?"
        return f"a step has one of the keys {', '.join(names)}"
    return f"this is {name_shape(value)}; a step is an exercise's id, or a map with one of the keys {', '.join(names)}"


def no_choice(value: Any, choices: list[str]) -> str:
    """For something that is none of `choices`."""
    if not isinstance(value, str):
        return f"this is {name_shape(value)}; write one of {', '.join(choices)}"
    near = nearest(value, choices)
    one_of = "one of " if len(choices) > 1 else ""
    hint = f"did you mean “{near}”?" if near else f"write {one_of}{', '.join(choices)}"
    return f"“{shorten(value)}” is not known here: {hint}"


def no_id(value: Any) -> str:
    """For something that cannot be an id."""
    if not isinstance(value, str):
        return f"this is {name_shape(value)}; write an id"
    if "/" in value or "\\" in value or ".." in value:
        return f"“{shorten(value)}” is a path; write an id such as side-plank, which is the name of its file"
    letters = "".join(one if one.isascii() and one.isalnum() else " " for one in value[:80].lower())
    plain = "-".join(letters.split())
    hint = f"did you mean “{plain}”?" if plain and plain != value else "write an id such as side-plank"
    return f"“{shorten(value)}” is no id (small letters, digits and hyphens, at most 80): {hint}"
