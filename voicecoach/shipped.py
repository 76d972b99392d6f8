"""Where the routines and chimes of this project are: inside the package of a wheel, else at the root of the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped_scripts_dir() -> Path:
    """The folder of the shipped routines; their exercises are in `exercises` below it."""
    return _find("scripts")


def shipped_sounds_dir() -> Path:
    """The folder of the shipped chimes."""
    return _find("sounds")


def _find(name: str) -> Path:
    inside = _PACKAGE / "_shipped"
    return (inside if inside.is_dir() else _PACKAGE.parent) / name
