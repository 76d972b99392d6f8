"""Imports run one way, held over the syntax trees; `tests/rooms.py` says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rooms import MAY_IMPORT, ORDER, PACKAGE, imported, module_of, modules, name_of, room_of


def wrong_imports(path: Path) -> list[str]:
    room = room_of(path)
    wrong = []
    for line, name in imported(path):
        parts = name.split(".")
        if parts[0] != "voicecoach" or len(parts) == 1 or parts[1] == room:
            continue
        if parts[1] not in MAY_IMPORT[room]:
            wrong.append(f"{name_of(path)}:{line}: {room} may not import {name}")
    return wrong


def test_every_room_has_its_line():
    assert {room_of(path) for path in modules()} <= set(MAY_IMPORT)


def test_imports_run_one_way():
    assert not [wrong for path in modules() for wrong in wrong_imports(path)]


def place_in(room: str, module: str) -> int | None:
    """The line of ORDER in which a module of the room is; None for the room itself."""
    parts = module.removeprefix(f"voicecoach.{room}").strip(".").split(".")
    name = parts[0] or "__init__"
    lines = [line for line, names in enumerate(ORDER[room]) if name in names]
    return lines[0] if lines else None


def wrong_way(path: Path) -> list[str]:
    room = room_of(path)
    here = place_in(room, module_of(path))
    if here is None:  # play/__init__.py and the like, without imports
        return [f"{name_of(path)}: has no line in ORDER"] if any(imported(path)) else []
    wrong = []
    for line, name in imported(path):
        if not name.startswith(f"voicecoach.{room}."):
            continue
        there, own = place_in(room, name), module_of(path).split(".")[2:3] == name.split(".")[2:3]
        if not own and (there is None or there >= here):
            wrong.append(f"{name_of(path)}:{line}: may not import {name}")
    return wrong


@pytest.mark.parametrize("room", ORDER)
def test_imports_inside_a_room_run_one_way(room: str):
    assert not [wrong for path in modules() if room_of(path) == room for wrong in wrong_way(path)]


@pytest.mark.parametrize("room", ORDER)
def test_the_order_inside_a_room_names_what_is_there(room: str):
    there = {path.stem for path in (PACKAGE / room).glob("*") if path.suffix == ".py" or path.is_dir()}
    assert set().union(*ORDER[room]) - {"__init__"} == there - {"__init__", "__pycache__"}


def test_the_order_has_no_circle():
    def below(room: str, path: tuple[str, ...] = ()) -> None:
        assert room not in path, " > ".join((*path, room))
        for other in MAY_IMPORT[room]:
            below(other, (*path, room))

    for room in MAY_IMPORT:
        below(room)
    assert "export" not in MAY_IMPORT["play"]
    assert "play" not in MAY_IMPORT["export"]


def test_nothing_below_session_imports_the_package_itself():
    """`from voicecoach import prepare` goes through the front door, which imports everything."""
    for path in modules():
        if room_of(path) in {"cli", "__init__", "__main__"}:
            continue
        assert not [line for line, name in imported(path) if name == "voicecoach"], name_of(path)
