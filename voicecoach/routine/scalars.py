"""The kinds of values in files. Scalars arrive as the text that the author wrote, so each of these parses text."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)

from voicecoach.phrases import languages
from voicecoach.routine.count_in import MOST_COUNTED_IN
from voicecoach.routine.ids import ID, LONGEST_ID, sound_id
from voicecoach.routine.mistakes import name_shape, no_choice, no_id, no_sound_path
from voicecoach.routine.silences import silence_in
from voicecoach.routine.spoken_words import spoken_words
from voicecoach.typography import plain_value

LONGEST_TEXT = 500
"""Characters in one spoken text: about half a minute aloud."""

LONGEST_NOTE = 2000
MOST_TIMES = 1000

_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")


def _named(text: str) -> str:
    if silence_in(text):
        raise ValueError("silence belongs in a sentence, and not in a name; take it out")
    return text


Spoken = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_TEXT), AfterValidator(spoken_words)
]
"""Words for the voice: 1 to 500 characters, may hold {side} and {other}, and silence as `[pause 3 s]`."""

_NOTHING = frozenset({"none", "no", "off", "false", "nothing", "nil", "n/a", "skip", "-"})


def is_nothing(text: str) -> bool:
    """Whether a text is a word by which somebody asks for no words."""
    return plain_value(text).lower() in _NOTHING


def _own_words(text: str) -> str:
    if is_nothing(text):
        raise ValueError(f"“{text}” would be said; take the key out, and the coach has words of its own")
    return text


OwnWords = Annotated[Spoken, AfterValidator(_own_words)]
"""Words that take the place of the coach's own."""

Name = Annotated[Spoken, AfterValidator(_named)]
"""Words that are a part of the coach's sentences: as Spoken, without silence."""


def _language(value: object) -> object:
    known = languages()
    if value not in known:
        raise ValueError(no_choice(value, list(known)))
    return value


def _list_languages(schema: dict[str, Any]) -> None:
    schema["enum"] = list(languages())


Language = Annotated[str, BeforeValidator(_language), Field(json_schema_extra=_list_languages)]
"""The tag of a language that has its own phrases."""

Note = Annotated[str, StringConstraints(max_length=LONGEST_NOTE)]
"""Words for a reader, not for the voice."""

PaperLine = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""A few words for paper."""


def _id(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    try:
        return read(plain_value(value) if isinstance(value, str) else value)
    except ValidationError:
        raise ValueError(no_id(value)) from None


Id = Annotated[str, StringConstraints(pattern=f"^{ID}$", max_length=LONGEST_ID), WrapValidator(_id)]
"""The id of an exercise or a sound: kebab case, never a path."""


def _sound(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if "/" in value or "\\" in value:
        raise ValueError(no_sound_path(value))
    return sound_id(plain_value(value))


SoundName = Annotated[
    Id, BeforeValidator(_sound), WithJsonSchema({"type": "string", "pattern": r"^[^./\\][^/\\]*$"})
]
"""The name of a sound, or of its file: `Ding.wav` is read as the id ding. Never a path."""


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and plain_value(value).lower() in _TRUE + _FALSE:
        return plain_value(value).lower() in _TRUE
    shown = f"“{value[:40]}”" if isinstance(value, str) else f"this is {name_shape(value)}, and"
    raise ValueError(f"{shown} is neither true nor false; write one of these")


Flag = Annotated[bool, BeforeValidator(_flag)]
"""True or false, as text too."""


def _times(value: Any) -> int:
    text = plain_value(str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"\d{1,18}", text, re.ASCII):
        raise ValueError(f"“{str(value)[:40]}” is not a whole number; write how many times, such as 3")
    if not 1 <= int(text) <= MOST_TIMES:
        raise ValueError(f"steps are repeated 1 to {MOST_TIMES:,} times, not {int(text):,}")
    return int(text)


Times = Annotated[int, Field(ge=1, le=MOST_TIMES), BeforeValidator(_times)]
"""One whole number from 1 to 1000, no range."""


def _count_in(value: Any) -> int:
    text = plain_value(str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"\d{1,2}", text, re.ASCII) or int(text) > MOST_COUNTED_IN:
        shown = f"“{value[:40]}”" if isinstance(value, str) else f"this is {name_shape(value)}, which"
        raise ValueError(f"{shown} is not a count-in; write a number from 0 (none) to {MOST_COUNTED_IN}")
    return int(text)


CountIn = Annotated[int, Field(ge=0, le=MOST_COUNTED_IN), BeforeValidator(_count_in)]
"""The number from which an effort is counted in, 0 to 10: the effort begins on one; 0 counts nothing."""


LEAST_PRIORITY = 9


def _priority(value: Any) -> int:
    text = plain_value(str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not re.fullmatch("[1-9]", text):
        shown = f"“{value[:40]}”" if isinstance(value, str) else f"this is {name_shape(value)}, which"
        raise ValueError(f"{shown} is not a priority; write a number from 1 (the most) to {LEAST_PRIORITY}")
    return int(text)


Priority = Annotated[int, BeforeValidator(_priority), Field(ge=1, le=LEAST_PRIORITY)]
"""How much an exercise matters, from 1, the most, to 9."""
