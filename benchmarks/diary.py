"""Ten years of diary, 7,000 sessions and 150,000 sets: what its commands take beyond the start of Python, and what `today`
and `progress` take, with a programme that is followed."""

from __future__ import annotations

import datetime
import json
import os
import sys
import tempfile
from pathlib import Path

from ratios import VOICECOACH, command, in_turn, row, runs, seconds

RUNS = runs(11, short=3)
SESSIONS = 7_000
SETS = 22
ROUTINE = (
    "easy-walking-on-the-spot",
    "bird-dog",
    "hip-extension",
    "side-plank",
    "pelvic-tilt",
    "hamstring-stretch",
)
"""Exercises of a shipped routine, whose next step `progress` looks for."""
EXERCISES = 30
UNTIL = "2025-12-20"
"""When the ten years are over."""
PROGRAMME = """title: Ten years
from: 2016-01-01
routines: [{do: five-for-strength, often: 3 a week}, {do: gentle-daily, often: 2 a day}]
"""
LIMIT_MS = 300

BY_WEEK = """
SELECT strftime('%Y-%W', day), count(*), sum(seconds), avg(pain_before), avg(pain_after), sum(sets_done), sum(sets_planned)
FROM session GROUP BY 1 ORDER BY 1
"""
BY_EXERCISE = """
SELECT exercise, count(*), count(DISTINCT session), max(reps), max(hold_s) FROM exercise_set WHERE done GROUP BY exercise
"""


def write_record(file: Path) -> None:
    """Ten years in which somebody trained twice on most days."""
    file.parent.mkdir(parents=True)
    first = datetime.datetime(2016, 1, 1, 7, tzinfo=datetime.UTC)
    with file.open("w", encoding="utf-8") as out:
        for number in range(SESSIONS):
            began = (first + datetime.timedelta(hours=12.5 * number)).isoformat()
            done = [
                {"exercise": name_of((number + at) % EXERCISES), "set": 1, "side": None, "reps": 5 + number % 9,
                 "hold": 5.0, "breaths": None, "load": None, "effort": None, "pain": None}
                for at in range(SETS)
            ]  # fmt: skip
            line = {"format": 3, "session": f"s{number}", "routine": "five-for-strength", "title": "Five for strength",
                    "level": 0.5, "began": began, "ended": began, "seconds": 812.5, "finished": True, "done": done,
                    "pain_before": number % 6, "pain_after": number % 5, "effort": number % 8}  # fmt: skip
            out.write(json.dumps(line) + "\n")


def name_of(number: int) -> str:
    return ROUTINE[number] if number < len(ROUTINE) else f"exercise-{number}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        data = home / "data"
        environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(data)}
        record = data / "voicecoach" / "sessions.jsonl"
        write_record(record)
        first = seconds(command([VOICECOACH, "diary"], env=environment))
        programme = home / "ten.yaml"
        programme.write_text(PROGRAMME, encoding="utf-8")
        command([VOICECOACH, "plan", str(programme), "--keep"], env=environment)()
        names = ("diary", "diary list --all", "diary show 3500", f"today --on {UNTIL}", f"progress --until {UNTIL}",
                 f"progress --weeks 520 --until {UNTIL}")  # fmt: skip
        start, *timed = in_turn(
            RUNS,
            command([sys.executable, "-c", "pass"]),
            *(command([VOICECOACH, *name.split()], env=environment) for name in names),
            lambda: query(record),
        )
    print(f"the first time, with {SESSIONS:,} sessions to take in: {first:.1f} s")
    for name, took in zip((*names, "by week, and by exercise"), timed, strict=True):
        beyond = took if name.startswith("by") else [a - b for a, b in zip(took, start, strict=True)]
        # The quickest of the runs: whatever else the machine does is not the diary's.
        row(
            f"{name}: beyond Python's start / {LIMIT_MS} ms",
            1000 * min(beyond) / LIMIT_MS,
            1.0,
            f"{1000 * min(beyond):.0f} ms",
        )


def query(record: Path) -> None:
    """What a page of progress asks for, with the diary opened for it."""
    from voicecoach.practice.diary_file import open_diary

    with open_diary(record.with_name("diary.sqlite"), record) as diary:
        assert len(list(diary.rows(BY_WEEK))) > 500
        assert len(list(diary.rows(BY_EXERCISE))) == EXERCISES


if __name__ == "__main__":
    main()
