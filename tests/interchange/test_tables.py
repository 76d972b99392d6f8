"""A therapist's table becomes a routine: whatever its columns are called, however it is parted and encoded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interchange.helpers import imported, work_seconds
from voicecoach.errors import RoutineError
from voicecoach.shipped import shipped_scripts_dir

FULL = """name,position,sets,reps,hold,side,rest,note
Bridge,on the back,3,8-12,5 s,,30 s,Keep your hips level.
Side plank,on the side,2,,20,left,15,
"Dead bug, slow",supine,2,10,,alternating,45,"Lower back flat, always."
Squat,standing,1,10,,,,
"""


def test_every_column_arrives(tmp_path: Path) -> None:
    read = imported(tmp_path, FULL)
    assert list(read.doses()) == [
        ("bridge", {"sets": "3", "reps": "8-12", "hold": "5", "rest": "30"}),
        ("side-plank", {"sets": "2", "hold": "20", "rest": "15", "side": "left"}),
        ("dead-bug-slow", {"sets": "2", "reps": "10", "rest": "45"}),
        ("squat", {"reps": "10", "sets": "1"}),
    ]
    dead_bug = read.routine.exercises["dead-bug-slow"]
    assert (dead_bug.position, dead_bug.sides, dead_bug.setup) == (
        "on the back",
        "alternate",
        ("Lower back flat, always.",),
    )
    assert {"say": "Bridge: Keep your hips level."} in read.steps


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(tmp_path: Path, delimiter: str, end: str) -> None:
    rows = [["Exercise", "Sets", "Hold", "Rest"], ["Plank", "2", "20", "15"], ["Squat", "", "", ""]]
    text = end.join(delimiter.join(row) for row in rows)
    assert next(imported(tmp_path, text).doses()) == ("plank", {"sets": "2", "hold": "20", "rest": "15"})


@pytest.mark.parametrize(
    "head",
    [
        "REPS,Exercise,SETS",
        "Repetitions, Exercise Name ,No. of sets",
        "Wdh,Übung,Sätze",
        "Wiederholungen,Uebung / name,Serien",
        "répétitions par série,Exercice,séries",
    ],
)
def test_heads_in_any_case_order_and_language(tmp_path: Path, head: str) -> None:
    if "/" in head:
        head = head.replace("Uebung / name", "NAME")
    read = imported(tmp_path, f"{head}\n12,Squat,3\n")
    assert list(read.doses()) == [("squat", {"sets": "3", "reps": "12"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    read = imported(tmp_path, "Übung;Sätze;Halten\nKnieübung;2;2,5\n".encode(encoding))
    (exercise,) = read.one.new
    assert exercise == "Knieübung"
    assert list(read.doses()) == [("knieubung", {"sets": "2", "reps": "1", "hold": "2.5"})]
    assert ("Windows-1252" in read.remarks) is (encoding == "cp1252")


def test_a_name_and_seconds_alone_is_an_interval_timer(tmp_path: Path) -> None:
    text = "sit throughs,30\npush ups,30\nRest,20\nSide plank,45\nsit ups,45\nrest,10\n"
    read = imported(tmp_path, text)
    assert work_seconds(read.loaded) == pytest.approx(150)
    assert read.steps[2] == {"rest": "20 s"}
    assert "22.5 s on each, 45 s in all" in read.remarks
    assert "rest at the end" in read.remarks


@pytest.mark.parametrize(
    ("row", "seconds"),
    [
        ("plank,30", 30),
        ("plank;30", 30),
        ("plank\t30 s", 30),
        ('"plank, slow";0:45', 45),
        ("plank;1,5 min", 90),
        ("plank,1:05", 65),
    ],
)
def test_ways_to_write_a_time(tmp_path: Path, row: str, seconds: float) -> None:
    read = imported(tmp_path, f"{row}\n{row}\n")
    assert work_seconds(read.loaded) == pytest.approx(2 * seconds)


def test_seconds_before_the_name(tmp_path: Path) -> None:
    read = imported(tmp_path, "30,push ups\n45,squat\n")
    assert [(step["do"], step["time"]) for step in read.steps] == [("push-ups", "30 s"), ("squat", "45 s")]


def test_a_head_above_name_and_seconds(tmp_path: Path) -> None:
    read = imported(tmp_path, "Exercise,Duration (s),Rest\nPush ups,30,10\nSquat,40,10\n")
    assert [step.get("time", step.get("rest")) for step in read.steps] == ["30 s", "10 s", "40 s"]


@pytest.mark.parametrize(
    "name", [path.stem for path in sorted((shipped_scripts_dir() / "exercises").glob("*.yaml"))]
)
def test_every_known_exercise_works_as_long_as_it_is_asked_to(tmp_path: Path, name: str) -> None:
    read = imported(tmp_path, f"{name},33\n")
    assert read.one.known == (name,)
    assert work_seconds(read.loaded) == pytest.approx(33)


def test_sets_that_differ(tmp_path: Path) -> None:
    read = imported(tmp_path, "name;sets;reps\nSquat;3;10/8/6\n")
    assert read.steps[0]["reps"] == [10, 8, 6]


def test_what_is_known_under_another_name_is_named(tmp_path: Path) -> None:
    read = imported(
        tmp_path, "name,reps,position\nGlute Bridges,10,\nSqaut,10,\nBridge,10,standing\nCalf raise,10,\n"
    )
    assert read.one.known == ("bridge", "squat")
    assert "“Glute Bridges” is taken as “Bridge” (bridge)" in read.remarks
    assert "“Sqaut” is taken as “Squat” (squat) (if that is not meant" in read.remarks
    assert (
        "“Bridge” is not taken as “Bridge” (bridge): it begins on the back, and the file says standing"
        in read.remarks
    )
    assert read.one.new == ("Bridge", "Calf raise")


@pytest.mark.parametrize(
    "name", ["Hip flexion", "Side bridge dips", "Calf stretch", "Lunge jump", "Rowing", "Single leg bridge"]
)
def test_a_near_name_is_another_exercise(tmp_path: Path, name: str) -> None:
    assert imported(tmp_path, f"name,reps\n{name},10\n").one.known == ()


def test_breaths_of_a_known_exercise_do_not_make_ten_repetitions_last_ten_minutes(tmp_path: Path) -> None:
    read = imported(tmp_path, "name,reps\nBridge,10\nCat and cow,10\n")
    assert read.steps == [
        {"do": "bridge", "tempo": "2-1-2", "reps": 10},
        {"do": "cat-and-cow", "breaths": 10},
    ]
    assert "3 breaths" in read.remarks


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", None, "empty"),
        ("   \n\n", None, "empty"),
        ("name,sets\n", None, "no exercise below"),
        ("name,sets\nPlank,=B2*2\n", 2, "formula"),
        ('name,note\nPlank,=HYPERLINK("x")\n', 2, "formula"),
        ("name,hold\nPlank,NaN\n", 2, "“nan” is not a time"),
        ("name,hold\nPlank,-5\n", 2, "not a time"),
        ("name,hold\nPlank,1e9\n", 2, "not a time"),
        ("name,hold\nPlank,99999999\n", 2, "go from 1 to 86,400"),
        ("name,sets\nPlank,0\n", 2, "sets go from 1 to 100"),
        ("name,sets\nPlank,2.5\n", 2, "whole numbers"),
        ("name,sets\n,3\n", 2, "no name"),
        ("name,sets,rest\nPlank,3,rest 20 min\n", 2, "not a time"),
        ("Plank,3,10\nSquat,3,10\n", 1, "does not name the columns"),
        ("name,sets\nPl\x07ank,3\n", 2, "control character (U+0007)"),
        ("name,sets\nPl\u202eank,3\n", 2, "hidden character"),
    ],
)
def test_what_is_wrong_is_named_at_its_line(tmp_path: Path, text: str, line: int | None, words: str) -> None:
    with pytest.raises(RoutineError) as caught:
        imported(tmp_path, text)
    assert words in caught.value.message
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 and so on", "save it as CSV"),
        (b"name\0x", "binary"),
        (b"name,sets\nPl\x81nk,3\n", "0x81"),
        (b"\xff\xfen\x00a", "UTF-16"),
        (b"a" * 1_000_001, "more than a million bytes"),
        (b"name,sets\n" + b"Squat,3\n" * 501, "at most 500"),
        (b"name,sets\n" + b'"' + b"x" * 200_000, "not a table"),
        (b"name,time\n" + b"Walk,20 h\n" * 2, "more than 24 hours"),
    ],
)
def test_hostile_bytes_are_one_clear_line(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(RoutineError) as caught:
        imported(tmp_path, data)
    assert words in caught.value.message
    assert "\n" not in str(caught.value)
    assert len(caught.value.message) < 250


def test_what_is_above_the_names_of_the_columns_and_headings_among_the_rows(tmp_path: Path) -> None:
    text = (
        "Home programme;;;\n;Dose;;\nExercise;Dosage;Rest (min);Tempo\n;;(min);\nMobility;;;\n"
        "Heel drop;3 x 10;1,5;3-1-1\nPlank;2 x 30 sec;0,5;slow\n"
    )
    read = imported(tmp_path, text)
    assert list(read.doses()) == [
        ("heel-drop", {"sets": "3", "reps": "10", "rest": "90", "tempo": "3-1-1"}),
        ("plank", {"sets": "2", "hold": "30", "rest": "30"}),
    ]
    assert read.routine.exercises["heel-drop"].kind == "mobilise"
    assert {"say": "Plank: Tempo slow"} in read.steps
    assert "line 1 is above the names of the columns, and left out: “Home programme”" in read.remarks
    assert "line 4 has no name and no amount" in read.remarks


def test_the_line_in_which_a_spreadsheet_names_its_delimiter(tmp_path: Path) -> None:
    read = imported(tmp_path, "sep=;\nExercise;Sets;Reps;Side\nBird dog;3;10;L+R\n")
    assert list(read.doses()) == [("bird-dog", {"sets": "3", "reps": "10"})]
