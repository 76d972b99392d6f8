"""Thousands of broken files of every kind: a routine that loads may come out, or a RoutineError of one line, and nothing else."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.interchange.helpers import FOLDERS
from tests.interchange.test_lists import ASSISTANT
from tests.interchange.test_programs import JAWT, SHARE, W2A
from tests.interchange.test_tables import FULL
from voicecoach.errors import RoutineError
from voicecoach.interchange.import_file import import_file

PIECES = [
    "",
    "\n",
    ";",
    ",",
    "\t",
    "|",
    "=1",
    "-",
    "'",
    '"',
    "x",
    "3 x ",
    "10",
    "1:30",
    "s",
    "min",
    "(",
    ")",
    "[pause 3 s]",
    "{side}",
    "<b>",
    "[[slnc 3]]",
    "\u00e9",
    "\u202e",
    "\0",
    "\x0b",
    "99999999",
    "0",
    "NaN",
    "left",
    "each side",
    "rest",
    "Rest 5",
    "hold",
    "#",
    "**",
    "3 rounds:",
    "&a",
    "*a",
    "<<:",
    "null",
    "- ",
    "1. ",
    "1e9",
    "\u00bd",
    "break 3 s",
    "(silence)",
    "5 kg",
    "to failure",
    "a" * 300,
    "1 " * 200,
    "\u5e8a",
    "\U0001f600",
    "\ud800",
]
SOURCES = [
    ("a.md", ASSISTANT), ("a.csv", FULL), ("a.yaml", W2A), ("b.yaml", SHARE), ("a.json", json.dumps(JAWT)),
    ("a.txt", "Relax;30\nGo;2\n"), ("b.txt", ASSISTANT.replace("|", ";")),
]  # fmt: skip


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_broken_files(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    made = 0
    for _ in range(60 if seed == 1 else 1500):
        name, text = chance.choice(SOURCES)
        for _ in range(chance.randint(1, 5)):
            start = chance.randrange(len(text) + 1)
            end = min(len(text), start + chance.choice([0, 0, 1, 5, 30]))
            text = text[:start] + chance.choice(PIECES) + text[end:]
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        refused = ""
        try:
            made += len(import_file(path, folders=FOLDERS))
        except RoutineError as error:
            refused = str(error)
        assert "\n" not in refused
        assert "no routine can be made" not in refused, text
    assert made
