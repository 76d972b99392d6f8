"""A session that a flat battery ends: what was done in it and what hurt is known the next time, and counted once."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults import How, failing_writes, signals_at_each_line
from tests.play.rig import Rig
from voicecoach.play import session_log
from voicecoach.play.commands import Command
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.saved import record as record_module
from voicecoach.play.saved.cut_off import note_cut_off
from voicecoach.play.saved.place import PlaceKeeper, load_place, place_files
from voicecoach.play.saved.record import Record, read_records
from voicecoach.practice.diary_file import open_diary

ALL = ["bridge", "bridge", "twist", "twist", "march"]


def kept(folder: Path) -> LiveSettings:
    return LiveSettings(places=folder / "places", record=folder / "sessions.jsonl")


def begun(folder: Path, settings: LiveSettings | None = None) -> Rig:
    rig = Rig(folder, settings or kept(folder))
    rig.session.log.open()
    return rig


def records(folder: Path) -> list[Record]:
    return list(read_records(folder / "sessions.jsonl"))


def cut_off_after_pain(folder: Path) -> None:
    rig = begun(folder)
    rig.until("Rest for fifteen seconds.")
    rig.until("four")
    rig.do(Command.HURT)
    rig.hear(0.1)
    rig.crash()


def test_what_hurt_is_left_out_of_the_next_session_of_that_day(tmp_path: Path) -> None:
    cut_off_after_pain(tmp_path)
    again = begun(tmp_path)
    heard = [one.text for one in again.until("Next: Twist.")]
    assert any("Bridge hurt" in text for text in heard)
    assert "Lift." not in heard


def test_it_is_in_the_diary_once_and_the_place_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_off_after_pain(tmp_path)
    (place,) = place_files(tmp_path / "places")
    os.utime(place, (1_767_340_800, 1_767_340_800))
    monkeypatch.setattr("voicecoach.practice.diary_file.places_dir", lambda: tmp_path / "places")
    monkeypatch.setattr("voicecoach.practice.diary_file.record_file", lambda: tmp_path / "sessions.jsonl")
    for _ in range(2):
        with open_diary(tmp_path / "diary.sqlite") as diary:
            (entry,) = diary.sessions()
            details = diary.details(entry.number)
        assert [one.exercise for one in details.sets if one.done] == ["bridge"]
        assert [one.exercise for one in details.hurt] == ["bridge"]
    assert len((tmp_path / "sessions.jsonl").read_text().splitlines()) == 1
    assert records(tmp_path)[0].ended == "2026-01-02T08:00:00+00:00"
    assert place.stat().st_mtime == 1_767_340_800, "resume takes the one that was left last"
    rig = begun(tmp_path, replace(kept(tmp_path), resume=load_place(place)))
    rig.hear(30)
    rig.do(Command.DONE)
    rig.finish()
    (one,) = records(tmp_path)
    assert (one.finished, one.hurt) == (True, ["bridge"])
    assert [each.exercise for each in one.done] == ["bridge", "twist", "twist", "march"]
    assert not list(place_files(tmp_path / "places"))


def test_a_session_that_runs_is_no_session_that_was_cut_off(tmp_path: Path) -> None:
    rig = begun(tmp_path)
    rig.until("four")
    note_cut_off(tmp_path / "places", tmp_path / "sessions.jsonl")
    assert records(tmp_path) == []


@pytest.mark.parametrize("finished", [False, True])
def test_wherever_a_signal_comes_at_the_end_nothing_that_was_done_is_lost(
    tmp_path: Path, finished: bool
) -> None:
    rig = begun(tmp_path)
    if finished:
        while rig.step():
            pass
    else:
        rig.until("Next: Twist.")
    done = list(rig.session.record.done)
    (file,), sessions = place_files(tmp_path / "places"), tmp_path / "sessions.jsonl"
    before, keeper = file.read_bytes(), rig.session.log.keeper
    assert keeper is not None

    def as_it_was() -> None:
        file.write_bytes(before)
        sessions.unlink(missing_ok=True)
        assert keeper.take()
        rig.session.record.done = list(done)
        rig.session.record.ended, rig.session.record.finished = "", False

    def look(fault: object) -> None:
        keeper.leave()
        note_cut_off(tmp_path / "places", sessions)
        (one,) = records(tmp_path)
        expected = ALL if finished else ["bridge", "bridge"]
        assert [each.exercise for each in one.done] in (expected, expected[: len(done)]), fault
        assert one.ended, fault

    keeper.leave()
    own = (session_log.__file__, record_module.__file__)
    for fault in signals_at_each_line(rig.session.close, *own, prepare=as_it_was):
        look(fault)
    for fault in failing_writes(rig.session.close, under=tmp_path, how=How.FULL, prepare=as_it_was):
        look(fault)


def test_what_is_no_place_is_left_alone(tmp_path: Path) -> None:
    folder, sessions = tmp_path / "places", tmp_path / "sessions.jsonl"
    note_cut_off(folder, sessions)
    folder.mkdir()
    for name in ("broken", "no session's name", "20260102T070000-1-1"):
        (folder / f"{name}.json").write_text('{"record": {"ended": ""}}')
    (folder / "folder.json").mkdir()
    note_cut_off(folder, sessions)
    assert not sessions.exists()
    assert PlaceKeeper("20260102T070000-1-1", folder).take(), "its lock was let go of"
