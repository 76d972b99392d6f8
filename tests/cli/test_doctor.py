"""`voicecoach doctor`."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import sys
import tomllib
from pathlib import Path

import pytest

from tests.cli.run import run
from voicecoach.cli.doctor import _lines, can_speak
from voicecoach.cli.examining import machine, sound, voices
from voicecoach.cli.examining.check_result import CheckResult, CheckState
from voicecoach.cli.play_clip import play_clip
from voicecoach.errors import BackendUnavailable, DeviceError
from voicecoach.export.formats import SOUND_FORMATS
from voicecoach.play.saved.record import Record, append_record
from voicecoach.play.sinks import registry
from voicecoach.play.sinks.checked import CheckedOutput
from voicecoach.speech.registry import auto_order

ROOT = Path(__file__).parent.parent.parent

AREAS = [
    "system",
    "voices",
    "outputs",
    "microphones",
    "media keys",
    "wake lock",
    "pedals",
    "files",
    "extras",
    "folders",
]


def test_the_report_names_every_area_and_ends_well(tmp_path: Path) -> None:
    done = run(tmp_path, "doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.lower() for line in done.stdout.splitlines() if line.isupper()] == AREAS
    assert "espeak:en" in done.stdout


@pytest.mark.slow
def test_json_holds_the_same(tmp_path: Path) -> None:
    found = json.loads(run(tmp_path, "doctor", "--json").stdout)
    assert found["format"] == 1
    assert list(dict.fromkeys(one["area"] for one in found["findings"])) == AREAS
    names = {one["name"]: one for one in found["findings"]}
    assert all(names[form.name]["state"] == "ok" for form in SOUND_FORMATS)
    assert all(one["fix"] for one in found["findings"] if one["state"] in ("missing", "extra"))


@pytest.mark.slow
def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    run(home, "doctor")
    assert [path for path in home.rglob("*") if "voicecoach" in path.name] == []


def test_no_device_is_opened_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = importlib.import_module("voicecoach.play.sinks.registry")

    class Output:
        def open(self, *_: object) -> object:
            raise AssertionError("opened")

        def devices(self) -> tuple[str, ...]:
            return ("Headset",)

    monkeypatch.setattr(registry, "find_output", lambda name: CheckedOutput(name, Output()))
    found = [one for one in sound._outputs(play=False) if one.name == "miniaudio"]
    assert [(one.state, one.detail) for one in found] == [(CheckState.OK, "Headset")]
    states = {one.name: one.state for one in sound._outputs(play=True)}
    assert states["miniaudio"] is CheckState.BROKEN
    assert states["null"] is CheckState.OK, "nobody hears it: it is not tried"


def test_a_phrase_is_played_to_its_end() -> None:
    from voicecoach.play.sinks.null import NullOutput
    from voicecoach.speech.registry import open_voice

    assert play_clip(NullOutput(), open_voice("silent").say("Hi.")) == "none"


def test_an_output_that_fails_is_reported_with_its_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = importlib.import_module("voicecoach.play.sinks.registry")

    def find(name: str) -> object:
        raise DeviceError("it is not installed here; fix it with: pip install x", output=name)

    monkeypatch.setattr(registry, "find_output", find)
    (found,) = [one for one in sound._outputs(play=False) if one.name == "miniaudio"]
    assert found == CheckResult(
        "outputs", "miniaudio", CheckState.MISSING, "it is not installed here", "pip install x"
    )


def test_simpleaudio_without_a_device_is_reported_with_what_brings_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    fix = sound._fix_for_output("simpleaudio", "it cannot play here: Error opening PCM device.")
    assert fix == "sudo apt install pulseaudio libasound2-plugins"


def test_a_voice_that_is_listed_and_does_not_speak_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def say(backend: str) -> str:
        raise BackendUnavailable("no tongue", backend=backend)

    monkeypatch.setattr(voices, "_say", say)
    found = list(voices.examine_voices())
    assert {one.state for one in found if one.name not in {*voices._ON_REQUEST, "auto"}} == {
        CheckState.BROKEN
    }
    (auto,) = [one for one in found if one.name == "auto"]
    assert (auto.state, auto.detail) == (CheckState.MISSING, f"none of {', '.join(auto_order())} works")
    assert not can_speak(found)


@pytest.mark.slow
def test_it_says_which_voice_is_taken_and_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = {one["name"]: one for one in json.loads(run(tmp_path, "doctor", "--json").stdout)["findings"]}
    assert (found["auto"]["state"], found["auto"]["detail"], found["auto"]["fix"]) == ("ok", "hibari", "")

    def say(backend: str) -> str:
        if backend == "hibari":
            raise BackendUnavailable("hibari-tts does not start: no tongue", backend=backend)
        return f"{backend} speaks"

    monkeypatch.setattr(voices, "_say", say)
    auto = next(one for one in voices.examine_voices() if one.name == "auto")
    assert auto.state is CheckState.OK
    assert auto.detail.startswith(
        f"{auto_order()[1]}, as hibari is broken: voice hibari: hibari-tts does not start"
    )
    assert auto.fix.endswith("pip install --force-reinstall hibari-tts")
    shown = "\n".join(_lines([auto]))
    assert "to fix it:" in shown


def test_silence_is_no_speech() -> None:
    silent = CheckResult("voices", "silent", CheckState.OK, "")
    assert not can_speak([silent])
    assert can_speak([silent, CheckResult("voices", "espeak", CheckState.OK, "")])


def test_folders_that_cannot_be_written_are_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = machine._writable("kept phrases", tmp_path / "file" / "phrases")
    assert found.state is CheckState.BROKEN
    assert found.fix.startswith("mv ")
    assert machine._writable("kept phrases", tmp_path / "not" / "yet").state is CheckState.OK
    if os.name == "posix" and os.geteuid() != 0:
        (tmp_path / "locked").mkdir(mode=0o500)
        assert machine._writable("kept phrases", tmp_path / "locked" / "x").fix.startswith("sudo chown")


def test_the_fix_is_shown_under_what_is_broken() -> None:
    broken = CheckResult(
        "voices", "espeak", CheckState.BROKEN, "why\nand what", "pip install espeakng-loader"
    )
    lines = "\n".join(_lines([broken])).splitlines()
    assert lines[0] == "VOICES"
    assert lines[-1].strip() == "to fix it: pip install espeakng-loader"
    assert lines[1].index("why") == lines[2].index("and what") == lines[3].index("to fix it")


def test_simpleaudio_comes_from_the_package_that_has_wheels() -> None:
    assert registry._INSTALL["simpleaudio"] == "pip install simpleaudiohamiltoncs"


@pytest.mark.parametrize(
    ("breaks", "state", "said"),
    [
        (None, CheckState.OK, "does not count"),
        (0, CheckState.OK, "no holes"),
        (1, CheckState.BROKEN, "once"),
        (3, CheckState.BROKEN, "3 times"),
    ],
)
def test_it_says_whether_the_last_session_had_holes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, breaks: int | None, state: CheckState, said: str
) -> None:
    monkeypatch.setattr("voicecoach.play.saved.record.record_file", lambda: tmp_path / "sessions.jsonl")
    assert list(sound._last_session()) == []
    for number in (7, breaks):
        record = Record(f"s{number}", "r", "R", 0.0, "2026-01-02T07:00:00+00:00", breaks=number)
        append_record(record, tmp_path / "sessions.jsonl")
    (found,) = sound._last_session()
    assert found.state is state
    assert said in found.detail


def test_every_extra_that_a_person_can_have_is_reported_by_its_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    elsewhere = {"piper", "simpleaudio"}  # among voices and outputs
    for_people = {name for name in extras if not name.startswith("test") and name not in ("docs", "dev")}

    assert set(machine._EXTRAS) == for_people - elsewhere
    for name, (packages, _) in machine._EXTRAS.items():
        named = [re.split(r"[\[>]", one)[0] for one in extras[name] if not one.startswith("voicecoach[")]
        assert set(named) <= set(packages)
    install = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    assert {name for name in for_people if f"| `{name}` |" in install} == for_people


def test_what_is_missing_of_an_extra_is_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda module: None if module != "fpdf" else object())
    found = {one.name: one for one in machine._extras()}

    assert found["pdf"].state is CheckState.OK
    assert found["practice"].fix.endswith("-m pip install icalendar segno")
