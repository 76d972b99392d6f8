"""A folder as it came: `scripts` and `sounds` side by side, the sound called by its name or by that of its file. Every use
of the routine hears it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from tests.cli.run import run as program
from tests.cli.run import user_scripts
from tests.field.field import HERE
from tests.play.rig import RATE, Rig
from tests.sounds_beside import put, routine, tone
from voicecoach import open_voice, prepare
from voicecoach.audio.sounds import load_sound
from voicecoach.cli import voicecoach
from voicecoach.play.commands import Command
from voicecoach.routine.sounds_beside import SoundsBeside
from voicecoach.script.choices import Choices
from voicecoach.timeline.mix import mix
from voicecoach.timeline.timeline import Event, EventKind, Timeline

FOLDER = HERE / "sounds-beside"
DING = FOLDER / "sounds" / "ding.wav"
ROUTINES = [FOLDER / "scripts" / f"{name}.yaml" for name in ("ding", "by-file-name")]


def run(*arguments: str | Path) -> str:
    done = CliRunner().invoke(voicecoach, [str(one) for one in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def sounded(timeline: Timeline) -> list[Event]:
    return [event for _, event in timeline.events() if event.kind is EventKind.SOUND]


def holds(sound: np.ndarray, heard: np.ndarray) -> bool:
    """Whether `heard` is somewhere in `sound`, sample for sample."""
    first = int(np.argmax(np.abs(heard) > 0))
    places = np.flatnonzero(sound == heard[first]) - first
    return any(np.array_equal(sound[at : at + len(heard)], heard) for at in places if at >= 0)


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
def test_check_and_preview_find_it(path: Path) -> None:
    assert run("check", "--strict", path) == ""
    shown = json.loads(run("preview", path, "--voice", "silent", "--format", "json"))
    (event,) = (one for one in shown["events"] if one["kind"] == "sound")
    assert event["text"] == "ding"
    assert event["end"] - event["start"] == pytest.approx(0.5, abs=0.01)
    assert "* ding" in run("preview", path, "--voice", "silent")


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
def test_it_is_in_the_mix_and_in_files(path: Path, tmp_path: Path) -> None:
    voice = open_voice("silent")
    timeline = prepare(path, Choices(), voice).timeline
    (event,) = sounded(timeline)
    assert event.beside is not None
    assert Path(event.beside.path) == DING
    heard = load_sound("ding", voice.rate, event.beside).heard
    assert len(heard) == event.end - event.start
    sound = np.concatenate([block.samples for block in mix(timeline.parts, voice)])
    assert np.array_equal(np.rint(sound[event.start : event.end] * 32768), heard)
    run("render", path, "--voice", "silent", "-o", tmp_path / "a.wav")
    written = np.frombuffer((tmp_path / "a.wav").read_bytes(), np.uint8)
    assert heard[100:1000].tobytes() in written.tobytes()


def test_list_measures_it(tmp_path: Path) -> None:
    folder = user_scripts(tmp_path)
    routine(folder / "mine.yaml", "bell")

    def gentle() -> float:
        (row,) = (
            row
            for row in json.loads(program(tmp_path, "list", "--json", "--voice", "silent").stdout)["routines"]
            if row["id"] == "mine"
        )
        return float(row["seconds"]["gentle"])

    before = gentle()
    put(folder / "sounds" / "Bell.wav", tone(20))
    assert gentle() - before > 15


def test_it_is_heard_live_at_any_pace(tmp_path: Path) -> None:
    put(tmp_path / "sounds" / "ding.wav", tone(0.3, 90))
    text = routine(tmp_path / "written.yaml", "Ding.wav", "ding").read_text()
    found = SoundsBeside(tmp_path / "two-things.yaml").find("ding")
    heard = load_sound("ding", RATE, found).heard

    def is_in(rig: Rig) -> bool:
        return holds(np.rint(np.concatenate(rig.samples) * 32768).astype(np.int16), heard)

    for press in (None, Command.SLOWER):
        rig = Rig(tmp_path, text=text)
        if press is not None:
            rig.do(press)
        rig.finish()
        assert is_in(rig)


def test_files_are_up_to_date_until_the_sound_changes(tmp_path: Path) -> None:
    one = routine(tmp_path / "one.yaml", "ding")
    ding = put(tmp_path / "sounds" / "ding.wav", tone(0.2, 440))
    command = ("render", one, "--voice", "silent", "-o", tmp_path / "a.wav")
    run(*command)
    assert "up to date" in run(*command)
    # As long as before: no time in the session moves.
    ding.write_bytes(tone(0.2, 660))
    assert "up to date" not in run(*command)
    assert "up to date" in run(*command)


def test_no_file_is_written_over_the_sound(tmp_path: Path) -> None:
    ding = put(tmp_path / "ding.wav", tone(0.2))
    one = routine(tmp_path / "ding.yaml", "ding")
    done = CliRunner().invoke(voicecoach, ["render", str(one), "--voice", "silent", "-o", str(ding)])
    assert done.exit_code == 1
    assert ding.read_bytes() == tone(0.2)


@pytest.mark.slow
def test_several_processes_find_it(tmp_path: Path) -> None:
    put(tmp_path / "sounds" / "ding.wav", tone(0.2))
    names = [routine(tmp_path / "scripts" / f"{name}.yaml", "ding") for name in ("one", "two")]
    run("render", *names, "--voice", "silent", "-o", tmp_path / "made")
    assert len(list((tmp_path / "made").glob("*.wav"))) == 2
