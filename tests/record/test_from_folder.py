"""Phrases from a folder of files: any format, each by its name; what cannot be used is said and takes nothing with it."""

from __future__ import annotations

import os
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.cli.run import run
from tests.needs import program
from tests.record.rooms import said
from voicecoach.audio.pcm import FloatSamples
from voicecoach.audio.sound_file import read_sound
from voicecoach.errors import AudioError
from voicecoach.speech.recording_file import file_stem
from voicecoach.speech.recordings import Recordings

ROUTINE = """
title: One
welcome: Hello.
safety: []
steps:
  - say: Take a sip of water.
"""

HELLO, SIP = file_stem("Hello."), file_stem("Take a sip of water.")


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    file = tmp_path / "one.yaml"
    file.write_text(ROUTINE)
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "takes"
    made.mkdir()
    return made


def write(path: Path, sound: FloatSamples, rate: int = 48_000, channels: int = 1) -> Path:
    pcm = (np.clip(sound, -1, 1) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(np.repeat(pcm, channels).tobytes())
    return path


def spoken(length_s: float = 0.8) -> FloatSamples:
    silence = np.zeros(24_000, np.float32)
    return np.concatenate([silence, said(length_s), silence])


def take(routine: Path, folder: Path, *more: str):  # type: ignore[no-untyped-def]
    return run(routine.parent, "record", str(routine), "--name", "anna", "--from", str(folder), *more)


def lengths() -> dict[str, float]:
    return {text: round(one.length / 48_000, 2) for text, one in Recordings("anna").phrases().items()}


def test_the_list_names_the_files_that_are_taken(routine: Path, folder: Path) -> None:
    listed = run(routine.parent, "record", str(routine), "--list")
    rows = dict(line.split(None, 1) for line in listed.stdout.splitlines())
    assert rows[f"{HELLO}.wav"] == "Hello."
    for name in rows:
        write(folder / name, spoken())
    done = take(routine, folder)
    assert done.returncode == 0, done.stderr
    assert f"Took {len(rows)} phrases from {folder}." in done.stdout
    assert set(lengths().values()) == {0.8}
    # Words that are shorter than an estimate make a shorter session, which announces another length.
    (missing,) = run(routine.parent, "record", str(routine), "--list", "--name", "anna").stdout.splitlines()
    name, text = missing.split(None, 1)
    assert (
        f"{len(rows) - 1} of {len(rows)} phrases of {routine} are recorded, but not “{text}”; the usual voice says"
        in done.stdout
    )
    write(folder / name, spoken())
    done = take(routine, folder)
    assert (
        f"All {len(rows)} phrases of {routine} are recorded. To hear it: voicecoach play {routine} --voice recorded:anna"
        in done.stdout
    )
    assert run(routine.parent, "record", str(routine), "--list", "--name", "anna").stdout == ""
    again = run(routine.parent, "record", str(routine), "--list", "--name", "anna", "--again")
    assert len(again.stdout.splitlines()) == len(rows)


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3", ".m4a", ".opus"])
def test_any_format_rate_and_number_of_channels(routine: Path, folder: Path, suffix: str) -> None:
    ffmpeg = program("ffmpeg")
    source = write(folder.parent / "source.wav", spoken()[::3], rate=16_000)
    file = folder / f"{SIP.upper()}{suffix}"
    subprocess.run(
        [ffmpeg, "-loglevel", "error", "-i", source, "-ac", "2", "-ar", "48000", file], check=True, timeout=60
    )
    done = take(routine, folder)
    assert done.returncode == 0, done.stderr
    assert lengths()["Take a sip of water."] == pytest.approx(0.8, abs=0.02)


def test_what_cannot_be_used_is_said_and_the_others_are_taken(routine: Path, folder: Path) -> None:
    write(folder / f"{HELLO}.wav", spoken())
    write(folder / f"{SIP}.wav", np.zeros(48_000, np.float32))
    write(folder / "holiday.wav", spoken())
    (folder / "notes.txt").write_text("mine")
    done = take(routine, folder)
    assert done.returncode == 1
    assert f"{folder / SIP}.wav: nothing was heard" in done.stderr
    assert "1 file has a name that no phrase here has: holiday.wav; --list prints the names" in done.stderr
    assert set(lengths()) == {"Hello."}
    assert "Traceback" not in done.stderr


def test_two_files_of_one_phrase_are_neither_of_them(routine: Path, folder: Path) -> None:
    write(folder / f"{HELLO}.wav", spoken())
    write(folder / f"{HELLO}.flac", spoken())
    done = take(routine, folder)
    assert done.returncode == 1
    assert done.stderr.count("is the same phrase; keep one of the two") == 2
    assert not lengths()
    assert not Recordings("anna").folder.exists()


def test_an_empty_folder_and_one_that_is_not_there(routine: Path, folder: Path) -> None:
    done = take(routine, folder)
    assert done.returncode == 1
    assert "there are no sound files in this folder; --list prints what to call them" in done.stderr
    done = take(routine, folder / "gone")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert not Recordings("anna").folder.exists()


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda data: data[: len(data) // 2], "it is cut short: 0.9 s of 1.8 s are there"),
        (lambda data: b"", "this is not sound that can be read"),
        (lambda data: b"\x7fELF" + bytes(4000), "this is not sound that can be read"),
        (lambda data: b"#EXTM3U\nhttp://example.org/a.wav\n", "this is not sound that can be read"),
        (lambda data: data[:44], "it is cut short: 0.0 s of 1.8 s are there"),
        (lambda data: data[:20] + b"\xff\xff" + data[22:], "this is not sound that can be read"),
    ],
)
def test_a_foreign_or_damaged_file_is_refused(routine: Path, folder: Path, damage, reason: str) -> None:
    file = write(folder / f"{HELLO}.wav", spoken())
    file.write_bytes(damage(file.read_bytes()))
    done = take(routine, folder)
    assert done.returncode == 1
    assert reason in done.stderr
    assert not lengths()


@pytest.mark.parametrize("suffix", [".flac", ".mp3", ".m4a"])  # Ogg has no length to compare with
def test_a_file_that_is_cut_short_is_never_taken_for_whole(folder: Path, suffix: str) -> None:
    ffmpeg = program("ffmpeg")
    source = write(folder / "source.wav", spoken(3.0))
    file = folder / f"cut{suffix}"
    subprocess.run([ffmpeg, "-loglevel", "error", "-i", source, file], check=True, timeout=60)
    data = file.read_bytes()
    file.write_bytes(data[: len(data) * 6 // 10])
    with pytest.raises(AudioError, match=r"it is cut short|this is not sound"):
        read_sound(file, 48_000, 60)


def test_what_is_no_file_or_has_no_end_is_not_waited_for(routine: Path, folder: Path) -> None:
    os.mkfifo(folder / f"{HELLO}.wav")
    (folder / f"{SIP}.wav").mkdir()
    done = take(routine, folder)
    assert done.returncode == 1
    assert done.stderr.count("this is not a file") == 2
    write(folder / "long.wav", np.tile(spoken(), 100))
    with pytest.raises(AudioError, match="it is 180 s long; a file holds one phrase, of 26 s at most"):
        read_sound(folder / "long.wav", 48_000, 25.8258)


def test_the_same_folder_again_changes_nothing(routine: Path, folder: Path) -> None:
    write(folder / f"{HELLO}.wav", spoken())
    take(routine, folder)
    before = {path.name: path.read_bytes() for path in Recordings("anna").folder.iterdir()}
    take(routine, folder)
    assert {path.name: path.read_bytes() for path in Recordings("anna").folder.iterdir()} == before
