"""A folder of a practice is input from strangers: each mistake is one line with its place, and stops nobody else."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from tests.publish.folder.practices import TODAY, practice
from voicecoach.errors import RoutineError
from voicecoach.publish.folder import sources
from voicecoach.publish.folder.read import read_folder, read_practice

GOOD = "routines: [morning]\n"


def problems(folder: Path) -> dict[str, tuple[str, ...]]:
    """What is wrong, with paths from the folder; the patient `good` is always right."""
    read = read_practice(folder, TODAY)
    assert "good" in [one.code for one in read.patients]
    assert not read.problems.keys() & {one.code for one in read.patients}
    return {
        name: tuple(line.replace(f"{folder}/", "") for line in lines) for name, lines in read.problems.items()
    }


WRONG = {
    "nothing": ("", "patients/A1.yaml:1:1: this file is empty; a patient has routines"),
    "a list": ("- morning", "patients/A1.yaml:1:1: this is a list; a patient file is a map: keys with values"),
    "no routine": ("name: A\n", "patients/A1.yaml:1:1: “routines” is missing"),
    "a routine that is gone": (
        "routines: [mornings]",
        "patients/A1.yaml:1:12: do: there is no routine “mornings”; did you mean “morning”?",
    ),
    "a routine by its path": (
        "routines: [../../secret]",
        "patients/A1.yaml:1:12: do: “../../secret” is a path; write an id such as side-plank, which is the name of its file",
    ),
    "an exercise that it lacks": (
        "routines: [{do: morning, dose: {planck: {sets: 2}}}]",
        "patients/A1.yaml:1:33: morning does not have “planck”; did you mean “plank”?",
    ),
    "a key that no step has": (
        "routines: [{do: morning, dose: {plank: {holt: 2}}}]",
        "patients/A1.yaml:1:41: unknown key “holt”; did you mean “hold”?",
    ),
    "a dose outside all sense": (
        "routines: [{do: morning, dose: {plank: {sets: 1000}}}]",
        "patients/A1.yaml:1:47: sets: sets go from 1 to 100, not 1000",
    ),
    "a dose of days": (
        "routines: [{do: morning, dose: {plank: {sets: 100, reps: 100, hold: 10 min}}}]",
        "patients/A1.yaml:1:32: dose: this makes a session of more than 24 hours (up to 10,001); do less, or less often",
    ),
    "what excludes itself": (
        "routines: [{do: morning, dose: {plank: {hold: 5, time: 10}}}]",
        "patients/A1.yaml:1:40: a dose has either time or hold, not both",
    ),
    "a list beside the number of sets": (
        "routines: [{do: morning, dose: {plank: {side: left, right: {reps: 2}}}}]",
        "patients/A1.yaml:1:40: the side is left, so that right is not done; take right out",
    ),
    "weeks that overlap": (
        "from: 2026-11-30\nroutines: [{do: morning, weeks: {1-4: {}, 4 on: {}}}]",
        "patients/A1.yaml:2:33: weeks: the weeks 1-4 and 4 on overlap; a week has one dose",
    ),
    "weeks in two spellings": (
        "from: 2026-11-30\nroutines: [{do: morning, weeks: {1-2: {}, 1 - 2: {level: strong}}}]",
        "patients/A1.yaml:2:33: weeks: “1-2” and “1 - 2” are the same weeks; keep one of them",
    ),
    "an exercise in two spellings": (
        'routines: [{do: morning, dose: {plank: {sets: 2}, " plank": {sets: 3}}}]',
        "patients/A1.yaml:1:32: dose: “plank” and “plank” are the same exercise; keep one of them",
    ),
    "more routines than anyone does": (
        f"routines: [{', '.join(f'r{number}' for number in range(30_000))}]",
        "patients/A1.yaml:1:11: routines: there are 30,000; at most 20",
    ),
    "a routine twice in a week": (
        "from: 2026-11-30\nroutines: [{do: morning, weeks: 1-4}, morning]",
        "patients/A1.yaml:2:11: routines: “morning” is in it twice in the same weeks; give each its own weeks",
    ),
    "weeks of no beginning": (
        "routines: [{do: morning, weeks: 1-4}]",
        "patients/A1.yaml:1:33: weeks: these are counted from the first day; write it, from: 2026-01-31",
    ),
    "an end before the beginning": (
        "from: 2026-11-30\nuntil: 2026-11-29\nroutines: [morning]",
        "patients/A1.yaml:2:8: until: 2026-11-29 is before the first day, 2026-11-30",
    ),
    "weeks after the end": (
        "from: 2026-11-30\nuntil: 2026-12-10\nroutines: [{do: morning, weeks: 3 on}]",
        "patients/A1.yaml:3:33: weeks: week 3 begins on 2026-12-14, after the last day, 2026-12-10",
    ),
    "times that are too many": (
        "routines: [{do: morning, at: [7:30, 19:00]}]",
        "patients/A1.yaml:1:30: at: it is done once a day, but has 2 times",
    ),
    "all left out": (
        "routines: [{do: morning, leave_out: [plank]}]",
        "patients/A1.yaml:1:37: leave_out: nothing of morning is left but its warm-up",
    ),
    "both left out and dosed": (
        "routines: [{do: morning, leave_out: [march], dose: {march: {time: 9}}}]",
        "patients/A1.yaml:1:38: leave_out: “march” has a dose here too; take one of them out",
    ),
    "no optional exercise": (
        "routines: [{do: morning, include: plank}]",
        "patients/A1.yaml:1:35: include: morning has no optional exercise “plank”; it has lunge",
    ),
    "a name that turns": (
        'name: "\\u202eanna"\nroutines: [morning]',
        "patients/A1.yaml:1:7: a hidden character that turns the direction of text (U+202E) can disguise what is "
        "written; take it out",
    ),
    "a name of nothing": (
        'name: "\\u200d \\u200b"\nroutines: [morning]',
        "patients/A1.yaml:1:7: name: nothing in this text can be seen; write words, or take the key out",
    ),
    "a language that is not spoken here": (
        "language: tlh\nroutines: [morning]",
        "patients/A1.yaml:1:11: language: “tlh” is not known here; write en",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_patient_that_is_wrong_is_one_line_and_stops_nobody(tmp_path: Path, case: str) -> None:
    text, line = WRONG[case]
    assert problems(practice(tmp_path / "p", A1=text, good=GOOD)) == {"A1": (line,)}


@pytest.mark.parametrize(
    "name", ["محمد الطيب", "Zoë 🤸‍♀️", "李小龍", "Å", "Nguyễn Thị", "'; DROP TABLE--", "{side} <b>"]
)
def test_names_in_all_scripts_are_shown_as_they_are(tmp_path: Path, name: str) -> None:
    read = read_practice(practice(tmp_path / "p", A1=f'name: "{name}"\n{GOOD}', good=GOOD), TODAY)
    assert [one.name for one in read.patients] == [name, ""]
    assert read.patients[0].sessions[0].stem == "morning"


@pytest.mark.parametrize(
    "code", ["../A", "A/B", "A.B", "-A", "A B", "ä", "A\\B", "٣", "x" * 41, "C:A", "~", "A\\0"]
)
def test_a_code_is_never_a_path(tmp_path: Path, code: str) -> None:
    folder = practice(tmp_path / "p", good=GOOD, other=f'code: "{code}"\n{GOOD}'.replace("\\B", "\\\\B"))
    (lines,) = problems(folder).values()
    assert lines[0].startswith("patients/other.yaml:1:7: ")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("routines: [gone]", "anna"),
        ("code: K07\nroutines: [gone]", "K07"),
        ("code: K07\nroutines: [", "K07"),
        ("{routines: [gone], 'code' : \"K07\"", "K07"),
        ("cod: K07\nroutines: [morning]", "K07"),
        ("code: [K07]\nroutines: [morning]", "patients/anna.yaml"),
        ("code: K07\ncode: K08\nroutines: [morning]", "patients/anna.yaml"),
        ("code: ../K07\nroutines: [morning]", "patients/anna.yaml"),
    ],
)
def test_a_patient_with_a_mistake_is_not_taken_for_another(tmp_path: Path, text: str, name: str) -> None:
    """What is published of a patient with a mistake stays: under another code it would be removed."""
    assert list(problems(practice(tmp_path / "p", anna=text, good=GOOD))) == [name]


def test_of_a_file_that_cannot_be_read_nobody_knows_whose_it_is(tmp_path: Path) -> None:
    folder = practice(tmp_path / "p", good=GOOD)
    (folder / "patients" / "A1.yaml").write_bytes(b"name: \xff")
    (wrong,) = read_folder(folder, TODAY).wrong
    assert wrong.name == "patients/A1.yaml"
    assert wrong.error.__traceback__ is None, "its frames hold all that was read"


def test_the_name_of_a_file_that_is_no_code(tmp_path: Path) -> None:
    folder = practice(tmp_path / "p", good=GOOD)
    (folder / "patients" / "Anna Ek.yaml").write_text(GOOD)
    (folder / "patients" / "Bo Ek.yaml").write_text(f"code: B1\n{GOOD}")
    found = problems(folder)
    assert list(found) == ["patients/Anna Ek.yaml"]
    assert "“Anna Ek” is not a code of a patient" in found["patients/Anna Ek.yaml"][0]


def test_two_patients_of_one_code_are_both_left_out(tmp_path: Path) -> None:
    table = "code,routine\nA1,morning\nb2,morning\n"
    folder = practice(tmp_path / "p", A1=GOOD, B2=GOOD, good=GOOD, table=table)
    (folder / "patients" / "C3.yml").write_text(GOOD)
    (folder / "patients" / "C3.yaml").write_text("routines: [gone]\n")
    found = problems(folder)
    assert found.keys() == {"A1", "B2", "b2", "C3"}
    assert found["B2"] == (
        "patients/B2.yaml:1:1: another patient has the code “B2” too: patients.csv:3; give each one of its own",
    )


def test_a_broken_routine_is_named_to_each_patient_that_has_it(tmp_path: Path) -> None:
    folder = practice(tmp_path / "p", A1="routines: [evening]", good=GOOD)
    (folder / "routines" / "evening.yaml").write_text("title: Evening\nsteps: [{rest: 99 h}]\n")
    assert problems(folder)["A1"] == (
        "patients/A1.yaml:1:12: do: the routine “evening” has a mistake: routines/evening.yaml:2:16: "
        "rest: rests (in seconds) go from 0 to 600, not 356400",
    )


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    folder = practice(tmp_path / "p", A2="routines: [linked]", good=GOOD)
    secret = tmp_path / "secret.yaml"
    secret.write_text(GOOD)
    (folder / "patients" / "A1.yaml").symlink_to(secret)
    (folder / "patients" / "A3.yaml").symlink_to(folder / "patients" / "A3.yaml")
    (folder / "patients" / "A4.yaml").mkdir()
    (folder / "routines" / "linked.yaml").symlink_to(secret)
    found = problems(folder)
    assert found["patients/A1.yaml"] == (
        "patients/A1.yaml: this link leads out of the practice's folder; put the file itself here",
    )
    assert "leads out of the practice's folder" in found["A2"][0]
    assert found["patients/A3.yaml"] == (
        "patients/A3.yaml: this link leads nowhere; put the file itself here",
    )
    assert found["patients/A4.yaml"] == ("patients/A4.yaml: this is a folder; A4.yaml is a file",)


def refused(folder: Path) -> str:
    with pytest.raises(RoutineError) as caught:
        read_practice(folder, TODAY)
    return "\n".join(str(one).replace(f"{folder}", "P") for one in (caught.value, *caught.value.others))


PRACTICES = {
    "titel: X\n": "P/practice.yaml:1:1: unknown key “titel”",
    "name: X\ncolour: #264\n": "P/practice.yaml:2:1: “colour” has no value; put it in quotes, “#1f5f6b”, as # begins a comment",
    "name: X\ncolour: red\n": "P/practice.yaml:2:9: colour: “red” is not a colour; write it in quotes as “#1f5f6b”",
    "name: X\nurl: javascript:alert(1)\n": "P/practice.yaml:2:6: url: “javascript:alert(1)” is not the address of a site",
    "name: X\nurl: http://clinic.example\n": "P/practice.yaml:2:6: url: what patients open is not sent in the clear",
    "name: X\nurl: https://u:p@clinic.example/\n": "P/practice.yaml:2:6: url: the address of a site has no password",
    'name: X\nurl: "https://clinic.example/<b>"\n': "P/practice.yaml:2:6: url: the path of this address has characters",
    "name: X\nurl: https://[::1\n": "P/practice.yaml:2:6: url: “https://[::1” is not the address of a site",
    "name: X\nlogo: ../logo.png\n": "P/practice.yaml:2:7: logo: “../logo.png” is a path",
    "name: X\nlogo: logo.png\n": "P/practice.yaml:2:7: logo: there is no picture “logo.png”",
    "name: X\nsafety: <script>\n": "P/practice.yaml:2:9: safety: markup is not spoken",
    "name: X\nvoice: /tmp/voice.so\n": "P/practice.yaml:2:8: voice: a routine names a voice, not a file",
    "name: [&a [*a]]\n": "P/practice.yaml:1:12: the alias *a stands for something that it is part of",
}  # fmt: skip


@pytest.mark.parametrize("text", PRACTICES)
def test_the_file_of_a_practice_that_is_wrong(tmp_path: Path, text: str) -> None:
    assert refused(practice(tmp_path / "p", file=text, good=GOOD)).startswith(PRACTICES[text])


def bomb() -> bytes:
    """A PNG of a few hundred bytes that would be 10 GB."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(999)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("logo.png", bomb(), "50,000 x 50,000 pixels"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", ""),
        ("logo.svg", b"<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><svg>&b;</svg>", ""),
        ("logo.png", b"#!/bin/sh\nrm -rf ~\n", "not a picture"),
    ],
)
def test_a_logo_that_is_none(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    folder = practice(tmp_path / "p", file=f"name: X\nlogo: {name}\n", good=GOOD)
    (folder / name).write_bytes(content)
    said = refused(folder)
    assert said.startswith("P/practice.yaml:2:7: logo: ")
    assert why in said


def test_what_is_not_the_folder_of_a_practice(tmp_path: Path) -> None:
    folder = practice(tmp_path / "p", good=GOOD)
    (folder / "practice.yaml").unlink()
    assert (
        refused(folder) == "P: there is no practice.yaml in this folder; write one with the line “name: ...”"
    )
    (folder / "practice.yaml").mkdir()
    assert refused(folder) == "P/practice.yaml: this is a folder; practice.yaml is a file"
    assert refused(tmp_path / "none") == "P: there is no such folder"
    (tmp_path / "file").write_text("name: X")
    assert refused(tmp_path / "file") == "P: this is a file; a practice is a folder with practice.yaml in it"
    other = practice(tmp_path / "q", good=GOOD)
    (other / "exercises").symlink_to(tmp_path)
    assert (
        refused(other)
        == "P/exercises: this link leads out of the practice's folder; put the file itself here"
    )


def test_more_patients_than_a_folder_may_have_are_refused_before_any_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MOST_PATIENTS", 2)
    folder = practice(tmp_path / "p", A1="- not read", A2="", table="code,routine\nA3,morning\n")
    assert refused(folder) == (
        "P/patients.csv: these are more than 2 patients; make a folder of its own for each part of the practice"
    )
    (folder / "patients" / "A4.yaml").write_text("")
    assert refused(folder).startswith("P/patients: these are more than 2 patients")
