"""The text of `settings.toml`: read whole, changed line by line so that comments stay, and put in place at once."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from voicecoach.errors import StateError
from voicecoach.file_locks import wait_for_lock
from voicecoach.files import read_bounded, why_not_written, write_atomically
from voicecoach.folders import make_private

LARGEST = 64 * 1024
"""Bytes of the largest file that is read."""

LOCKED_S = 5.0
"""How long somebody else may take to change the file, in seconds."""

HEADER = "# What voicecoach does unless a command says otherwise. Shown and changed by: voicecoach settings\n"


def load(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of the file, and what it says. Raises FileNotFoundError, StateError."""
    try:
        data = read_bounded(path, LARGEST)
    except NotADirectoryError as error:
        raise FileNotFoundError(error.errno, error.strerror, str(path)) from error
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StateError(f"it cannot be read: {error.strerror or error}", path=path) from error
    import tomllib  # most users have no file and need no reader

    try:
        text = data.decode("utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise StateError("this is not UTF-8", path=f"{path}:{line}") from error
    except (ValueError, RecursionError, OverflowError) as error:
        found = re.search(r"^(.*) \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
        line = int(found[2]) if found and found[2] else text.count("\n") + 1
        why = found[1] if found else "it is nested too deeply"
        raise StateError(f"this is not TOML: {why[:1].lower()}{why[1:]}", path=f"{path}:{line}") from error


@contextlib.contextmanager
def changed_by_us_alone(path: Path) -> Iterator[None]:
    """No other voicecoach changes the file meanwhile. Raises StateError."""
    real = Path(os.path.realpath(path))
    lock = real.with_name(f"{real.name}.lock")
    try:
        make_private(real.parent)
        held = wait_for_lock(lock, LOCKED_S)
    except OSError as error:
        raise StateError(f"the settings cannot be kept: {why_not_written(error)}", path=path) from error
    if held is None:
        raise StateError("another voicecoach is changing the settings; try again", path=path)
    with held:
        yield


def load_or_new(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        return load(path)
    except FileNotFoundError:
        return HEADER, {}


def store(path: Path, text: str, meant: Mapping[str, Any]) -> None:
    """Write the text if it says what is meant: a value over several lines, say, cannot be changed line by line."""
    import tomllib

    try:
        good = tomllib.loads(text) == meant
    except ValueError:
        good = False
    if not good:
        raise StateError("it is written in a way that only its author can change; edit it by hand", path=path)
    try:
        # A link, as people have whose settings are in one folder, stays; what it leads to is replaced.
        write_atomically(Path(os.path.realpath(path)), text.encode())
    except OSError as error:
        raise StateError(f"the settings cannot be kept: {why_not_written(error)}", path=path) from error


def index_of(lines: list[str], name: str) -> int | None:
    key = re.compile(rf"""\s*(?:{name}|"{name}"|'{name}')\s*=""")
    return next((at for at, line in enumerate(lines) if key.match(line)), None)


def line_of(text: str, name: str) -> int:
    """The line of a key, from 1."""
    at = index_of(text.splitlines(), re.escape(name))
    return 1 if at is None else at + 1


def comment_of(line: str) -> str:
    """The comment after the value, with the space before it."""
    import tomllib

    value = line.partition("=")[2].rstrip("\r\n")
    for at, one in enumerate(value):
        if one == "#":
            try:
                tomllib.loads(f"x ={value[:at]}")
            except ValueError:
                continue
            return value[len(value[:at].rstrip()) :]
    return ""


def toml_of(value: str | int | float | bool) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else repr(value)
