"""`voicecoach render`, from the command line to the files, with the voice that needs no engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import mutagen
import pytest
from click.testing import CliRunner, Result

from tests.export.tools import run
from tests.needs import slow_but
from voicecoach.cli.render import render
from voicecoach.errors import ExportError, SpeechError
from voicecoach.export import render as render_session
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice

ROUTINE = """
title: Short one
about: Two little exercises.
source: A book.
exercises:
  one: {name: Pelvic tilt, kind: strengthen, position: on the back, setup: [Lie down.], go: Tilt., finish: Relax.,
        caution: [Stop if it hurts.], dose: {reps: 2, hold: 3 s}}
  two: {name: "Knee / chest", kind: stretch, position: on the back, sides: each, setup: ["Take your {side} knee."],
        go: Pull., finish: Let go., caution: [Stop if it hurts.], dose: {reps: 1, hold: 3 s}}
steps: [one, two]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    (tmp_path / "short.yaml").write_text(ROUTINE)
    return tmp_path


def rendered(*arguments: str) -> Result:
    return CliRunner().invoke(
        render, [*arguments, "--voice", "silent"], catch_exceptions=False, standalone_mode=True
    )


def refused(*arguments: str) -> str:
    with pytest.raises(ExportError) as caught:
        rendered(*arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_default_is_a_wav_here_and_one_line_is_printed(folder: Path) -> None:
    done = rendered("short.yaml")
    assert done.exit_code == 0
    assert done.stdout.startswith("short.wav  ")
    assert done.stderr == ""
    assert (folder / "short.wav").stat().st_size > 1000


def test_a_wav_is_the_same_again_and_from_python_but_for_its_date(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered("short.yaml", "-o", "one.wav")
    rendered("short.yaml", "-o", "two.wav")
    voice = open_voice("silent")
    render_session(prepare("short.yaml", Choices(), voice), voice, "three.wav")
    one, two, three = ((folder / f"{name}.wav").read_bytes() for name in ("one", "two", "three"))
    assert one == two
    assert one[44 : 44 + 100_000] == three[44 : 44 + 100_000]
    assert b"2026-11-18" in one
    assert b"2026-11-18" not in three


@pytest.mark.parametrize("suffix", ["wav", "flac", "mp3", "m4a", "opus", "mka"])
def test_another_day_makes_no_file_old(folder: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    rendered("short.yaml", "-o", f"a.{suffix}")
    before = (folder / f"a.{suffix}").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1895000000")
    assert "(up to date)" in rendered("short.yaml", "-o", f"a.{suffix}").stdout
    assert (folder / f"a.{suffix}").read_bytes() == before


def test_what_is_printed_alone_makes_a_handout_old_and_no_sound(folder: Path) -> None:
    for name in ("Ash", "Lee"):
        (folder / "short.yaml").write_text(ROUTINE + f"for: {name}\n", encoding="utf-8")
        rendered("short.yaml", "-o", "a.wav", "--with", "txt")
        assert f"For: {name}" in (folder / "a.txt").read_text(encoding="utf-8")
    assert "(up to date)" in rendered("short.yaml", "-o", "a.wav", "--with", "txt").stdout
    rendered("short.yaml", "-o", "b.wav")
    (folder / "short.yaml").write_text(ROUTINE, encoding="utf-8")
    assert "(up to date)" in rendered("short.yaml", "-o", "b.wav").stdout


@pytest.mark.parametrize(("id", "speed"), [("silent:other", 150), ("", 200), ("", 151)])
def test_another_voice_than_the_session_s_is_refused(folder: Path, id: str, speed: int) -> None:
    voice = open_voice("silent", speed=speed)
    session = prepare("short.yaml", Choices(), open_voice("silent"))
    timeline = replace(session.timeline, voice=id or voice.id)
    with pytest.raises(SpeechError, match="prepare it again"):
        render_session(timeline, voice, "other.wav")
    assert not (folder / "other.wav").exists()


@pytest.mark.parametrize("suffix", slow_but(["wav", "flac", "mp3", "m4b", "opus", "mka"], "wav", "mp3"))
def test_what_is_up_to_date_is_left_alone_until_forced_or_changed(folder: Path, suffix: str) -> None:
    target = folder / f"a.{suffix}"
    first = rendered("short.yaml", "-o", target.name)
    assert "up to date" not in first.stdout
    os.utime(target, (1, 1))
    assert "(up to date)" in rendered("short.yaml", "-o", target.name).stdout
    assert target.stat().st_mtime == 1
    assert "up to date" not in rendered("short.yaml", "-o", target.name, "--force").stdout
    assert target.stat().st_mtime > 1
    assert (
        "up to date"
        not in rendered("short.yaml", "-o", target.name, "--level", "1", "--first", "right").stdout
    )
    whole = target.read_bytes()
    target.write_bytes(whole[: len(whole) // 2])
    again = rendered("short.yaml", "-o", target.name, "--level", "1", "--first", "right")
    assert "up to date" not in again.stdout


def test_words_beside_the_sound(folder: Path) -> None:
    rendered("short.yaml", "-o", "a.wav", "--with", "srt,vtt,lrc,txt,md,ssml,json,cue")
    names = {path.name for path in folder.iterdir()}
    assert {f"a.{name}" for name in ("srt", "vtt", "lrc", "txt", "md", "ssml", "json", "cue")} <= names
    assert 'FILE "a.wav" WAVE' in (folder / "a.cue").read_text()
    assert json.loads((folder / "a.json").read_text())["title"] == "Short one"
    for name in ("txt", "md"):
        text = (folder / f"a.{name}").read_text()
        for words in (
            "Short one",
            "Two little exercises.",
            "Lie down.",
            "Stop if it hurts.",
            "left knee",
            "A book.",
        ):
            assert words in text
        assert "not medical advice" in " ".join(text.split())
    (folder / "a.srt").unlink()
    assert "up to date" not in rendered("short.yaml", "-o", "a.wav", "--with", "srt,json").stdout


@pytest.mark.parametrize(
    ("typed", "reason"), [("srt,doc", "“doc” is not a form of words"), (" , ", "this names none")]
)
def test_an_unknown_format_of_words_is_bad_usage(folder: Path, typed: str, reason: str) -> None:
    done = rendered("short.yaml", "--with", typed)
    assert done.exit_code == 2
    assert reason in done.stderr


def test_a_file_an_exercise_and_a_list_of_them(folder: Path) -> None:
    assert rendered("short.yaml", "--split", "--format", "opus", "-o", "pieces").exit_code == 0
    listed = (folder / "pieces" / "short.m3u8").read_text().splitlines()
    names = [line for line in listed if not line.startswith("#")]
    assert names == ["01 Short one.opus", "02 Pelvic tilt.opus", "03 Knee chest.opus", "04 Close.opus"]
    lengths = [mutagen.File(folder / "pieces" / name).info.length for name in names]
    rendered("short.yaml", "-o", "whole.opus")
    assert sum(lengths) == pytest.approx(mutagen.File(folder / "whole.opus").info.length, abs=0.05)
    assert listed[4] == f"#EXTINF:{round(lengths[1])},Pelvic tilt"


@pytest.mark.slow
def test_several_routines_go_into_a_folder_and_one_that_fails_leaves_the_others(folder: Path) -> None:
    (folder / "other.yaml").write_text(ROUTINE.replace("Short one", "Other"))
    (folder / "bad.yaml").write_text("title: Bad\nsteps: [nothing-here]\n")
    command = [sys.executable, "-m", "voicecoach", "render", "short.yaml", "bad.yaml", "other.yaml"]
    command += ["-o", "out", "--format", "opus", "--voice", "silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, timeout=120)
    assert done.returncode == 1
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["other.opus", "short.opus"]
    assert len(done.stdout.splitlines()) == 2
    assert "nothing-here" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_outputs_with_one_name(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "short.yaml").write_text(ROUTINE)
    assert "two outputs would have this name" in refused("short.yaml", "sub/short.yaml", "-o", "out")
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("new/", "folder"),
        (".", "folder"),
        ("/dev/full", "device"),
        ("none/deep/a.wav", "does not exist"),
        ("a.doc", ".doc"),
    ],
)
def test_places_that_can_be_no_sound_file(folder: Path, output: str, reason: str) -> None:
    assert reason in refused("short.yaml", "-o", output)


def test_the_folder_of_one_file_is_made_and_goes_again_where_nothing_came(folder: Path) -> None:
    rendered("short.yaml", "-o", "small/a.wav")
    assert (folder / "small" / "a.wav").is_file()
    assert ".doc" in refused("short.yaml", "-o", "other/a.doc")
    assert not (folder / "other").exists()


@pytest.mark.slow
def test_what_a_format_leaves_out_is_reported(folder: Path) -> None:
    (folder / "many.yaml").write_text(ROUTINE.replace("[one, two]", "[{repeat: 150, steps: [one, two]}]"))
    done = rendered("many.yaml", "-o", "a.mp3", "--talk", "counts")
    assert "left out: MP3 holds 255 chapters of the 302" in done.stderr
    assert done.exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize("suffix", slow_but(["wav", "flac", "mp3", "m4a", "opus"], "wav", "opus"))
def test_one_channel_or_two(folder: Path, suffix: str) -> None:
    for channels, option in ((1, ()), (2, ("--stereo",))):
        done = rendered("short.yaml", "-o", f"a.{suffix}", *option)
        assert done.stderr == ""
        assert "up to date" not in done.stdout
        assert mutagen.File(folder / f"a.{suffix}").info.channels == channels


def test_the_cover_is_there_and_can_be_left_out(folder: Path) -> None:
    rendered("short.yaml", "-o", "a.flac")
    assert mutagen.File(folder / "a.flac").pictures[0].data.startswith(b"\x89PNG")
    rendered("short.yaml", "-o", "a.flac", "--no-cover")
    assert not mutagen.File(folder / "a.flac").pictures


@pytest.mark.parametrize(
    "arguments", [["short.yaml", "other.yaml", "-o", "both.wav"], ["short.yaml", "--split", "-o", "A.MP3"]]
)
def test_a_file_s_name_where_a_folder_is_needed(folder: Path, arguments: list[str]) -> None:
    (folder / "other.yaml").write_text(ROUTINE)
    line = refused(*arguments)
    assert (
        line
        == f"{arguments[-1]}: a folder is needed for several files, and that is the name of one; give it another"
    )
    assert {path.name for path in folder.iterdir()} == {"short.yaml", "other.yaml"}
    # Who has such a folder, or says that it is one, means it.
    (folder / "a.wav").mkdir()
    for place in ("a.wav", "b.wav/"):
        assert rendered("short.yaml", "--split", "-o", place).exit_code == 0
        assert (folder / place / "short.m3u8").is_file()


@pytest.mark.parametrize("more", [[], ["short.yaml"], ["--split"]])
def test_an_empty_name_is_bad_usage(folder: Path, more: list[str]) -> None:
    done = rendered("short.yaml", *more, "-o", "")
    assert done.exit_code == 2
    assert "-o names nothing" in done.stderr
    assert {path.name for path in folder.iterdir()} == {"short.yaml"}


def test_ffprobe_reads_what_the_command_wrote(folder: Path) -> None:
    rendered("short.yaml", "-o", "a.m4b")
    found = json.loads(
        run("ffprobe", "-v", "error", "-show_chapters", "-show_format", "-of", "json", "a.m4b")
    )
    titles = [chapter["tags"]["title"] for chapter in found["chapters"]]
    assert titles == ["Short one", "Pelvic tilt", "Knee / chest", "Close"]
    assert found["format"]["tags"]["description"] == "Two little exercises."
    assert found["format"]["tags"]["comment"] == "Two little exercises."
    assert found["format"]["tags"]["date"] == "2026-11-18"


@pytest.mark.skipif(os.name != "posix", reason="limits as POSIX has them")
@pytest.mark.parametrize("suffix", slow_but(["wav", "flac", "mp3", "m4a", "m4b", "opus", "mka"], "wav"))
def test_no_room_left_is_one_line_and_the_old_file_stays(folder: Path, suffix: str) -> None:
    target = folder / f"a.{suffix}"
    target.write_bytes(b"old")
    program = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))\n"
        "from voicecoach.cli import main\n"
        f"main(['render', 'short.yaml', '-o', 'a.{suffix}', '--voice', 'silent'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=folder, timeout=60
    )
    assert done.returncode == 1
    assert (
        done.stderr
        == f"voicecoach: a.{suffix}: not written: the file would be larger than this system allows here\n"
    )
    assert target.read_bytes() == b"old"
    assert {path.name for path in folder.iterdir()} == {"short.yaml", target.name}
