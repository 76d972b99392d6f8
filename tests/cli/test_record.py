"""`voicecoach record` without a microphone: what it prints, removes and refuses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.run import run
from tests.speech.recorded_voices import recorded
from voicecoach.speech.recordings import AboutRecordings, Recordings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def only_line(home: Path, *arguments: str, code: int = 1) -> str:
    done = run(home, "record", *arguments)
    assert done.returncode == code, done.stderr
    (line,) = done.stderr.splitlines()
    return line


def test_what_is_missing_in_the_command_is_said(home: Path) -> None:
    assert "name a ROUTINE, or phrases with --phrase" in only_line(home, "--name", "anna", code=2)
    assert "--name says what the voice is called" in only_line(home, "gentle-daily", code=2)
    assert "there is no terminal; --from FOLDER takes" in only_line(home, "gentle-daily", "--name", "anna")
    assert "there is no routine “gentle-dayly”" in only_line(home, "gentle-dayly", "--name", "anna")
    assert not Recordings("anna").folder.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("gentle-daily", "--remove-voice"), "--remove-voice and ROUTINE do not go together"),
        (("--remove-voice", "--remove", "two"), "--remove-voice and --remove do not go together"),
        (("gentle-daily", "--list", "--from", "x"), "--list and --from do not go together"),
        (("gentle-daily", "--from", "x", "--device", "y"), "--from and --device do not go together"),
        (("--phrase", "two", "--level", "strong"), "--level needs a ROUTINE"),
        (("gentle-daily", "--phrase", "two", "--again"), "--phrase and --again do not go together"),
    ],
)
def test_no_option_is_accepted_and_then_ignored(home: Path, options: tuple[str, ...], message: str) -> None:
    recorded("anna", "two")
    assert message in only_line(home, "--name", "anna", *options, code=2)
    assert set(Recordings("anna").phrases()) == {"two"}


@pytest.mark.parametrize("name", ["../anna", "/tmp/anna", "a b", "con", "a" * 41, "-"])
def test_a_name_is_not_a_way_elsewhere(home: Path, name: str) -> None:
    assert "is called by letters, digits" in only_line(home, "gentle-daily", f"--name={name}", code=2)


def test_phrases_and_whole_voices_can_be_removed(home: Path) -> None:
    recorded("anna", "two", "Lift your hips.", "three")
    assert (
        run(home, "record", "--name", "anna", "--remove", "Lift  your hips.").stdout
        == "Removed “Lift  your hips.”.\n"
    )
    assert "“four” is not recorded" in only_line(home, "--name", "anna", "--remove", "four")
    assert set(Recordings("anna").phrases()) == {"two", "three"}
    assert (
        run(home, "record", "--name", "anna", "--remove-voice").stdout
        == "Removed recorded:anna, 2 phrases.\n"
    )
    assert not Recordings("anna").folder.exists()
    assert run(home, "record", "--name", "anna", "--remove-voice").stdout == "There is no recorded:anna.\n"


def test_the_command_for_voices_removes_recorded_ones_too(home: Path) -> None:
    recorded("anna", "two")
    assert run(home, "voices", "remove", "recorded:anna").stdout == "Removed recorded:anna.\n"
    assert not Recordings("anna").folder.exists()
    done = run(home, "voices", "remove", "recorded:anna")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_who_says_the_rest_can_be_chosen(home: Path) -> None:
    recorded("anna", "two")
    done = run(home, "record", "--name", "anna", "--fallback", "espeak:en-us")
    assert done.stdout == "What is missing in recorded:anna is said by espeak:en-us.\n"
    assert Recordings("anna").about().fallback == "espeak:en-us"
    assert "not another recorded one" in only_line(
        home, "--name", "anna", "--fallback", "recorded:ben", code=2
    )
    assert "no voice “zz”" in only_line(home, "--name", "anna", "--fallback", "espeak:zz")
    assert Recordings("anna").about().fallback == "espeak:en-us"


def test_a_second_language_needs_another_name(home: Path) -> None:
    recorded("anna", "zwei").keep_about(AboutRecordings("de"))
    line = only_line(home, "gentle-daily", "--name", "anna", "--from", str(home))
    assert "speaks “de”, and this routine is in “en”; record that under another name" in line


def test_two_recorders_at_once(home: Path) -> None:
    with Recordings("anna").claimed():
        line = only_line(home, "gentle-daily", "--name", "anna", "--from", str(home))
    assert "“anna” is being recorded already, by another process" in line


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_home_that_can_only_be_read(home: Path) -> None:
    (home / "data").mkdir(mode=0o500)
    assert "you may not write there" in only_line(home, "gentle-daily", "--name", "anna", "--from", str(home))


def test_a_home_that_is_in_the_way(home: Path) -> None:
    (home / "data").write_text("a file")
    assert "a part of that path is a file" in only_line(
        home, "gentle-daily", "--name", "anna", "--from", str(home)
    )
