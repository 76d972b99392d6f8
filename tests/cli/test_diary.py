"""`voicecoach diary`, as a person uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.run import run
from tests.practice.rig import session_record
from voicecoach.play.saved.record import append_record


def diary(home: Path, *arguments: str, code: int = 0) -> str:
    done = run(home, "diary", *arguments)
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr


def played(home: Path, name: str) -> None:
    append_record(session_record(name), home / "data" / "voicecoach" / "sessions.jsonl")


def test_a_session_is_added_shown_changed_and_deleted(tmp_path: Path) -> None:
    played(tmp_path, "one")
    assert "gentle-daily  10 min     2" in diary(tmp_path)
    made = diary(
        tmp_path, "add", "gentle-daily", "--on", "2026-02-03", "--at", "7:30", "--did", "bridges 3 x 10", "--did",
        "side plank left 2 x 30 s", "--did", "walk the dog 1 x 20 min", "--hurt", "bird dog", "--pain-before", "4",
    )  # fmt: skip
    assert made == "added as 2: Gentle daily, 2026-02-03\n"
    assert diary(tmp_path, "edit", "2", "--effort", "6", "--pain-before", "none", "--note", "Rain.")
    assert diary(tmp_path, "show", "2").splitlines()[1:] == [
        "  2026-02-03, 07:30, -",
        "  effort 6 of 10",
        "  “Rain.”",
        "  bridge: 3 x 10",
        "  side-plank: 2 x 30 s, left",
        "  walk-the-dog: 1 x 1200 s",
        "  hurt: bird-dog",
    ]
    assert diary(tmp_path, "list", "--exercise", "side-plank").splitlines()[1].split()[:2] == [
        "2",
        "2026-02-03",
    ]
    first = diary(tmp_path, "list", "--json").splitlines()[0]
    assert json.loads(first)["session"] == "one"
    assert diary(tmp_path, "delete", "1", "2").startswith("deleted 1: Gentle daily, 2026-01-02\n")
    assert diary(tmp_path) == ""


def test_it_is_exported_and_read_again_elsewhere(tmp_path: Path) -> None:
    played(tmp_path, "one")
    other = tmp_path / "other"
    other.mkdir()
    for name in ("diary.csv", "diary.jsonl"):
        diary(tmp_path, "export", "-o", name)
    assert diary(other, "import", "../diary.csv") == "1 added, 0 already known\n"
    assert diary(other, "import", "../diary.jsonl") == "0 added, 1 already known\n"
    diary(other, "export", "-o", "again.csv")
    assert (other / "again.csv").read_bytes() == (tmp_path / "diary.csv").read_bytes()
    (tmp_path / "diary.csv").write_text("mine")
    assert "is there already" in diary(tmp_path, "export", "-o", "diary.csv", code=1)


def test_no_session_is_moved_to_a_day_to_come(tmp_path: Path) -> None:
    diary(tmp_path, "add", "walk", "--on", "2026-01-31")
    assert "3000-01-01 12:00 is still to come" in diary(tmp_path, "edit", "1", "--on", "3000-01-01", code=2)
    assert "2026-01-31" in diary(tmp_path, "list")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["show", "9"], 1, "there is no session 9"),
        (["show", "1_0"], 2, "is not a whole number"),
        (["edit", "1"], 2, "Say what to change"),
        (["edit", "1", "--pain-after", "11"], 2, "11 is not in the range"),
        (["add", "x", "--on", "3000-01-01"], 2, "is still to come"),
        (["add", " "], 2, "Say what was done"),
        (["add", "x", "--on", "2026-02-30"], 2, "is not a day"),
        (["add", "x", "--at", "24:00"], 2, "is not a time of day"),
        (["add", "x", "--did", "3 x 10"], 2, "does not name an exercise"),
        (["export", "-o", "diary.pdf"], 1, "is written as .csv or .jsonl"),
        (["import", "no-such.csv"], 1, "no-such.csv: it cannot be read"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    told = diary(tmp_path, *arguments, code=code)
    assert said in told
    assert told.count("\n") == 1
