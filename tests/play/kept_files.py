"""Places and records for tests, whole and damaged in every way."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.play.rig import ROUTINE, Rig
from voicecoach.errors import StateError
from voicecoach.play.saved.marks import segment_marks
from voicecoach.play.saved.place import Place, PlaceKeeper, PlayOptions, load_place, routine_of
from voicecoach.play.saved.record import CompletedSet, Record
from voicecoach.script.fit import Dial, Fit

SESSION = "20260102T070000-4711-1"
BEGAN = "2026-01-02T07:00:00+00:00"


def good(folder: Path) -> dict[str, Any]:
    """A place with something in every field, of a routine that lies in `folder`, as its file has it."""
    if not MADE:
        MADE.append(made(folder))
    (folder / "two-things.yaml").write_text(ROUTINE)
    return copy.deepcopy(MADE[0]) | {"routine": str(folder / "two-things.yaml")}


MADE: list[dict[str, Any]] = []
"""What `made` made: once, as it takes a while."""


def made(folder: Path) -> dict[str, Any]:
    rig = Rig(folder)
    rig.until("halfway")
    parts = rig.session.playback.player.parts
    own = Record(SESSION, "two-things", "Two things", 0.5, BEGAN, BEGAN, 61.5)
    for part in parts[:5]:
        own.add_done(part)
    own.add_skipped("march")
    own.breaks = 2
    own.hurt, own.swapped, own.unspoken = ["twist"], [("bridge", "half-bridge")], ["Hello."]
    routine, is_shipped = routine_of(rig.session.studio.loaded.path)
    options = PlayOptions(
        0.5,
        minutes=12.0,
        fit=Fit(Dial(0.25, 0.5, ("steps", 1)), Dial.of(0.0), 0.5),
        include=("march",),
        easier=("bridge",),
        device="Headset",
        music="/m.mp3",
        volume=3,
    )
    mark = segment_marks(parts)[6]
    place = Place(routine, is_shipped, "Two things", "abc", options, mark, own, {"1": "half-bridge"})
    keeper = PlaceKeeper(SESSION, folder)
    keeper.save(place)
    file = folder / f"{SESSION}.json"
    assert load_place(file) == place
    data: dict[str, Any] = json.loads(file.read_text())
    file.unlink()
    return data


WRONG: dict[str, Any] = {
    "missing": ...,
    "null": None,
    "true": True,
    "text": "x",
    "empty": "",
    "path": "../../../../evil",
    "NUL": "\x00",
    "long": "x" * 50_000,
    "half a letter": "\ud800",
    "zero": 0,
    "negative": -1,
    "half": 0.5,
    "huge": 10**12,
    "endless": 10**400,
    "NaN": float("nan"),
    "infinite": float("inf"),
    "list": [],
    "object": {},
    "nested": [[[[[[[[1]]]]]]]],
    "another key": {"another": 1},
}


def paths(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if at:
        yield at
    if isinstance(data, dict):
        for key, value in data.items():
            yield from paths(value, (*at, key))
    elif isinstance(data, list):
        for index, value in enumerate(data[:1]):
            yield from paths(value, (*at, index))


def changed(data: dict[str, Any], at: tuple[Any, ...], value: Any) -> str:
    made = copy.deepcopy(data)
    inner: Any = made
    for key in at[:-1]:
        inner = inner[key]
    if value is ...:
        del inner[at[-1]]
    else:
        inner[at[-1]] = value
    return json.dumps(made)


def loaded(folder: Path, text: str) -> Place | str:
    """The place, or what is said of it."""
    file = folder / f"{SESSION}.json"
    file.write_text(text)
    try:
        return load_place(file)
    except StateError as error:
        return str(error)


BROKEN = {
    "empty": b"",
    "not-utf8": b"\xff\xfe{}",
    "nul": b"\x00" * 400,
    "no-json": b"{",
    "list": b"[]",
    "text": b'"x"',
    "deep": b"[" * 100_000,
    "deep-object": b'{"format":' * 50_000,
    "no-format": b"{}",
    "format-0": b'{"format": 0}',
    "format-true": b'{"format": true}',
    "format-text": b'{"format": "2"}',
    "format-alone": b'{"format": 2}',
    "format-1-alone": b'{"format": 1}',
    "format-1-wrong": b'{"format": 1, "routine": 3}',
    "long-number": b'{"format": ' + b"9" * 5000 + b"}",
}


def line_of(name: str, **more: Any) -> Record:
    own = Record(name, "r", "R", 0.0, BEGAN, **more)
    own.done.append(CompletedSet("bridge", 1, None, 5, 5.0, None))
    return own
