"""The page for a reader: what is open, how it is laid out, the place in the session, and how it is printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.export import samples
from tests.export.page.pages import page_of, until
from tests.export.page.test_html import CLOCK, FULL, at, time_of
from tests.export.tools import run
from voicecoach.export.orders.produce import publication_of
from voicecoach.export.page import html
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.silent import SilentVoice

if TYPE_CHECKING:
    from playwright.sync_api import Page


def words_of(routine: str) -> str:
    """The page of a shipped routine up to its sound."""
    session = prepare(routine, Choices(), SilentVoice(150))
    return "".join(html._head(publication_of(session, Path("a.mp3"))))


def test_the_first_item_is_the_welcome_and_each_exercise_has_its_dose() -> None:
    page = words_of("gentle-daily")
    items = re.findall(r"<li><button type=\"button\"><span>([^<]*)(?:<small>([^<]*)</small>)?</span>", page)
    assert items[0] == ("Welcome", "")
    assert items[2] == ("Side bending", "5 times, holding each for 5 seconds, on each side in turn.")
    assert all(dose for _, dose in items[1:-1])
    assert '<details id="how" open>' in page
    assert '<details id="transcript">' in page


def test_the_place_is_reached_by_hand_and_by_keys_and_is_said(opened: Any) -> None:
    page: Page = opened(page_of(samples.session(), FULL))
    page.focus("#seek")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert time_of(page) == at(10)
    assert page.get_attribute("#seek", "aria-valuetext") == "0:10 of 0:20"
    assert page.inner_text("#clock") == "0:10 / 0:20"
    box = page.locator("#seek").bounding_box()
    assert box
    assert box["height"] >= 24
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2)
    assert page.inner_text("#clock") == "0:15 / 0:20"
    assert time_of(page) == at(10)  # until it is let go
    page.mouse.up()
    assert time_of(page) == at(15)
    page.keyboard.press(" ")
    until(page, f"!document.getElementById('audio').paused && {CLOCK} > 15.1")


def test_the_exercise_that_is_heard_is_marked(opened: Any) -> None:
    page: Page = opened(page_of(samples.session(), FULL))
    assert page.locator("article.now").count() == 0
    page.click(".chapters li:nth-child(2) button")
    page.click("#play")
    assert page.inner_text("article.now h3") == "1. Pelvic tilt"


@pytest.mark.slow
@pytest.mark.parametrize(("width", "large", "columns"), [(390, False, 1), (768, False, 1), (1440, False, 2), (1440, True, 1),
                                                        (1920, True, 2)])  # fmt: skip
def test_a_desk_has_two_columns(opened: Any, width: int, large: bool, columns: int) -> None:
    page: Page = opened(page_of(samples.session(), FULL))
    page.set_viewport_size({"width": width, "height": 900})
    if large:
        page.click("#large")
    found = page.evaluate(
        "['.contents', '.sheet'].map((one) => document.querySelector(one).getBoundingClientRect().left)"
    )
    assert (len(set(found)) == 2) is (columns == 2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_on_a_few_sheets_in_light_colours(browser: Any, tmp_path: Path, paper: str) -> None:
    text = words_of("gentle-daily") + "</body></html>"
    (tmp_path / "page.html").write_text(text.replace("<html ", '<html data-theme="dark" '), encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    page.pdf(path=str(tmp_path / "page.pdf"), format=paper, print_background=True)
    page.close()
    assert 2 <= int(run("pdfinfo", tmp_path / "page.pdf").split("Pages:")[1].split()[0]) <= 4
    words = run("pdftotext", "-layout", tmp_path / "page.pdf", "-")
    for shown in ("How each exercise is done", "Rest for 2 seconds between repetitions.", "Week 4"):
        assert shown in words
    for hidden in ("What is said", "Repeat", "Large print"):
        assert hidden not in words
    run("pdftoppm", "-r", "20", "-singlefile", tmp_path / "page.pdf", tmp_path / "sheet")
    sheet = (tmp_path / "sheet.ppm").read_bytes()[15:]
    assert sum(sheet) / len(sheet) > 200
