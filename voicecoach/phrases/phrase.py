"""A text that remembers how it was made, so that the message around it can ask for another form of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeAlias

Value: TypeAlias = "str | int | float"
"""What fills a message: a text, a Phrase, or a number, which becomes a word."""


class Phrase(str):
    """The text of a message, with the message and what filled it: “two minutes” can become “zwei Minuten” or “einer Minute”.

    A string in everything else; what is cut from it or added to it is a plain text.
    """

    __slots__ = ("args", "form", "key", "number")

    key: str
    """The message's name."""
    form: str
    """The form that it has; empty for the usual one."""
    args: Mapping[str, Value]
    """What filled the message."""
    number: float | None
    """The number that it is the word for, if it is one."""

    @classmethod
    def of(
        cls,
        text: str,
        key: str,
        form: str = "",
        args: Mapping[str, Value] | None = None,
        number: float | None = None,
    ) -> Phrase:
        """The `text` of the message `key`."""
        made = cls(text)
        made.key, made.form, made.args, made.number = key, form, args or {}, number
        return made


def identity(value: Value) -> Hashable:
    """What distinguishes values that read the same."""
    if isinstance(value, Phrase):
        return (value.key, value.form, identities(value.args))
    return value


def identities(args: Mapping[str, Value]) -> Hashable:
    """The same of all of them."""
    return tuple((name, identity(value)) for name, value in args.items())
