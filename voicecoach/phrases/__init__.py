"""Every word of the program's own that a user hears or reads in a session, on a page or on paper.

One folder a language beside this file, named by its tag, with Fluent files: `coach` is what is said in every session,
`live` what is answered in a live one. The folders are the list of languages: a new one is a language more.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from voicecoach.units import Seconds

MINUTE = 60
HALF_MINUTES_UP_TO = 10
"""Minutes: a session longer than this is told in whole minutes, a shorter one in half minutes."""
SECONDS_UP_TO = 120
"""Seconds: up to here a session's length is told to the nearest five seconds."""

MOST_REMEMBERED = 4096
"""Messages that are kept as they were said: a session says the same few hundred again and again."""


class Phrases:
    """Says the messages of one language, with numbers as words where it has them."""

    def __init__(self, language: str, folder: Path) -> None:
        # Imported here: it brings all of babel along, which a cached preview never needs.
        from fluent.runtime import FluentBundle, FluentResource

        # Isolating marks are for bidirectional screens; a voice would read them.
        self._bundle = FluentBundle([language], use_isolating=False)
        for path in sorted(folder.glob("*.ftl")):
            self._bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
        self._said: dict[tuple[str, tuple[tuple[str, Any], ...]], str] = {}

    def say(self, key: str, **args: Any) -> str:
        """The message, filled in. A missing message or argument is a fault of the program: raises KeyError."""
        asked = (key, tuple(args.items()))
        text = self._said.get(asked)
        if text is None:
            if len(self._said) >= MOST_REMEMBERED:
                self._said.clear()
            text = self._said[asked] = self._formatted(key, args)
        return text

    def _formatted(self, key: str, args: dict[str, Any]) -> str:
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(message.value, args)
        if errors:
            raise KeyError(f"{key}: {errors[0]}")
        return str(text)

    def number(self, number: float) -> str:
        """A number as a word, or as digits where the catalogue has no word."""
        key = f"number-{number:g}"
        return self.say(key) if self._bundle.has_message(key) else f"{number:g}"

    def counted(self, key: str, number: float, **args: Any) -> str:
        """A message about so many of something."""
        return self.say(key, count=number, number=self.number(number), **args)

    def length(self, seconds: float) -> str:
        """An exact length of time, as a dose gives it: "ninety" seconds is said as one and a half minutes."""
        minutes, rest = divmod(seconds, MINUTE)
        if minutes == 0:
            return self.counted("seconds", seconds)
        if minutes >= 60:
            hours, left = divmod(seconds, 60 * MINUTE)
            told = self.counted("hours", hours)
            return told if not left else self.say("hours-and-minutes", hours=told, minutes=self.length(left))
        if rest == 0:
            return self.counted("minutes", minutes)
        if rest == MINUTE / 2:
            return self.counted("minutes-and-half", minutes)
        return self.say(
            "minutes-and-seconds",
            minutes=self.counted("minutes", minutes),
            seconds=self.counted("seconds", rest),
        )

    def total(self, seconds: Seconds) -> str:
        """A session's length to the nearest unit that a person plans with; never further off than half of it."""
        if seconds <= SECONDS_UP_TO:
            return self.length(max(5, 5 * round(seconds / 5)))
        if seconds < HALF_MINUTES_UP_TO * MINUTE:
            return self.length(MINUTE / 2 * round(seconds / (MINUTE / 2)))
        return self.length(MINUTE * round(seconds / MINUTE))


FOLDER = Path(__file__).parent
"""Where the languages are."""


def catalogues() -> tuple[Path, ...]:
    """The folder of each language, sorted."""
    return tuple(sorted(path.parent for path in FOLDER.glob("*/coach.ftl")))


def languages() -> tuple[str, ...]:
    """The tag of each language that there is, sorted."""
    return tuple(folder.name for folder in catalogues())


@lru_cache(maxsize=4)
def phrases_of(language: str) -> Phrases:
    """All phrases in one of `languages`, read once."""
    return Phrases(language, FOLDER / language)
