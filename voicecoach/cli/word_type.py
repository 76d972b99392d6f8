"""The type of an option that takes one of several words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from voicecoach.near import did_you_mean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _OfStr = click.ParamType[str]
else:
    _OfStr = click.ParamType  # older clicks cannot be subscripted


class WordType(_OfStr):
    """One of several words, with spaces or dashes between its parts; its beginning will do."""

    def __init__(self, name: str, words: Iterable[str]) -> None:
        self.name = name
        self._words = list(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        plain = " ".join(str(value).lower().replace("-", " ").replace("_", " ").split())
        begun = [word for word in self._words if word.startswith(plain)]
        if plain and plain not in self._words and len(begun) == 1:
            return begun[0]
        if plain not in self._words:
            hint = did_you_mean(plain, self._words) or f": one of {', '.join(self._words)}"
            self.fail(f"“{value}” is not a {self.name}{hint}", param, ctx)
        return plain

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        names = [word.replace(" ", "-") for word in self._words]
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]
