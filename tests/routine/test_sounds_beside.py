"""Sounds that travel with a routine file: where they are looked for, by which names, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.run import run
from tests.sounds_beside import put, routine, tone
from voicecoach.audio.sounds import why_unplayable
from voicecoach.cli.check import check
from voicecoach.errors import AudioError, RoutineError
from voicecoach.routine.library import load_file, load_model
from voicecoach.routine.model import PlaySound
from voicecoach.routine.sounds_beside import SoundsBeside
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.shipped import shipped_scripts_dir
from voicecoach.sound_beside import LARGEST
from voicecoach.speech.registry import open_voice

DING = tone(0.2)


def taken(path: Path) -> list[str | None]:
    """The files of the sounds of a routine."""
    steps = (step for step in load_file(path).routine.steps if isinstance(step, PlaySound))
    return [step.beside and step.beside.path for step in steps]


def problems(path: Path) -> str:
    return CliRunner().invoke(check, [str(path)]).stdout


@pytest.mark.parametrize(
    ("at", "sound"),
    [
        ("r.yaml", "sounds/ding.wav"),
        ("scripts/r.yaml", "sounds/ding.wav"),
        ("Scripts/r.yaml", "sounds/ding.wav"),
        ("routines/r.yaml", "sounds/ding.wav"),
        ("r.yaml", "ding.wav"),
        ("ding.yaml", "ding.wav"),
        ("scripts/r.yaml", "scripts/sounds/ding.wav"),
    ],
)
def test_three_places(tmp_path: Path, at: str, sound: str) -> None:
    put(tmp_path / sound, DING)
    path = routine(tmp_path / at, "ding", "ding.wav")
    assert taken(path) == [str(tmp_path / sound)] * 2
    assert problems(path) == ""


@pytest.mark.parametrize(
    ("file", "written", "name"),
    [
        ("Ding.WAV", "ding", "ding"),
        ("ding.wav", "DING.Wav", "ding"),
        ("My Bell.wav", "My Bell.wav", "my-bell"),
        ("my_bell.wav", "my bell", "my-bell"),
        ("Glöckchen.wav", "Glöckchen", "glockchen"),
        ("2 Bells.wav", "“2 bells”", "2-bells"),
    ],
)
def test_a_name_is_that_of_the_file_whatever_its_capitals_and_spaces(
    tmp_path: Path, file: str, written: str, name: str
) -> None:
    sound = put(tmp_path / "sounds" / file, DING)
    path = routine(tmp_path / "r.yaml", written)
    assert taken(path) == [str(sound)]
    (step, *_) = load_file(path).routine.steps
    assert isinstance(step, PlaySound)
    assert step.sound == name
    assert problems(path) == ""


def test_beside_goes_before_the_users_own_and_that_before_the_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voicecoach.audio.sounds.user_sounds_dir", lambda: tmp_path / "own")
    path = routine(tmp_path / "scripts" / "r.yaml", "bell")
    voice = open_voice("silent")

    def length() -> float:
        (event,) = (
            one for _, one in prepare(path, Choices(), voice).timeline.events() if one.kind == "sound"
        )
        return (event.end - event.start) / voice.rate

    lengths = [length()]
    for number, place in enumerate(("own", "scripts", "sounds", "scripts/sounds"), 1):
        put(tmp_path / place / "bell.wav", tone(number / 10))
        lengths.append(length())
    assert lengths[0] > 1
    assert lengths[1:] == pytest.approx([0.1, 0.2, 0.3, 0.4], abs=0.01)


def test_of_two_files_with_one_name_the_one_that_is_written_like_it(tmp_path: Path) -> None:
    for file in ("My Ding.wav", "my-ding.wav", "my_ding.wav"):
        put(tmp_path / "sounds" / file, DING)
    assert taken(routine(tmp_path / "r.yaml", "My Ding.wav")) == [str(tmp_path / "sounds" / "my-ding.wav")]


def test_steps_inside_others_have_theirs(tmp_path: Path) -> None:
    put(tmp_path / "ding.wav", DING)
    path = put(
        tmp_path / "r.yaml",
        "title: A\nsteps:\n  - rounds: 2\n    steps:\n      - repeat: 2\n        steps: [{sound: ding}]\n",
    )
    events = [one for _, one in prepare(path, Choices(), open_voice("silent")).timeline.events()]
    assert [one.beside is not None for one in events if one.kind == "sound"] == [True] * 4


def test_the_shipped_sounds_are_not_beside_the_shipped_routines() -> None:
    assert "bell" not in SoundsBeside(shipped_scripts_dir() / "gentle-daily.yaml").paths


def test_a_rendered_routine_is_not_taken_for_a_sound_that_there_is(tmp_path: Path) -> None:
    path = routine(tmp_path / "start.yaml", "start")
    put(tmp_path / "start.wav", DING)
    assert taken(path) == [None]


def test_a_routine_made_in_python_keeps_what_it_was_read_with(tmp_path: Path) -> None:
    put(tmp_path / "ding.wav", DING)
    loaded = load_file(routine(tmp_path / "r.yaml", "ding"))
    (step, *_) = load_model(loaded.routine).routine.steps
    assert isinstance(step, PlaySound)
    assert step.beside is not None
    assert loaded.files == (tmp_path / "r.yaml", tmp_path / "ding.wav")


@pytest.mark.parametrize(
    "written", ["../ding.wav", "/etc/ding.wav", "sounds/ding.wav", "..\\ding", "c:\\ding.wav"]
)
def test_a_path_is_refused_with_the_name(tmp_path: Path, written: str) -> None:
    put(tmp_path / "ding.wav", DING)
    path = routine(tmp_path / "below" / "r.yaml", written)
    with pytest.raises(RoutineError, match=r"is a path.*write its name, such as ding"):
        load_file(path)


@pytest.mark.parametrize("written", ["..", ".wav", "鐘", "!"])
def test_what_is_no_name_is_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(RoutineError):
        load_file(routine(tmp_path / "r.yaml", f'"{written}"'))


def test_a_link_out_of_the_folder_is_refused_by_its_path(tmp_path: Path) -> None:
    secret = put(tmp_path / "secret.wav", DING)
    path = routine(tmp_path / "there" / "r.yaml", "ding")
    link = tmp_path / "there" / "sounds" / "ding.wav"
    link.parent.mkdir()
    link.symlink_to(secret)
    assert f"{path}:3:12: error: sound: {link}: leads out of its folder" in problems(path)
    with pytest.raises(AudioError, match="leads out"):
        prepare(path, Choices(), open_voice("silent"))


def test_what_cannot_be_played_is_reported_by_its_path(tmp_path: Path) -> None:
    folder = tmp_path / "sounds"
    put(folder / "text.wav", "no sound")
    (folder / "folder.wav").mkdir()
    os.mkfifo(folder / "pipe.wav")
    (folder / "nowhere.wav").symlink_to(folder / "nothing.wav")
    (folder / "itself.wav").symlink_to(folder / "itself.wav")
    with put(folder / "huge.wav", DING).open("ab") as file:
        file.truncate(LARGEST + 10)
    names = ("text", "folder", "pipe", "nowhere", "itself", "huge")
    path = routine(tmp_path / "r.yaml", *names)
    found = problems(path).splitlines()
    assert len(found) == len(names)
    for line, name in zip(found, names, strict=True):
        assert f"error: sound: {folder / name}.wav: " in line


def test_the_hint_for_a_mistyped_name_knows_those_beside(tmp_path: Path) -> None:
    put(tmp_path / "sounds" / "Temple Bowl.wav", DING)
    path = routine(tmp_path / "r.yaml", "temple-bowk", "Temple Bol.wav")
    found = problems(path).splitlines()
    assert len(found) == 2
    assert all("did you mean “temple-bowl”?" in line for line in found)


def test_a_folder_of_recordings_does_not_fill_the_screen(tmp_path: Path) -> None:
    for number in range(100):
        put(tmp_path / f"day-{number}.wav", b"")
    (line,) = problems(routine(tmp_path / "r.yaml", "xylophone")).splitlines()
    assert line.endswith(", and more")
    assert len(line) < 500


def test_a_file_that_changes_is_another_sound(tmp_path: Path) -> None:
    ding = put(tmp_path / "ding.wav", DING)
    before = SoundsBeside(tmp_path / "r.yaml").find("ding")
    ding.write_bytes(tone(0.2, 660))
    after = SoundsBeside(tmp_path / "r.yaml").find("ding")
    assert before is not None
    assert after is not None
    assert before.path == after.path
    assert before != after
    assert why_unplayable("ding", after) is None


@pytest.mark.parametrize("command", [["preview"], ["play", "--output", "null"], ["render"]])
def test_a_mistyped_name_is_answered_in_every_command_at_its_place(
    command: list[str], tmp_path: Path
) -> None:
    put(tmp_path / "sounds" / "Temple Bowl.wav", DING)
    routine(tmp_path / "r.yaml", "ding", "temple-bol")
    put(tmp_path / "ding.wav", DING)
    done = run(tmp_path, *command, "r.yaml", "--voice", "silent")
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr
        == "voicecoach: r.yaml:4:12: there is no sound “temple-bol”; did you mean “temple-bowl”?\n"
    )
