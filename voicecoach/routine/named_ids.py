"""The ids that a file names, found in its plain values even if other values are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voicecoach.routine.ids import is_id, sound_id
from voicecoach.routine.tree import Keys, Tree
from voicecoach.typography import plain_value

VARIANTS = ("easier", "harder")


def own_exercises(tree: Tree) -> tuple[str, ...]:
    """The ids of a routine's own exercises."""
    own = _part(tree.root.plain, "exercises")
    return tuple(own) if isinstance(own, dict) else ()


def exercises_named(tree: Tree) -> Iterator[tuple[str, Keys]]:
    """The exercises that a routine's steps and its own exercises name, each with its place."""
    for keys, step in _steps(tree.root.plain):
        if isinstance(step, str) and is_id(step):
            yield step, keys
        yield from _ids(step, ("do",), keys)
    for name in own_exercises(tree):
        yield from _ids(tree.root.plain["exercises"][name], VARIANTS, ("exercises", name))


def variants_named(tree: Tree) -> Iterator[tuple[str, Keys]]:
    """The exercises that an exercise file names."""
    return _ids(tree.root.plain, VARIANTS, ())


def sounds_named(tree: Tree) -> Iterator[tuple[str, Keys]]:
    """The sounds that a routine's steps name."""
    for keys, step in _steps(tree.root.plain):
        found = _part(step, "sound")
        if isinstance(found, str) and is_id(name := sound_id(plain_value(found))):
            yield name, (*keys, "sound")


def _steps(holder: Any, above: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Each value in the place of a step, with its keys, in the order of the file."""
    steps = _part(holder, "steps")
    # The tree bounds the depth.
    for index, step in enumerate(steps if isinstance(steps, list) else ()):
        keys = (*above, "steps", index)
        yield keys, step
        yield from _steps(step, keys)


def _ids(plain: Any, names: tuple[str, ...], keys: Keys) -> Iterator[tuple[str, Keys]]:
    for name in names:
        found = _part(plain, name)
        # The model reports what is not an id.
        if isinstance(found, str) and is_id(found):
            yield found, (*keys, name)


def _part(plain: Any, name: str) -> Any:
    return plain.get(name) if isinstance(plain, dict) else None
