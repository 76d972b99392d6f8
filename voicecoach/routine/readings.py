"""`say_as`: how an author wants words to be said."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from voicecoach.pronunciation import LONGEST, parse_reading, read_word
from voicecoach.routine.mistakes import name_shape

MOST_WORDS = 200
"""Words in one map."""


def _reading(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"this is {name_shape(value)}; a reading is text, such as “S I joint” or “/ˈtʃɪn/”")
    return str(parse_reading(value))


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"this is {name_shape(value)}; a word is text")
    return read_word(value)


_TEXT = StringConstraints(min_length=1, max_length=LONGEST)

Word = Annotated[str, _TEXT, BeforeValidator(_word)]
"""A word or phrase as it is written."""

ReadingText = Annotated[str, _TEXT, BeforeValidator(_reading)]
"""How it is said: other letters, sounds in the International Phonetic Alphabet between slashes, or both."""

WordReadings = Annotated[dict[Word, ReadingText], Field(max_length=MOST_WORDS)]
"""Words with how they are said."""
