"""The page of all sessions of a patient, as text; and what lies at the root of a site."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.publish.pages import samples
from voicecoach.export.page.colours import DARK, LIGHT, READABLE, contrast, readable_on
from voicecoach.publish.pages.site_files import site_files


class _Outline(HTMLParser):
    """Headings, links, and which sections they are in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.links: list[tuple[str, str]] = []
        self._section = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        of = dict(attributes)
        if tag == "section":
            self._section = of.get("id") or ""
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a":
            self.links.append((self._section, of["href"] or ""))


def home(day: int = 0, **of: object) -> str:
    return samples.of_patient(day=day, **of)["index.html"].decode()  # type: ignore[arg-type]


def opened(page: str) -> dict[str, list[str]]:
    """The pages of sessions that are linked, by section."""
    found: dict[str, list[str]] = {}
    for section, address in _Outline(page).links:
        if address.endswith(".html"):
            found.setdefault(section, []).append(address)
    return found


def test_today_s_sessions_come_first_and_then_those_of_other_weeks():
    assert opened(home(0)) == {
        "today": ["morning.html", "evening.html"], "others": ["morning-weeks-3-4.html", "morning-weeks-5.html"],
    }  # fmt: skip
    assert opened(home(200))["today"] == ["morning-weeks-5.html"]


@pytest.mark.parametrize(
    ("day", "shown"), [(-30, "not-begun"), (0, ""), (200, "ended")], ids=["before", "within", "after"]
)
def test_it_says_why_nothing_is_planned(day: int, shown: str):
    page = home(day, one=samples.patient(samples.planned("morning", 0, 13)))
    told = re.findall(r'<p id="([a-z-]*)" class="told">', page)
    assert told == ([shown] if shown else [])


def test_headings_are_in_order_and_each_link_says_where_it_leads():
    page = home()
    headings = _Outline(page).headings
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    labels = re.findall(r'aria-label="([^"]*)"', page)
    assert "Open and listen: Morning back" in labels
    assert "On paper (PDF): Morning back" in labels


def test_nothing_is_fetched_from_anywhere():
    page = home()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert all(not address.startswith(("http", "//")) for _, address in _Outline(page).links)
    assert 'content="noindex,nofollow"' in page


@pytest.mark.parametrize("evil", ['"><script>hurt()</script>', "</style><b>", "{{7*7}}"])
def test_a_name_of_markup_stays_words(evil: str):
    page = home(one=samples.patient(name=evil), title=evil, name=evil, contact=(evil,), safety=evil)
    assert page.count("<script>") == 1
    assert "<b>" not in page


def test_a_patient_without_sessions_has_a_page_that_says_so():
    one = samples.patient()
    nobody = type(one)("P-8", "", "en", ())
    page = samples.of_patient(nobody)["index.html"].decode()
    assert "There is no session here yet." in page
    assert "Your exercises" in page


def test_nothing_at_the_root_names_a_patient():
    files = {one.name: one.content.decode() for one in site_files(samples.brand())}
    assert files["robots.txt"] == "User-agent: *\nDisallow: /\n"
    assert set(files) == {"robots.txt", "404.html", "index.html"}
    for name in ("404.html", "index.html"):
        assert "Ash &amp; Bell" in files[name]
        assert 'href="p/' not in files[name]
        assert 'content="noindex,nofollow"' in files[name]


@pytest.mark.parametrize(
    "colour", ["#ffcc00", "#ffffff", "#000000", "#1f5f6b", "#ff0000", "#7f7f7f", "#00ff00"]
)
def test_any_colour_of_a_practice_can_be_read_by_day_and_by_night(colour: str):
    for ground in (LIGHT, DARK):
        assert contrast(readable_on(ground, colour), ground) >= READABLE


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert readable_on(LIGHT, "#1f5f6b") == "#1f5f6b"
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    with pytest.raises(ValueError, match="write it as #1f5f6b"):
        readable_on(LIGHT, "red;}")
