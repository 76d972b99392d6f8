"""Guesses at what was meant, for messages."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(wanted: str, known: Iterable[str]) -> str:
    """`; did you mean “bell” or “gong”?`, or nothing where no name is near."""
    import difflib

    near = difflib.get_close_matches(wanted, list(known), n=3)
    return f"; did you mean {' or '.join(f'“{name}”' for name in near)}?" if near else ""
