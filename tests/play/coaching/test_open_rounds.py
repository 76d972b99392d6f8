"""As many rounds as the person can do: "done" counts one, the pace is theirs then, and the time ends when it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.needs import slow_but
from tests.play.rig import Rig
from voicecoach.play.commands import Command
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.saved.place import kept_places
from voicecoach.play.saved.record import read_records

ROUTINE = """
title: As many as I can
welcome: Hello.
close: Well done.
steps:
  - for: 2 min
    steps:
      - {do: squat, reps: 4, tempo: 2-2}
      - {do: row, reps: 3, tempo: 2-2}
exercises:
  squat: {name: Squat, kind: warm up, position: standing, go: Down., finish: Up.}
  row: {name: Row, kind: strengthen, position: standing, go: Pull., finish: Back.}
"""


def begun(rig: Rig) -> float:
    """Until the first work; the moment of its start."""
    rig.until("Down.")
    return rig.clock.now()


def test_each_done_is_a_round_and_the_time_ends_when_it_ends(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=ROUTINE)
    start = begun(rig)
    rig.hear(10)
    rig.do(Command.DONE)
    assert rig.texts(4)[:3] == [
        "Round two. The pace is yours now: press Enter when a round is done.",
        "Squat. Four repetitions.",
        "Row. Three repetitions.",
    ]
    # Pressed twice, it is the same round.
    for _ in range(2):
        rig.hear(20)
        rig.do(Command.DONE)
        rig.hear(1)
        rig.do(Command.DONE)
    heard = [one.text for one in rig.until("Time is up.")]
    assert rig.clock.now() - start == pytest.approx(120, abs=0.5)
    assert heard[:1] == ["Round four."] or "one minute to go" in heard
    assert [text for text in heard if text in ("one minute to go", "ten seconds to go")] == [
        "one minute to go",
        "ten seconds to go",
    ]
    assert heard[-6:-1] == ["five", "four", "three", "two", "one"]
    assert rig.texts(4)[:2] == ["Time is up.", "You did three rounds."]
    rig.finish()
    (rounds,) = rig.session.record.rounds
    assert (rounds.step, rounds.exercises, rounds.rounds) == ("0", ["squat", "row"], 3)
    done = [(one.exercise, one.reps) for one in rig.session.record.done]
    assert done == [("row", 3), ("squat", 4), *[("squat", 4), ("row", 3)] * 2]


def test_without_a_press_the_coach_leads_to_the_end(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=ROUTINE)
    start = begun(rig)
    heard = [one.text for one in rig.until("Time is up.")]
    assert rig.clock.now() - start == pytest.approx(120, abs=0.1)
    assert [text for text in heard if text.startswith("Round")] == [
        "Round two.",
        "Round three.",
        "Round four.",
    ]
    rig.finish()
    assert rig.session.record.rounds == []


def test_rounds_that_the_coach_led_count_with_the_first_press(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=ROUTINE)
    begun(rig)
    rig.until("Round three.")
    rig.until("Pull.")
    rig.do(Command.DONE)
    assert rig.texts(1)[0].startswith("Round four.")
    assert rig.session.record.rounds[0].rounds == 3


def test_a_pause_stops_the_clock(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=ROUTINE)
    begun(rig)
    rig.hear(10)
    rig.do(Command.DONE)
    rig.hear(10)
    rig.do(Command.PAUSE)
    rig.hear(30)
    rig.do(Command.RESUME)
    resumed = rig.clock.now()
    rig.until("Time is up.")
    assert 99 <= rig.clock.now() - resumed <= 106


def test_a_session_that_was_cut_off_goes_on_with_the_time_that_was_left(tmp_path: Path) -> None:
    settings = LiveSettings(places=tmp_path / "places", record=tmp_path / "record.jsonl")
    rig = Rig(tmp_path, settings, text=ROUTINE)
    start = begun(rig)
    rig.hear(40)
    rig.do(Command.DONE)
    counted = rig.clock.now()
    rig.hear(10)
    rig.crash()
    (place,) = kept_places(tmp_path / "places", print)
    again = Rig(
        tmp_path, LiveSettings(places=settings.places, record=settings.record, resume=place), text=ROUTINE
    )
    again.hear(1)
    again.until("Round three. The pace is yours now: press Enter when a round is done.")
    went_on = again.clock.now()
    again.until("Time is up.")
    assert again.clock.now() - went_on == pytest.approx(120 - (counted - start), abs=1.0)
    assert again.texts(4)[:2] == ["Time is up.", "You did two rounds."]
    again.finish()
    (record,) = read_records(tmp_path / "record.jsonl")
    assert [(one.rounds, one.exercises) for one in record.rounds] == [(2, ["squat", "row"])]


@pytest.mark.parametrize(
    "command",
    [
        Command.NEXT,
        Command.PREVIOUS,
        Command.REPEAT_SET,
        Command.HURT,
        Command.EASIER,
        Command.EXPLAIN,
        Command.LONGER,
    ],
)
@pytest.mark.parametrize("counted", slow_but([False, True], True))
def test_every_key_leads_somewhere(tmp_path: Path, command: Command, counted: bool) -> None:
    rig = Rig(tmp_path, text=ROUTINE)
    begun(rig)
    rig.hear(8)
    if counted:
        rig.do(Command.DONE)
        rig.hear(5)
    rig.do(command)
    heard = rig.texts(200)
    if command is Command.HURT:
        assert heard[0] == "Stop, and let go."
        rig.do(Command.DONE)
        heard += rig.texts(300)
        assert "That was the last exercise. Well done." in heard
        return
    assert "Well done." in heard
