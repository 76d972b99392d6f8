"""Where a session was: kept at each segment, found again, whatever ended it; and the record that it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.play.rig import ROUTINE, Rig
from voicecoach.errors import VoicecoachError
from voicecoach.play.commands import Command
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.notices import NoticeKind
from voicecoach.play.saved.marks import find_mark, segment_marks
from voicecoach.play.saved.place import Place, PlaceKeeper, PlayOptions, load_place, place_files
from voicecoach.play.saved.record import Record, append_record, read_records


@pytest.fixture
def settings(tmp_path: Path) -> LiveSettings:
    return LiveSettings(
        places=tmp_path / "places",
        record=tmp_path / "data" / "sessions.jsonl",
        options=PlayOptions(level=0.5),
    )


def begun(tmp_path: Path, settings: LiveSettings, **options: str) -> Rig:
    rig = Rig(tmp_path, settings, **options)
    assert rig.session.log.keeper is not None
    assert rig.session.log.keeper.take()
    return rig


def the_place(settings: LiveSettings) -> Place:
    assert settings.places is not None
    (path,) = place_files(settings.places)
    return load_place(path)


def again(tmp_path: Path, settings: LiveSettings, *, text: str = ROUTINE) -> Rig:
    return begun(
        tmp_path,
        LiveSettings(places=settings.places, record=settings.record, resume=the_place(settings)),
        text=text,
    )


@pytest.mark.parametrize(
    ("until", "told", "then"),
    [
        ("Set one of two.", "Bridge.", ["Come back down onto your back.", "Lie down.", "Stop if it hurts.", "Set one of two."]),
        ("The last set comes next.", "Bridge. You are resting.",
         ["Rest for fifteen seconds.", "The last set comes next.", "Get ready.", "Come back down onto your back."]),
        pytest.param(
            "halfway", "Twist, left side.", ["Come back down onto your back.", "Bend your knees.", "Left side."],
            marks=pytest.mark.slow),
        ("Right side.", "Twist, right side.", ["Come back down onto your back.", "Bend your knees.", "Right side."]),
        ("Eight repetitions.", "March.", ["Last exercise: March."]),
    ],
)  # fmt: skip
def test_after_a_crash_it_goes_on_at_the_set_from_its_position_and_says_so(
    tmp_path: Path, settings: LiveSettings, until: str, told: str, then: list[str]
) -> None:
    rig = begun(tmp_path, settings)
    rig.until(until)
    rig.hear(0.05)  # the place is kept a tick after its first sound
    done = list(rig.session.record.done)
    rig.crash()
    rig = again(tmp_path, settings)
    heard = [one.text for one in rig.until(then[-1])]
    assert heard == [f"Welcome back. We go on with {told}", *then]
    rig.finish()
    assert rig.session.record.done[: len(done)] == done
    assert len(rig.session.record.done) == 5


def test_a_session_cut_off_as_soon_as_it_is_resumed_keeps_its_place(
    tmp_path: Path, settings: LiveSettings
) -> None:
    rig = begun(tmp_path, settings)
    rig.until("Right side.")
    rig.hear(0.05)
    rig.crash()
    kept = the_place(settings).mark.key
    rig = again(tmp_path, settings)
    pull = rig.sinks[-1].pull
    assert pull is not None
    assert not pull(100).samples.any()  # the output runs before the place is found
    rig.session.tick()
    rig.crash()
    assert the_place(settings).mark.key == kept


def test_a_finished_session_leaves_a_record_and_no_place(tmp_path: Path, settings: LiveSettings) -> None:
    rig = begun(tmp_path, settings)
    rig.finish()
    assert settings.places is not None
    assert settings.record is not None
    assert list(place_files(settings.places)) == []
    assert list(settings.places.iterdir()) == []
    (line,) = read_records(settings.record)
    assert line.finished
    assert line.routine == "two-things"
    assert line.seconds == pytest.approx(275, abs=5)
    assert [one.exercise for one in line.done] == ["bridge", "bridge", "twist", "twist", "march"]
    assert [one.side for one in line.done] == [None, None, "left", "right", None]


def test_a_session_that_was_quit_keeps_its_place_and_one_record(
    tmp_path: Path, settings: LiveSettings
) -> None:
    rig = begun(tmp_path, settings)
    rig.until("halfway")
    rig.do(Command.QUIT)
    rig.finish()
    rig = again(tmp_path, settings)
    rig.finish()
    assert settings.record is not None
    assert len(settings.record.read_text().splitlines()) == 2
    (line,) = read_records(settings.record)
    assert line.finished
    assert len(line.done) == 5


def test_an_exercise_that_was_swapped_stays_swapped(tmp_path: Path, settings: LiveSettings) -> None:
    rig = begun(tmp_path, settings)
    rig.until("four")
    rig.do(Command.EASIER)
    rig.until("Lift a little.")
    rig.crash()
    rig = again(tmp_path, settings)
    assert rig.texts(2)[0] == "Welcome back. We go on with Half bridge."
    rig.until("Lift a little.")
    rig.finish()
    assert rig.session.record.done[0].exercise == "half-bridge"


@pytest.mark.parametrize("answered", [False, True])
def test_after_pain_nothing_goes_on_before_an_answer(
    tmp_path: Path, settings: LiveSettings, answered: bool
) -> None:
    rig = begun(tmp_path, settings)
    rig.until("Left side.")
    rig.do(Command.HURT)
    rig.hear(5)
    rig.crash()
    rig = again(tmp_path, settings)
    assert rig.texts(2)[0] == "Welcome back. Twist hurt when you stopped. Is it better?"
    if not answered:
        heard = rig.texts(600)
        assert set(heard) == {"I am still here.", "Press Enter to go on. Press Q to end."}
        return
    rig.hear(90)
    rig.do(Command.DONE)
    assert rig.texts(1)[0] == "Last exercise: March."
    assert rig.session.record.hurt == ["twist"]


def test_after_pain_the_way_back_comes_after_the_answer(tmp_path: Path, settings: LiveSettings) -> None:
    rig = begun(tmp_path, settings)
    rig.until("four")
    rig.do(Command.HURT)
    rig.hear(25)
    rig.do(Command.DONE)
    rig.until("Left side.")
    rig.hear(0.5)
    rig.crash()
    rig = again(tmp_path, settings)
    rig.hear(5)
    rig.do(Command.DONE)
    assert rig.texts(16)[:2] == ["Come back down onto your back.", "Bend your knees."]


def test_a_routine_that_changed_says_so_and_starts_at_the_nearest(
    tmp_path: Path, settings: LiveSettings
) -> None:
    rig = begun(tmp_path, settings)
    rig.until("Right side.")
    rig.crash()
    steps = "steps:\n  - march\n  - twist\n"
    rig = again(tmp_path, settings, text=ROUTINE[: ROUTINE.index("steps:")] + steps)
    assert rig.texts(2)[0] == (
        "Welcome back. The routine has changed since. We go on with Twist, right side."
    )


def test_a_routine_without_that_exercise_starts_at_the_same_share(
    tmp_path: Path, settings: LiveSettings
) -> None:
    rig = begun(tmp_path, settings)
    rig.until("Left side.")
    rig.crash()
    steps = "steps:\n  - bridge\n  - march\n  - march\n"
    rig = again(tmp_path, settings, text=ROUTINE[: ROUTINE.index("steps:")] + steps)
    assert "The routine has changed since." in rig.texts(2)[0]
    rig.finish()


def test_two_sessions_at_once_have_a_place_each(tmp_path: Path, settings: LiveSettings) -> None:
    one, other = begun(tmp_path, settings), begun(tmp_path, settings)
    one.until("four")
    other.until("halfway")
    assert settings.places is not None
    assert len(list(place_files(settings.places))) == 2
    marks = {load_place(path).mark.exercise for path in place_files(settings.places)}
    assert marks == {"bridge", "twist"}


def test_a_session_that_runs_cannot_be_taken(tmp_path: Path) -> None:
    keeper, other = PlaceKeeper("one", tmp_path), PlaceKeeper("one", tmp_path)
    assert keeper.take()
    assert not other.take()
    keeper.leave()
    assert other.take()
    other.leave()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": 3}',
        '{"format": 2}',
        '{"format": 1}',
        '{"format": 2, "mark": 3}',
        "\x00",
    ],
)
def test_a_broken_or_foreign_place_is_an_error_that_names_the_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text)
    with pytest.raises(VoicecoachError, match=r"a\.json: "):
        load_place(path)


def test_a_place_that_cannot_be_kept_is_reported_once_and_stops_nothing(
    tmp_path: Path, settings: LiveSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig = begun(tmp_path, settings)
    rig.until("Set one of two.")

    def full(self: PlaceKeeper, place: Place) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(PlaceKeeper, "save", full)
    rig.until("Well done.")
    problems = [one.text for one in rig.session.notices if one.kind is NoticeKind.PROBLEM]
    assert problems == ["The place cannot be kept: there is no room left on the disk"]


def test_a_place_is_written_whole_or_not_at_all(
    tmp_path: Path, settings: LiveSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig = begun(tmp_path, settings)
    rig.until("halfway")
    before = the_place(settings)

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    rig.until("Right side.")
    monkeypatch.undo()
    assert the_place(settings) == before
    assert settings.places is not None
    assert not list(settings.places.glob(".*.part"))


def test_every_part_has_a_mark_of_its_own(tmp_path: Path) -> None:
    parts = Rig(tmp_path).session.playback.player.parts
    marks = segment_marks(parts)
    assert len({mark.key for mark in marks}) == len(parts)
    for at, mark in enumerate(marks):
        assert find_mark(marks, mark) == (at, True)


def test_a_torn_line_takes_no_other_along(tmp_path: Path) -> None:
    path = tmp_path / "sessions.jsonl"
    for name in ("one", "two"):
        append_record(Record(name, "r", "R", 0.0, "2026-01-02T07:00:00+00:00"), path)
    with path.open("a") as file:
        file.write('{"format": 1, "session": "thr')
    append_record(Record("four", "r", "R", 0.0, "2026-01-02T07:00:00+00:00"), path)
    assert [line.session for line in read_records(path)] == ["one", "two", "four"]


def test_no_record_is_no_session(tmp_path: Path) -> None:
    assert list(read_records(tmp_path / "none.jsonl")) == []
