"""`voicecoach say`: plays or writes a phrase, and shows how it is read."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voicecoach.cli import voicecoach
from voicecoach.errors import DeviceError
from voicecoach.folders import data_dir
from voicecoach.play.sinks.miniaudio import MiniaudioOutput
from voicecoach.play.sinks.miniaudio_sink import NO_DEVICE


def said(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(voicecoach, ["say", *arguments], input=stdin)


def test_a_phrase_is_written_and_shown_as_it_is_read(tmp_path: Path) -> None:
    out = tmp_path / "phrase.wav"
    done = said("Hold 30 s (SI joint).", "--voice", "espeak:en-gb", "--speed", "130", "-o", str(out))

    assert done.exit_code == 0, done.output
    assert "voice     espeak:en-gb, 130 words a minute" in done.output
    assert "written   Hold 30 s (SI joint)." in done.output
    assert "read      Hold 30 seconds, /ˌɛs aɪ ˈdʒɔɪnt/." in done.output
    assert "phonemes  hˈəʊld" in done.output
    with wave.open(str(out)) as file:
        assert (file.getframerate(), file.getnchannels()) == (22050, 1)
        assert file.getnframes() > 22050


def test_it_is_played_and_read_from_stdin() -> None:
    done = said("-", "--voice", "espeak", "--output", "null", stdin="Lift\nyour hips.\n")

    assert done.exit_code == 0, done.output
    assert "written   Lift your hips." in done.output


def test_without_a_sound_system_it_says_how_to_write_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> object:
        raise DeviceError(NO_DEVICE, output="miniaudio")

    monkeypatch.setattr(MiniaudioOutput, "open", none)
    error = said("Rest.", "--voice", "silent", "--output", "miniaudio").exception

    assert str(error).endswith(",\nor write a file instead: voicecoach say TEXT -o phrase.wav")


def test_the_lexicon_of_the_user_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = data_dir() / "lexicon.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("en:\n  wibble: /ˈwɒbəl/\n  bad: [x]\n", encoding="utf-8")
    done = said("Wibble.", "--voice", "espeak", "--quiet")

    assert "read      /ˈwɒbəl/." in done.output
    assert "phonemes  wˈɒbəl" in done.output
    assert f"voicecoach: {path}:3:3: a reading cannot start with [; write how the word is said" in done.output


def test_another_language_is_not_read_as_english() -> None:
    done = said("Halte 30 s, dann 2-3 cm & ROM.", "--language", "de", "--quiet")

    assert "voice     espeak:de" in done.output
    assert "read      Halte 30 s, dann 2-3 cm & ROM." in done.output


def test_a_routine_says_how_words_are_said(tmp_path: Path) -> None:
    path = tmp_path / "hips.yaml"
    path.write_text("title: Hips\nsay_as: {wibble: /ˈwɒbəl/}\nsteps: [plank]\n", encoding="utf-8")

    assert (
        "read      /ˈwɒbəl/."
        in said("Wibble.", "--routine", str(path), "--quiet", "--voice", "espeak").output
    )


@pytest.mark.parametrize(
    ("arguments", "mistake"),
    [
        (("…",), "nothing to say"),
        (("",), "nothing to say"),
        (("x" * 2001,), "2,000 characters at most"),
        (("Rest.", "-o", "rest.mp3"), "does not end in .wav"),
        (("Rest.", "--speed", "20"), "80"),
        (("Rest.", "-o", "rest.wav", "--output", "null"), "--out and --output do not go together"),
        (("Rest.", "--quiet", "--device", "hall"), "--quiet and --device do not go together"),
    ],
)
def test_what_cannot_be_said_is_bad_usage(arguments: tuple[str, ...], mistake: str) -> None:
    done = said(*arguments)

    assert done.exit_code == 2
    assert mistake in done.output
