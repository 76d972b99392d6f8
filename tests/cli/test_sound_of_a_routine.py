"""The voice, the speed and the music of a routine: what is typed wins, and the routine wins over the settings."""

from __future__ import annotations

import json
import wave
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from voicecoach.cli import stage, voicecoach
from voicecoach.play.live_settings import LiveSettings
from voicecoach.routine.breathing import OwnPace
from voicecoach.routine.sound_keys import SoundKeys, sound_keys

STEPS = """
steps: [lift]
exercises:
  lift: {name: Lift, kind: mobilise, position: on the back, setup: [Lie down.], dose: {reps: 2-4}}
"""
OWN = f"title: T\nvoice: silent\nspeed: 100\nmusic: music/rain.wav\n{STEPS}"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind in ("DATA", "CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    folder = tmp_path / "here"
    (folder / "music").mkdir(parents=True)
    monkeypatch.chdir(folder)
    hum(folder / "music" / "rain.wav")
    (folder / "own.yaml").write_text(OWN)
    (folder / "plain.yaml").write_text(f"title: T\n{STEPS}")
    return folder


def hum(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 22050, 0, "NONE", ""))
        file.writeframes((8000 * np.sin(np.arange(44100) / 10)).astype(np.int16).tobytes())


def call(*arguments: str, code: int = 0) -> Any:
    done = CliRunner().invoke(voicecoach, arguments, catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done


def heard(routine: str, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(call("preview", routine, "--format", "json", *options).stdout)
    return found


def test_a_preview_is_in_its_voice_at_its_speed() -> None:
    call("settings", "set", "voice", "espeak:en-us")
    call("settings", "set", "speed", "200")
    own = heard("own.yaml")
    assert own["voice"] == "silent"
    assert own["events"] == heard("plain.yaml", "--voice", "silent", "--speed", "100")["events"]
    assert heard("own.yaml", "--voice", "espeak")["voice"].startswith("espeak")
    assert heard("own.yaml", "--speed", "200")["duration"] < own["duration"]
    assert heard("plain.yaml")["voice"] == "espeak:en-us"


def test_a_voice_that_is_not_here_is_reported_and_the_usual_one_speaks(home: Path) -> None:
    (home / "own.yaml").write_text(OWN.replace("voice: silent", "voice: silent2"))
    done = call("preview", "own.yaml", "--estimate")
    assert "silent2" not in done.stderr
    call("settings", "set", "voice", "silent")
    done = call("preview", "own.yaml")
    assert "own.yaml asks for a voice that cannot speak here" in done.stderr
    assert "the usual voice speaks" in done.stderr
    assert "own.yaml:2:8: warning: voice: " in call("check", "own.yaml").stdout


def begun_by(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[LiveSettings, dict[str, Any]]:
    """The settings that a session is begun with, and what is asked before it is loaded."""
    begun: list[LiveSettings] = []
    early: dict[str, Any] = {}
    monkeypatch.setattr(
        "voicecoach.cli.run_session.run_session", lambda *parts, **more: begun.append(parts[2])
    )
    monkeypatch.setattr(stage, "begin_voice", lambda *voice: early.update(voice=voice) or nullcontext())
    monkeypatch.setattr(stage, "begin_words", lambda *words, **more: early.update(more) or "")
    monkeypatch.setattr(stage, "begin_output", lambda *output, **more: nullcontext())
    early["stderr"] = call("play", *arguments).stderr
    return begun[0], early


def test_a_session_has_its_voice_and_its_music_and_resume_has_them_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, early = begun_by(monkeypatch, "own.yaml", "--music-level", "-30")
    assert early["voice"] == ("silent", 100)
    assert not early["at_once"], "the music is to be heard from the start"
    assert (settings.options.voice, settings.options.speed) == ("silent", 100)
    assert settings.options.music == str(home / "music" / "rain.wav")
    assert settings.music is not None
    assert settings.music.level_lufs == settings.options.music_level == -30
    settings, early = begun_by(monkeypatch, "own.yaml", "--no-music", "--speed", "90")
    assert settings.music is None
    assert settings.options.music is None
    assert (early["voice"], early["at_once"]) == (("silent", 90), True)
    other = home / "other.wav"
    hum(other)
    settings, _ = begun_by(monkeypatch, "own.yaml", "--music", str(other))
    assert settings.music is not None
    assert settings.music.path == other
    assert "--music and --no-music" in call("play", "own.yaml", "--no-music", "--music", "a", code=2).stderr


def test_what_a_session_is_begun_with_is_kept_and_what_is_usual_is_asked_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in (("level", "steady"), ("talk", "short"), ("count-in", "5"), ("breath", "5-7")):
        call("settings", "set", key, value)
    (home / "own.yaml").write_text(f"title: T\nlevel: strong\npace: slow\n{STEPS}")
    options = begun_by(monkeypatch, "own.yaml")[0].options
    assert (options.level, options.talk, options.pace) == (1.0, "short", "slow")
    assert (options.count_in, options.breath) == (None, None), "a step and an exercise may say another"
    options = begun_by(monkeypatch, "own.yaml", "--level", "gentle", "--count-in", "2", "--breath", "4-6")[
        0
    ].options
    assert (options.level, options.count_in, options.breath) == (0.0, 2, "4-6")
    assert begun_by(monkeypatch, "plain.yaml")[0].options.level == 0.5
    from voicecoach.cli.resume import _choices

    with voicecoach.make_context("voicecoach", ["resume"]):
        again = _choices(options)
        assert (again.level, again.counted_in, again.own_breath) == (0.0, (2, None), OwnPace(4, 6, wins=True))
        again = _choices(begun_by(monkeypatch, "own.yaml")[0].options)
        assert (again.level, again.counted_in, again.own_breath) == (
            1.0,
            (None, 5),
            OwnPace(5, 7, wins=False),
        )


def test_music_that_is_gone_does_not_stop_a_session_but_a_file(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "music" / "rain.wav").write_bytes(b"RIFF")
    settings, early = begun_by(monkeypatch, "own.yaml")
    assert settings.music is None
    assert "the session goes on without music" in early["stderr"]
    (home / "music" / "rain.wav").unlink()
    assert "own.yaml:4:8: error: music: there is no file" in call("check", "own.yaml", code=1).stdout
    from voicecoach.errors import RoutineError

    with pytest.raises(RoutineError, match="music: there is no file"):
        call("render", "own.yaml", "-o", "a.wav")
    call("render", "own.yaml", "-o", "a.wav", "--no-music")


def test_music_is_in_the_file_and_never_replaced(home: Path) -> None:
    call("render", "own.yaml", "-o", "a.wav")
    call("render", "own.yaml", "-o", "b.wav", "--no-music")
    call("render", "plain.yaml", "-o", "c.wav", "--voice", "silent", "--speed", "100")
    call(
        "render",
        "own.yaml",
        "-o",
        "d.wav",
        "--voice",
        "silent",
        "--speed",
        "100",
        "--music",
        "music/rain.wav",
    )
    assert (home / "a.wav").stat().st_size == (home / "b.wav").stat().st_size
    sounds = {name: (home / f"{name}.wav").read_bytes()[2000:-2000] for name in "abcd"}
    assert sounds["a"] != sounds["b"]
    assert sounds["b"] == sounds["c"]
    assert sounds["a"] == sounds["d"]
    from voicecoach.errors import ExportError

    with pytest.raises(ExportError):
        call("render", "own.yaml", "-o", "music/rain.wav", "--no-music")


def test_a_link_out_of_the_folder_is_no_music(home: Path) -> None:
    outside = home.parent / "outside.wav"
    hum(outside)
    (home / "music" / "rain.wav").unlink()
    (home / "music" / "rain.wav").symlink_to(outside)
    assert "leads out of the routine's folder" in call("check", "own.yaml", code=1).stdout


@pytest.mark.parametrize("path", ["/etc/passwd", "../a.mp3", "a/../../b.mp3", "http://x/y.mp3", "C:a.mp3",
                                  "a\\\\b.mp3", "~/a.mp3", "", "./a.mp3", "a//b.mp3", "x" * 201])  # fmt: skip
def test_a_path_that_leads_out_is_refused(home: Path, path: str) -> None:
    (home / "own.yaml").write_text(OWN.replace("music/rain.wav", f'"{path}"'))
    assert ": error: music: " in call("check", "own.yaml", code=1).stdout


@pytest.mark.parametrize("voice", ["piper:/tmp/model.onnx", "piper:..\\\\model", "", "x" * 201, "[a]"])
def test_a_voice_is_a_name(home: Path, voice: str) -> None:
    (home / "own.yaml").write_text(
        OWN.replace("voice: silent", f'voice: "{voice}"' if voice != "[a]" else "voice: [a]")
    )
    assert ": error: voice: " in call("check", "own.yaml", code=1).stdout
    assert sound_keys("own.yaml") == SoundKeys(None, 100, "music/rain.wav")


@pytest.mark.parametrize(
    "text",
    ["voice: espeak\nspeed: 90", "{title: T, 'voice' : espeak, \"speed\": 90}", "? voice\n: espeak\n? speed\n: 90",
     '"\\u0076oice": espeak\nspeed: 90', "\ufeffvoice: espeak\r\nspeed: 90\r\n"],
)  # fmt: skip
def test_the_keys_are_found_however_they_are_written(home: Path, text: str) -> None:
    (home / "a.yaml").write_text(text)
    assert sound_keys("a.yaml") == SoundKeys("espeak", 90)


@pytest.mark.parametrize("text", ["voice: [", "\0", "", "speed: 90\nspeed: 90\nvoice: ["])
def test_a_broken_file_says_nothing_here(home: Path, text: str) -> None:
    (home / "a.yaml").write_text(text)
    assert sound_keys("a.yaml") == sound_keys("nowhere") == SoundKeys()
