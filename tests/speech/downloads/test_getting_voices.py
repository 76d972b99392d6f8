"""Getting a voice from a server that behaves as badly as servers and lines do: what is got is right, or there is one line."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import program
from tests.speech.voice_folders import a_row
from tests.speech.voice_server import (
    ETAG,
    Behaviour,
    VoiceServer,
    cut_after,
    garbage,
    hangs,
    hangs_after,
    head_without_end,
    in_chunks,
    leads_on,
    leads_to,
    other_bytes,
    packed,
    says_length,
    says_range,
    status,
    until_it_closes,
    whole,
    without_end,
    without_ranges,
)
from voicecoach.errors import SpeechError
from voicecoach.speech.downloads import voice_download
from voicecoach.speech.downloads.catalogue import CatalogueVoice
from voicecoach.speech.downloads.getting_voices import get_voice
from voicecoach.speech.downloads.installed_voices import installed_voice
from voicecoach.speech.downloads.voice_download import Limits

NETWORK = bytes(range(256)) * 40
FILES = {"anna.onnx": NETWORK, "anna.json": b"{}"}
NAME = "hibari:anna"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[VoiceServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(voice_download, "LIMITS", Limits(block=1000))
    with VoiceServer().running() as running:
        running.files = FILES
        yield running


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice_download, "LIMITS", Limits(0.3, 0.3, 1000))


def got(server: VoiceServer, root: Path, **more: Path) -> bool:
    return get_voice(row_of(server), watch, root=root, **more)


def row_of(server: VoiceServer) -> CatalogueVoice:
    return a_row(FILES, NAME, host=server.host)


def watch(name: str, done: int, total: int) -> None:
    assert 0 <= done <= total


def is_here(root: Path) -> bool:
    found = installed_voice(NAME, root=root)
    return found is not None and [found.read(file) for file in found.row.files] == list(FILES.values())


def left_in(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob("*") if path.is_file())


def test_a_voice_is_got_once(server: VoiceServer, tmp_path: Path) -> None:
    assert got(server, tmp_path)
    assert is_here(tmp_path)
    assert left_in(tmp_path) == ["anna.json", "anna.onnx", "voice.json"]
    assert server.asked == [("/anna.onnx", None, None), ("/anna.json", None, None)]

    assert not got(server, tmp_path)
    assert len(server.asked) == 2


def test_only_what_is_damaged_is_got_again(server: VoiceServer, tmp_path: Path) -> None:
    got(server, tmp_path)
    (tmp_path / "hibari" / "anna" / "anna.json").write_bytes(b"[]")
    assert got(server, tmp_path)
    assert is_here(tmp_path)
    assert [path for path, _, _ in server.asked[2:]] == ["/anna.json"]

    (tmp_path / "hibari" / "anna" / "voice.json").write_bytes(b"")
    assert got(server, tmp_path)
    assert is_here(tmp_path)
    assert len(server.asked) == 3


def test_how_far_it_is_is_said(server: VoiceServer, tmp_path: Path) -> None:
    said: list[tuple[str, int, int]] = []
    get_voice(row_of(server), lambda *so_far: said.append(so_far), root=tmp_path)

    of_network = [done for name, done, total in said if (name, total) == ("anna.onnx", len(NETWORK))]
    assert of_network == [*range(0, len(NETWORK), 1000), len(NETWORK)]


@pytest.mark.parametrize(
    "behaviours",
    [
        [without_ranges],
        [cut_after(3000), whole],
        [cut_after(3000), cut_after(10), cut_after(1), whole],
        [cut_after(3000), without_ranges],
        [cut_after(3000), cut_after(4000, without_ranges), cut_after(5000, without_ranges), whole],
        [cut_after(3000), says_range("bytes 0-9/10240")],
        [cut_after(3000), says_range("bytes 3001-10239/10240")],
        [cut_after(3000), says_range("bytes 3000-10240/10240")],
        [cut_after(3000), says_range("bytes 3000-10239/10241")],
        [cut_after(3000), says_range("bytes 3000-20479/*", b"!" * 10240)],
        [cut_after(3000), says_range("")],
        [cut_after(3000), status(416), whole],
        [cut_after(3000, other_bytes), whole],
        [in_chunks()],
        [in_chunks(5)],
        [until_it_closes()],
        [until_it_closes(-100), whole],
        [until_it_closes(5)],
        [leads_to("/anna.onnx"), whole],
    ],
)
def test_a_line_that_is_cut_and_a_server_that_bungles_end_well(
    server: VoiceServer, tmp_path: Path, behaviours: list[Behaviour]
) -> None:
    server.behaviours = list(behaviours)
    one = {"anna.onnx": NETWORK}

    assert get_voice(a_row(one, host=server.host), watch, root=tmp_path)
    found = installed_voice(NAME, root=tmp_path)
    assert found is not None
    assert found.read() == NETWORK
    assert left_in(tmp_path) == ["anna.onnx", "voice.json"]


@pytest.mark.parametrize(
    ("behave", "message"),
    [
        (other_bytes, "what 127.0.0.1 sends is not the file that it should be"),
        (without_end, "what 127.0.0.1 sends is not the file that it should be"),
        (says_length(1), "another file there, of 10,241 bytes and not 10,240; it may be a page"),
        (says_length(-1), "another file there, of 10,239 bytes and not 10,240"),
        (says_length(10**12), "of 1,000,000,010,240 bytes"),
        (in_chunks(-1), "of 10,239 bytes and not 10,240"),
        (
            until_it_closes(-1),
            "the line was cut; 0.0 of 0.0 MB are here, and the same command goes on from there",
        ),
        (packed, "it packed .gzip., which was not asked for"),
        (status(404), "does not have it any more .it answers 404.; a newer voicecoach may know where it is"),
        (status(500), "is busy or broken .it answers 500.; try again later"),
        (status(503), "is busy or broken"),
        (status(403), "does not give it .it answers 403."),
        (status(204), "does not give it .it answers 204."),
        (leads_on, "leads from one address to the next without end"),
        (leads_to("/anna.onnx"), "leads from one address to the next without end"),
        (leads_to("ftp://127.0.0.1/anna.onnx"), "leads to where no https is: ftp://127.0.0.1/anna.onnx"),
        (leads_to("file:///etc/passwd"), "leads to where no https is"),
        (leads_to("//[::"), "leads to where no https is"),
        (
            leads_to("http://127.0.0.1:0/"),
            "127.0.0.1 cannot be reached: .*; files that you had in another way",
        ),
        (leads_to("http://a b/"), "127.0.0.1 cannot be understood"),
        (garbage, "127.0.0.1 cannot be understood"),
        (cut_after(0), "the line was cut$"),
    ],
)
def test_what_cannot_be_got_is_one_line_and_nothing_wrong_is_kept(
    server: VoiceServer, tmp_path: Path, behave: Behaviour, message: str
) -> None:
    server.behaviours = [behave]

    with pytest.raises(SpeechError, match=message) as caught:
        got(server, tmp_path)
    assert str(caught.value).startswith("voice hibari:anna: ")
    assert str(caught.value).isprintable()
    assert installed_voice(NAME, root=tmp_path) is None
    assert len(server.asked) <= 12
    if "the same command" not in message:
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("behave", "message"),
    [
        (hangs, "127.0.0.1 does not answer"),
        (head_without_end, "127.0.0.1 (does not answer|cannot be understood)"),
        (hangs_after(3000), "127.0.0.1 does not answer; 0.0 of 0.0 MB are here"),
    ],
)
def test_a_server_that_hangs_is_given_up(
    server: VoiceServer, tmp_path: Path, impatient: None, behave: Behaviour, message: str
) -> None:
    server.behaviours = [behave]
    with pytest.raises(SpeechError, match=message):
        got(server, tmp_path)

    server.behaviours = [whole]
    assert got(server, tmp_path)
    assert is_here(tmp_path)


def test_nobody_is_there(tmp_path: Path) -> None:
    with VoiceServer().running() as gone:
        pass
    with pytest.raises(SpeechError, match=r"127\.0\.0\.1 cannot be reached: .*--from FOLDER"):
        get_voice(a_row(FILES, NAME, host=gone.host), watch, root=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_another_run_goes_on_from_what_is_there(server: VoiceServer, tmp_path: Path) -> None:
    server.behaviours = [cut_after(3000), cut_after(0)]
    with pytest.raises(SpeechError, match="goes on from there"):
        got(server, tmp_path)
    assert installed_voice(NAME, root=tmp_path) is None
    server.asked.clear()

    server.behaviours = [whole]
    assert got(server, tmp_path)
    assert is_here(tmp_path)
    assert server.asked[0] == ("/anna.onnx", "bytes=3000-", ETAG)
    assert left_in(tmp_path) == ["anna.json", "anna.onnx", "voice.json"]


def test_what_changed_on_the_server_is_begun_again(server: VoiceServer, tmp_path: Path) -> None:
    server.behaviours = [cut_after(3000), cut_after(0)]
    with pytest.raises(SpeechError):
        got(server, tmp_path)
    (etag,) = tmp_path.rglob("*.etag.part")
    etag.write_bytes(b'"of-another-one"')
    (part,) = tmp_path.rglob("anna.onnx.*[0-9a-f].part")
    part.write_bytes(b"!" * 3000)

    server.behaviours = [whole]
    assert got(server, tmp_path)
    assert is_here(tmp_path)


@pytest.mark.parametrize("etag", [b"W/as-it-is", b"\xff", b'"a\r\nHost: x"', b'"' + b"a" * 500 + b'"', b""])
def test_an_etag_that_cannot_be_relied_on_is_not_sent(
    server: VoiceServer, tmp_path: Path, etag: bytes
) -> None:
    server.behaviours = [cut_after(3000), cut_after(0)]
    with pytest.raises(SpeechError):
        got(server, tmp_path)
    next(tmp_path.rglob("*.etag.part")).write_bytes(etag)
    server.asked.clear()

    server.behaviours = [whole]
    assert got(server, tmp_path)
    assert is_here(tmp_path)
    assert server.asked[0] == ("/anna.onnx", "bytes=3000-", None)


def test_a_part_that_is_longer_than_the_file_is_begun_again(server: VoiceServer, tmp_path: Path) -> None:
    server.behaviours = [cut_after(3000), cut_after(0)]
    with pytest.raises(SpeechError):
        got(server, tmp_path)
    (part,) = tmp_path.rglob("anna.onnx.*[0-9a-f].part")
    part.write_bytes(NETWORK + b"!")

    server.behaviours = [whole]
    assert got(server, tmp_path)
    assert is_here(tmp_path)


def test_a_line_that_is_cut_for_ever_comes_to_an_end(
    server: VoiceServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice_download, "LIMITS", Limits(block=1000, cuts=5))
    server.behaviours = [cut_after(1)]
    with pytest.raises(SpeechError, match=r"the line was cut 5 times; .* goes on from there"):
        got(server, tmp_path)
    assert len(server.asked) == 5


def test_a_redirect_takes_the_range_along(server: VoiceServer, tmp_path: Path) -> None:
    server.files = {**FILES, "elsewhere": NETWORK}
    server.behaviours = [leads_to("elsewhere"), cut_after(3000), leads_to("/elsewhere"), whole]
    assert got(server, tmp_path)
    assert server.asked[2:4] == [("/anna.onnx", "bytes=3000-", ETAG), ("/elsewhere", "bytes=3000-", ETAG)]


@pytest.fixture
def certified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[VoiceServer]:
    """A server with a certificate that nobody but `SSL_CERT_FILE` vouches for."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    certificate = tmp_path / "certificate.pem"
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "-", "-out", "-"]
    name = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    made = subprocess.run(
        [program("openssl"), "req", "-x509", *key, *name], check=True, capture_output=True, cwd=tmp_path
    )
    certificate.write_bytes(made.stdout)
    with VoiceServer(certificate).running() as running:
        running.files = FILES
        yield running


def test_a_server_that_is_not_who_it_says_is_refused(certified: VoiceServer, tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match=r"127.0.0.1 cannot be reached: its certificate cannot be trusted"):
        got(certified, tmp_path / "voices")
    assert certified.asked == []


def test_https_never_leads_to_http(
    certified: VoiceServer, server: VoiceServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    certified.behaviours = [leads_to(f"{server.host}/anna.onnx")]
    with pytest.raises(SpeechError, match=r"127.0.0.1 leads to where no https is: http://127.0.0.1"):
        got(certified, tmp_path / "voices")
    assert server.asked == []

    certified.behaviours = [leads_to("/anna.onnx"), cut_after(3000), whole]
    assert got(certified, tmp_path / "voices")
    assert is_here(tmp_path / "voices")
