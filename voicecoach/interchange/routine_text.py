"""A routine as plain data, written as a file that a person goes on with."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from voicecoach.routine.tree import UNSEEN

MOST_REMARKS = 60
"""In one file; more are usually one remark made many times."""


def routine_text(plain: dict[str, Any], *, head: str, remarks: Sequence[str]) -> str:
    """The YAML of a routine, below `head` and the `remarks` as notes to the reader."""
    import yaml

    lines = _note(head)
    if remarks:
        lines += _note("What was assumed, and what is left out:")
        for remark in bounded(remarks):
            lines += _note(f"- {remark}", "  ")
    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    body = yaml.dump(plain, Dumper=dumper, sort_keys=False, allow_unicode=True, width=110)
    return "\n".join(lines) + "\n" + body


def bounded(remarks: Sequence[str]) -> list[str]:
    """The first MOST_REMARKS of them, and how many more there are."""
    more = len(remarks) - MOST_REMARKS
    return [*remarks[:MOST_REMARKS], *([f"and {more:,} more remarks like these"] if more > 0 else [])]


def _note(text: str, indent: str = "") -> list[str]:
    plain = " ".join(UNSEEN.sub(" ", text).split())
    wrapped = textwrap.wrap(
        plain, 116, subsequent_indent=indent, break_long_words=True, break_on_hyphens=False
    )
    return [f"# {line}" for line in wrapped]
