"""A table of patients says what files of patients say."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.publish.folder.practices import TODAY, practice
from voicecoach.errors import RoutineError
from voicecoach.publish.folder.read import read_practice
from voicecoach.publish.practice import Patient, Practice

HEAD = (
    "code", "name", "from", "until", "not_on", "routine", "weeks", "often", "at", "level", "leave_out", "exercise", "sets",
    "reps", "hold", "time", "rest", "side", "load", "note",
)  # fmt: skip


def plain(read: Practice) -> tuple[Any, ...]:
    """A practice without the places that it was read from, and the steps of its routines in words."""
    return tuple(
        replace(patient, sessions=tuple(map(_session, patient.sessions))) for patient in read.patients
    )


def _session(session: Any) -> Any:
    return replace(session, loaded=(session.loaded.id, session.loaded.routine.spelled_out()))


def table(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, HEAD, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_a_table_as_a_spreadsheet_writes_it(tmp_path: Path) -> None:
    rows = (
        "Kennung;Name;From;Routine;Weeks;How often;At;Exercise;Sets;Hold (s);Side;Load;Phone\r\n"
        "A1;Øyvind;30.11.2026;Morning;weeks 1-2;3 a week;7:30:00;Plank;2;12,5;links;2,5;0123\r\n"
        ";;;;;;;March;;;;;\r\n"
        ";;;;3 on;2 a day;7:30, 19:00;plank;3;20;both;red band;\r\n"
    ).encode("utf-8-sig")
    file = (
        "name: Øyvind\nfrom: 2026-11-30\nroutines:\n- do: morning\n  weeks:\n"
        "    1-2: {often: 3 a week, at: 7:30, dose: {plank: {sets: 2, hold: 12.5 s, side: left, load: 2.5 kg}, march: {}}}\n"
        "    3 on: {often: 2 a day, at: [7:30, 19:00], dose: {plank: {sets: 3, hold: 20 s, load: red band}}}\n"
    )
    one = practice(tmp_path / "one")
    (one / "patients.csv").write_bytes(rows)
    read = read_practice(one, TODAY)
    assert not read.problems
    assert plain(read) == plain(read_practice(practice(tmp_path / "other", A1=file), TODAY))


WRONG = {
    "code,routine,exercise,hodl\nA1,morning,plank,9\n": "patients.csv:1: there is no column “hodl”; did you mean “hold”?",
    "name,routine\nA,morning\n": "patients.csv:1: the first row names the columns: code and routine",
    "code,routine,hold,Hold time\nA1,morning,,\n": "patients.csv:1: two columns are “hold”: “Hold time” and “hold”",
    "": "patients.csv: this file is empty",
    "PK\x03\x04": "patients.csv: this is a spreadsheet or another packed file; save it as CSV",
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_a_table_that_cannot_be_read_is_no_practice(tmp_path: Path, text: str) -> None:
    folder = practice(tmp_path / "p", table=text)
    with pytest.raises(RoutineError) as caught:
        read_practice(folder, TODAY)
    assert str(caught.value).replace(f"{folder}/", "").startswith(WRONG[text])


ROWS = {
    "A1,,morning,plank,=2+3,": "patients.csv:2: sets: “=2+3” is a formula, and not its value; save the values as CSV",
    "A1,,morning,plank,200,": "patients.csv:2: sets: sets go from 1 to 100, not 200",
    "A1,,morning,,3,": "patients.csv:2: sets: this row says how much and not of which exercise; write it",
    "A1,,,plank,3,": "patients.csv:2: routine: this row does not say of which routine; write it",
    "A1,,morning,planks,3,": "patients.csv:2: morning does not have “planks”; did you mean “plank”?",
    "A1,,morning,plank,3,\nA1,,morning,plank,4,": "patients.csv:3: exercise: “plank” has a dose on line 2 already",
    "A1,Bo,morning,plank,3,\nA1,Bob,morning,march,,": "patients.csv:3: name: this is something else on line 2",
    "A1,,../morning,,,": "patients.csv:2: do: “../morning” is a path; write an id such as side-plank",
    "A1,,morning,plank,,alternating": "patients.csv:2: side: “alternating” is not known here; write one of left, right",
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_a_row_that_is_wrong_stops_only_its_patient(tmp_path: Path, row: str) -> None:
    text = f"code,name,routine,exercise,sets,side\n{row}\ngood,,morning,,,\n"
    folder = practice(tmp_path / "p", table=text)
    read = read_practice(folder, TODAY)
    assert [one.code for one in read.patients] == ["good"]
    (line,) = read.problems["A1"]
    assert line.replace(f"{folder}/", "").startswith(ROWS[row])


def test_rows_without_a_code_that_anyone_can_have(tmp_path: Path) -> None:
    folder = practice(
        tmp_path / "p", table="code,name,routine\n../x,,morning\n,Anna,morning\ngood,,morning\n"
    )
    read = read_practice(folder, TODAY)
    assert list(read.problems) == ["patients.csv:2", "patients.csv:3"]
    assert [one.code for one in read.patients] == ["good"]


@pytest.mark.parametrize("row", ["x/y,morning\n", "A1,morning,plank\n", ",\n", "A1,\n"])
def test_a_large_table_of_nothing_but_mistakes_is_few_lines(tmp_path: Path, row: str) -> None:
    folder = practice(tmp_path / "p", table="code,routine,exercise\n" + 5000 * row)
    try:
        found = read_practice(folder, TODAY).problems
    except RoutineError as error:
        found = {"patients.csv": (str(error), *map(str, error.others))}
    assert sum(map(len, found.values())) < 60


def test_a_table_of_more_rows_than_it_may_have_is_not_read(tmp_path: Path) -> None:
    folder = practice(tmp_path / "p", table="code,routine\n" + 400_001 * "a\n")
    with pytest.raises(RoutineError, match="more than 400,000 rows"):
        read_practice(folder, TODAY)


# What a file and a row can both say, in the words of the file.
DOSES = st.fixed_dictionaries(
    {},
    optional={
        "sets": st.integers(1, 9).map(str),
        "rest": st.integers(0, 60).map(str),
        "side": st.sampled_from(["left", "right"]),
        "load": st.sampled_from(["5 kg", "red band"]),
        "reps": st.sampled_from(["3", "5-10"]),
        "hold": st.integers(1, 60).map(str),
        "note": st.sampled_from(["slowly, please", "a; b"]),
    },
)
PLANS = st.fixed_dictionaries(
    {},
    optional={
        "often": st.sampled_from(["3 a week", "daily", "every other day"]),
        "at": st.sampled_from(["7:30", "19:05"]),
        "level": st.sampled_from(["gentle", "0.5"]),
        "leave_out": st.just("march"),
        "dose": st.dictionaries(st.sampled_from(["plank", "lunge"]), DOSES, max_size=2),
    },
)
WEEKS = st.dictionaries(st.sampled_from(["1-2", "3", "4 on"]), PLANS, max_size=3)
PATIENT = st.fixed_dictionaries(
    {"from": st.sampled_from(["2026-11-30", "2027-02-28"]), "plan": PLANS, "weeks": WEEKS},
    optional={
        "name": st.sampled_from(["Zoë, the first", "محمد", 'O\'Neill; "Bo"']),
        "until": st.just("2027-12-24"),
        "not_on": st.sampled_from(["Sunday", "2026-12-24"]),
    },
)
PATIENTS = st.dictionaries(st.from_regex(r"[A-Z][0-9]{2}", fullmatch=True), PATIENT, min_size=1, max_size=3)


def file_of(patient: dict[str, Any]) -> str:
    kept = {name: value for name, value in patient.items() if name not in ("plan", "weeks")}
    entry = {"do": "morning", **patient["plan"], **({"weeks": patient["weeks"]} if patient["weeks"] else {})}
    return yaml.safe_dump({**kept, "routines": [entry]}, allow_unicode=True)


def rows_of(code: str, patient: dict[str, Any]) -> list[dict[str, str]]:
    own = {name: value for name, value in patient.items() if name not in ("plan", "weeks")}
    rows = [{"code": code, "routine": "morning", **own}]
    for weeks, plan in [("", patient["plan"]), *patient["weeks"].items()]:
        said = {name: value for name, value in plan.items() if name != "dose"}
        rows.append({"code": code, "routine": "morning", "weeks": weeks, **said})
        for exercise, dose in plan.get("dose", {}).items():
            rows.append({"code": code, "routine": "morning", "weeks": weeks, "exercise": exercise, **dose})
    return rows


@pytest.mark.slow
@given(patients=PATIENTS, delimiter=st.sampled_from([",", ";", "\t"]))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_table_and_files_that_say_the_same_are_the_same_practice(
    tmp_path_factory: pytest.TempPathFactory, patients: dict[str, dict[str, Any]], delimiter: str
) -> None:
    files = practice(
        tmp_path_factory.mktemp("files") / "p", **{code: file_of(one) for code, one in patients.items()}
    )
    rows = [row for code, one in patients.items() for row in rows_of(code, one)]
    tables = practice(tmp_path_factory.mktemp("table") / "p", table=table(rows, delimiter))
    one, other = read_practice(files, TODAY), read_practice(tables, TODAY)
    assert plain(one) == plain(other)
    assert one.problems.keys() == other.problems.keys()
    assert {patient.code for patient in one.patients} | one.problems.keys() == patients.keys()


TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=12).map(",".join),
    st.lists(
        st.sampled_from(
            ["A1", "morning", "plank", "", "3", "=1+1", "weeks 1", "1-2", "x" * 300, "\x00", "\u202e", '"']
        ),
        max_size=40,
    ).map(",".join),
)


@given(
    head=st.sampled_from(["code,routine,exercise,sets,weeks\n", "code;routine\n", ""]),
    text=st.lists(TEXTS, max_size=5),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_table_is_more_than_an_error(
    tmp_path_factory: pytest.TempPathFactory, head: str, text: list[str]
) -> None:
    folder = practice(tmp_path_factory.mktemp("any") / "p")
    (folder / "patients.csv").write_bytes((head + "\n".join(text)).encode("utf-8", "surrogatepass"))
    try:
        read = read_practice(folder, TODAY)
    except RoutineError:
        return
    assert all(isinstance(one, Patient) for one in read.patients)


PARTS = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=20),
        st.sampled_from(["morning", "plank"]),
    ),
    lambda below: (
        st.lists(below, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "routines",
                    "do",
                    "dose",
                    "plank",
                    "hold",
                    "weeks",
                    "1-2",
                    "from",
                    "at",
                    "often",
                    "side",
                    "leave_out",
                    "name",
                ]
            ),
            below,
            max_size=5,
        )
    ),
    max_leaves=15,
)


@given(value=PARTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_of_a_patient_is_more_than_an_error(
    tmp_path_factory: pytest.TempPathFactory, value: Any
) -> None:
    whole = {"from": "2026-11-30", "routines": [value]} if not isinstance(value, dict) else value
    texts = {"A1": yaml.safe_dump(value, allow_unicode=True), "B2": yaml.safe_dump(whole, allow_unicode=True)}
    read = read_practice(
        practice(tmp_path_factory.mktemp("any") / "p", good="routines: [morning]", **texts), TODAY
    )
    assert {one.code for one in read.patients} | read.problems.keys() == {"A1", "B2", "good"}
