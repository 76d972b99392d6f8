"""What an id looks like: of an exercise, a routine or a sound."""

from __future__ import annotations

import re

ID = r"[a-z0-9]+(-[a-z0-9]+)*"
"""Kebab case, never a path."""

LONGEST_ID = 80

_ID = re.compile(ID)


def is_id(text: str) -> bool:
    """Whether `text` can be the id of an exercise, a routine or a sound."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None
