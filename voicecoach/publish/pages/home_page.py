"""The page of all sessions of a patient: today's first, then those of other weeks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from voicecoach.export.captions import plain
from voicecoach.export.page.html import page_resource
from voicecoach.export.page.page_exercises import text
from voicecoach.export.page.page_head import head_styles, shown_head
from voicecoach.phrases import Phrases, phrases_of
from voicecoach.publish.pages import file_names
from voicecoach.publish.pages.head import letterhead
from voicecoach.publish.pages.shell import resource, whole_page
from voicecoach.publish.pages.weeks import Shown, Weeks, by_weeks, is_off
from voicecoach.publish.pages.words_of_time import dates_words, day_words, session_facts, weeks_words
from voicecoach.publish.practice import Brand, Patient

Day = datetime.date


def home_page(brand: Brand, patient: Patient, sessions: Sequence[Shown], url: str, today: Day) -> str:
    """The page. Its script looks at the calendar of the patient's phone, so that an old page shows today's session too."""
    phrases = phrases_of(patient.language).written
    head = letterhead(brand, phrases)
    name = plain(patient.name)
    title = phrases.say("site-title-named", name=name) if name else phrases.say("site-title")
    body = "".join(
        (
            shown_head(head),
            f"<header>\n<div>\n<h1>{text(title)}</h1>\n</div>\n{_looks(phrases)}</header>\n<main>\n",
            *_weeks(phrases, patient, sessions, today),
            *_safety(phrases, head.safety),
            *_at_hand(phrases, sessions, url),
            f'<p class="quiet">{text(phrases.say("site-private"))}</p>\n</main>\n',
        )
    )
    style = page_resource("page.css") + resource("home.css") + head_styles(head)
    script = page_resource("looks.js") + resource("home.js")
    return whole_page(phrases, patient.language, title, body, style=style, script=script)


def _looks(phrases: Phrases) -> str:
    dark, large = text(phrases.say("page-dark")), text(phrases.say("page-large-print"))
    return (
        '<div class="looks">\n'
        f'<button type="button" id="dark" aria-pressed="false">{dark}</button>\n'
        f'<button type="button" id="large" aria-pressed="false">{large}</button>\n</div>\n'
    )


def _weeks(phrases: Phrases, patient: Patient, sessions: Sequence[Shown], today: Day) -> Iterator[str]:
    found = by_weeks(sessions)
    start = min((one.first_day for one in patient.sessions), default=today)
    on = [weeks for weeks in found if weeks.is_on(today)]
    others = [weeks for weeks in found if weeks not in on]
    off = " ".join(str(one) for one in patient.not_on)
    yield f'<section id="today" aria-labelledby="today-title" data-begin="{start}" data-off="{text(off)}">\n'
    yield f'<h2 id="today-title">{text(phrases.say("site-today"))}</h2>\n'
    yield _told("day-off", phrases.say("site-day-off"), bool(on) and is_off(patient, today))
    if patient.sessions:
        begin = phrases.say("site-not-begun", day=day_words(phrases, start))
        yield _told("not-begun", begin, not on and today < start)
        yield _told("ended", phrases.say("site-ended"), not on and start <= today)
    else:
        yield _told("empty", phrases.say("site-empty"), True)
    yield from (_group(phrases, weeks, start) for weeks in on)
    yield '</section>\n<section id="others" aria-labelledby="others-title"'
    yield f'{"" if others else " hidden"}>\n<h2 id="others-title">{text(phrases.say("site-other-weeks"))}</h2>\n'
    yield from (_group(phrases, weeks, start) for weeks in others)
    yield "</section>\n"


def _told(name: str, words: str, shown: bool) -> str:
    return f'<p id="{name}" class="told"{"" if shown else " hidden"}>{text(words)}</p>\n'


def _group(phrases: Phrases, weeks: Weeks, start: Day) -> str:
    last = weeks.last or ""
    cards = "".join(_card(phrases, one) for one in weeks.sessions)
    number, dates = text(weeks_words(phrases, weeks, start)), text(dates_words(phrases, weeks))
    return (
        f'<div class="weeks" data-first="{weeks.first}" data-last="{last}">\n'
        f"<h3>{number} <small>{dates}</small></h3>\n{cards}</div>\n"
    )


def _card(phrases: Phrases, shown: Shown) -> str:
    session = shown.published.session
    title = text(plain(session.title))
    facts = "".join(f"<li>{text(fact)}</li>" for fact in session_facts(phrases, shown))
    links = [
        (phrases.say("site-sound", form=PurePosixPath(one.name).suffix[1:].upper()), one.name)
        for one in shown.published.sounds
    ]
    if shown.published.has(paper := file_names.handout_name(session.stem)):
        links.insert(0, (phrases.say("site-paper"), paper))
    more = "".join(
        f'<a href="{quote(name)}" aria-label="{text(f"{label}: {session.title}")}">{text(label)}</a>\n'
        for label, name in links
    )
    page = quote(file_names.page_name(session.stem))
    about = f"<p>{text(session.about)}</p>\n" if plain(session.about) else ""
    opened = text(phrases.say("site-open"))
    return (
        f'<article class="card">\n<h4>{title}</h4>\n{about}<ul class="facts-row">{facts}</ul>\n'
        f'<a class="open" href="{page}" aria-label="{opened}: {title}">{opened}</a>\n<p class="more">\n{more}</p>\n</article>\n'
    )


def _safety(phrases: Phrases, sentence: str) -> Iterator[str]:
    yield '<section class="safety" aria-labelledby="safety-title">\n'
    yield f'<h2 id="safety-title">{text(phrases.say("paper-safety"))}</h2>\n<ul>\n'
    lines = (phrases.say("paper-notice-prescribed", allowed="false"), phrases.say("safety-signs"), sentence)
    yield from (f"<li>{text(line)}</li>\n" for line in lines if line)
    yield "</ul>\n</section>\n"


def _at_hand(phrases: Phrases, sessions: Sequence[Shown], url: str) -> Iterator[str]:
    if not sessions:
        return
    yield f"<section>\n<h2>{text(phrases.say('site-at-hand'))}</h2>\n"
    yield f'<p><a class="plain" href="{file_names.CALENDAR}">{text(phrases.say("site-calendar"))}</a></p>\n'
    if url:
        feed = f"{url}/{file_names.FEED}"
        yield f"<h3>{text(phrases.say('site-feed'))}</h3>\n<p>{text(phrases.say('site-feed-how'))}</p>\n"
        yield f'<p><a class="address" href="{file_names.FEED}">{text(feed)}</a></p>\n'
    yield "</section>\n"
