"""JSON and YAML of strangers as plain maps, lists and values, and how a reader takes things out of them."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, NoReturn

from voicecoach.errors import RoutineError
from voicecoach.interchange.sayable import shown
from voicecoach.routine.yaml_reader import read_yaml_tree

_MERGE = "<<"


def json_data(text: str, path: Path | str | None) -> Any:
    """The value of a JSON text. Raises RoutineError for what is not JSON, for NaN and infinity, and if it is too deep."""

    def refuse(word: str) -> NoReturn:
        raise RoutineError(f"{word} is not a number", path=path)

    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise RoutineError(
            f"this is not JSON: {error.msg}", path=path, line=error.lineno, column=error.colno
        ) from error
    except RecursionError as error:
        raise RoutineError("this is nested too deeply", path=path) from error
    except ValueError as error:  # a number of thousands of digits
        raise RoutineError("a number in this file is far too long", path=path) from error


def yaml_data(text: str, path: Path | str | None) -> Any:
    """The value of a YAML text, in which every scalar is a text, and maps that are merged are put in.

    Raises RoutineError for what is not YAML, too deep, or made to grow by aliases.
    """
    return _merged(read_yaml_tree(text, path=path).root.plain)


def _merged(plain: Any) -> Any:
    # The tree bounds depth and size, with all that aliases stand for.
    if isinstance(plain, list):
        return [_merged(one) for one in plain]
    if not isinstance(plain, dict):
        return plain
    found: dict[str, Any] = {}
    merged = plain.get(_MERGE)
    for one in merged if isinstance(merged, list) else [merged]:
        if isinstance(one, dict):
            found = {**_merged(one), **found}
    return {**found, **{key: _merged(value) for key, value in plain.items() if key != _MERGE}}


class Fields:
    """A map of a foreign file, and where it is."""

    def __init__(self, value: Any, where: str, path: Path | str | None) -> None:
        self._path = path
        self.where = where
        if not isinstance(value, dict):
            raise self.error(f"{where} is not a map of names and values")
        self._values = value

    def keys(self) -> set[str]:
        """The names that it has."""
        return set(self._values)

    def text(self, name: str) -> str:
        """The text or number of that name; empty if there is none. Raises RoutineError for a list or a map."""
        value = self._values.get(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self.error(f"{self._name(name)} is neither a text nor a number")
        if isinstance(value, float) and not math.isfinite(value):
            raise self.error(f"{self._name(name)} is not a number")
        return value.strip() if isinstance(value, str) else f"{value:.9f}".rstrip("0").rstrip(".")

    def flag(self, name: str) -> bool:
        """Whether that name is true."""
        return str(self._values.get(name, "")).lower() in ("true", "yes", "on")

    def items(self, name: str) -> list[Any]:
        """The list of that name; empty if there is none. Raises RoutineError if it is something else."""
        value = self._values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.error(f"{self._name(name)} is not a list")
        return value

    def texts(self, name: str) -> list[str]:
        """The texts in the list of that name; a text alone is a list of one."""
        value = self._values.get(name)
        return [
            one
            for one in (value if isinstance(value, list) else [value])
            if isinstance(one, str) and one.strip()
        ]

    def maps(self, name: str, what: str) -> list[Fields]:
        """The maps in the list of that name, each called `what` with its number."""
        above = "" if self.where == "the file" else f"{self.where}, "
        return [
            Fields(value, f"{above}{what} {number}", self._path)
            for number, value in enumerate(self.items(name), 1)
        ]

    def map(self, name: str) -> Fields | None:
        """The map of that name; None if there is none."""
        value = self._values.get(name)
        return None if value is None else Fields(value, self._name(name), self._path)

    def whole(self, name: str, least: int, most: int, otherwise: int) -> int:
        """The whole number of that name. Raises RoutineError if it is none, or out of bounds."""
        text = self.text(name)
        if not text:
            return otherwise
        if not (text.isascii() and text.isdigit() and len(text) <= 9 and least <= int(text) <= most):
            raise self.error(
                f"{self._name(name)} is a whole number from {least} to {most:,}, not {shown(text)}"
            )
        return int(text)

    def error(self, message: str) -> RoutineError:
        """A mistake in this map."""
        return RoutineError(message, path=self._path)

    def _name(self, name: str) -> str:
        return name if self.where == "the file" else f"{self.where}: {name}"
