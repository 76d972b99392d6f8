"""`voicecoach progress`, as a person uses it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.run import run
from tests.cli.test_today import played
from tests.needs import needs_program
from tests.practice.rig import session_record
from voicecoach.play.saved.record import CompletedSet, append_record


def test_it_is_shown_on_the_terminal_and_for_programs(tmp_path: Path) -> None:
    played(tmp_path, "gentle-daily", "2026-11-10", "2026-11-24", "2026-11-25")
    shown = run(tmp_path, "progress", "--until", "2026-11-26").stdout.splitlines()
    assert shown[0] == "3 sessions, 30 minutes; 2 days in a row."
    assert shown[2].split() == ["WEEK", "OF", "SESSIONS", "PLAN", "MIN", "PAIN", "EFFORT"]
    assert [line.split()[:2] for line in shown[3:6]] == [
        ["2026-11-09", "1"],
        ["2026-11-16", "0"],
        ["2026-11-23", "2"],
    ]
    assert " ".join(shown[-1].split()) == "bridge 3 2 x 5, 5 s, 5 kg 2 x 5, 5 s, 5 kg 2026-11-25 -"
    found = json.loads(run(tmp_path, "progress", "--until", "2026-11-26", "--weeks", "2", "--json").stdout)
    assert [week["sessions"] for week in found["weeks"]] == [0, 2]
    assert found["exercises"][0]["last"] == "2 x 5, 5 s, 5 kg"


def test_nothing_yet(tmp_path: Path) -> None:
    done = run(tmp_path, "progress", "--until", "2026-11-26", "--weeks", "2")
    assert done.stdout == "Nothing was done in the 2 weeks up to 2026-11-26.\n"


@pytest.mark.parametrize("name", ["report.doc", "report"])
def test_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    for option in ("--report", "--plot"):
        done = run(tmp_path, "progress", option, name)
        assert done.returncode == 1
        assert "end its name in" in done.stderr
        assert not (tmp_path / name).exists()


def felt_well(home: Path, *days: str, others: int = 0) -> None:
    """Sessions of a shipped routine with answers, and with exercises that it does not have."""
    for day in days:
        own = session_record(f"s{day}", f"{day}T12:00:00+00:00", pain_before=3, pain_after=2, effort=4)
        own.level = 0.0
        own.done[:] = [CompletedSet("pelvic-tilt", 1, None, 5, 5.0, None)]
        own.done += [CompletedSet(f"other-{number:02}", 1, None, 5, None, None) for number in range(others)]
        append_record(own, home / "data" / "voicecoach" / "sessions.jsonl")


def test_what_comes_next_is_said(tmp_path: Path) -> None:
    felt_well(tmp_path, "2026-11-24", "2026-11-25")
    shown = run(tmp_path, "progress", "--until", "2026-11-26").stdout.splitlines()
    assert shown[-2:] == ["NEXT", "pelvic-tilt  1 more session that goes well, then 1 more repetition"]
    run(tmp_path, "settings", "set", "progress-after", "5")
    found = json.loads(run(tmp_path, "progress", "--until", "2026-11-26", "--json").stdout)
    assert found["exercises"][0]["next"] == {
        "why": "well",
        "sessions": 3,
        "more": {"reps": 1},
        "effort": 6,
        "harder": None,
        "words": "3 more sessions that go well, then 1 more repetition",
    }
    assert run(tmp_path, "progress", "--until", "2026-11-26", "--report", "r.html").returncode == 0
    page = (tmp_path / "r.html").read_text()
    assert "<td>1 more repetition after 3 sessions</td>" in page
    assert "<p>Only sessions that go well count towards the next step.</p>" in page


@needs_program("pdftotext")
def test_the_sheet_for_a_therapist_can_be_read(tmp_path: Path) -> None:
    played(tmp_path, "gentle-daily", "2026-11-24")
    assert run(tmp_path, "progress", "--until", "2026-11-26", "--report", "r.pdf").returncode == 0
    pdftotext = shutil.which("pdftotext")
    assert pdftotext
    text = subprocess.run(
        [pdftotext, "-layout", str(tmp_path / "r.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "not shown" not in text
    felt_well(tmp_path, "2026-11-25", "2026-11-26", others=33)
    assert run(tmp_path, "progress", "--until", "2026-11-26", "--report", "r.pdf").returncode == 0
    more = subprocess.run(
        [pdftotext, "-layout", str(tmp_path / "r.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "5 more exercises are not shown here." in more
    for words in (
        "Progress, 2026-09-07 to 2026-11-26",
        "1 session, 10 minutes in all.",
        "Bridge",
        "2 x 5, 5 s, 5 kg",
    ):
        assert words in text
