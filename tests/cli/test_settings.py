"""`voicecoach settings`, and what other commands make of them."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.cli.run import run
from tests.play.rig import ROUTINE, Rig
from voicecoach.cli import run_session, stage, voicecoach
from voicecoach.errors import DeviceError, VoicecoachError
from voicecoach.play.commands import Command
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.saved.place import PlayOptions
from voicecoach.script.choices import Talk
from voicecoach.settings import BY_NAME


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "two-things.yaml").write_text(ROUTINE)
    return tmp_path


def call(*arguments: str) -> Any:
    return CliRunner().invoke(voicecoach, arguments, catch_exceptions=False)


def the_file(home: Path) -> Path:
    path = Path(call("settings", "path").stdout.strip())
    assert path.is_relative_to(home)
    return path


def test_set_show_unset(home: Path) -> None:
    assert call("settings", "set", "speed", "130").exit_code == 0
    assert call("settings", "set", "volume", "-6").exit_code == 0
    assert call("settings").stdout.startswith(f"# {the_file(home)}\n")
    assert (shown()["speed"], shown()["volume"], shown()["voice"]) == ("130", "-6", "-")
    assert call("settings", "unset", "speed").exit_code == 0
    assert shown()["speed"] == "-"
    assert call("settings", "unset", "--all").exit_code == 0
    assert shown()["volume"] == "-"


def shown() -> dict[str, str]:
    """Each setting that `voicecoach settings` prints, with its value."""
    rows = call("settings").stdout.splitlines()[1:-1]
    return {name: value for name, value, *_ in (row.split() for row in rows)}


def test_every_setting_is_shown_and_a_key_once_it_is_chosen() -> None:
    keys = {name for name in BY_NAME if name.startswith("key-")}
    assert set(shown()) == set(BY_NAME) - keys
    assert call("settings", "set", "key-hurt", "k").exit_code == 0
    assert set(shown()) == {"key-hurt", *BY_NAME} - (keys - {"key-hurt"})
    assert "key-done" in call("settings").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["set", "speed", "fast"], 2, "speed takes 80 to 450, not “fast”"),
        (["set", "sped", "100"], 2, "did you mean “speed”?"),
        (["unset", "sped"], 2, "did you mean “speed”?"),
        (["unset"], 2, "or give --all"),
        (["set", "voice", "espeak:klingonese"], 1, "klingonese"),
        (["set", "output", "gramophone"], 1, "gramophone"),
    ],
)
def test_a_mistake_is_one_line_and_changes_nothing(
    home: Path, arguments: list[str], code: int, told: str
) -> None:
    done = run(home, "settings", *arguments)
    assert done.returncode == code
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not the_file(home).exists()


def preview(*arguments: str) -> Any:
    done = call("preview", "two-things.yaml", "--estimate", "--format", "json", *arguments)
    return json.loads(done.stdout)["duration"], done.stderr


def test_a_setting_holds_help_says_so_and_an_option_wins() -> None:
    built_in, _ = preview()
    call("settings", "set", "speed", "100")
    slow, _ = preview()
    assert slow > built_in
    assert "[default: the routine's, else 100;" in " ".join(call("preview", "--help").stdout.split())
    assert preview("--speed", "150")[0] == built_in
    for command in ("play", "render", "list"):
        assert "[default: the routine's, else 100;" in " ".join(call(command, "--help").stdout.split())
    assert "as the session was begun" in " ".join(call("resume", "--help").stdout.split())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("speed = 9\n", ":1: speed takes 80 to 450; this line is left out"),
        ("speed =\n", ":1: this is not TOML: "),
    ],
)
def test_a_broken_file_is_one_line_and_stops_nothing(home: Path, text: str, told: str) -> None:
    built_in, _ = preview()
    file = the_file(home)
    file.parent.mkdir(parents=True)
    file.write_text(text)
    length, stderr = preview()
    assert length == built_in
    assert len(stderr.splitlines()) == 1
    assert f"{file}{told}" in stderr
    assert told in call("settings").stderr
    assert file.read_text() == text


def test_settings_load_nothing_heavy(home: Path) -> None:
    import subprocess
    import sys

    call("settings", "set", "speed", "100")
    code = (
        "import sys; from voicecoach.settings import *; from voicecoach.folders import settings_file\n"
        "print(read_settings(settings_file()).values,"
        " [m for m in ('pydantic', 'fluent', 'numpy', 'difflib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "{'speed': 100} []"


def test_play_takes_them_and_keeps_them_in_the_place(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[tuple[LiveSettings, dict[str, Any]]] = []
    monkeypatch.setattr(
        "voicecoach.cli.run_session.run_session",
        lambda loaded, choices, settings, early, voice, **more: begun.append((settings, more)),
    )
    monkeypatch.setattr(stage, "begin_voice", lambda *voice: nullcontext())
    monkeypatch.setattr(stage, "begin_words", lambda *words, **more: "")
    outputs: list[tuple[Any, dict[str, Any]]] = []
    monkeypatch.setattr(
        stage, "begin_output", lambda *output, **more: outputs.append((output, more)) or nullcontext()
    )
    for key, value in (("volume", "-6"), ("device", "Headset"), ("plain", "yes"), ("keys", "pedal"), ("wake", "2"),
                       ("level", "steady"), ("media-keys", "off"), ("chime", "off")):  # fmt: skip
        assert call("settings", "set", key, value).exit_code == 0
    call("play", "two-things.yaml", "--volume", "3", "--no-plain")
    settings, more = begun[0]
    assert settings.options == PlayOptions(
        0.5, Talk.AUTO, device="Headset", keys="pedal", wake=2.0, media_keys=False, volume=3, chime=False
    )
    assert settings.wake_s == 2
    assert outputs == [(("auto", "Headset"), {"voice": "auto", "chime": False, "volume": 3, "duck": True})]
    assert (more["key_map"], more["plain"], more["media_keys"]) == ("pedal", False, False)
    assert not the_file(home).read_text().count("3\n"), "what is typed is not remembered"


def test_a_device_of_the_settings_that_is_gone_says_where_it_is_from(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def gone(*_: object, **more: object) -> None:
        raise DeviceError(f"there is no device {asked[-1]}", output="null")

    monkeypatch.setattr("voicecoach.cli.run_session.run_session", gone)
    monkeypatch.setattr(stage, "begin_voice", lambda *voice: nullcontext())
    monkeypatch.setattr(stage, "begin_words", lambda *words, **more: "")
    monkeypatch.setattr(
        stage, "begin_output", lambda output, device, **more: asked.append(device) or nullcontext()
    )
    call("settings", "set", "device", "Headset")
    hint = "(“Headset” is from your settings; --device '' takes the usual one)"
    with pytest.raises(DeviceError) as caught:
        call("play", "two-things.yaml")
    assert str(caught.value) == f"output null: there is no device Headset {hint}"
    for typed in ("Other", ""):
        with pytest.raises(DeviceError) as caught:
            call("play", "two-things.yaml", "--device", typed)
        assert "settings" not in str(caught.value)


def test_the_volume_of_a_session_holds_next_time(home: Path) -> None:
    rig = Rig(home, LiveSettings(options=PlayOptions(volume=-3)))
    rig.until("Set one of two.")
    settings = LiveSettings(options=PlayOptions(volume=-3))
    run_session._keep_volume(rig.session, settings)
    assert not the_file(home).exists(), "it was not changed"
    rig.do(Command.SOFTER)
    rig.hear(0.5)
    run_session._keep_volume(rig.session, settings)
    assert "volume = -6\n" in the_file(home).read_text()


def test_a_volume_that_cannot_be_kept_ends_nothing(home: Path) -> None:
    rig = Rig(home, LiveSettings())
    rig.session.conductor.volume_db = -6
    the_file(home).parent.mkdir(parents=True)
    the_file(home).write_text("broken")
    run_session._keep_volume(rig.session, LiveSettings())
    assert the_file(home).read_text() == "broken"
    with pytest.raises(VoicecoachError):
        call("settings", "set", "speed", "100")


def test_what_the_sides_of_something_without_sides_need_is_refused(tmp_path: Path) -> None:
    refused = run(tmp_path, "settings", "set", "sides-squat", "left first")
    assert (
        refused.returncode,
        "“squat” has no sides, so that sides-squat would have no effect" in refused.stderr,
    ) == (2, True)
    for exercise in ("bird-dog", "one-of-a-routine"):
        assert run(tmp_path, "settings", "set", f"sides-{exercise}", "left first").returncode == 0
