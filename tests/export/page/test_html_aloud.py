"""The page in three real browsers that play aloud: what is heard is what the page says it plays.

A session of five minutes in which no two seconds sound alike is rendered into a page. The sound that the browser gives to a
sound server is recorded, found again in the session, and compared with the page's own clock at that moment.
"""

from __future__ import annotations

import functools
import http.server
import io
import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.export import browsers, samples
from tests.export.browsers import Browser
from tests.needs import in_real_time, program
from tests.play.sound_server import RATE, Recording, SoundServer
from voicecoach.audio.pcm import Block
from voicecoach.export import recording as published
from voicecoach.export.page import html
from voicecoach.export.page.cover import cover_png
from voicecoach.export.page.page_sound import piece_starts
from voicecoach.export.sound import mp3
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import EventKind, Timeline

pytestmark = [pytest.mark.slow, in_real_time]

logger = logging.getLogger(__name__)

TOLERANCE_S = 0.2
"""How far the clock may be from what is heard: the sound server holds some sound back. The fault was one of minutes."""

LISTENED = 3 * RATE // 2
"""Samples of a recording that are compared: no less than the longest silence and a part of a phrase."""

KEPT_S = 1.5
"""How much of what was played may be played again after a reload."""

EACH_S = 4
"""Every so often a phrase begins."""

CHAPTERS = (0, 40, 240, 244, 272, 300)
"""Where they begin, in seconds, and where the last ends: one is longer than a piece may be, and one is very short."""

CLOCK = (
    "Number(document.getElementById('audio').dataset.start) + document.getElementById('audio').currentTime"
)
BUTTON = "document.getElementById('play').textContent"

Opened = Callable[[dict[str, str], Path], AbstractContextManager[Browser]]
OPENED: dict[str, Opened] = {
    "chromium": browsers.chromium,
    "firefox": browsers.firefox,
    "webkit": browsers.webkit,
}


def session() -> Timeline:
    parts = []
    for number, (start, end) in enumerate(itertools.pairwise(CHAPTERS)):
        said = [samples.say(at, at + 3.2, f"Phrase {at}.") for at in range(start, end, EACH_S)]
        kind = SegmentKind.SETUP
        parts.append(
            samples.part(
                number,
                start,
                end,
                kind,
                *said,
                visit=number,
                title=f"Exercise {number}",
                exercise=f"e{number}",
            )
        )
    return Timeline("aloud", "Aloud", "silent:plain", samples.RATE, tuple(parts))


def sound_of(timeline: Timeline) -> Any:
    """Noise of the middle of what a voice has, where something is said."""
    noise = np.fft.rfft(np.random.default_rng(8).standard_normal(timeline.end))
    at = np.fft.rfftfreq(timeline.end, 1 / timeline.rate)
    noise[(at < 300) | (at > 2500)] = 0
    noise = np.fft.irfft(noise, timeline.end)
    heard = np.zeros(timeline.end)
    for _, event in timeline.events():
        if event.kind is EventKind.SAY:
            heard[event.start : event.end] = 1
    return (0.5 * heard * noise / np.abs(noise).max()).astype(np.float32)


_KEPT = 4
"""Of so many samples one is enough: nothing is above 2.5 kHz."""


class Original:
    """The session's sound, in which a recording is found again."""

    def __init__(self, sound: Any) -> None:
        sound = sound[::_KEPT].astype(np.float64)
        self._length = len(sound)
        self._rate = samples.RATE / _KEPT
        self._power = np.concatenate([[0], np.cumsum(sound**2)])
        self._size = 1 << (2 * self._length).bit_length() - 1
        self._spectrum = np.fft.rfft(sound, self._size)

    def place_of(self, recorded: Any) -> float:
        """At which second of the session the recording begins; fails if it is nowhere in it."""
        assert float(np.abs(recorded).max(initial=0)) > 0.02, "nothing is heard"
        clip = recorded[:: int(RATE / self._rate)].astype(np.float64)
        product = np.fft.irfft(self._spectrum * np.conj(np.fft.rfft(clip, self._size)), self._size)
        product = product[: self._length - len(clip) + 1]
        power = np.sqrt(
            np.maximum(self._power[len(clip) :] - self._power[: -len(clip)], 1e-3) * (clip**2).sum()
        )
        at = int(np.argmax(product / power))
        # Elsewhere it is below 0.1; on a busy machine a browser's sound has holes.
        assert product[at] / power[at] > 0.25, "what is heard is nowhere in the session"
        return at / self._rate


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Original]:
    timeline = session()
    sound, file, out = sound_of(timeline), io.BytesIO(), io.BytesIO()
    publication = published.Publication(timeline, "a.mp3")
    mp3.write_mp3(published.Recording(publication, [Block(sound, timeline.rate)]), file)
    file.seek(0)
    html.write_page(publication, file, cover_png(timeline.title), out)
    folder = tmp_path_factory.mktemp("page")
    (folder / "page.html").write_bytes(out.getvalue())
    (folder / "other.html").write_text("<!DOCTYPE html><title>Another page</title><p>Another page")
    return folder / "page.html", Original(sound)


@pytest.fixture(params=["file", "http"])
def address(request: pytest.FixtureRequest, page: tuple[Path, Original]) -> Iterator[str]:
    """The folder's, as it is opened from a disk and as a server on this machine gives it."""
    folder = page[0].parent
    if request.param == "file":
        yield folder.as_uri()
        return

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Listener:
    """Somebody who looks at the page and hears it."""

    def __init__(self, browser: Browser, recording: Recording, original: Original) -> None:
        self.browser = browser
        self._recording = recording
        self._original = original

    def open(self, url: str) -> None:
        self.browser.open(url)
        self.ready()

    def ready(self) -> None:
        self.browser.until("document.documentElement.dataset.ready === 'true'")

    def hears_what_the_clock_says(self, near: float) -> None:
        """From now on for a while; the clock is to be at `near`, or up to five seconds further on."""
        self.browser.until("document.getElementById('audio').currentTime > 0.3")
        for _ in range(20):
            before = self.browser.run(CLOCK)
            at = self._recording.length
            clock = self.browser.run(CLOCK)
            if clock - before < 0.05:
                break
        assert near - 0.1 < clock < near + 5, "the clock is elsewhere"
        while self._recording.length < at + LISTENED:
            time.sleep(0.05)
        heard = self._original.place_of(self._recording.samples(at, at + LISTENED))
        logger.info("clock %.3f s, heard %.3f s", clock, heard)
        assert heard == pytest.approx(clock, abs=TOLERANCE_S)


@pytest.fixture(params=list(OPENED))
def listener(
    request: pytest.FixtureRequest, page: tuple[Path, Original], tmp_path: Path
) -> Iterator[Listener]:
    program("pulseaudio")
    with (
        SoundServer(tmp_path) as server,
        OPENED[request.param](server.environment, tmp_path) as browser,
        Recording(server) as recording,
    ):
        yield Listener(browser, recording, page[1])


def test_what_is_heard_is_where_the_clock_is(listener: Listener, address: str) -> None:
    listener.open(f"{address}/page.html")
    browser = listener.browser
    browser.click("#play")
    listener.hears_what_the_clock_says(0)
    for number in (3, 1, 4, 2, 0):
        browser.click(f".chapters li:nth-child({number + 1}) button")
        listener.hears_what_the_clock_says(CHAPTERS[number])
    browser.click("#next")
    listener.hears_what_the_clock_says(CHAPTERS[1])
    for phrase in (236, 148, 288):
        browser.run(f"document.querySelector('[data-start=\"{phrase}.000\"]').click()")
        listener.hears_what_the_clock_says(phrase)
    for joint in (CHAPTERS[1], list(piece_starts(session()))[2]):
        phrase = int(joint - 1) // EACH_S * EACH_S
        browser.run(f"document.querySelector('[data-start=\"{phrase}.000\"]').click()")
        browser.until(f"{CLOCK} > {joint}")
        listener.hears_what_the_clock_says(joint)
    assert not browser.run("document.getElementById('notice').textContent")


def test_leaving_and_reloading_keep_the_place_and_the_button_says_the_truth(
    listener: Listener, address: str
) -> None:
    listener.open(f"{address}/page.html")
    browser = listener.browser
    browser.click(".chapters li:nth-child(4) button")
    listener.hears_what_the_clock_says(CHAPTERS[3])
    for leave in (browser.reload, lambda: (browser.open(f"{address}/other.html"), browser.back())):
        left = browser.run(CLOCK)
        leave()
        listener.ready()
        assert browser.run(BUTTON) == "Play"
        assert browser.run("document.getElementById('audio').paused")
        browser.click("#play")
        browser.until(f"{BUTTON} === 'Pause'")
        listener.hears_what_the_clock_says(left - KEPT_S)
