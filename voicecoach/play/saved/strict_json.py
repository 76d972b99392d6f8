"""The one strict way in which the files of sessions are read: places and records.

A dataclass is its own schema: the types of its fields say what its file may contain, how large it may be, and nothing
else may. What voicecoach keeps on the way to the first line of a `preview` (compiled timelines, settings) is checked as
strictly by tables of their own, as pydantic takes longer to load than those commands have.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError

from voicecoach.routine.ids import ID, LONGEST_ID

STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)
"""For `__pydantic_config__` of each dataclass that is kept in a file."""

LARGEST = 16 * 2**20
"""Bytes of the largest file, or line of a file, that is read: a session of some hundred thousand sets."""


def _moment(text: str) -> str:
    datetime.datetime.fromisoformat(text)
    return text


SESSION = r"[0-9A-Za-z][0-9A-Za-z_-]{0,79}"
"""What a session's name looks like: never a path, as files are named by it."""

SessionName = Annotated[str, Field(pattern=f"^{SESSION}$")]
ExerciseId = Annotated[str, Field(pattern=f"^{ID}$", max_length=LONGEST_ID)]
"""Of an exercise."""
Text = Annotated[str, Field(max_length=10_000)]
Name = Annotated[str, Field(max_length=300)]
PathText = Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"^[^\x00]*$")]
"""A path as `path_text` writes it."""
Count = Annotated[int, Field(ge=0, le=10**9)]
Quantity = Annotated[float, Field(ge=0, le=10**9)]
Share = Annotated[float, Field(ge=0, le=1)]
Moment = Annotated[str, Field(max_length=40), AfterValidator(_moment)]
"""ISO 8601."""
Many = Field(max_length=100_000)

Saved = TypeVar("Saved")
Upgrades = Mapping[int, Callable[[dict[str, Any]], None]]


class UnreadableJson(ValueError):
    """It is broken; the message says where."""


class NewerFormat(ValueError):
    """A newer version of voicecoach wrote it."""


def read_strictly(model: type[Saved], text: bytes, format: int, upgrades: Upgrades | None = None) -> Saved:
    """The object that `text` holds as JSON, with its format number beside its fields.

    `upgrades` turn what older formats wrote into the next one, each in place. Raises UnreadableJson, NewerFormat.
    """
    try:
        data = json.loads(text, parse_constant=_refuse)
        if not isinstance(data, dict):
            raise UnreadableJson("it is not an object")
        found = data.pop("format", None)
        if type(found) is not int or found < 1:
            raise UnreadableJson("it has no format number")
        if found > format:
            raise NewerFormat(f"format {found}")
        for older in range(found, format):
            (upgrades or {})[older](data)
        # As JSON once more: only of JSON does the strict reader take a list for a tuple and a word for an enum.
        made: Saved = _adapter(model).validate_json(json.dumps(data))
        return made
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(key) for key in first["loc"])
        raise UnreadableJson(f"at {where[:80]}" if where else "it is not JSON") from error
    except (UnreadableJson, NewerFormat):
        raise
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableJson("it is not JSON as voicecoach writes it") from error


def unchanged(data: dict[str, Any]) -> None:
    """The upgrade of a format of which all is still right: what the next one adds may be missing."""


def path_text(path: str) -> str:
    """A path as text that any JSON reader takes: bytes that are not UTF-8 become %XX, and % becomes %25."""
    return "".join(
        f"%{ord(one) - 0xDC00:02X}" if "\udc80" <= one <= "\udcff" else one
        for one in path.replace("%", "%25")
    )


def path_from(text: str) -> str:
    """The path that `path_text` wrote."""
    first, *rest = text.split("%")
    return first + "".join(_byte(one) for one in rest)


def _byte(one: str) -> str:
    try:
        code = int(one[:2], 16)
    except ValueError:
        return "%" + one
    if code == ord("%"):
        return "%" + one[2:]
    return chr(0xDC00 + code) + one[2:] if code >= 0x80 else "%" + one


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(model: Any) -> TypeAdapter[Any]:
    """Made once for each model; takes some milliseconds."""
    if model not in _adapters:
        _adapters[model] = TypeAdapter(model)
    return _adapters[model]
