"""The page of a session as text, and how a test waits for it in a browser."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

from tests.export import samples
from voicecoach.export.handout import Handout
from voicecoach.export.page import html
from voicecoach.export.page.cover import cover_png
from voicecoach.export.recording import Publication, Recording
from voicecoach.export.sound import mp3
from voicecoach.timeline.timeline import Timeline

if TYPE_CHECKING:
    from playwright.sync_api import Page

EVIL = '"><script>window.hurt=1</script><img src=x onerror="window.hurt=1">'


def page_of(timeline: Timeline, handout: Handout | None = None) -> str:
    sound, out = io.BytesIO(), io.BytesIO()
    publication = Publication(timeline, "a.mp3", handout)
    mp3.write_mp3(Recording(publication, samples.sound(timeline)), sound)
    sound.seek(0)
    html.write_page(publication, sound, cover_png(timeline.title), out)
    return out.getvalue().decode()


def until(page: Page, condition: str) -> None:
    """Waits for it. The page's policy forbids the browser's own way, which evaluates text."""
    deadline = time.monotonic() + 20
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(20)
