"""The commands voices and cache."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from voicecoach.cli.cache import cache
from voicecoach.cli.voices import voices
from voicecoach.speech import registry
from voicecoach.speech.registry import open_voice


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicecoach.speech.cache.phrase_cache.phrases_folder", lambda: tmp_path / "phrases")


def test_lists_voices_with_their_language() -> None:
    done = CliRunner().invoke(voices, ["--language", "en", "--backend", "espeak"])

    rows = [line.split(maxsplit=2) for line in done.output.splitlines()]
    assert ["espeak:en-gb", "en-gb", "English (Great Britain)"] in rows
    assert all(row[1].startswith("en") for row in rows)


def test_what_is_listed_can_be_opened() -> None:
    done = CliRunner().invoke(voices, ["--json", "--backend", "espeak"])

    for row in json.loads(done.stdout)["voices"]:
        assert open_voice(row["voice"], cache=None).id == row["voice"]


def test_tells_what_is_missing_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.BUILT_IN, "pyttsx3", "no_such_module:Backend")
    done = CliRunner().invoke(voices)

    assert done.exit_code == 0
    assert done.stderr.splitlines()[-1].startswith("pyttsx3 is broken: it is broken: ModuleNotFoundError")


def test_a_language_that_nobody_speaks() -> None:
    done = CliRunner().invoke(voices, ["--language", "xx", "--backend", "espeak"])

    assert (done.stdout, done.stderr) == ("", "No voice here speaks xx.\n")


def test_shows_and_clears_the_cache(tmp_path: Path) -> None:
    open_voice("espeak").say("one")
    shown = CliRunner().invoke(cache).output
    assert str(tmp_path / "phrases") in shown
    assert "phrases    1\n" in shown
    assert "of 512.0 MB" in shown

    assert CliRunner().invoke(cache, ["clear"]).output.startswith("Removed 1 phrases")
    assert "phrases    0\n" in CliRunner().invoke(cache).output
