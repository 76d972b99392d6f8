"""Voices that break the contract: each ends in one line that names it and the phrase, and nothing of it is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import environment
from tests.speech.bad_voices import BAD_LISTS, BAD_VOICES, Bad
from tests.speech.broken_backends import Enter, has
from voicecoach.cli import main
from voicecoach.errors import SpeechError, SynthesisFailed
from voicecoach.speech import checked_voice
from voicecoach.speech.api import VoiceInfo
from voicecoach.speech.cache.phrase_cache import PhraseCache, Usage
from voicecoach.speech.checked_voice import Limits
from voicecoach.speech.registry import BackendStatus, open_voice, report_backend

PHRASE = "Lift your hips."
ROUTINE = "title: Short\nsafety: [Stop if it hurts.]\nsteps:\n  - say: Lift your hips.\n"


def hangs(bad: Bad) -> bool:
    return "did not answer" in bad.reported


@pytest.mark.parametrize("bad", BAD_VOICES, ids=lambda bad: bad.what)
def test_each_ends_in_an_error_that_names_it(
    entered: Enter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, bad: Bad
) -> None:
    if not hangs(bad):
        monkeypatch.setattr(checked_voice, "LIMITS", Limits())
    entered(bad.backend)
    store = PhraseCache(tmp_path / "phrases")
    with pytest.raises(SpeechError, match=bad.reported) as caught:
        open_voice("bad:hum", cache=store).say(PHRASE)

    message = str(caught.value)
    assert "voice bad" in message
    assert message.isprintable()
    assert len(message) < 500
    assert isinstance(caught.value, SynthesisFailed) == bad.phrase
    assert not bad.phrase or "“" in message
    assert store.usage() == Usage(0, 0)


@pytest.mark.parametrize("bad", BAD_VOICES, ids=lambda bad: bad.what)
def test_each_ends_a_command_in_a_line_or_two(
    entered: Enter,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    bad: Bad,
) -> None:
    if not hangs(bad):
        monkeypatch.setattr(checked_voice, "LIMITS", Limits())
    entered(bad.backend)
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    (tmp_path / "short.yaml").write_text(ROUTINE)
    with pytest.raises(SystemExit) as ended:
        main(["render", str(tmp_path / "short.yaml"), "--voice", "bad", "-o", str(tmp_path / "short.wav")])

    reported = capsys.readouterr().err
    assert ended.value.code == 1
    assert re.search(bad.reported, reported)
    assert reported.replace("\n", "").isprintable()
    assert "bad" in reported
    assert 1 <= len(reported.splitlines()) <= 2
    assert not (tmp_path / "short.wav").exists()
    assert PhraseCache(tmp_path / "cache" / "voicecoach" / "phrases").usage() == Usage(0, 0)


def test_there_are_many() -> None:
    assert len(BAD_VOICES) > 70
    assert len({bad.what for bad in BAD_VOICES}) == len(BAD_VOICES)


@pytest.mark.parametrize(("what", "method", "reported"), BAD_LISTS, ids=[bad[0] for bad in BAD_LISTS])
def test_a_bad_list_is_reported(
    entered: Enter, monkeypatch: pytest.MonkeyPatch, what: str, method: Callable[..., Any], reported: str
) -> None:
    if what != "hangs":
        monkeypatch.setattr(checked_voice, "LIMITS", Limits())
    entered(has(voices=method))
    found = report_backend("bad")

    assert found.state is BackendStatus.BROKEN
    assert re.search(reported, found.reason)
    assert found.reason.isprintable()
    assert not found.voices


def test_one_bad_voice_hides_no_other(patient: Enter, capsys: pytest.CaptureFixture[str]) -> None:
    good = [VoiceInfo("bad", "a", "en-gb", "Anna"), VoiceInfo("bad", "z", "en-gb", "Zoe")]
    patient(has(voices=lambda _: [good[0], VoiceInfo("bad", "\x1b[2J", "en", "x"), good[0], good[1], None]))
    found = report_backend("bad")
    assert (found.state, found.voices) == (BackendStatus.AVAILABLE, tuple(good))
    assert found.reason.startswith(
        "3 of its voices cannot be listed; no. 2: its voice has control characters"
    )

    with pytest.raises(SystemExit) as ended:
        main(["voices", "--language", "en-gb"])
    shown = capsys.readouterr()
    assert ended.value.code == 0
    assert {line.split()[0] for line in shown.out.splitlines()} >= {"bad:a", "bad:z", "espeak:en-gb"}
    assert shown.err.splitlines()[-1].startswith("bad is available: 3 of its voices cannot be listed")


@pytest.mark.parametrize(
    "bad", [bad for bad in BAD_VOICES if bad.what.startswith("a backend")], ids=lambda bad: bad.what
)
def test_one_bad_backend_hides_no_other(entered: Enter, capsys: pytest.CaptureFixture[str], bad: Bad) -> None:
    entered(bad.backend)
    checked_voice.LIMITS = Limits(make_s=1) if hangs(bad) else Limits()
    with pytest.raises(SystemExit) as ended:
        main(["voices"])

    shown = capsys.readouterr()
    assert ended.value.code == 0
    assert "espeak:en-gb" in shown.out
    assert shown.err.splitlines()[-1].startswith("bad is broken: it ")
