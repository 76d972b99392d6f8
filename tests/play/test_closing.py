"""At the end the coach says in one line what was done against last time, and how many days or weeks in a row."""

from __future__ import annotations

import datetime
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.play.rig import Rig
from voicecoach.play.commands import Command
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.saved.record import CompletedSet, Record, append_record
from voicecoach.play.saved.streak import Against, against
from voicecoach.play.upcoming import Upcoming

TEXT = """
title: Two things
safety: [prescribed]
close: Well done.
exercises:
  bridge: {name: Bridge, kind: strengthen, position: standing, dose: {reps: 2}}
steps: [bridge, bridge, bridge]
"""


def session(day: datetime.date, sets: int = 2, routine: str = "two-things", **more: Any) -> Record:
    began = datetime.datetime.combine(day, datetime.time(12)).astimezone().isoformat()
    own = Record(f"s{day}", routine, "T", 0.0, began, began, 60.0, **more)
    own.done += [CompletedSet("bridge", number, None, 2, None, None) for number in range(sets)]
    return own


def ended(folder: Path, *earlier: Record) -> list[str]:
    """What was heard after the last exercise."""
    for one in earlier:
        append_record(one, folder / "sessions.jsonl")
    rig = Rig(folder, LiveSettings(record=folder / "sessions.jsonl"), text=TEXT)
    rig.finish()
    heard = [one.text for one in rig.words()]
    return heard[heard.index("Well done.") :]


@pytest.mark.parametrize(
    ("sets", "ago", "said"),
    [
        (2, 1, ["Three sets today, one more than last time. Two days in a row."]),
        (3, 30, ["Three sets today, as last time."]),
        (5, 30, ["Three sets today."]),
        (3, 7, ["Three sets today, as last time. Two weeks in a row."]),
    ],
)
def test_the_line(tmp_path: Path, sets: int, ago: int, said: list[str]) -> None:
    day = datetime.datetime.now().astimezone().date() - datetime.timedelta(days=ago)
    assert ended(tmp_path, session(day, sets)) == ["Well done.", *said]


def test_nothing_is_said_the_first_time(tmp_path: Path) -> None:
    assert ended(tmp_path) == ["Well done."]


def test_nothing_is_said_of_more_if_it_hurt(tmp_path: Path) -> None:
    yesterday = datetime.datetime.now().astimezone().date() - datetime.timedelta(days=1)
    append_record(session(yesterday), tmp_path / "sessions.jsonl")
    rig = Rig(tmp_path, LiveSettings(record=tmp_path / "sessions.jsonl"), text=TEXT)
    rig.hear(8)
    rig.do(Command.HURT)
    rig.hear(8)
    rig.do(Command.DONE)
    rig.finish()
    assert not [one.text for one in rig.words() if "in a row" in one.text]


def next_said(folder: Path, upcoming: Upcoming | None) -> list[str]:
    """What is heard at the end if that comes next."""
    rig = Rig(folder, LiveSettings(upcoming=lambda: upcoming), text=TEXT)
    rig.hear(8)
    for thread in threading.enumerate():
        if thread.name == "voicecoach-plan":
            thread.join()
    rig.finish()
    heard = [one.text for one in rig.words()]
    return heard[heard.index("Well done.") + 1 :]


@pytest.mark.parametrize(
    ("upcoming", "said"),
    [
        (Upcoming("Core and back", 0, 1), ["Still due today: Core and back."]),
        (Upcoming("Core and back", 1, 2), ["Next: Core and back, tomorrow."]),
        (Upcoming("Core and back", 3, 5), ["Next: Core and back, on Friday."]),
        (Upcoming("Core and back", 9, 7), ["Next: Core and back, in nine days."]),
        (None, []),
    ],
)
def test_what_comes_next(tmp_path: Path, upcoming: Upcoming | None, said: list[str]) -> None:
    assert next_said(tmp_path, upcoming) == said


def test_a_plan_that_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    def broken() -> Upcoming | None:
        raise OSError("gone")

    rig = Rig(tmp_path, LiveSettings(upcoming=broken), text=TEXT)
    rig.finish()
    assert rig.words()[-1].text == "Well done."


TODAY = datetime.date(2026, 3, 31)  # a Tuesday, two days after the clocks changed


def days(*ago: int) -> list[Record]:
    return [session(TODAY - datetime.timedelta(days=one)) for one in ago]


@pytest.mark.parametrize(
    ("earlier", "found"),
    [
        ([], Against(None, 1, 1)),
        (days(1, 2, 3), Against(2, 4, 2)),
        (days(1, 3), Against(2, 2, 2)),
        (days(0), Against(2, 1, 1)),
        (days(-1), Against(None, 1, 1)),  # a clock that was wrong
        (days(8, 15, 29), Against(2, 1, 3)),
        ([session(TODAY - datetime.timedelta(days=1), sets=0)], Against(None, 1, 1)),
        ([session(TODAY - datetime.timedelta(days=1), routine="walk")], Against(None, 2, 1)),
    ],
)
def test_what_was_before(earlier: list[Record], found: Against) -> None:
    assert against(session(TODAY, sets=0), earlier) == found
