"""Which phrases are counts: a number alone, that has to be over before the next one is due."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from voicecoach.phrases import languages, phrases_of

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.phrases import Phrases

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


def count_in(words: str, language: str) -> str | None:
    """The number, if the phrase is nothing else, in the words of a language (its BCP 47 tag) or in digits."""
    main = language.partition("-")[0]
    if main == "en":
        return english_count(words)
    bare = words.rstrip(".!")
    if bare.isdecimal():
        return bare if len(bare) <= 2 else None
    known = main in languages() and bare.casefold() in _number_words(phrases_of(main))
    return bare if known else None


@lru_cache(maxsize=4)
def _number_words(phrases: Phrases) -> frozenset[str]:
    """The numbers below a hundred as the coach counts them."""
    return frozenset(phrases.count(number).casefold() for number in range(1, 100))


def fitted_count(make: Callable[[float], Clip | None], rate: int, pace: float, fastest: float) -> Clip | None:
    """A count that lasts COUNT_S at most: at `pace`, or as much faster as it takes, up to `fastest`.

    `make` synthesises it at a pace; what it returns is None if there is nothing to hear.
    """
    for _ in range(_MOST_TRIES):
        clip = make(pace)
        if clip is None or clip.length <= COUNT_S * rate or pace == fastest:
            break
        pace = min(pace * _FASTER * clip.length / (COUNT_S * rate), fastest)
    return clip


_FASTER = 1.06
"""A count that is too long is tried again this much faster than its length alone asks for: its end shrinks less."""

_MOST_TRIES = 8
