"""A real browser that may reach no network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.export.page.pages import until
from tests.export.tools import program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = program("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("playwright is not installed")
    with sync_playwright() as playwright:
        flags = ["--autoplay-policy=no-user-gesture-required", "--no-sandbox", "--mute-audio"]
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    pages: list[Page] = []

    def show(text: str) -> Page:
        path = tmp_path / "page.html"
        path.write_text(text, encoding="utf-8")
        context = browser.new_context(offline=True, viewport={"width": 390, "height": 780})
        page = context.new_page()
        pages.append(page)
        page.faults = []  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.faults.append(str(error)))  # type: ignore[attr-defined]
        page.on("request", lambda request: page.faults.append(request.url)  # type: ignore[attr-defined]
                if not request.url.startswith(("file:", "blob:", "data:")) else None)  # fmt: skip
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready=true]")
        until(page, "document.getElementById('audio').readyState >= 1")
        page.evaluate("document.getElementById('transcript').open = true")
        return page

    yield show
    for page in pages:
        assert not page.faults  # type: ignore[attr-defined]
        page.context.close()
