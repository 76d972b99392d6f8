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

COUNT_S = 0.59
"""The longest that a count of a neural voice lasts, in seconds: a number must be over well before the next."""

_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six"
    r"|seven|eight|nine))?|[0-9]{1,2})"
)
_COUNT = re.compile(rf"({_NUMBER})[.!]?", re.IGNORECASE)


def english_count(words: str) -> str | None:
    """The number in letters, if the phrase is nothing else: “27” is, “twenty-seven seconds” is not.

    In letters and with its hyphen it is one word to a voice, with one stress; in digits it is two.
    """
    found = _COUNT.fullmatch(words)
    if not found:
        return None
    return _in_letters(int(found[1])) if found[1].isdecimal() else found[1].lower().replace(" ", "-")


_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def _in_letters(number: int) -> str:
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")


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
    """A count that lasts COUNT_S at most: at `pace`, or as little faster as it takes, up to `fastest`.

    `make` synthesises it at a pace; what it returns is None if there is nothing to hear. Lengths jump from pace to pace, by a
    third in places; so a count that came out much shorter than it may be is tried again slower.
    """
    longest = COUNT_S * rate
    clip, fitting, slow, fast = make(pace), None, pace, fastest
    for _ in range(_MOST_TRIES):
        if clip is None or (clip.length <= longest and (pace == slow or clip.length > _NEAR * longest)):
            return clip
        if clip.length <= longest:
            fitting, fast = clip, pace
        elif pace >= fastest:
            break
        else:
            slow = pace
        if fast < slow * _FINE:
            break
        closer = slow * _FASTER * clip.length / longest
        pace = (slow + fast) / 2 if fitting else min(closer, fastest)
        clip = make(pace)
    return fitting or clip


_FASTER = 1.06
"""A count that is too long is tried again this much faster than its length alone asks for: its end shrinks less."""

_NEAR = 0.93
"""A count that lasts this share of what it may is slow enough."""

_FINE = 1.03
"""Paces nearer to one another than this are as good as the same."""

_MOST_TRIES = 10
