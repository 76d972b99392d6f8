"""The page whose sound is a file beside it, in three real browsers that play aloud: what is heard is where its clock is."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.export import samples
from tests.export.page import test_html_aloud as aloud
from tests.export.page.test_html_aloud import CHAPTERS, OPENED, Listener, Original
from tests.needs import in_real_time, program
from tests.play.sound_server import Recording, SoundServer
from tests.publish.pages.conftest import free_port, nginx
from voicecoach.audio.pcm import Block
from voicecoach.export import recording as published
from voicecoach.export.page.html import Beside, page_beside
from voicecoach.export.sound import mp3

pytestmark = [pytest.mark.slow, in_real_time]


class _Listener(Listener):
    def hears_what_the_clock_says(self, near: float) -> None:
        """Its sound is one piece: only when the clock moves again has the browser found the place in it."""
        self.browser.until(f"{aloud.CLOCK} > {near + 0.3}")
        super().hears_what_the_clock_says(near)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Original]:
    timeline = aloud.session()
    sound, file = aloud.sound_of(timeline), io.BytesIO()
    publication = published.Publication(timeline, "a.mp3")
    mp3.write_mp3(published.Recording(publication, [Block(sound, samples.RATE)]), file)
    folder = tmp_path_factory.mktemp("page")
    (folder / "a.mp3").write_bytes(file.getvalue())
    (folder / "page.html").write_text(page_beside(publication, Beside("a.mp3")), encoding="utf-8")
    return folder, Original(sound)


@pytest.fixture(params=["chromium", "firefox from a stick", "webkit"])
def opened(
    request: pytest.FixtureRequest, page: tuple[Path, Original], tmp_path: Path
) -> Iterator[tuple[_Listener, str]]:
    """Somebody who looks and hears, and the address of the folder."""
    program("pulseaudio")
    name, _, from_a_stick = request.param.partition(" ")
    port = free_port()
    with (
        contextlib.nullcontext() if from_a_stick else nginx(page[0], port, tmp_path),
        SoundServer(tmp_path) as server,
        OPENED[name](server.environment, tmp_path) as browser,
        Recording(server) as recording,
    ):
        address = page[0].as_uri() if from_a_stick else f"http://127.0.0.1:{port}"
        yield _Listener(browser, recording, page[1]), address


def test_what_is_heard_is_where_the_clock_is(opened: tuple[_Listener, str]) -> None:
    listener, address = opened
    listener.open(f"{address}/page.html")
    browser = listener.browser
    browser.click("#play")
    listener.hears_what_the_clock_says(0)
    for number in (3, 1, 4):
        browser.click(f".chapters li:nth-child({number + 1}) button")
        listener.hears_what_the_clock_says(CHAPTERS[number])
    for phrase in (236, 148):
        browser.run(f"document.querySelector('[data-start=\"{phrase}.000\"]').click()")
        listener.hears_what_the_clock_says(phrase)
    left = browser.run(aloud.CLOCK)
    browser.reload()
    listener.ready()
    browser.click("#play")
    listener.hears_what_the_clock_says(left - aloud.KEPT_S)
    assert not browser.run("document.getElementById('notice').textContent")
