"""`voicecoach plan` and `voicecoach today`, as a person uses them."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from tests.cli.run import run
from tests.practice.rig import session_record
from voicecoach.cli.followed import upcoming_after
from voicecoach.play.saved.record import append_record

THURSDAY = datetime.date(2026, 11, 26)
PROGRAMME = """title: Back
from: 2026-11-23
weeks: 2
not_on: Sunday
routines:
  - do: gentle-daily
    often: 2 a day
    at: [7:30, 19:00]
  - do: core-and-back
    often: 3 a week, never two days running
"""


def played(home: Path, routine: str, *days: str) -> None:
    for day in days:
        own = session_record(f"{routine}-{day}", f"{day}T12:00:00+00:00")
        own.routine = routine
        append_record(own, home / "data" / "voicecoach" / "sessions.jsonl")


def kept(home: Path, text: str = PROGRAMME) -> Path:
    file = home / "back.yaml"
    file.write_text(text)
    done = run(home, "plan", "back.yaml", "--keep")
    assert done.returncode == 0, done.stderr
    return file


def today(home: Path, day: str, *more: str) -> list[str]:
    done = run(home, "today", "--on", day, *more)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_what_is_due_is_said_with_its_reason(tmp_path: Path) -> None:
    kept(tmp_path)
    played(tmp_path, "core-and-back", "2026-11-25")
    played(tmp_path, "gentle-daily", "2026-11-25")
    assert today(tmp_path, "2026-11-25") == [
        "Wednesday, 25 November: week 1 of 2 of “Back”.",
        "  due   gentle-daily   2 a day; 1 of 2 done today",
        "        core-and-back  done today; 1 of 3 done this week; next Friday",
    ]
    assert (
        "core-and-back  never two days running, and it was done yesterday; 1 of 3 done this week; next tomorrow"
        in (today(tmp_path, "2026-11-26")[2])
    )
    assert today(tmp_path, "2026-11-29")[1:] == [
        "        gentle-daily   a day off; next tomorrow",
        "        core-and-back  a day off; next tomorrow",
        "Nothing is due today.",
    ]
    assert today(tmp_path, "2026-11-22") == ["“Back” begins tomorrow."]
    assert "ended yesterday" in today(tmp_path, "2026-12-07")[0]


def test_a_session_that_was_left_is_not_done(tmp_path: Path) -> None:
    kept(tmp_path)
    own = session_record("left", "2026-11-25T12:00:00+00:00")
    own.finished = False
    append_record(own, tmp_path / "data" / "voicecoach" / "sessions.jsonl")
    assert today(tmp_path, "2026-11-25")[1] == "  due   gentle-daily   2 a day"


def test_programs_get_json(tmp_path: Path) -> None:
    kept(tmp_path)
    found = json.loads("\n".join(today(tmp_path, "2026-11-27", "--json")))
    assert [(one["id"], one["due"], one["why"], one["next"]) for one in found["routines"]] == [
        ("gentle-daily", 2, "planned", "2026-11-28"),
        ("core-and-back", 1, "planned", "2026-11-30"),
    ]


def test_a_plan_is_shown_and_written_as_a_calendar(tmp_path: Path) -> None:
    (tmp_path / "back.yaml").write_text(PROGRAMME.replace("2026-11-23", "2099-01-05"))
    done = run(tmp_path, "plan", "back.yaml", "--ics", "back.ics")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "“Back”, from 5 January 2099 to 18 January 2099"
    assert " ".join(lines[2].split()) == "WEEK 1 OFTEN Mon 5 Tue 6 Wed 7 Thu 8 Fri 9 Sat 10 Sun 11"
    assert lines[4].split()[-7:] == ["o", ".", "o", ".", "o", ".", "."]
    text = (tmp_path / "back.ics").read_bytes()
    assert text.count(b"BEGIN:VEVENT") == 2 * (6 * 2 + 3)
    (tmp_path / "mine.txt").write_text("mine")
    refused = run(tmp_path, "plan", "back.yaml", "--ics", "mine.txt")
    assert (refused.returncode, (tmp_path / "mine.txt").read_text()) == (1, "mine")


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["today"], 1, "No programme is followed yet."),
        (["plan"], 1, "No programme is followed yet."),
        (["plan", "--keep"], 2, "--keep needs a file"),
        (["plan", "missing.yaml"], 1, "missing.yaml: "),
        (["plan", "wrong.yaml"], 1, "wrong.yaml:2:12: there is no routine “stretchs”"),
        (["check", "wrong.yaml"], 1, "wrong.yaml:2:12: error: there is no routine “stretchs”"),
        (
            ["check", "hard.yaml"],
            0,
            "hard.yaml:2:17: warning: “core-and-back” strengthens on two days running (daily): muscles need a day between",
        ),
        (["check", "good.yaml"], 0, "1 file: no errors, no warnings"),
        (
            ["check", "braces.yaml"],
            1,
            'put that in quotes: often: "3 a week, never two days running"',
        ),
        (["today", "--play", "--json"], 2, "--play coaches now"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, arguments: list[str], code: int, expected: str) -> None:
    (tmp_path / "wrong.yaml").write_text("title: T\nroutines: [stretchs]\n")
    (tmp_path / "hard.yaml").write_text("title: T\nroutines: [{do: core-and-back, often: daily}]\n")
    (tmp_path / "good.yaml").write_text(PROGRAMME)
    (tmp_path / "braces.yaml").write_text(
        "title: T\nroutines: [{do: core-and-back, often: 3 a week, never two days running}]\n"
    )
    done = run(tmp_path, *arguments)
    assert done.returncode == code, done.stderr
    assert expected in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_damaged_programme_is_named(tmp_path: Path) -> None:
    kept(tmp_path)
    file = tmp_path / "data" / "voicecoach" / "programme.yaml"
    file.write_text("title: [")
    done = run(tmp_path, "today")
    assert done.returncode == 1
    assert str(file) in done.stderr
    assert run(tmp_path, "plan", "--leave").returncode == 0
    assert run(tmp_path, "plan", "good.yaml").returncode == 1


@pytest.mark.slow
def test_today_plays_what_is_due_first(tmp_path: Path) -> None:
    routine = tmp_path / "short.yaml"
    routine.write_text("title: Short\nwelcome: Hello.\nclose: Bye.\nsteps:\n  - pause: 1 s\n")
    kept(tmp_path, "title: Back\nroutines: [{do: ./short.yaml, often: 2 a day}]\n")
    run(tmp_path, "settings", "set", "voice", "silent")
    run(tmp_path, "settings", "set", "output", "null")
    done = run(tmp_path, "today", "--play")
    assert done.returncode == 0, done.stderr
    assert "  due   short  2 a day; 1 of 2 done today" in run(tmp_path, "today").stdout


def test_a_session_is_fitted_to_the_minutes_of_the_programme_or_of_today(tmp_path: Path) -> None:
    routine = tmp_path / "short.yaml"
    routine.write_text("title: Short\nwelcome: Hello.\nclose: Bye.\nsteps:\n  - rest: 1-90 s\n")
    kept(tmp_path, "title: Back\nroutines: [{do: ./short.yaml, minutes: 9}]\n")
    for name, value in (("voice", "silent"), ("output", "null")):
        run(tmp_path, "settings", "set", name, value)
    refused = run(tmp_path, "today", "--play")
    assert (refused.returncode, refused.stderr.count("short cannot be made 9:00 long")) == (1, 1)
    refused = run(tmp_path, "today", "--play", "--minutes", "8:30", "--day", "strong")
    assert (refused.returncode, refused.stderr.count("short cannot be made 8:30 long")) == (1, 1)
    assert json.loads(run(tmp_path, "today", "--json").stdout)["routines"][0]["minutes"] == 9
    assert run(tmp_path, "today", "--minutes", "2").returncode == 2


def test_a_programme_whose_minutes_no_session_has(tmp_path: Path) -> None:
    file = tmp_path / "back.yaml"
    file.write_text(
        "title: B\nroutines: [{do: gentle-daily, minutes: 3}, "
        "{do: core-and-back, often: 3 a week, minutes: '30:30', at: '18:00'}]\n"
    )
    done = run(tmp_path, "check", "back.yaml")
    (line,) = done.stdout.splitlines()
    assert line.startswith(
        "back.yaml:2:40: warning: minutes: gentle-daily cannot be fitted to 3:00: the shortest"
    )
    assert run(tmp_path, "plan", "back.yaml", "--ics", "b.ics").returncode == 0
    text = (tmp_path / "b.ics").read_text()
    assert "voicecoach play core-and-back --minutes 30.5" in text
    assert "DURATION:PT31M" in text
    file.write_text("title: B\nroutines: [{do: gentle-daily, minutes: soon}]\n")
    assert (
        "“soon” is not a length; write minutes, such as 12 or 12:30"
        in run(tmp_path, "check", "back.yaml").stdout
    )


def test_at_the_end_of_a_session_the_next_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, name in (("DATA", "data"), ("CACHE", "cache"), ("CONFIG", "config"), ("STATE", "state")):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / name))
    assert upcoming_after("gentle-daily", THURSDAY) is None, "no programme is followed"
    kept(
        tmp_path,
        "title: T\nfrom: 2026-11-23\nroutines: [{do: gentle-daily, often: 2 a day}, {do: core-and-back, often: 7 a week}]\n",
    )
    assert upcoming_after("gentle-daily", THURSDAY) == ("Gentle daily", 0, THURSDAY.isoweekday())
    played(tmp_path, "gentle-daily", str(THURSDAY))
    assert upcoming_after("gentle-daily", THURSDAY) == ("Core and back", 0, THURSDAY.isoweekday())
    played(tmp_path, "core-and-back", str(THURSDAY))
    found = upcoming_after("gentle-daily", THURSDAY)
    assert found is not None
    assert found[:2] == ("Gentle daily", 1)
