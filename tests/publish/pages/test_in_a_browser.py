"""The pages of a site in Chromium, over HTTP: they play what is beside them, and ask for nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.export.page.pages import until
from tests.needs import in_real_time
from tests.publish.pages import samples
from tests.publish.pages.conftest import whole_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

SHOWN = "Number(document.getElementById('seek').value)"


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Any]:
    pages: list[tuple[Page, list[str]]] = []

    def show(name: str, width: int = 390, scheme: Any = "light", day: str = "2026-11-04T09:00:00") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
        page = context.new_page()
        page.clock.set_fixed_time(day)
        faults: list[str] = []
        pages.append((page, faults))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text))
        page.on(
            "request",
            lambda request: (
                faults.append(request.url) if not request.url.startswith((site, "data:")) else None
            ),
        )
        page.on(
            "response",
            lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None,
        )
        page.goto(f"{site}/p/{samples.TOKEN}/{name}")
        page.wait_for_selector("html[data-ready=true]")
        return page

    yield show
    for page, faults in pages:
        assert not faults
        page.context.close()


@in_real_time
def test_the_page_plays_and_seeks_in_the_sound_beside_it(opened: Any):
    page = opened("morning.html")
    until(page, "document.getElementById('audio').readyState >= 1")
    assert abs(page.evaluate("document.getElementById('audio').duration") - 20) < 0.2
    page.click("#next")
    page.click("#next")
    until(page, "document.getElementById('chapter').textContent === 'Knee to chest'")
    assert page.evaluate("document.getElementById('audio').currentTime") == pytest.approx(13, abs=0.1)
    page.click("#play")
    until(page, "document.getElementById('audio').currentTime > 13.5")
    assert 13 <= page.evaluate(SHOWN) <= 16
    page.click("#play")
    until(page, "document.getElementById('audio').paused")
    page.evaluate("document.getElementById('transcript').open = true")
    page.click(".phrase:text('Lie on your back.')")
    assert page.evaluate("document.getElementById('audio').currentTime") == pytest.approx(2, abs=0.1)
    page.click("#play")
    until(page, "document.getElementById('audio').currentTime > 2.5")
    page.evaluate("document.getElementById('audio').currentTime = 19.5")
    until(page, "document.getElementById('audio').ended")
    until(page, "document.getElementById('play').textContent === 'Play'")
    page.click("#play")
    until(page, f"{SHOWN} < 5")


def test_the_place_is_kept_when_the_page_is_opened_again(opened: Any):
    page = opened("morning.html")
    until(page, "document.getElementById('audio').readyState >= 1")
    page.click("#next")
    with page.expect_response(lambda answer: answer.url.endswith(".mp3")) as sound:
        page.reload()
    assert sound.value.status == 206
    page.wait_for_selector("html[data-ready=true]")
    until(page, "document.getElementById('audio').currentTime > 1.9")


def test_it_plays_from_a_stick_without_any_server(browser: Browser, tmp_path: Path):
    whole_site(tmp_path, "")
    page = browser.new_context(offline=True).new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text))
    page.goto((tmp_path / "p" / samples.TOKEN / "index.html").as_uri())
    page.click("#today .open")
    page.wait_for_selector("html[data-ready=true]")
    until(page, "document.getElementById('audio').readyState >= 1")
    page.click("#next")
    page.click("#play")
    until(page, "document.getElementById('audio').currentTime > 2.3")
    assert not faults
    page.context.close()


def test_today_s_session_is_one_touch_away_whenever_the_page_was_made(opened: Any):
    page = opened("index.html", day="2027-05-01T09:00:00")
    assert page.inner_text("#today h4") == "Morning back"
    assert not page.is_visible("#others")
    assert not page.is_visible("#day-off")
    page.click("#today .open")
    page.wait_for_selector("#play")
    page.click("nav a")
    page.wait_for_selector("#today .open")


@pytest.mark.parametrize(
    ("day", "told"), [("2026-10-30", "#not-begun"), ("2026-11-08", "#day-off"), ("2026-11-09", "")]
)
def test_the_page_knows_the_day(opened: Any, day: str, told: str):
    page = opened("index.html", day=f"{day}T12:00:00")
    seen = [name for name in ("#not-begun", "#day-off", "#ended") if page.is_visible(name)]
    assert seen == ([told] if told else [])
    assert page.is_visible("#others") == (told == "#not-begun")


def test_how_a_page_looks_is_remembered_on_the_next_one(opened: Any):
    page = opened("index.html")
    page.click("#large")
    page.click("#today .open")
    page.wait_for_selector("html[data-ready=true]")
    assert page.get_attribute("html", "data-print") == "large"


@pytest.mark.parametrize("name", ["index.html", "morning.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_and_nothing_is_wider_than_a_telephone(opened: Any, name: str, scheme: str):
    axe = pytest.importorskip("axe_playwright_python") if os.environ.get("CI") != "true" else __import__(
        "axe_playwright_python"
    )  # fmt: skip
    page = opened(name, 390, scheme)
    script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page.evaluate(script)
    asked = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    found = page.evaluate(
        f"{asked}.then((result) => result.violations.map((one) => [one.id, one.nodes.map((n) => n.html)]))"
    )
    assert found == []
    for large in (False, True):
        if large:
            page.click("#large")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
