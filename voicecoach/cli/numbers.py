"""Numbers on the command line: plain ones. Python would also take digits of other scripts, “1_0”, “nan” and “1e-1”."""

from __future__ import annotations

import re
from typing import Any

import click

_WHOLE = re.compile(r"[+-]?[0-9]+")
_PLAIN = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")


def is_plain(text: str) -> bool:
    """Whether this is a number with digits from 0 to 9 and perhaps a point."""
    return _PLAIN.fullmatch(text) is not None


class Whole(click.IntRange):
    """A whole number within a range."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str) and not _WHOLE.fullmatch(value):
            self.fail(f"“{value}” is not a whole number", param, ctx)
        return super().convert(value, param, ctx)


class Number(click.FloatRange):
    """A number within a range."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str) and not is_plain(value):
            self.fail(f"“{value}” is not a number", param, ctx)
        return super().convert(value, param, ctx)
