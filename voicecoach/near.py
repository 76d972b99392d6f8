"""Guesses at what was meant, for messages."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(wanted: str, known: Iterable[str]) -> str:
    """`; did you mean “bell” or “gong”?`, or nothing where no name is near."""
    import difflib

    # The comparison is quadratic in length; nobody's slip of the pen is longer.
    near = difflib.get_close_matches(wanted[:80], list(known), n=3)
    return f"; did you mean {' or '.join(f'“{name}”' for name in near)}?" if near else ""
