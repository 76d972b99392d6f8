"""Every word of the program's own that a user hears or reads in a session, on a page or on paper.

One folder a language beside this file, named by its tag, with Fluent files: `coach` is what is said in every session,
`live` what is answered in a live one, `paper` what is written in files, `screen` what a screen shows, `instructions` how an
author's lines are understood. The folders are the list of languages.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.phrases.phrase import Phrase as Phrase
from voicecoach.phrases.phrase import Value, identities
from voicecoach.phrases.plain_messages import Slot, entries
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from voicecoach.phrases.fluent_messages import FluentMessages

MINUTE = 60
HALF_MINUTES_UP_TO = 10
"""Minutes: a session longer than this is said in whole minutes, a shorter one in half minutes."""
SECONDS_UP_TO = 120
"""Seconds: up to here a session's length is said to the nearest five seconds."""

MOST_REMEMBERED = 4096
"""Messages that are kept as they were said: a session says the same few hundred again and again."""


class Phrases:
    """Says the messages of one language, with numbers as words if it has words for them.

    A message is filled with texts, Phrases and numbers. `{ $number }` in it shows a number as a word,
    `{ NUMBER($number) }` in digits, `{ $number -> ... }` chooses by it, and `{ SAY($number, form: "feminine") }` asks for
    another form, which the message of that number finds in `$form`. Lengths of time and sides have forms in the same way;
    without SAY a value takes the form of the message around it.
    """

    def __init__(self, language: str, folder: Path) -> None:
        self._language = language
        self._folder = folder
        self._texts = tuple(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.ftl")))
        self._plain = dict(entry for text in self._texts for entry in entries(text))
        self._said: dict[tuple[str, str, Hashable], str] = {}

    def say(self, key: str, **args: Value) -> str:
        """The message, filled in. A missing message or argument is a fault of the program: raises KeyError."""
        return self._text(key, "", args)

    def has(self, key: str) -> bool:
        """Whether there is such a message."""
        return key in self._plain

    def pattern(self, key: str, **args: Value) -> re.Pattern[str]:
        """A message that is a regular expression, in any case of letters. Raises KeyError as `say`."""
        return _compiled(self.say(key, **args))

    def phrase(self, key: str, *, form: str = "", **args: Value) -> Phrase:
        """The same, to fill another message, which may ask for another form of it."""
        return Phrase.of(self._text(key, form, args), key, form, args)

    def number(self, number: float, *, form: str = "") -> Phrase:
        """A number as a word, or as digits if the catalogue has no word."""
        key = f"number-{number:g}"
        text = self._text(key, form, {}) if key in self._plain else self.digits(number)
        return Phrase.of(text, key, form, number=number)

    def digits(self, number: float) -> str:
        """A number in digits."""
        if number == int(number):
            return str(int(number))
        return f"{number:g}".replace(".", self.say("decimal-mark"))

    def count(self, number: int) -> str:
        """A number as it is counted aloud: some languages count "eins", and have "eine" minute."""
        return str(self.number(number, form="count"))

    def length(self, seconds: float) -> Phrase:
        """An exact length of time, as a dose gives it: "ninety" seconds is said as one and a half minutes."""
        minutes, rest = divmod(seconds, MINUTE)
        if minutes == 0:
            return self.phrase("seconds", number=seconds)
        if minutes >= 60:
            hours, left = divmod(seconds, 60 * MINUTE)
            whole = self.phrase("hours", number=hours)
            return (
                whole
                if not left
                else self.phrase("hours-and-minutes", hours=whole, minutes=self.length(left))
            )
        if rest == 0:
            return self.phrase("minutes", number=minutes)
        if rest == MINUTE / 2:
            return self.phrase("minutes-and-half", number=minutes)
        return self.phrase(
            "minutes-and-seconds",
            minutes=self.phrase("minutes", number=minutes),
            seconds=self.phrase("seconds", number=rest),
        )

    def total(self, seconds: Seconds) -> Phrase:
        """A session's length to the nearest unit that a person plans with; never further off than half of it."""
        if seconds <= SECONDS_UP_TO:
            return self.length(max(5, 5 * round(seconds / 5)))
        if seconds < HALF_MINUTES_UP_TO * MINUTE:
            return self.length(MINUTE / 2 * round(seconds / (MINUTE / 2)))
        return self.length(MINUTE * round(seconds / MINUTE))

    @cached_property
    def written(self) -> Phrases:
        """The same for a reader: numbers in digits, and what reads better than it sounds."""
        return WrittenPhrases(self._language, self._folder)

    @cached_property
    def _fluent(self) -> FluentMessages:
        from voicecoach.phrases.fluent_messages import FluentMessages

        return FluentMessages(self._language, self._texts, self._in_form, self.digits)

    def _text(self, key: str, form: str, args: Mapping[str, Value]) -> str:
        asked = (key, form, identities(args))
        text = self._said.get(asked)
        if text is None:
            if len(self._said) >= MOST_REMEMBERED:
                self._said.clear()
            text = self._said[asked] = self._made(key, form, args)
        return text

    def _made(self, key: str, form: str, args: Mapping[str, Value]) -> str:
        pieces = self._plain[key]
        if pieces is None:
            return self._fluent.text(key, form, args)
        return "".join(
            piece if isinstance(piece, str) else self._filled(piece, form, args) for piece in pieces
        )

    def _filled(self, slot: Slot, form: str, args: Mapping[str, Value]) -> str:
        value = args[slot.name]
        if not slot.digits:
            return self._in_form(value, form)
        number = value.number if isinstance(value, Phrase) else value
        if number is None or isinstance(number, str):
            raise KeyError(f"{slot.name} is not a number: {value!r}")
        return self.digits(number)

    def _in_form(self, value: Value, form: str) -> str:
        """A value in words; without a form, one that has words already keeps them."""
        if isinstance(value, Phrase):
            if not form:
                return str(value)
            if value.number is None:
                return self._text(value.key, form, value.args)
            value = value.number
        return value if isinstance(value, str) else str(self.number(value, form=form))


PREFIX = "written-"
"""Before the name of a message that takes the place of the one that is said."""


class WrittenPhrases(Phrases):
    """Phrases for paper and pages: “8 repetitions”, not “eight repetitions”."""

    def number(self, number: float, *, form: str = "") -> Phrase:
        """A number in digits."""
        return Phrase.of(self.digits(number), f"number-{number:g}", form, number=number)

    def _made(self, key: str, form: str, args: Mapping[str, Value]) -> str:
        written = PREFIX + key
        return super()._made(written if self.has(written) else key, form, args)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


ENGLISH = "en"
"""What is spoken if nothing else is asked for."""

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
    """All phrases in one of `languages`, read once; in English for another."""
    known = language if language in languages() else ENGLISH
    return Phrases(known, FOLDER / known)
