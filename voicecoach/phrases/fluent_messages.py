"""The messages that need Fluent: numbers choose their plural, and a message chooses the form of what fills it.

Imported when the first of them is said, as it brings all of babel along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import CurrentEnvironment, ResolverEnvironment
from fluent.runtime.types import FluentFloat, FluentInt, FluentType

from voicecoach.phrases.phrase import Phrase, Value

InForm: TypeAlias = Callable[[Value, str], str]
"""A value in words, in a form; in the form "" as it is."""


Digits: TypeAlias = Callable[[float], str]
"""A number in digits."""


class _Spoken(FluentType):  # type: ignore[misc]
    """A value that is in words where a message shows it."""

    value: Value
    form: str
    """The form of the message around it."""
    in_form: InForm

    def format(self, _locale: object) -> str:
        return self.in_form(self.value, self.form)

    def __eq__(self, other: object) -> bool:
        """For selectors: a side is [left] by the name of its message, whatever its word is."""
        return isinstance(self.value, Phrase) and self.value.key == other

    def __hash__(self) -> int:
        return hash(self.value)


class _SpokenInt(_Spoken, FluentInt):  # type: ignore[misc]
    __eq__ = int.__eq__
    __hash__ = int.__hash__


class _SpokenFloat(_Spoken, FluentFloat):  # type: ignore[misc]
    __eq__ = float.__eq__
    __hash__ = float.__hash__


class FluentMessages:
    """The messages of one language."""

    def __init__(self, language: str, texts: Iterable[str], in_form: InForm, digits: Digits) -> None:
        """`texts` are those of the Fluent files; `in_form` and `digits` write what fills a message."""
        self._in_form = in_form
        self._digits = digits
        # Isolating marks are for bidirectional screens; a voice would read them.
        functions: dict[str, Any] = {"SAY": self._say, "NUMBER": self._number}
        self._bundle = FluentBundle([language], functions=functions, use_isolating=False)
        for text in texts:
            self._bundle.add_resource(FluentResource(text))

    def text(self, key: str, form: str, args: Mapping[str, Value]) -> str:
        """The message, filled in. Raises KeyError if it, or what it names, is not there."""
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        given = {name: self._spoken(value, form) for name, value in args.items()}
        # What `FluentBundle.format_pattern` does, which would make plain numbers of ours: those have no words.
        current = CurrentEnvironment(args={**given, "form": form})
        environment = ResolverEnvironment(context=self._bundle, errors=[], current=current)
        text = message.value(environment)
        if environment.errors:
            raise KeyError(f"{key}: {environment.errors[0]}")
        return str(text)

    def _spoken(self, value: Value, form: str) -> Any:
        number = value.number if isinstance(value, Phrase) else None if isinstance(value, str) else value
        if number is not None:
            spoken = _SpokenInt(int(number)) if number == int(number) else _SpokenFloat(number)
        elif isinstance(value, Phrase):
            spoken = _Spoken()
        else:
            return value
        spoken.value, spoken.form, spoken.in_form = value, form, self._in_form
        return spoken

    def _say(self, value: Any, *, form: str = "") -> str:
        """The function SAY of a catalogue."""
        return self._in_form(value.value, form) if isinstance(value, _Spoken) else str(value)

    def _number(self, value: Any) -> str:
        """The function NUMBER of a catalogue, which has no options."""
        return self._digits(value)
