"""How the kinds of values that stand in files are read: texts, ids, numbers, times, choices, lists and maps."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from voicecoach.routine.base import Fault, Keys, Reader, lead, shape
from voicecoach.units import Range, parse_number, parse_seconds

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ID_SCHEMA = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST_ID = 80

_NUMBER_PATTERN = r"^\s*\d+(\s*(-|\u2013|to)\s*\d+)?\s*$"
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")


def is_id(text: str) -> bool:
    """Whether `text` can be the id of an exercise, a routine or a sound: kebab case, never a path."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None


class Text(Reader):
    """A text of at most `most` characters that `check` lets through."""

    def __init__(self, most: int, check: Callable[[str], str] | None = None) -> None:
        self.most = most
        self.check = check

    def one(self, value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError(f"this is {shape(value)}; write one text")
        if len(value) > self.most:
            raise ValueError(f"this text has {len(value):,} characters; it may have {self.most}")
        return self.check(value) if self.check else value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.most} | ({"minLength": 1} if self.check else {})


class Id(Reader):
    """The id of an exercise or a sound."""

    def one(self, value: Any) -> str:
        if isinstance(value, str) and is_id(value):
            return value
        from voicecoach.routine.mistakes import no_id

        raise ValueError(no_id(value) if isinstance(value, str) else f"this is {shape(value)}; write an id")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": _ID_SCHEMA, "maxLength": LONGEST_ID}


class Choice(Reader):
    """One of a few words."""

    def __init__(self, words: type[StrEnum]) -> None:
        self.words = words
        self._by_word: dict[str, StrEnum] = {word.value: word for word in words}

    def one(self, value: Any) -> StrEnum:
        if isinstance(value, str) and (found := self._by_word.get(value)) is not None:
            return found
        from voicecoach.routine.mistakes import no_choice

        raise ValueError(no_choice(value, list(self._by_word)))

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self._by_word)}


class Flag(Reader):
    """True or false, as text too."""

    def one(self, value: Any) -> bool:
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in _TRUE + _FALSE:
            return value.lower() in _TRUE
        shown = f"“{value[:40]}”" if isinstance(value, str) else f"this is {shape(value)}, and"
        raise ValueError(f"{shown} is neither true nor false; write one of these")

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Amount(Reader):
    """A number or a time, or a range of them, between `least` and `most`."""

    def __init__(self, what: str, parse: Callable[[str], Range], least: float, most: float) -> None:
        self.what = what
        self.parse = parse
        self.least = least
        self.most = most

    def one(self, value: Any) -> Range:
        if isinstance(value, Range):
            found = value
        elif isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError(f"this is {shape(value)}; {self.what} are written as a number or a range")
        else:
            found = self.parse(str(value))
        if self.parse is parse_number and (found.low % 1 or found.high % 1):
            raise ValueError(f"{self.what} are whole numbers, not {found}")
        if not (self.least <= found.low <= found.high <= self.most):
            raise ValueError(f"{self.what} go from {self.least:g} to {self.most:,g}, not {found}")
        return found

    def schema(self) -> dict[str, Any]:
        if self.parse is parse_seconds:
            number = {"type": "number", "minimum": self.least, "maximum": self.most}
            # No minus and a digit somewhere: what a time is in full is said by `voicecoach check`.
            text = {"type": "string", "pattern": r"^\s*\d"}
        else:
            number = {"type": "integer", "minimum": self.least, "maximum": self.most}
            text = {"type": "string", "pattern": _NUMBER_PATTERN}
        return {"anyOf": [number, text]}


def count(what: str, most: int) -> Amount:
    """Whole numbers from 1."""
    return Amount(what, parse_number, 1, most)


def seconds(what: str, least: float, most: float) -> Amount:
    """Times; a bare number is seconds."""
    return Amount(f"{what} (in seconds)", parse_seconds, least, most)


class Times(Reader):
    """One whole number from 1, no range."""

    def __init__(self, most: int) -> None:
        self.most = most

    def one(self, value: Any) -> int:
        text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
        if not re.fullmatch(r"\d{1,18}", text, re.ASCII):
            raise ValueError(f"“{str(value)[:40]}” is no whole number; write how many times, such as 3")
        if not 1 <= int(text) <= self.most:
            raise ValueError(f"steps are repeated 1 to {self.most:,} times, not {int(text):,}")
        return int(text)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 1, "maximum": self.most}


class TempoReader(Reader):
    """The seconds of each phase of a repetition: `2-1-2`, or a list whose items may be ranges."""

    _phase = seconds("tempo phases", 0, 60)

    def one(self, value: Any) -> tuple[Range, ...]:
        if isinstance(value, str):
            phases: list[Any] = value.strip().removesuffix("s").strip().split("-")
        elif isinstance(value, list | tuple):
            phases = list(value)
        else:
            raise ValueError("a tempo is written as 2-1-2: seconds out, held, and back")
        if not 2 <= len(phases) <= 4:
            raise ValueError("a tempo has two to four phases: 3-1, or 2-1-2, or 2-1-2-1")
        tempo = tuple(self._phase.one(phase) for phase in phases)
        if sum(phase.low for phase in tempo) < 1:
            raise ValueError("a repetition takes at least one second; write a tempo such as 2-1-2")
        return tempo

    def schema(self) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "string", "pattern": r"^\s*\d+(\.\d+)?(-\d+(\.\d+)?){1,3}\s*s?\s*$"},
                {"type": "array", "minItems": 2, "maxItems": 4, "items": {"type": ["string", "number"]}},
            ]
        }


class ListOf(Reader):
    """A list of `least` to `most` values."""

    def __init__(self, item: Reader, most: int, least: int = 0) -> None:
        self.item = item
        self.most = most
        self.least = least

    def read(self, value: Any, keys: Keys, faults: list[Fault]) -> Any:
        if not isinstance(value, list | tuple):
            text = f"this is {shape(value)}; write a list: one item a line, each after a dash"
            faults.append(Fault(lead(keys) + text, keys))
            return None
        if not self.least <= len(value) <= self.most:
            text = (
                "the list is empty; write at least one"
                if not value
                else f"there are {len(value):,}; at most {self.most}"
            )
            faults.append(Fault(lead(keys) + text, keys))
        read = self.item.read
        # An empty item is told where the file is read.
        return tuple(read(one, (*keys, index), faults) for index, one in enumerate(value) if one is not None)

    def schema(self) -> dict[str, Any]:
        least = {"minItems": self.least} if self.least else {}
        return {"type": "array", "items": self.item.schema(), "maxItems": self.most, **least}


class MapOf(Reader):
    """A map of at most `most` values by id."""

    def __init__(self, item: Reader, most: int) -> None:
        self.item = item
        self.most = most

    def read(self, value: Any, keys: Keys, faults: list[Fault]) -> Any:
        if not isinstance(value, dict):
            text = f"this is {shape(value)}; write a map: ids with what they stand for"
            faults.append(Fault(lead(keys) + text, keys))
            return None
        if len(value) > self.most:
            faults.append(Fault(f"{lead(keys)}there are {len(value):,}; at most {self.most}", keys))
        for name in value:
            if not is_id(str(name)):
                from voicecoach.routine.mistakes import no_id

                faults.append(Fault(no_id(str(name)), (*keys, name), at_key=True))
        return {
            name: self.item.read(one, (*keys, name), faults) for name, one in value.items() if one is not None
        }

    def schema(self) -> dict[str, Any]:
        names = {"pattern": _ID_SCHEMA, "maxLength": LONGEST_ID}
        return {
            "type": "object",
            "propertyNames": names,
            "additionalProperties": self.item.schema(),
            "maxProperties": self.most,
        }
