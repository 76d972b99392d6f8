"""Compiled timelines are kept, found again, and made again after any change."""

import os
import shutil
from dataclasses import replace

import pytest

from tests.compiled.conftest import ROUTINE
from tests.leftovers import leave_half_file
from voicecoach.compiled import MOST_KEPT, clear_timelines, compiled_timeline
from voicecoach.errors import RoutineError
from voicecoach.phrases import catalogues
from voicecoach.script.choices import Choices
from voicecoach.script.familiarity import Familiarity, Practised
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice
from voicecoach.timeline.serialise import from_bytes, to_bytes


def never(*_args, **_kwargs):
    raise AssertionError("prepared again")


def test_a_timeline_survives_bytes(voice):
    for level in (0.0, 1.0):
        timeline = prepare("stretches-for-relief", Choices(level=level), voice).timeline
        assert from_bytes(to_bytes(timeline)) == timeline
    german = replace(timeline, language="de")
    assert from_bytes(to_bytes(german)).language == "de"


def test_second_time_is_read_and_the_same(routine, voice, folder, monkeypatch):
    first = compiled_timeline(routine, Choices(), voice, folder=folder)
    monkeypatch.setattr("voicecoach.session.prepare", never)
    assert compiled_timeline(routine, Choices(), voice, folder=folder) == first


@pytest.mark.parametrize(
    "other",
    [
        Choices(level=0.5),
        Choices(include=frozenset({"all"})),
        Choices(easier=frozenset({"lift"})),
        Choices(session=2),
        Choices(familiarity=Familiarity(2, (Practised("lift", 1, 3),))),
    ],
)
def test_other_choices_are_a_miss(routine, voice, folder, monkeypatch, other):
    compiled_timeline(routine, Choices(), voice, folder=folder)
    monkeypatch.setattr("voicecoach.session.prepare", never)
    with pytest.raises(AssertionError, match="prepared again"):
        compiled_timeline(routine, other, voice, folder=folder)


def test_another_speed_is_a_miss(routine, voice, folder):
    slow = open_voice("silent", speed=100)
    assert (
        compiled_timeline(routine, Choices(), slow, folder=folder).end
        > compiled_timeline(routine, Choices(), voice, folder=folder).end
    )


def test_an_edit_is_a_miss(routine, voice, folder):
    before = compiled_timeline(routine, Choices(), voice, folder=folder)
    routine.write_text(ROUTINE.replace("reps: 2", "reps: 4"))
    assert compiled_timeline(routine, Choices(), voice, folder=folder).end > before.end


@pytest.mark.parametrize("name", ["small.yaml", "exercises/beside.yaml"])
def test_an_edit_that_keeps_size_and_time_is_a_miss(tmp_path, voice, folder, name):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "beside.yaml").write_text(
        "name: Beside\nkind: strengthen\nposition: standing\ndose: {reps: 2, hold: 2 s}\n"
    )
    (tmp_path / "small.yaml").write_text("title: Small\nsteps: [{do: beside, sets: 2}]\n")
    before = compiled_timeline(tmp_path / "small.yaml", Choices(), voice, folder=folder)
    file = tmp_path / name
    stat = file.stat()
    file.write_text(file.read_text().replace("s: 2", "s: 4"))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert file.stat().st_size == stat.st_size
    assert compiled_timeline(tmp_path / "small.yaml", Choices(), voice, folder=folder).end > before.end


@pytest.mark.parametrize("name", ["coach.ftl", "live.ftl"])
def test_a_phrase_that_is_changed_is_a_miss(routine, voice, folder, tmp_path, monkeypatch, name):
    own = tmp_path / "phrases"
    shutil.copytree(catalogues()[0], own / "en")
    monkeypatch.setattr("voicecoach.phrases.FOLDER", own)
    compiled_timeline(routine, Choices(), voice, folder=folder)
    with (own / "en" / name).open("a") as file:
        file.write("# A change.\n")
    monkeypatch.setattr("voicecoach.session.prepare", never)
    with pytest.raises(AssertionError, match="prepared again"):
        compiled_timeline(routine, Choices(), voice, folder=folder)


def test_a_mistake_made_since_is_reported(routine, voice, folder):
    compiled_timeline(routine, Choices(), voice, folder=folder)
    routine.write_text(ROUTINE + "oops: 1\n")
    with pytest.raises(RoutineError):
        compiled_timeline(routine, Choices(), voice, folder=folder)


def test_an_exercise_that_appears_beside_is_a_miss(tmp_path, voice, folder):
    routine = tmp_path / "own.yaml"
    routine.write_text("title: Own\nsteps: [pelvic-tilt]\n")
    before = compiled_timeline(routine, Choices(), voice, folder=folder)
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "pelvic-tilt.yaml").write_text(
        "name: My tilt\nkind: strengthen\nposition: on the back\ndose: {reps: 9, hold: 9 s}\n"
    )
    assert compiled_timeline(routine, Choices(), voice, folder=folder).end > before.end


def test_a_folder_that_cannot_be_written_keeps_nothing(routine, voice, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder")
    assert compiled_timeline(routine, Choices(), voice, folder=blocked).end > 0


def test_the_oldest_go(routine, voice, folder):
    folder.mkdir()
    for number in range(MOST_KEPT + 5):
        old = folder / f"{number:040x}.json"
        old.write_text("")
        os.utime(old, (number, number))
    compiled_timeline(routine, Choices(), voice, folder=folder)
    names = {file.name for file in folder.glob("*.json")}
    assert len(names) == MOST_KEPT
    assert f"{0:040x}.json" not in names
    assert f"{MOST_KEPT + 4:040x}.json" in names


def test_all_can_be_removed(routine, voice, folder):
    assert clear_timelines(folder) == 0
    compiled_timeline(routine, Choices(), voice, folder=folder)
    (folder / "somebody-elses.txt").write_text("stays")
    leave_half_file(folder)
    assert clear_timelines(folder) == 1
    assert [file.name for file in folder.iterdir()] == ["somebody-elses.txt"]
