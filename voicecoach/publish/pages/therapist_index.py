"""What only the therapist sees: all patients with their addresses, and cards with codes to hand out. Not part of the site."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from voicecoach.export.captions import plain
from voicecoach.export.page.html import page_resource
from voicecoach.export.page.page_exercises import text
from voicecoach.export.page.page_head import head_styles, shown_head
from voicecoach.phrases import ENGLISH, Phrases, phrases_of
from voicecoach.publish.job import MadeFile
from voicecoach.publish.pages import file_names
from voicecoach.publish.pages.head import letterhead
from voicecoach.publish.pages.published import Published
from voicecoach.publish.pages.qr_code import code_of, code_svg
from voicecoach.publish.pages.shell import resource, whole_page
from voicecoach.publish.pages.weeks import Weeks, by_weeks, shown_sessions
from voicecoach.publish.pages.words_of_time import day_words, session_facts, weeks_words
from voicecoach.publish.practice import Patient, Practice

INDEX, CARDS = "index.html", "cards.html"


@dataclass(frozen=True, slots=True)
class OnSite:
    """A patient who is on the site."""

    patient: Patient
    address: str
    """Of the patient's folder, without a slash at its end: https://practice.example/p/TOKEN, or one on this machine."""
    published: tuple[Published, ...]


def index_page(
    practice: Practice,
    on_site: Sequence[OnSite],
    failed: Mapping[str, Sequence[str]],
    today: datetime.date,
    language: str = ENGLISH,
) -> MadeFile:
    """The index. `failed` has the lines of what went wrong, by the code of the patient or the name of a file."""
    phrases = phrases_of(language).written
    head = letterhead(practice.brand, phrases)
    title = phrases.say("index-title")
    body = "".join(
        (
            f"{shown_head(head)}<main>\n<h1>{text(title)}</h1>\n",
            f"<p>{text(phrases.say('index-sum', patients=len(on_site), day=day_words(phrases, today)))}</p>\n",
            f"<p>{text(phrases.say('index-private'))}</p>\n",
            *_failed(phrases, failed),
            *_cards_link(phrases, practice),
            f'<p><label for="filter">{text(phrases.say("index-find"))}</label> <input id="filter" type="search"></p>\n',
            '<div class="table"><table>\n<thead><tr>',
            *(f'<th scope="col">{text(phrases.say(key))}</th>' for key in _COLUMNS),
            "</tr></thead>\n<tbody>\n",
            *(_row(phrases, one, today, feeds=bool(practice.brand.url)) for one in on_site),
            "</tbody>\n</table></div>\n</main>\n",
        )
    )
    style = page_resource("page.css") + resource("index.css") + head_styles(head)
    page = whole_page(phrases, language, title, body, style=style, script=resource("index.js"))
    return MadeFile(INDEX, page.encode("utf-8"))


_COLUMNS = ("index-code", "index-name", "index-now", "index-links", "index-sessions")


def cards_page(practice: Practice, on_site: Sequence[OnSite], before: bytes = b"") -> MadeFile:
    """A card for each patient, to print, cut out and hand over: the code that leads to the page, and its address.

    `before` is the page as it was: it is kept if it has the same cards, as codes take long to draw. Raises ExportError if the
    library for codes is not installed.
    """
    phrases = phrases_of(ENGLISH).written
    brand = practice.brand
    style = page_resource("page.css") + resource("index.css") + head_styles(letterhead(brand, phrases))
    decides = repr(
        (style, brand.name, [(one.address, one.patient.name, one.patient.code) for one in on_site])
    )
    digest = f'<main data-of="{hashlib.sha256(decides.encode("utf-8", "replace")).hexdigest()}">'
    if digest.encode() in before:
        return MadeFile(CARDS, before)
    cards = "".join(_card(phrases, plain(brand.name), one) for one in on_site)
    title = phrases.say("index-cards")
    body = f"{digest}\n<h1>{text(title)}</h1>\n{cards}</main>\n"
    page = whole_page(phrases, ENGLISH, title, body, style=style)
    return MadeFile(CARDS, page.encode("utf-8"))


def _failed(phrases: Phrases, failed: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if not failed:
        return
    yield f'<section class="safety">\n<h2>{text(phrases.say("index-failed", number=len(failed)))}</h2>\n<ul>\n'
    for code, lines in sorted(failed.items()):
        yield f"<li><strong>{text(code)}</strong> {'<br>'.join(map(text, lines))}</li>\n"
    yield "</ul>\n</section>\n"


def _cards_link(phrases: Phrases, practice: Practice) -> Iterator[str]:
    if practice.brand.url:
        yield f'<p><a href="{CARDS}">{text(phrases.say("index-cards"))}</a></p>\n'
    else:
        yield f"<p>{text(phrases.say('index-no-url'))}</p>\n"


def _row(phrases: Phrases, one: OnSite, today: datetime.date, *, feeds: bool) -> str:
    patient = one.patient
    sessions = shown_sessions(patient, one.published)
    start = min((session.first_day for session in patient.sessions), default=today)
    weeks = by_weeks(sessions)
    now = "".join(
        f"<p>{_week(phrases, found, start, one.address)}</p>" for found in weeks if found.is_on(today)
    )
    if not now and (to_come := [found.first for found in weeks if found.first > today]):
        now = text(phrases.say("site-dates-on", first=day_words(phrases, min(to_come))))
    links = [("index-page", file_names.HOME), ("index-feed", file_names.FEED)][: 2 if feeds else 1]
    linked = " ".join(
        f'<a href="{text(one.address)}/{name}">{text(phrases.say(key))}</a>' for key, name in links
    )
    every = "".join(f"<li>{_week(phrases, found, start, one.address)}</li>" for found in weeks)
    total = text(phrases.say("index-number", number=len(sessions)))
    more = f"<details><summary>{total}</summary><ul>{every}</ul></details>" if sessions else total
    name = text(patient.name)
    cells = (
        f'<td>{name}</td><td class="now">{now}</td><td class="links">{linked}</td><td class="all">{more}</td>'
    )
    return f'<tr><th scope="row">{text(patient.code)}</th>{cells}</tr>\n'


def _week(phrases: Phrases, weeks: Weeks, start: datetime.date, address: str) -> str:
    said = []
    for one in weeks.sessions:
        stem = one.planned.stem
        page = f"{text(address)}/{quote(file_names.page_name(stem))}"
        paper = f"{text(address)}/{quote(file_names.handout_name(stem))}"
        facts = ", ".join(session_facts(phrases, one)[:2])
        said.append(
            f'<a href="{page}">{text(plain(one.published.session.title))}</a> ({text(facts)}; '
            f'<a href="{paper}">{text(phrases.say("index-paper"))}</a>)'
        )
    return f"{text(weeks_words(phrases, weeks, start))}: {', '.join(said)}"


def _card(phrases: Phrases, practice: str, one: OnSite) -> str:
    address = f"{one.address}/"
    says = text(phrases.say("page-code-says"))
    name = text(plain(one.patient.name) or one.patient.code)
    return (
        f'<section class="to-hand">\n<div class="code">{code_svg(code_of(address), says)}</div>\n<div>\n'
        f'<p class="name">{text(practice)}</p>\n<h2>{name}</h2>\n<p>{text(phrases.say("index-card-how"))}</p>\n'
        f'<p class="address">{text(address)}</p>\n</div>\n</section>\n'
    )
