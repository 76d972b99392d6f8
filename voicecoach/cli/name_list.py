"""The type of an option that takes several names with commas between them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    _OfNames = click.ParamType[tuple[str, ...]]
else:
    _OfNames = click.ParamType  # older clicks cannot be subscripted


class NameList(_OfNames):
    """Some of several names, in small letters, each once and in the order in which it was typed first."""

    name = "formats"

    def __init__(self, what: str, names: Collection[str]) -> None:
        """`what` one of them is called in a report: a format of a site."""
        self._what = what
        self._names = names

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        typed = (one.strip().lower().removeprefix(".") for one in value.split(","))
        found = tuple(dict.fromkeys(one for one in typed if one))
        for name in found:
            if name not in self._names:
                self.fail(f"“{name}” is not {self._what}; there are {', '.join(self._names)}", param, ctx)
        if not found:
            self.fail(f"this names none; there are {', '.join(self._names)}", param, ctx)
        return found
