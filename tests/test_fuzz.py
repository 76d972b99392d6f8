"""Thousands of broken routine texts: a RoutineError with a place may come out, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import slow_but
from tests.routine.helpers import BRIDGE, MORNING, PLANK, TILT, folders
from voicecoach.errors import RoutineError
from voicecoach.routine.library import Folders, load_text
from voicecoach.routine.lint.rules import lint_exercise, lint_routine, lint_sounds, lint_variants
from voicecoach.routine.parse import is_exercise, parse_exercise
from voicecoach.routine.text_file import decode_text
from voicecoach.routine.yaml_reader import read_yaml_tree
from voicecoach.shipped import shipped_scripts_dir

CASES = 12_000

PIECES = [
    "", " ", "  ", "\n", "\t", ":", ": ", "-", "- ", "[", "]", "{", "}", ",", "'", '"', "|", ">", "&a ", "*a", "!!int ", "!x ",
    "---\n", "...\n", "#", "%", "@", "`", "?", "? ", "<<: *a", "~", "null", "no", "1:30", "-1", "1e9", ".nan", ".inf", "0",
    "5-10", "99999999999", "\0", "\x07", "\r\n", "\r", "\ufeff", "\u202e", "\u2028", "😀", "ש", "\ud800", "<b>", "{side}", "{x}",
    "do:", "rest: 5", "say: x", "repeat: 9", "steps:", "left:", "../x", "\\", "\\x00", "a" * 600, " " * 200, "9" * 400,
]  # fmt: skip


def texts() -> list[str]:
    shipped = [path.read_text(encoding="utf-8") for path in sorted(shipped_scripts_dir().rglob("*.yaml"))]
    return [MORNING, TILT, BRIDGE, PLANK, *shipped]


def broken(seed: int, count: int) -> Iterator[str | bytes]:
    chance = random.Random(seed)
    whole = texts()
    for _ in range(count):
        text = chance.choice(whole)
        for _ in range(chance.randint(1, 4)):
            text = _mutate(text, chance, whole)
        data: str | bytes = text
        if chance.random() < 0.1:
            raw = bytearray(text.encode("utf-8", "surrogatepass"))
            raw.insert(chance.randint(0, len(raw)), chance.randrange(256))
            data = bytes(raw)
        yield data


def _mutate(text: str, chance: random.Random, whole: list[str]) -> str:
    start = chance.randint(0, len(text))
    end = min(len(text), start + chance.randint(0, 12))
    rows = text.split("\n")
    match chance.randrange(7):
        case 0:
            return text[:start] + chance.choice(PIECES) + text[start:]
        case 1:
            return text[:start] + chance.choice(PIECES) + text[end:]
        case 2:
            return text[:start] + text[end:]
        case 3:
            chance.shuffle(rows)
            return "\n".join(rows)
        case 4:
            row = chance.randrange(len(rows))
            rows[row] = " " * chance.randint(0, 6) + rows[row].lstrip()
            return "\n".join(rows)
        case 5:
            row = chance.randrange(len(rows))
            return "\n".join(rows[:row] + [rows[row]] * chance.randint(2, 50) + rows[row:])
        case _:
            other = chance.choice(whole)
            return text[:start] + other[chance.randint(0, len(other)) :]


@pytest.mark.parametrize("seed", slow_but(range(4), 0))
def test_only_a_mistake_with_its_place_comes_out(tmp_path: Path, seed: int) -> None:
    found = folders(tmp_path)
    refused = 0
    for data in broken(seed, CASES // 4):
        reported = read(data, tmp_path, found)
        refused += bool(reported)
        for one in reported:
            assert one.message
            assert "\n" not in str(one)
            assert len(one.message) < 400
            assert one.line is None or one.line >= 1
    # Else the texts are not broken enough for this to mean anything, or so broken that only the parser is tried.
    assert 0.4 < refused / (CASES // 4) < 0.95


def read(data: str | bytes, folder: Path, found: Folders) -> tuple[RoutineError, ...]:
    """The mistakes of `data`, read and looked at as `voicecoach check` does; none if it is right."""
    try:
        text = decode_text(data, path="r.yaml") if isinstance(data, bytes) else data
        if is_exercise(text, path="r.yaml"):
            lint_variants(read_yaml_tree(text, path="r.yaml"), name="r", known=("tilt",))
            parsed = parse_exercise(text, path="r.yaml")
            lint_exercise(parsed.exercise, parsed.tree, name="r")
        else:
            lint_sounds(read_yaml_tree(text, path="r.yaml"), ("bell",))
            lint_routine(load_text(text, folder / "r.yaml", folders=found))
    except RoutineError as error:
        return (error, *error.others)
    except Exception as error:
        raise AssertionError(f"{type(error).__name__} from {data!r}") from error
    return ()
