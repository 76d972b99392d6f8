"""Whatever happens while a place or a record is written, the old state or the new one is there, whole."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

import pytest

from tests.faults import How, failing_writes, signals_at_each_line
from tests.play.kept_files import (
    SESSION,
    good,
    line_of,
)
from tests.play.rig import Rig
from voicecoach import file_locks, files, folders, half_file
from voicecoach.errors import VoicecoachError
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.notices import NoticeKind
from voicecoach.play.saved import place as place_module
from voicecoach.play.saved import record, strict_json
from voicecoach.play.saved.place import FORMAT, Place, PlaceKeeper, kept_places, load_place
from voicecoach.play.saved.record import append_record, read_records

# Faults.

OWN = (place_module.__file__, record.__file__, strict_json.__file__, files.__file__, folders.__file__,
       half_file.__file__, file_locks.__file__)  # fmt: skip


@pytest.mark.parametrize("how", How)
def test_whichever_write_fails_the_record_is_the_old_one_or_has_one_line_more(
    tmp_path: Path, how: How
) -> None:
    path = tmp_path / "data" / "sessions.jsonl"
    append_record(line_of("one"), path)
    old = path.read_bytes()
    append_record(line_of("two"), path)
    clean = path.read_bytes()
    rounds = 0
    for fault in failing_writes(
        lambda: append_record(line_of("two"), path),
        under=tmp_path,
        how=how,
        prepare=lambda: path.write_bytes(old),
    ):
        rounds += 1
        if fault.where.startswith(("fsync", "close")) or how is How.SHORT:
            assert path.read_bytes() == clean, fault
        else:
            assert path.read_bytes() == old, fault
        assert isinstance(fault.error, VoicecoachError) is (how is not How.SHORT), fault
    assert rounds >= (1 if how is How.SHORT else 3)


def test_a_record_that_is_cut_short_by_a_full_disk_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sessions.jsonl"
    append_record(line_of("one"), path)
    old = path.read_bytes()
    real, calls = os.write, 0

    def write(descriptor: int, data: bytes) -> int:
        nonlocal calls
        calls += 1
        if calls > 1:
            raise OSError(28, "No space left on device")
        return real(descriptor, data[:10])

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(VoicecoachError, match="there is no room left on the disk"):
        append_record(line_of("two"), path)
    assert path.read_bytes() == old


@pytest.mark.parametrize("torn", [False, True])
def test_wherever_a_signal_comes_the_record_is_the_old_one_or_the_new_one(tmp_path: Path, torn: bool) -> None:
    path = tmp_path / "sessions.jsonl"
    append_record(line_of("one"), path)
    old = path.read_bytes() + (b'{"format": 1, "sess' if torn else b"")
    found = set()
    for fault in signals_at_each_line(
        lambda: append_record(line_of("two"), path), *OWN, prepare=lambda: path.write_bytes(old)
    ):
        found.add(names := tuple(one.session for one in read_records(path)))
        assert names in (("one",), ("one", "two")), fault
    assert found == {("one",), ("one", "two")}


def two_places(folder: Path) -> tuple[Place, Place]:
    (folder / f"{SESSION}.json").write_text(json.dumps(good(folder)))
    old = load_place(folder / f"{SESSION}.json")
    data = good(folder) | {"title": "Another"}
    (folder / f"{SESSION}.json").write_text(json.dumps(data))
    return old, load_place(folder / f"{SESSION}.json")


def end_of_process(folder: Path) -> None:
    """Lets go of what an interrupted call had open there, as the system does when the process ends."""
    for link in list(Path("/proc/self/fd").iterdir()):
        with contextlib.suppress(OSError):
            if link.readlink().is_relative_to(folder):
                os.close(int(link.name))


def session(folder: Path, place: Place) -> None:
    """What becomes of a place: taken, saved, left."""
    keeper = PlaceKeeper(SESSION, folder)
    assert keeper.take()
    try:
        keeper.save(place)
    finally:
        keeper.leave()


@pytest.mark.parametrize("how", How)
def test_whichever_write_fails_the_place_is_the_old_one_or_the_new_one(tmp_path: Path, how: How) -> None:
    old, new = two_places(tmp_path)
    folder = tmp_path / "state"
    file = folder / f"{SESSION}.json"
    session(folder, old)
    rounds = 0
    for fault in failing_writes(
        lambda: session(folder, new), under=folder, how=how, prepare=lambda: session(folder, old)
    ):
        rounds += 1
        expected = new if fault.error is None or fault.where.startswith("close") else old
        assert load_place(file) in (expected, new if fault.where.startswith("close") else expected, old), (
            fault
        )
        assert load_place(file) in (old, new), fault
        session(folder, old)
        assert [path.name for path in folder.iterdir()] == [file.name], fault
    assert rounds >= (1 if how is How.SHORT else 6)


def test_wherever_a_signal_comes_the_place_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    old, new = two_places(tmp_path)
    folder = tmp_path / "state"
    file = folder / f"{SESSION}.json"
    found = []
    for fault in signals_at_each_line(
        lambda: session(folder, new), *OWN, prepare=lambda: session(folder, old)
    ):
        end_of_process(folder)
        place = load_place(file)
        assert place in (old, new), fault
        found.append(place == new)
        session(folder, old)
        assert [path.name for path in folder.iterdir()] == [file.name], fault
    assert {True, False} == set(found)


def test_a_session_that_is_forgotten_is_there_or_not_and_never_half(tmp_path: Path) -> None:
    old, _ = two_places(tmp_path)
    folder = tmp_path / "state"

    def forget() -> None:
        keeper = PlaceKeeper(SESSION, folder)
        assert keeper.take()
        try:
            keeper.forget()
        finally:
            keeper.leave()

    for fault in signals_at_each_line(forget, *OWN, prepare=lambda: session(folder, old)):
        end_of_process(folder)
        assert [place for place in kept_places(folder, pytest.fail)] in ([old], []), fault  # noqa: C416


# No place for state.


def test_where_nothing_can_be_kept_the_session_plays_on_with_one_notice(tmp_path: Path) -> None:
    nowhere = tmp_path / "a file"
    nowhere.write_text("")
    rig = Rig(tmp_path, LiveSettings(places=nowhere / "places", record=nowhere / "sessions.jsonl"))
    rig.session.log.open()
    rig.finish()
    with contextlib.suppress(IndexError):
        rig.session.log.close()
    problems = [one.text for one in rig.session.notices if one.kind is NoticeKind.PROBLEM]
    assert problems == [
        "The place of this session cannot be kept: a part of that path is a file, not a folder"
    ]
    assert rig.session.record.finished
    assert not rig.session.log.kept
    assert FORMAT == 4
