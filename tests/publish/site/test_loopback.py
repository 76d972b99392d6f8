"""The site on this machine, asked as browsers ask."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from voicecoach.errors import ExportError
from voicecoach.publish.site.loopback import ADDRESS, Loopback

TOKEN = "a2" * 16
SOUND = bytes(range(250)) * 4


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Loopback]:
    folder = tmp_path / "site" / "p" / TOKEN
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("<p>Ann</p>")
    (folder / "morning.mp3").write_bytes(SOUND)
    (folder / "feed.xml").write_text("<rss/>")
    (folder / "out.html").symlink_to("/etc/passwd")
    (tmp_path / "site" / "secret.txt").write_text("secret")
    with Loopback(tmp_path / "site" / "p") as server:
        server.index = b"<p>all</p>"
        yield server


def ask(
    server: Loopback, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    link = http.client.HTTPConnection(server.base.removeprefix("http://"), timeout=10)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        link.request(method, path, body, named)
        got = link.getresponse()
        return got.status, dict(got.getheaders()), got.read()
    finally:
        link.close()


def page(name: str = "") -> str:
    return f"/p/{TOKEN}/{name}"


def test_the_index_is_at_a_secret_address_and_pages_are_where_they_will_be(server: Loopback) -> None:
    assert ask(server, server.url.removeprefix(server.base))[::2] == (200, b"<p>all</p>")
    status, headers, body = ask(server, page())
    assert (status, body, headers["Content-Type"]) == (200, b"<p>Ann</p>", "text/html; charset=utf-8")
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "no-referrer", "the address is the key to the page"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert ask(server, page("morning.mp3"))[1]["Content-Type"] == "audio/mpeg"
    assert ask(server, page("feed.xml"))[1]["Content-Type"] == "application/rss+xml; charset=utf-8"
    moved = ask(server, page()[:-1])
    assert (moved[0], moved[1]["Location"]) == (301, page())


@pytest.mark.parametrize(
    "path",
    [
        "/", "/p/", "/index.html", "/secret.txt", page("out.html"), page("../../secret.txt"), page("%2e%2e/x"), page("no.mp3"),
        page(".hidden"), f"/p/{TOKEN}/../{TOKEN}/index.html", page("morning.mp3%00.html"), "/p/" + "b" * 32 + "/",
    ],
)  # fmt: skip
def test_nothing_else_is_shown(server: Loopback, path: str) -> None:
    assert ask(server, path)[0] == 404


def test_only_this_machine_only_reading_and_only_by_its_name(server: Loopback) -> None:
    assert server.base.startswith(f"http://{ADDRESS}:")
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert ask(server, page(), method, b"x")[0] == 501
    assert ask(server, page(), Host="evil.example")[0] == 421
    assert ask(server, page(), Host="localhost:1")[0] == 200
    assert ask(server, page("morning.mp3"), "HEAD")[2] == b""


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [("bytes=0-0", 0, 0), ("bytes=10-19", 10, 19), ("bytes=990-", 990, 999), ("bytes=-5", 995, 999), ("bytes=-5000", 0, 999),
     ("bytes=900-5000", 900, 999)],
)  # fmt: skip
def test_a_part_of_a_sound(server: Loopback, wanted: str, first: int, last: int) -> None:
    status, headers, body = ask(server, page("morning.mp3"), Range=wanted)
    assert (status, body) == (206, SOUND[first : last + 1])
    assert headers["Content-Range"] == f"bytes {first}-{last}/1000"
    assert headers["Content-Length"] == str(last - first + 1)


def test_parts_that_cannot_be(server: Loopback) -> None:
    for wanted in ("bytes=1000-", "bytes=-0"):
        status, headers, _ = ask(server, page("morning.mp3"), Range=wanted)
        assert (status, headers["Content-Range"]) == (416, "bytes */1000")
    for wanted in ("bytes=5-2", "bytes=-", "lines=1-2", "bytes=1-2,4-5", "bytes=x"):
        assert ask(server, page("morning.mp3"), Range=wanted)[::2] == (200, SOUND)
    assert ask(server, page("morning.mp3"), Range="bytes=1-2", If_Range='"older"')[0] == 200
    tag = ask(server, page("morning.mp3"))[1]["ETag"]
    assert ask(server, page("morning.mp3"), Range="bytes=1-2", If_Range=tag)[0] == 206


def test_what_a_browser_has_is_not_sent_again(server: Loopback) -> None:
    _, headers, _ = ask(server, page())
    for condition in ({"If_None_Match": headers["ETag"]}, {"If_None_Match": f'"x", W/{headers["ETag"]}'},
                      {"If_Modified_Since": headers["Last-Modified"]}):  # fmt: skip
        assert ask(server, page(), **condition)[::2] == (304, b"")
    for other in (
        {"If_None_Match": '"x"'},
        {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If_Modified_Since": "?"},
    ):
        assert ask(server, page(), **other)[0] == 200


def test_a_port_that_is_taken_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind((ADDRESS, 0))
        taken.listen()
        with pytest.raises(ExportError, match="--port"):
            Loopback(tmp_path, taken.getsockname()[1])
