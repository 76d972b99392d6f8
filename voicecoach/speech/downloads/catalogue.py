"""The voices that can be had on request: where their files are, how large they are, what they hash to, and on which terms.

`catalogue.json` beside this file is the whole list. A row of it is written as `voice.json` beside the files of a voice that was
got, so both are read by the same strict reader: nothing missing, nothing more, nothing out of bounds. It is written
by hand as a warm start reads one row, and pydantic takes longer to load than that start has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from voicecoach.errors import VoiceNotFound
from voicecoach.near import did_you_mean

FORMAT = 1

VOICE_FILE = "voice.json"
"""What the row of a voice is called beside its files."""

LARGEST_FILE = 2**30
"""Bytes of the largest file that a voice may have."""

MOST_FILES = 20

LARGEST_CATALOGUE = 4 * 2**20
"""Bytes of the largest catalogue, and of a `voice.json`."""


class BadCatalogue(ValueError):
    """What is wrong with a catalogue or a row of it, and at which key."""


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """One file of a voice."""

    name: str
    """In the voice's folder; never a path."""
    bytes: int
    """Its exact size, 1 to LARGEST_FILE."""
    sha256: str
    """64 hexadecimal digits in lower case."""
    url: str
    """Where it is, by https."""


@dataclass(frozen=True, slots=True)
class CatalogueVoice:
    """One voice, as its row in the catalogue has it."""

    voice: str
    """As `--voice` says it: hibari:emma."""
    name: str
    """What a person calls it."""
    language: str
    """A BCP 47 tag in lower case: en-gb."""
    licence: str
    """Its SPDX identifier, or what it is called."""
    commercial_use: bool | None
    """Whether the licence allows it; None: it does not say."""
    made_by: str
    about: str
    """A page with more, by https."""
    files: tuple[CatalogueFile, ...]
    """The first one is what the backend opens."""

    @property
    def backend(self) -> str:
        """The part of `voice` before the colon."""
        return self.voice.partition(":")[0]

    @property
    def id(self) -> str:
        """The part of `voice` after the colon."""
        return self.voice.partition(":")[2]

    @property
    def bytes(self) -> int:
        """Of all files together."""
        return sum(file.bytes for file in self.files)


@cache
def catalogue() -> tuple[CatalogueVoice, ...]:
    """Every voice that can be got."""
    return read_catalogue(Path(__file__).with_name("catalogue.json").read_bytes())


def read_catalogue(text: bytes) -> tuple[CatalogueVoice, ...]:
    """The rows of a catalogue, in its order. Raises BadCatalogue."""
    whole = _table(_json(text), {"format", "voices"}, "the catalogue")
    _check_format(whole["format"])
    rows = _list(whole["voices"], "voices", 10_000)
    found = tuple(_voice(row, f"voices[{number}]") for number, row in enumerate(rows))
    _check_unique([row.voice for row in found], "voices")
    return found


def read_row(text: bytes) -> CatalogueVoice:
    """The voice that a `voice.json` describes. Raises BadCatalogue."""
    whole = _table(_json(text), {"format", "voice"}, "it")
    _check_format(whole["format"])
    return _voice(whole["voice"], "voice")


def row_as_text(row: CatalogueVoice) -> bytes:
    """What `read_row` reads."""
    from dataclasses import asdict

    return json.dumps({"format": FORMAT, "voice": asdict(row)}, ensure_ascii=False, indent=2).encode() + b"\n"


def find_row(name: str, rows: tuple[CatalogueVoice, ...]) -> CatalogueVoice:
    """The voice that is meant by `hibari:emma`, or by `emma` if only one is called so. Raises VoiceNotFound."""
    wanted = name.strip().lower()
    for row in rows:
        if row.voice.lower() == wanted:
            return row
    short = [row for row in rows if row.id.lower() == wanted]
    if len(short) == 1:
        return short[0]
    if short:
        raise VoiceNotFound(f"say which one: {' or '.join(row.voice for row in short)}", backend=name)
    known = [row.voice for row in rows] + [row.id for row in rows]
    hint = did_you_mean(name, known) or "; to see what is in it: voicecoach voices --available"
    raise VoiceNotFound(f"it is not in the catalogue{hint}", backend=name)


def _voice(row: object, where: str) -> CatalogueVoice:
    read = _table(row, {*_READERS, "commercial_use", "files"}, where)
    text = {key: reader(read[key], f"{where}.{key}") for key, reader in _READERS.items()}
    allowed = read["commercial_use"]
    if allowed is not None and not isinstance(allowed, bool):
        raise BadCatalogue(f"{where}.commercial_use is true, false or null, not {_shown(allowed)}")
    rows = _list(read["files"], f"{where}.files", MOST_FILES)
    if not rows:
        raise BadCatalogue(f"{where}.files is empty")
    files = tuple(_file(one, f"{where}.files[{number}]") for number, one in enumerate(rows))
    _check_unique([file.name for file in files], f"{where}.files")
    return CatalogueVoice(**text, commercial_use=allowed, files=files)


def _file(row: object, where: str) -> CatalogueFile:
    read = _table(row, {"name", "bytes", "sha256", "url"}, where)
    name = _matching(_FILE_NAME, "a file's name")(read["name"], f"{where}.name")
    if name.lower() == VOICE_FILE or name.lower().endswith((".part", ".lock")):
        raise BadCatalogue(f"{where}.name is a name that voicecoach keeps for itself: {_shown(name)}")
    size = read["bytes"]
    if type(size) is not int or not 1 <= size <= LARGEST_FILE:
        raise BadCatalogue(f"{where}.bytes is 1 to {LARGEST_FILE}, not {_shown(size)}")
    digest = _matching(_SHA256, "64 hexadecimal digits")(read["sha256"], f"{where}.sha256")
    return CatalogueFile(name, size, digest, _url(read["url"], f"{where}.url"))


def _matching(pattern: re.Pattern[str], what: str) -> Callable[[object, str], str]:
    def read(value: object, where: str) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise BadCatalogue(f"{where} is {what}, not {_shown(value)}")
        return value

    return read


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= 200 or not value.isprintable():
        raise BadCatalogue(f"{where} is a text on one line of 1 to 200 characters, not {_shown(value)}")
    return value


# Voices and files are named by these on every system: ASCII, and no name that Windows keeps for a device.
_DEVICE = r"(?!(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$))"
_FILE_NAME = re.compile(_DEVICE + r"[A-Za-z0-9][A-Za-z0-9_.-]{0,98}[A-Za-z0-9]")
_VOICE = re.compile(
    r"[a-z0-9][a-z0-9_-]{0,39}:" + _DEVICE + r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,78}[A-Za-z0-9])?"
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::[0-9]{1,5})?"
# By http from this machine alone, where nobody listens in between.
_URL = re.compile(rf"(?:https://{_HOST}|http://(?:127\.0\.0\.1|localhost)(?::[0-9]{{1,5}})?)/[!-~]{{0,900}}")

_url = _matching(_URL, "an address by https")

_READERS: Mapping[str, Callable[[object, str], str]] = {
    "voice": _matching(_VOICE, "a backend and a voice of it, as hibari:emma"),
    "name": _text,
    "language": _matching(_LANGUAGE, "a language in lower case, as en-gb"),
    "licence": _text,
    "made_by": _text,
    "about": _url,
}
"""The keys of a row that are texts."""


def _json(text: bytes) -> object:
    if len(text) > LARGEST_CATALOGUE:
        raise BadCatalogue(f"it is larger than {LARGEST_CATALOGUE:,} bytes")
    try:
        return json.loads(text, parse_constant=_refuse, object_pairs_hook=_without_duplicates)
    except BadCatalogue:
        raise
    except (ValueError, RecursionError) as error:
        raise BadCatalogue(f"it is not JSON: {error}") from error


def _refuse(constant: str) -> NoReturn:
    raise BadCatalogue(f"it holds {constant}, which is not JSON")


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadCatalogue(f"it has a key twice among {', '.join(sorted(found))[:200]}")
    return found


def _check_format(found: object) -> None:
    if type(found) is not int or found < 1:
        raise BadCatalogue("it has no format number")
    if found > FORMAT:
        raise BadCatalogue("a newer version of voicecoach wrote it")


def _table(value: object, keys: set[str], where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadCatalogue(f"{where} is an object, not {_shown(value)}")
    if missing := sorted(keys - set(value)):
        raise BadCatalogue(f"{where} has no {missing[0]}")
    if extra := sorted(set(value) - keys):
        raise BadCatalogue(f"{where} has a key that is not known: {_shown(extra[0])}")
    return value


def _list(value: object, where: str, most: int) -> list[object]:
    if not isinstance(value, list) or len(value) > most:
        raise BadCatalogue(f"{where} is a list of {most} at most")
    return value


def _check_unique(names: list[str], where: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:  # some disks take upper and lower case for the same
            raise BadCatalogue(f"{where} has {name} twice")
        seen.add(name.lower())


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
