"""What the therapist alone sees."""

from __future__ import annotations

import re

import pytest

from tests.needs import needs_module
from tests.publish.pages import samples
from voicecoach.publish.pages.therapist_index import OnSite, cards_page, index_page
from voicecoach.publish.practice import Patient


def on_site(one: Patient | None = None, address: str = samples.URL) -> OnSite:
    one = one or samples.patient()
    return OnSite(one, address, tuple(samples.published(session) for session in one.sessions))


def index(*found: OnSite, failed: dict[str, tuple[str, ...]] | None = None, **of: object) -> str:
    practice = samples.practice(**of)
    return index_page(practice, found, failed or {}, samples.DAY).content.decode()


def test_each_patient_is_there_with_what_is_done_now_and_all_addresses():
    page = index(on_site())
    assert '<th scope="row">P-7</th><td>Mrs Ash</td>' in page
    now = page.partition('<td class="now">')[2].partition("</td>")[0]
    assert re.findall(r'href="[^"]*/([^"/]*)"', now) == [
        "morning.html",
        "morning.pdf",
        "evening.html",
        "evening.pdf",
    ]
    for name in ("index.html", "feed.xml", "morning-weeks-3-4.html", "morning-weeks-5.pdf"):
        assert f'href="{samples.URL}/{name}"' in page
    assert "4 sessions" in page
    assert 'href="cards.html"' in page


def test_it_says_when_a_patient_begins_who_has_not_begun():
    later = samples.patient(samples.planned("morning", 7, 13), samples.planned("evening", 14, None))
    assert '<td class="now">from 9 November 2026</td>' in index(on_site(later))


def test_what_failed_is_said_first():
    page = index(on_site(), failed={"P-9": ("patients/p9.yaml: no <routine>", "and more"), "P-8": ("gone",)})
    assert "Something went wrong with 2 of them" in page
    assert page.index("P-8") < page.index("P-9") < page.index("P-7")
    assert "no &lt;routine&gt;<br>and more" in page


def test_without_an_address_of_the_site_there_is_no_feed_and_it_says_why():
    page = index(on_site(address="http://127.0.0.1:8000/p/x"), url="")
    assert "feed.xml" not in page
    assert "The practice has no `url` yet" in page


def test_names_stay_words():
    evil = '"><script>hurt()</script>'
    page = index(on_site(samples.patient(code="a", name=evil)), failed={evil: (evil,)}, name=evil)
    assert page.count("<script>") == 1


@pytest.mark.slow
@needs_module("cv2")
@needs_module("segno")
def test_a_camera_reads_a_card():
    import cv2
    import numpy as np

    page = cards_page(samples.practice(), [on_site()]).content.decode()
    side = int(re.findall(r'viewBox="0 0 (\d+) ', page)[0])
    path = re.findall(r'<path d="([^"]*)"', page)[0]
    picture = np.full((side, side), 255, np.uint8)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", path):
        picture[int(y), int(x) : int(x) + int(width)] = 0
    says, *_ = cv2.QRCodeDetector().detectAndDecode(np.kron(picture, np.ones((8, 8), np.uint8)))
    assert says == f"{samples.URL}/"
    assert "Mrs Ash" in page


@needs_module("segno")
def test_cards_are_drawn_again_only_if_one_of_them_is_another():
    one = on_site()
    made = cards_page(samples.practice(), [one]).content
    assert cards_page(samples.practice(), [one], made + b"as it was").content == made + b"as it was"
    renamed = on_site(samples.patient(name="Mr Elm"))
    for others in ([one, renamed], [renamed], [on_site(address="https://other.example/p/x")]):
        assert cards_page(samples.practice(), others, made).content not in (made, b"")
    assert cards_page(samples.practice(colour="#000000"), [one], made).content != made
