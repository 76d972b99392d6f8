"""Which phrases are counts: a number alone, that has to be over before the next one is due."""

from __future__ import annotations

import re

COUNT_S = 0.58
"""The longest that a count of a neural voice lasts, in seconds: a number must be over well before the next."""

_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six"
    r"|seven|eight|nine))?|[0-9]{1,2})"
)
_COUNT = re.compile(rf"({_NUMBER})[.!]?", re.IGNORECASE)


def english_count(words: str) -> str | None:
    """The number, if the phrase is nothing else: “Twenty-seven.” is, “twenty-seven seconds” is not."""
    found = _COUNT.fullmatch(words)
    return found[1] if found else None
