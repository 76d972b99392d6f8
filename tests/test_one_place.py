"""What is easy to get wrong is done in one place: moving a file into place, locks, the user's folders, guesses."""

from __future__ import annotations

import ast
from pathlib import Path

import voicecoach

PACKAGE = Path(voicecoach.__file__).parent

PLACES = {
    "fcntl": {"file_locks.py", "play/controls/input_devices.py"},  # the one locks, the other takes a pedal
    "difflib": {"near.py"},
    "platformdirs": {"folders.py"},
    "os.replace": set(),
    "os.rename": set(),
    "os.path.expanduser": {"folders.py"},
    "Path.home": set(),
    "os.O_EXCL": {"half_file.py"},
    "tempfile.NamedTemporaryFile": set(),
    "tempfile.mkstemp": set(),
    "tempfile.mkdtemp": {"speech/cache/private_folders.py"},
}
"""Modules and names that only these files may use."""


def used_in(path: Path) -> set[str]:
    """The modules that a file imports, and the dotted names that it uses."""
    used = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            used |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            used.add(node.module.partition(".")[0])
            used |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Attribute):
            used.add(ast.unparse(node))
    return used


def test_only_one_place_uses_it() -> None:
    used = {path.relative_to(PACKAGE).as_posix(): used_in(path) for path in sorted(PACKAGE.rglob("*.py"))}
    for name, places in PLACES.items():
        assert {file for file, names in used.items() if name in names} == places, name
