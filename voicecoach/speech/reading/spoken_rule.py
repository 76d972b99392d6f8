"""A rule of how something written is read: what to look for, and the words for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

Rule: TypeAlias = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def rule(pattern: str, words: str | Callable[[re.Match[str]], str], flags: int = re.IGNORECASE) -> Rule:
    """A rule; it looks at letters of either case unless `flags` says otherwise."""
    return re.compile(pattern, flags), words
