"""`voicecoach voices`: what is listed, got and removed, and what is said of it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.cli.run import environment
from tests.speech.voice_folders import a_row, put_voice
from tests.speech.voice_server import VoiceServer, hangs_after, whole
from voicecoach.cli.examining import voices as examine_voices
from voicecoach.cli.voices import voices
from voicecoach.errors import SpeechError, VoiceNotFound
from voicecoach.folders import user_voices_dir
from voicecoach.speech.downloads.catalogue import CatalogueVoice

FILES = {"anna.onnx": bytes(range(256)) * 400}
NO_SALE = "Its licence does not allow commercial use"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[VoiceServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with VoiceServer().running() as running:
        running.files = FILES
        yield running


@pytest.fixture
def rows(server: VoiceServer, monkeypatch: pytest.MonkeyPatch) -> list[CatalogueVoice]:
    """The catalogue, which a test may change."""
    found = [a_row(FILES, host=server.host), a_row(FILES, "hibari:eve", language="en-us", host=server.host)]
    monkeypatch.setattr("voicecoach.speech.downloads.catalogue.catalogue", lambda: tuple(found))
    return found


def run(*arguments: str) -> Result:
    return CliRunner().invoke(voices, list(arguments))


def listed(*arguments: str) -> Any:
    return json.loads(run("--json", *arguments).stdout)


def test_a_voice_is_got_listed_and_removed(rows: list[CatalogueVoice]) -> None:
    got = run("get", "anna")
    assert got.exception is None
    assert got.stdout.splitlines() == [
        "hibari:anna: Anna, British English, 0.1 MB",
        "made by Anna Example; licence CC-BY-4.0; https://example.org/",
        "hibari:anna is here. To hear it: --voice hibari:anna",
    ]
    assert got.stderr == ""
    assert [row["voice"] for row in listed("--backend", "hibari")["voices"]] == [
        "hibari:anna",
        "hibari:heart",
    ]
    assert [row["voice"] for row in listed("--available")["available"]] == ["hibari:eve"]
    assert run("get", "hibari:anna").stdout.splitlines()[-1].startswith("hibari:anna is here already.")

    assert run("remove", "anna").stdout == "Removed hibari:anna.\n"
    assert not user_voices_dir().joinpath("hibari").exists()
    with pytest.raises(VoiceNotFound, match="it is not among those that were downloaded"):
        raise run("remove", "anna").exception or AssertionError


def test_what_can_be_downloaded_is_shown_with_its_terms(rows: list[CatalogueVoice]) -> None:
    rows[1] = replace(rows[1], commercial_use=False)

    shown = run("--available")
    assert shown.stdout.splitlines() == [
        "hibari:anna  en-gb  0.1 MB  Anna, British English  CC-BY-4.0",
        "hibari:eve   en-us  0.1 MB  Anna, British English  CC-BY-4.0 (no commercial use)",
    ]
    assert shown.stderr == "To download one: voicecoach voices get NAME\n"
    assert [row["voice"] for row in listed("--language", "en-us")["available"]] == ["hibari:eve"]
    assert listed("--available", "--language", "en-gb")["available"] == [
        {"voice": "hibari:anna", "language": "en-gb", "name": "Anna, British English", "backend": "hibari",
         "bytes": 102400, "licence": "CC-BY-4.0", "commercial_use": True, "made_by": "Anna Example"}
    ]  # fmt: skip
    assert "2 more voices can be downloaded" in run("--backend", "hibari").stderr
    assert "more voice" not in run("--backend", "espeak").stderr


@pytest.mark.parametrize(
    ("allowed", "said"),
    [(True, ""), (False, NO_SALE), (None, "does not say whether commercial use is allowed")],
)
def test_terms_that_forbid_or_are_silent_are_said(
    rows: list[CatalogueVoice], allowed: bool | None, said: str
) -> None:
    rows[0] = replace(rows[0], commercial_use=allowed)
    stderr = run("get", "anna").stderr
    assert said in stderr
    assert bool(stderr) == bool(said)


def test_a_folder_does_for_a_network(rows: list[CatalogueVoice], server: VoiceServer, tmp_path: Path) -> None:
    (tmp_path / "anna.onnx").write_bytes(FILES["anna.onnx"])
    assert run("get", "anna", "--from", str(tmp_path)).exception is None
    assert server.asked == []
    error = run("get", "eve", "--from", str(tmp_path / "none"))
    assert error.exit_code == 2


def test_a_damaged_voice_is_listed_with_the_fix(rows: list[CatalogueVoice]) -> None:
    folder = put_voice(user_voices_dir(), rows[0], FILES)
    (folder / "anna.onnx").write_bytes(b"")

    shown = run("--backend", "hibari")
    assert "hibari:anna" not in shown.stdout
    assert (
        "voice hibari:anna: its file anna.onnx has 0 bytes and not 102,400; get it again: voicecoach voices get"
        in (shown.stderr)
    )
    (found,) = examine_voices._damaged_voices()
    assert (found.name, found.state.value) == ("hibari:anna", "broken")
    assert (found.detail, found.fix) == (
        "its file anna.onnx has 0 bytes and not 102,400",
        "voicecoach voices get hibari:anna",
    )
    run("get", "anna")
    assert "hibari:anna" in run("--backend", "hibari").stdout


def test_a_voice_whose_backend_is_missing_says_so(
    rows: list[CatalogueVoice], monkeypatch: pytest.MonkeyPatch
) -> None:
    from voicecoach.speech import registry

    monkeypatch.setitem(registry.BUILT_IN, "hibari", "no_such_module:Backend")
    got = run("get", "anna")
    assert got.exception is None
    assert got.stderr.startswith("hibari is broken: ")


@pytest.mark.parametrize("command", ["get", "remove"])
def test_a_name_that_nobody_knows(rows: list[CatalogueVoice], command: str) -> None:
    error = run(command, "anne").exception
    assert isinstance(error, SpeechError)
    assert str(error) == "voice anne: it is not in the catalogue; did you mean “anna”?"


def test_a_damaged_voice_that_left_the_catalogue_is_to_be_removed_and_not_got(
    rows: list[CatalogueVoice],
) -> None:
    assert run("get", "anna").exception is None
    assert run("get", "eve").exception is None
    rows.clear()
    (user_voices_dir() / "hibari/anna/anna.onnx").unlink()
    told = run("--backend", "hibari").stderr
    assert "it can no longer be downloaded; remove it: voicecoach voices remove hibari:anna\n" in told
    assert "get it again" not in told
    (found,) = examine_voices._damaged_voices()
    assert found.detail.endswith("it is gone; it can no longer be downloaded")
    assert found.fix == "voicecoach voices remove hibari:anna"
    assert run("remove", "hibari:anna").stdout == "Removed hibari:anna.\n"
    (user_voices_dir() / "hibari/eve/voice.json").write_text("{}")
    error = run("remove", "hibari:eve").exception
    assert isinstance(error, VoiceNotFound)
    assert f"remove {user_voices_dir() / 'hibari/eve'} yourself" in str(error)


@pytest.mark.parametrize("name", ["espeak:en-us", "espeak", "silent", "hibari"])
def test_a_voice_that_was_not_downloaded_is_not_looked_for_in_the_catalogue(
    rows: list[CatalogueVoice], name: str
) -> None:
    error = run("remove", name).exception
    assert str(error).endswith("it came with voicecoach or with this system, so there is nothing to remove")


def test_options_of_the_list_are_not_ignored_before_a_command(rows: list[CatalogueVoice]) -> None:
    done = run("--language", "en", "get", "anna")
    assert done.exit_code == 2
    assert "The options before the command are for the list." in done.stderr


PROGRAM = """
import sys
from tests.cli.test_voices import FILES
from tests.speech.voice_folders import a_row
from voicecoach.speech.downloads import catalogue, voice_download

voice_download.LIMITS = voice_download.Limits(block=1000)
host = sys.argv.pop(1)
catalogue.catalogue = lambda: (a_row(FILES, host=host),)
from voicecoach.__main__ import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_ctrl_c_keeps_what_is_here_and_says_nothing(
    rows: list[CatalogueVoice], server: VoiceServer, tmp_path: Path
) -> None:
    server.behaviours = [hangs_after(8000), whole]
    own = environment(tmp_path, NO_PROXY="127.0.0.1", PYTHONPATH=str(Path(__file__).parents[2]))
    own["XDG_DATA_HOME"] = str(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, server.host, "voices", "get", "anna"],
        env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        while not [part for part in tmp_path.rglob("*[0-9a-f].part") if part.stat().st_size == 8000]:
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr) == (130, "")

    server.asked.clear()
    assert run("get", "anna").exception is None
    assert server.asked[0][1] == "bytes=8000-"
