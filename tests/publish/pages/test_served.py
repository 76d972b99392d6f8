"""The site in a real web server, as the docs show it."""

from __future__ import annotations

import http.client
import re
from urllib.parse import urlsplit

import pytest

from tests.publish.pages import samples
from tests.publish.pages.conftest import CONFIGURATION
from voicecoach.publish.pages.file_names import media_type

pytestmark = pytest.mark.slow

HOME = f"/p/{samples.TOKEN}"


def get(site: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=20)
    try:
        connection.request(
            "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    "name",
    ["index.html", "feed.xml", "calendar.ics", "cover.png", "morning.html", "morning.mp3", "morning.pdf", "morning.vtt",
     "morning.transcript.html", "morning.chapters.json"],
)  # fmt: skip
def test_each_file_is_served_as_what_it_is_and_to_be_found_by_nobody(site: str, name: str):
    status, headers, body = get(site, f"{HOME}/{name}")
    assert status == 200
    assert body
    expected = media_type(name).removesuffix("+chapters")
    assert headers["content-type"].split(";")[0] == expected
    assert ("utf-8" in headers["content-type"]) == expected.startswith("text/") or expected.endswith(
        "rss+xml"
    )
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert not any(char.isdigit() for char in headers["server"])


@pytest.mark.parametrize(
    "path",
    ["/p/", "/p", f"/p/{samples.TOKEN[:-1]}0/", f"/p/{samples.TOKEN[:-1]}0/feed.xml", "/p/.build", "/.voicecoach-site",
     f"{HOME}/../", f"{HOME}/%2e%2e/.build", f"{HOME}/evening.mp3", "/patients"],
)  # fmt: skip
def test_what_nobody_was_given_looks_as_if_it_were_not_there(site: str, path: str):
    status, headers, body = get(site, path)
    if status == 301:  # a folder without its slash
        status, headers, body = get(site, urlsplit(headers["location"]).path)
    assert status == 404
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert b"There is nothing here" in body
    assert samples.TOKEN.encode() not in body


def test_the_root_names_nobody(site: str):
    assert get(site, "/")[0] == 200
    assert samples.TOKEN.encode() not in get(site, "/")[2]
    assert get(site, "/robots.txt")[2] == b"User-agent: *\nDisallow: /\n"


def test_a_part_of_the_sound_can_be_asked_for(site: str):
    whole = get(site, f"{HOME}/morning.mp3")[2]
    status, headers, part = get(site, f"{HOME}/morning.mp3", Range="bytes=1000-1999")
    assert (status, part) == (206, whole[1000:2000])
    assert headers["content-range"] == f"bytes 1000-1999/{len(whole)}"


def test_what_has_not_changed_is_not_sent_again(site: str):
    tag = get(site, f"{HOME}/feed.xml")[1]["etag"]
    assert get(site, f"{HOME}/feed.xml", If_None_Match=tag)[0] == 304


def test_the_feed_says_the_true_length_of_the_sound(site: str):
    feed = get(site, f"{HOME}/feed.xml")[2].decode()
    assert f'length="{len(get(site, f"{HOME}/morning.mp3")[2])}"' in feed
    assert f'{site}{HOME}/morning.mp3?v=000000000000"' in feed
    for path in re.findall(f'{site}({HOME}/[^"]*[?]v=[^"]*)"', feed):
        status, headers, body = get(site, path)
        assert (status, body) == (200, get(site, path.partition("?")[0])[2])
        assert headers["content-type"].split(";")[0] == media_type(path.partition("?")[0]).removesuffix(
            "+chapters"
        )


def test_the_docs_show_what_is_tested():
    docs = CONFIGURATION.parent
    assert f"{{literalinclude}} {CONFIGURATION.name}" in (docs / "hosting.md").read_text(encoding="utf-8")
