"""What hurt is remembered: in the session itself, later the same day, and the next time."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.play.rig import ROUTINE, Rig
from voicecoach.play.coaching.memory import spared
from voicecoach.play.commands import Command
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.saved.earlier import earlier_records
from voicecoach.play.saved.pain import When, remembered_pain
from voicecoach.play.saved.record import CompletedSet, Record, append_record
from voicecoach.routine.library import load_routine
from voicecoach.routine.model import Exercise
from voicecoach.script.choices import Choices

NOW = datetime.datetime(2026, 3, 10, 18, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
BRIDGE = {"kind": "strengthen", "position": "on the back"}
KNOWN = {
    "bridge": Exercise(name="Bridge", easier="half-bridge", **BRIDGE),
    "half-bridge": Exercise(name="Half bridge", **BRIDGE),
}


def record(began: str, *, hurt: tuple[str, ...] = (), done: tuple[str, ...] = (), name: str = "") -> Record:
    sets = [CompletedSet(one, 1, None, 5, 5.0, None) for one in done]
    session = name or "s" + "".join(filter(str.isalnum, began))
    return Record(session, "two-things", "Two things", 0.0, began, done=sets, hurt=list(hurt))


@pytest.mark.parametrize(
    ("began", "when"),
    [
        ("2026-03-10T06:00:00+00:00", When.TODAY),
        ("2026-03-09T23:30:00+00:00", When.TODAY),  # after midnight here
        ("2026-03-09T06:00:00+00:00", When.YESTERDAY),
        ("2026-01-01T06:00:00+00:00", When.BEFORE),
    ],
)
def test_when_it_was_is_counted_in_days_of_the_person(began: str, when: When) -> None:
    assert remembered_pain([record(began, hurt=("bridge",))], KNOWN, NOW) == {"bridge": when}


@pytest.mark.parametrize("done", ["bridge", "half-bridge"])
def test_what_was_done_without_pain_since_is_forgotten(done: str) -> None:
    hurt, fine = "2026-03-08T06:00:00+00:00", "2026-03-09T06:00:00+00:00"
    records = [record(fine, done=(done,)), record(hurt, hurt=("bridge",), done=(done,))]
    assert remembered_pain(records, KNOWN, NOW) == {}
    assert remembered_pain(records[1:], KNOWN, NOW) == {"bridge": When.BEFORE}


def test_the_session_itself_and_a_file_that_cannot_be_read_count_for_nothing(tmp_path: Path) -> None:
    file = tmp_path / "sessions.jsonl"
    append_record(record("2026-03-09T06:00:00+00:00", hurt=("bridge",), name="own"), file)
    assert remembered_pain(earlier_records(file), KNOWN, NOW) == {"bridge": When.YESTERDAY}
    assert remembered_pain(earlier_records(file, without="own"), KNOWN, NOW) == {}
    assert remembered_pain(earlier_records(tmp_path), KNOWN, NOW) == {}


@pytest.mark.parametrize(
    ("hurt", "easier", "less"),
    [
        ({"bridge": When.YESTERDAY}, {"bridge"}, set()),
        ({"half-bridge": When.BEFORE}, {"bridge"}, {"half-bridge"}),
        ({"twist": When.YESTERDAY}, set(), {"twist"}),
        ({"twist": When.TODAY}, set(), set()),
    ],
)
def test_the_choices_spare_what_hurt(
    tmp_path: Path, hurt: dict[str, When], easier: set[str], less: set[str]
) -> None:
    path = tmp_path / "two-things.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    choices = spared(load_routine(path).routine, Choices(), hurt)
    assert (choices.easier, choices.less) == (easier, less)


def after_pain(folder: Path, exercise: str, *, days: int, text: str = ROUTINE) -> Rig:
    """A session so many days after one in which that exercise hurt."""
    file = folder / "sessions.jsonl"
    began = datetime.datetime.now().astimezone().replace(hour=12) - datetime.timedelta(days=days)
    append_record(record(began.isoformat(timespec="seconds"), hurt=(exercise,)), file)
    return Rig(folder, LiveSettings(record=file), text=text)


EASIER = (
    "Bridge hurt yesterday. Today we do the easier one: Half bridge. Press N to leave it out."
    " Press Enter to begin. Otherwise I start in ten seconds."
)
LESS = (
    "Twist hurt last time. Today we do a little less of it. Press N to leave it out."
    " Press Enter to begin. Otherwise I start in ten seconds."
)
LEFT = "Bridge hurt today. We leave it out. Press E if you want the easier one: Half bridge. Otherwise I go on in ten seconds."


def test_the_next_day_silence_takes_the_easier_one(tmp_path: Path) -> None:
    rig = after_pain(tmp_path, "bridge", days=1)
    rig.until(EASIER)
    heard = [one.text for one in rig.until("Lift a little.")]
    assert "First exercise: Half bridge." in heard
    rig.finish()
    assert {one.exercise for one in rig.session.record.done} == {"half-bridge", "twist", "march"}


def test_without_an_easier_one_silence_takes_less_of_it(tmp_path: Path) -> None:
    rig = after_pain(tmp_path, "twist", days=5)
    rig.until(LESS)
    rig.until("Left side.")
    rig.hear(3)
    assert rig.session.playback.player.spot is not None
    assert rig.session.playback.player.spot.part.segment.hold == 13


def test_the_question_can_be_answered_with_leaving_it(tmp_path: Path) -> None:
    rig = after_pain(tmp_path, "bridge", days=1)
    rig.until(EASIER)
    rig.do(Command.NEXT)
    rig.finish()
    assert rig.session.record.skipped == ["half-bridge"]
    assert {one.exercise for one in rig.session.record.done} == {"twist", "march"}


def test_the_same_day_silence_leaves_it_out(tmp_path: Path) -> None:
    rig = after_pain(tmp_path, "bridge", days=0)
    rig.until(LEFT)
    heard = [one.text for one in rig.until("Next: Twist.")]
    assert not {"Lift.", "Lift a little.", "Lie down.", "Lie down flat."} & set(heard)
    rig.finish()
    assert {one.exercise for one in rig.session.record.done} == {"twist", "march"}
    assert len(rig.session.record.skipped) == 1
    # Nor does the close say “again tomorrow” as if nothing had been.
    assert [one.text for one in rig.words()][-1].startswith("Bridge hurt today.")


def test_the_same_day_it_is_done_the_easier_way_if_asked_for(tmp_path: Path) -> None:
    rig = after_pain(tmp_path, "bridge", days=0)
    rig.until(LEFT)
    rig.do(Command.EASIER)
    rig.until("Lift a little.")
    rig.finish()
    assert "half-bridge" in {one.exercise for one in rig.session.record.done}
    assert rig.session.record.skipped == []


ROUNDS = ROUTINE.replace(
    "steps:\n  - bridge\n", "steps:\n  - {repeat: 2, steps: [bridge, march]}\n  - bridge\n"
)


def test_later_in_the_same_session_it_is_left_out(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=ROUNDS)
    rig.until("Lift.")
    rig.do(Command.HURT)
    rig.hear(30)
    rig.do(Command.DONE)
    heard = [one.text for one in rig.until("Next: Twist.")]
    assert heard.count(LEFT) == 2
    assert "Lift." not in heard
    rig.finish()


def test_the_way_on_is_that_from_where_the_body_is(tmp_path: Path) -> None:
    text = ROUTINE.replace("position: on the back", "position: face down", 1).replace(
        "position: on the back", "position: standing", 1
    )
    rig = after_pain(tmp_path, "bridge", days=0, text=text)
    rig.until("Next: Twist.")
    heard = [one.text for one in rig.until("Bend your knees.")]
    assert (
        "Come down to the floor slowly now. Kneel first, lie down on your side, then roll onto your back."
        in heard
    )


def test_what_is_left_out_is_not_in_the_length_that_is_announced(tmp_path: Path) -> None:
    (tmp_path / "fine").mkdir()
    announced = []
    for rig in (Rig(tmp_path / "fine"), after_pain(tmp_path, "bridge", days=0)):
        rig.finish()
        announced += [one.text for one in rig.words() if " in all" in one.text]
    assert announced == [
        "Three exercises, four and a half minutes in all, with the pauses.",
        "Three exercises, two and a half minutes in all, with the pauses.",
    ]
