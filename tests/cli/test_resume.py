"""`voicecoach resume`: the voice with which a session goes on."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.play.rig import Rig
from voicecoach.cli import stage, voicecoach
from voicecoach.play.commands import Command
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.saved.place import PlayOptions, places_dir
from voicecoach.speech import registry


@pytest.mark.parametrize(
    ("kept", "typed", "opened", "reported"),
    [
        ("silent", [], ["silent"], ""),
        ("parrot:polly", [], ["parrot:polly", "auto"], "; the session goes on with the usual voice\n"),
        ("parrot:polly", ["--voice", "silent"], ["silent"], ""),
    ],
)
def test_a_voice_is_opened_once_and_replaced_if_it_is_gone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kept: str,
    typed: list[str],
    opened: list[str],
    reported: str,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    rig = Rig(tmp_path, LiveSettings(options=PlayOptions(voice=kept), places=places_dir()))
    rig.until("Set one of two.")
    rig.do(Command.QUIT)
    rig.finish()

    asked: list[str] = []
    open_voice = registry.open_voice

    def counted(voice: str = "auto", **more: Any) -> Any:
        asked.append(voice)
        return open_voice("silent" if voice == "auto" else voice, **more)

    monkeypatch.setattr(registry, "open_voice", counted)
    monkeypatch.setattr(stage, "begin_output", lambda *output, **more: nullcontext())

    def run_session(
        loaded: Any, choices: Any, settings: LiveSettings, early: Any, voice: Any, **more: Any
    ) -> None:
        voice.open(more["speed"], "en").close()

    monkeypatch.setattr("voicecoach.cli.run_session.run_session", run_session)
    done = CliRunner().invoke(voicecoach, ["resume", *typed], catch_exceptions=False)
    assert done.exit_code == 0
    assert asked == opened
    assert done.stderr.endswith(reported)
    assert len(done.stderr.splitlines()) == bool(reported)
