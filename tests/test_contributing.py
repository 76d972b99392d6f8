"""CONTRIBUTING.md is true: what it names exists, and the habits that can be read off the code are kept."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.source_trees import nodes_of

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "voicecoach"
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
ROOMS = (ROOT, PACKAGE, PACKAGE / "phrases" / "en", *(path for path in PACKAGE.iterdir() if path.is_dir()))
EXAMPLES = {"phrases/de/"}
"""Files that somebody will write."""


def section(title: str) -> str:
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE)
    assert found, title
    return found[1]


def test_every_file_and_folder_that_is_named_exists() -> None:
    named = re.findall(
        r"`(?:python |bash |pytest |python -m )?([\w./-]+(?:/|\.(?:py|ftl|md|toml|ya?ml)|/run))", TEXT
    )
    assert len(named) > 40
    missing = {
        name
        for name in set(named) - EXAMPLES
        if not any((room / name).exists() for room in ROOMS) and "NAME" not in name
    }
    assert not missing


def test_the_table_of_rooms_has_every_room() -> None:
    named = set(re.findall(r"`([\w/]+(?:\.py|/))`", section("The rooms").split("Imports run one way")[0]))
    top = {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py", "__main__.py"}
    folders = {f"{path.name}/" for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert top | folders <= named


def dataclasses() -> Iterator[tuple[str, ast.ClassDef, set[str]]]:
    """Every dataclass: its place, its syntax, and the options that are switched on."""
    for name, path in MODULES.items():
        for node in nodes_of(path):
            if not isinstance(node, ast.ClassDef):
                continue
            for one in node.decorator_list:
                text = ast.unparse(one)
                if text.startswith("dataclass"):
                    yield f"{name}:{node.name}", node, set(re.findall(r"(\w+)=True", text))


def test_what_is_frozen_has_slots() -> None:
    assert not [
        place for place, _, options in dataclasses() if "frozen" in options and "slots" not in options
    ]


def test_nothing_is_left_to_do_later_and_files_are_short() -> None:
    long = []
    for name, path in MODULES.items():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b(TODO|FIXME|XXX)\b(?!\()", text), name
        assert not re.search(r"^\s*# ?[-=#*]{4,}", text, re.MULTILINE), f"{name} has a banner"
        if len(text.splitlines()) >= 300:
            long.append(name)
    assert len(long) <= len(MODULES) // 50, long


def test_the_tools_and_commands_that_are_named_are_installed_by_the_extra() -> None:
    extra = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for program in re.findall(r"\.venv/bin/(\w+)", section("Work on it")):
        assert program in ("pip", "pytest") or f'"{program}>=' in extra
