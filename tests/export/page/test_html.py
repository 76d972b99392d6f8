"""The page that plays, in a real browser that may reach no network."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.export import samples
from tests.export.page.pages import EVIL, page_of, until
from tests.export.words import SPITE
from tests.needs import in_real_time
from voicecoach.export.handout import Between, Fact, Group, Handout, Item, Ticks
from voicecoach.timeline.timeline import EventKind
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from playwright.sync_api import Page

CLOCK = (
    "Number(document.getElementById('audio').dataset.start) + document.getElementById('audio').currentTime"
)
"""The page's own: of the beginning of the sound that the browser has, and what it played of it."""

FRAME_S = 0.036
"""A sound begins up to two frames before the place that was asked for."""


def time_of(page: Page) -> float:
    return float(page.evaluate(CLOCK))


def at(time: float, more: float = 0.0) -> Any:
    """The clock just after a jump to `time`, and `more` seconds of play."""
    return pytest.approx(time - FRAME_S + more / 2, abs=FRAME_S + more / 2 + 0.001)


def go_to(page: Page, words: str) -> None:
    page.get_by_text(words, exact=True).click()


@in_real_time
def test_it_plays_pauses_and_knows_its_length(opened: Any) -> None:
    page = opened(page_of(samples.session()))
    length = page.evaluate(
        "Number(document.getElementById('audio').dataset.start) + document.getElementById('audio').duration"
    )
    assert length == pytest.approx(20, abs=0.15)
    assert not page.is_visible("#notice")
    page.click("#play")
    until(page, "document.getElementById('audio').currentTime > 0.3")
    until(page, "document.getElementById('play').textContent === 'Pause'")
    page.click("#play")
    until(page, "document.getElementById('play').textContent === 'Play'")
    still = time_of(page)
    page.wait_for_timeout(150)
    assert time_of(page) == still


@in_real_time
def test_chapters_back_next_and_repeat(opened: Any) -> None:
    page = opened(page_of(samples.session()))
    page.click(".chapters li:nth-child(3) button")
    assert time_of(page) == at(13, more=0.8)
    until(page, "!document.getElementById('audio').paused")
    page.click("#play")
    assert page.inner_text("#chapter") == "Knee to chest"
    assert page.get_attribute(".chapters li:nth-child(3) button", "aria-current") == "true"
    page.click("#next")
    assert time_of(page) == at(18)
    page.click("#back")
    assert time_of(page) == at(13)
    page.click("#back")
    assert time_of(page) == at(2)
    page.click("#next")
    page.click("#repeat")
    assert page.get_attribute("#repeat", "aria-pressed") == "true"
    go_to(page, "Right side.")
    page.click("#play")
    until(page, f"{CLOCK} > 17.5")
    until(page, f"{CLOCK} < 14")
    assert time_of(page) >= 12.9


@in_real_time
def test_keys_and_the_keys_of_a_headset(opened: Any) -> None:
    page = opened(page_of(samples.session()))
    page.keyboard.press("ArrowRight")
    assert time_of(page) == at(2)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert time_of(page) == at(2)
    page.keyboard.press(" ")
    until(page, "!document.getElementById('audio').paused")
    page.keyboard.press(" ")
    until(page, "document.getElementById('audio').paused")
    assert page.evaluate("navigator.mediaSession.metadata.title") == "Morning back"
    assert page.evaluate("navigator.mediaSession.metadata.artwork.length") == 1


@pytest.mark.slow
@in_real_time
def test_the_phrase_that_is_heard_is_marked_within_a_tenth_of_a_second(opened: Any) -> None:
    """Watches the marks for eight seconds of playing, and compares the moment of each with the timeline."""
    timeline = samples.session()
    page = opened(page_of(timeline))
    page.evaluate(
        """() => {
        window.seen = [];
        const clock = () => CLOCK;
        new MutationObserver((changes) => {
            for (const { target } of changes) {
                if (target.classList.contains('now')) window.seen.push([clock(), target.textContent]);
            }
        }).observe(document.getElementById('words'), { subtree: true, attributeFilter: ['class'] });
    }""".replace("CLOCK", CLOCK)
    )
    go_to(page, "hold")
    page.click("#play")
    until(page, f"{CLOCK} > 9.5")
    seen = [(when, words) for when, words in page.evaluate("window.seen") if when > 4.1]
    wanted = [
        (event.start / timeline.rate, event.text)
        for _, event in timeline.events()
        if event.kind is EventKind.SAY and 4.1 < event.start / timeline.rate < 9.5
    ]
    assert [words for _, words in seen] == [words for _, words in wanted]
    assert [when for when, _ in seen] == pytest.approx([when for when, _ in wanted], abs=0.1)


@in_real_time
def test_a_touch_on_a_phrase_goes_there(opened: Any) -> None:
    page = opened(page_of(samples.session()))
    page.click("text=and relax")
    assert time_of(page) == at(9)
    assert page.inner_text(".phrase.now") == "and relax"


def test_dark_and_large(opened: Any) -> None:
    page = opened(page_of(samples.session()))
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    size = page.evaluate("getComputedStyle(document.body).fontSize")
    page.click("#dark")
    page.click("#large")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    larger = page.evaluate("getComputedStyle(document.body).fontSize")
    assert float(larger[:-2]) >= 1.4 * float(size[:-2])
    assert page.get_attribute("#dark", "aria-pressed") == "true"
    # No sideways scrolling, on a phone and in large print.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("large", [False, True])
def test_a_long_title_leaves_the_bar_small_and_its_clock_in_one_line(opened: Any, large: bool) -> None:
    title = "Morning back and evening shoulder " * 15
    page = opened(page_of(samples.session(title, title)))
    page.set_viewport_size({"width": 360, "height": 740})
    if large:
        page.click("#large")
    page.click("text=and relax")
    bar = "document.querySelector('.player').getBoundingClientRect()"
    assert page.evaluate(f"{bar}.height") <= 740 / 5
    lines = "Math.round(document.getElementById('%s').getBoundingClientRect().height /"
    lines += " parseFloat(getComputedStyle(document.querySelector('.state')).lineHeight))"
    assert page.evaluate(lines % "chapter") == 2
    assert page.evaluate(lines % "clock") == 1
    assert page.evaluate("document.getElementById('clock').getBoundingClientRect().right <= innerWidth")
    assert page.text_content("#chapter").strip() == title.strip()  # whole, for anyone who hears the page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_clock_has_hours_where_there_are_some(opened: Any) -> None:
    page = opened(page_of(samples.session()).replace('"duration": 20.0', '"duration": 3725.4'))
    page.click("text=and relax")
    until(page, "document.getElementById('clock').textContent == '0:09 / 1:02:05'")


def test_a_browser_that_reads_another_length_is_named_on_the_page(opened: Any) -> None:
    page = opened(page_of(samples.session()).replace('"duration": 20.0', '"duration": 25.0'))
    until(page, "!document.getElementById('notice').hidden")
    assert page.inner_text("#notice").startswith(
        "This browser says that the session lasts 0:20, but it lasts 0:25."
    )


def test_the_longest_name_is_not_cut_in_large_print_on_the_smallest_telephone(opened: Any) -> None:
    """Neither in the bar, which takes a fifth of the height, nor in the list."""
    name = "Side plank with bent knees, left and right"
    page = opened(page_of(samples.session(first=name)))
    page.click("#large")
    bar = "document.querySelector('.player').getBoundingClientRect()"
    for width, height in ((320, 568), (320, 640), (360, 740), (740, 360), (320, 480), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        go_to(page, "two")
        assert page.inner_text("#chapter") == name
        assert page.evaluate(f"{bar}.height / innerHeight") <= 0.2, (width, height)
        cut = page.evaluate("""[...document.querySelectorAll('#chapter, #clock, .player button, .chapters span')]
            .filter((one) => one.clientWidth && (one.scrollWidth > one.clientWidth + 1
                             || one.scrollHeight > one.clientHeight + 2))
            .map((one) => one.textContent)""")
        assert cut == [], (width, height)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        lengths = "[...document.querySelectorAll('.chapters span:last-child')].map((e) => e.getClientRects()[0].height)"
        assert len(set(page.evaluate(lengths))) == 1  # each in one line


def test_a_reload_and_coming_back_keep_the_place(opened: Any, tmp_path: Path) -> None:
    page = opened(page_of(samples.session()))
    go_to(page, "Right side.")
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    assert time_of(page) == at(15)
    assert page.inner_text("#clock") == "0:15 / 0:20"
    assert page.inner_text("#play") == "Play"
    page.click("#play")
    until(page, f"{CLOCK} > 15.5")
    (tmp_path / "other.html").write_text("<p>Another page")
    page.goto((tmp_path / "other.html").as_uri())
    page.go_back()
    page.wait_for_selector("html[data-ready=true]")
    assert page.inner_text("#play") == "Play"
    assert page.evaluate("document.getElementById('audio').paused")
    assert time_of(page) == at(15, more=3)


@pytest.mark.slow
def test_keys_for_the_sound_do_not_stop_the_page_from_following(opened: Any) -> None:
    page = opened(page_of(samples.session()))
    page.set_viewport_size({"width": 320, "height": 400})
    seen = "(() => { const box = document.querySelector('.now').getBoundingClientRect();"
    seen += " return box.top >= 0 && box.bottom <= innerHeight; })()"
    page.keyboard.press(" ")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    until(page, f"{CLOCK} > 13.3 && {seen}")
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.keyboard.press("PageUp")  # that is to look elsewhere
    until(page, f"{CLOCK} > 15.3")
    assert not page.evaluate(seen)


def test_at_the_end_it_stops_and_begins_again_from_the_start(opened: Any) -> None:
    page = opened(page_of(samples.session()))
    go_to(page, "Well done.")
    page.click("#play")
    until(page, "document.getElementById('play').textContent === 'Play'")
    assert page.inner_text("#clock") == "0:20 / 0:20"
    page.click("#play")
    until(page, f"document.getElementById('play').textContent === 'Pause' && {CLOCK} < 2")


FULL = Handout(
    "Morning back", Seconds(20.0), "Ten minutes.", ("a towel",), ("Stop if it hurts.",),
    (Group("Do this in 3 rounds", (Between("Sit down."), Item(
        "Pelvic tilt", "Strength", "5 times.", ("Rest for 9 seconds.",), "Lying on the back", ("a mat",), "It wakes.",
        ("Lie down.",), ("Breathe.",), ("Stop if it hurts.",), Item("Smaller tilt", dose="Twice.", steps=("Sit.",)), 1,
    )), ("Rest for 1 minute between rounds.",)),),
    "A book.", (Fact("For:", "Mrs Ash"),), "Rest now.", Ticks("Tick it off", ("Week 1",), ("Mon", "Tue"), 2), {1: 1},
)  # fmt: skip


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("large", [False, True])
def test_axe_finds_no_violation(opened: Any, dark: bool, large: bool) -> None:
    axe = pytest.importorskip("axe_playwright_python") if os.environ.get("CI") != "true" else __import__(
        "axe_playwright_python"
    )  # fmt: skip
    script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page = opened(page_of(samples.session(), FULL))
    if dark:
        page.click("#dark")
    if large:
        page.click("#large")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.click("text=and relax")
    page.evaluate(script)
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
                          " 'best-practice']})")  # fmt: skip
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert len(found["passes"]) > 20


@pytest.mark.parametrize("evil", [EVIL, SPITE, "</script><script>window.hurt=1</script>", "<!--<script>"])
def test_words_never_run_as_script(opened: Any, evil: str) -> None:
    one = Item(evil, evil, evil, (evil,), evil, (evil,), evil, (evil,), (evil,), (evil,))
    entries = (replace(one, easier=one, number=1, as_before=evil), Group(evil, (Between(evil),), (evil,)))
    table = Ticks(evil, (evil,), (evil,))
    paper = Handout(
        evil, Seconds(20.0), evil, (evil,), (evil,), entries, evil, (Fact(evil, evil),), evil, table, {1: 1}
    )
    page = opened(page_of(samples.session(evil, evil, evil), paper))
    assert page.evaluate("window.hurt") is None
    assert page.evaluate("document.scripts.length") == 3  # the sound, the data and ours
    assert page.inner_text("h1").replace("\n", " ").startswith(evil[:10].strip())
