"""The private feed of a patient: RSS 2.0, with what podcast apps and the podcast namespace add to it."""

from __future__ import annotations

import datetime
import hashlib
import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from email.utils import format_datetime
from urllib.parse import quote

from voicecoach.export.captions import plain
from voicecoach.phrases import Phrases, phrases_of
from voicecoach.publish.pages import file_names
from voicecoach.publish.pages.published import PublishedFile
from voicecoach.publish.pages.weeks import Shown, Weeks, by_weeks
from voicecoach.publish.pages.words_of_time import dates_words, session_facts, weeks_words
from voicecoach.publish.practice import Brand, Patient

_NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
}
_PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of UUIDs from which `podcast:guid` is made."""

_BEFORE = datetime.timedelta(days=1)
"""How long before its first day a session is in the feed: days begin earlier elsewhere, and telephones take time to fetch it."""

_NO_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What no XML 1.0 may hold, however it is written."""

_PLAYED = ("audio/mpeg", "audio/mp4", "audio/ogg")
"""The types of enclosures, beginning with what most apps play."""


def feed_xml(
    brand: Brand, patient: Patient, sessions: Sequence[Shown], url: str, today: datetime.date
) -> bytes:
    """The feed. It has the sessions that have begun or begin tomorrow, the newest first, and always the first of all: many apps
    accept no feed without a session. `url` is the address of the folder.
    """
    phrases = phrases_of(patient.language).written
    name, practice = plain(patient.name), plain(brand.name)
    title = (
        phrases.say("feed-title-named", practice=practice, name=name)
        if name
        else phrases.say("feed-title", practice=practice)
    )
    address, home = f"{url}/{file_names.FEED}", f"{url}/{file_names.HOME}"
    rss = ET.Element("rss", {"version": "2.0", **{f"xmlns:{key}": uri for key, uri in _NAMESPACES.items()}})
    channel = ET.SubElement(rss, "channel")
    _add(channel, "title", title)
    _add(channel, "link", home)
    _add(channel, "description", phrases.say("feed-about", practice=practice))
    _add(channel, "language", patient.language)
    _add(channel, "generator", "voicecoach")
    _add(channel, "atom:link", href=address, rel="self", type="application/rss+xml")
    image = ET.SubElement(channel, "image")
    cover = f"{url}/{file_names.COVER}"
    _add(image, "url", cover)
    _add(image, "title", title)
    _add(image, "link", home)
    _add(channel, "itunes:image", href=cover)
    _add(channel, "itunes:author", practice)
    _add(_add(channel, "itunes:category", text="Health & Fitness"), "itunes:category", text="Fitness")
    _add(channel, "itunes:explicit", "false")
    _add(channel, "itunes:type", "episodic")
    _add(channel, "itunes:block", "Yes")
    _add(channel, "podcast:block", "yes")
    _add(channel, "podcast:locked", "yes")
    _add(channel, "podcast:guid", str(uuid.uuid5(_PODCASTS, address.partition("://")[2])))
    start = min((one.first_day for one in patient.sessions), default=today)
    come = [
        (_published(one, start), found, one)
        for found in by_weeks(sessions)
        for one in found.sessions
        if (found.first - _BEFORE <= today or found.first == start) and _sound(one) is not None
    ]
    come.sort(key=lambda row: row[0], reverse=True)
    for at, found, shown in come:
        _item(channel, phrases, patient.language, found, start, shown, url, at)
    ET.indent(rss, " ")
    written: bytes = ET.tostring(rss, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def guid(url: str, stem: str) -> str:
    """What identifies a session in the feed: the same as long as the patient's folder keeps its name, wherever the site is."""
    token = url.rstrip("/").rpartition("/")[2]
    return hashlib.sha256(f"{token}\n{stem}".encode()).hexdigest()[:32]


def _item(
    channel: ET.Element,
    phrases: Phrases,
    language: str,
    weeks: Weeks,
    start: datetime.date,
    shown: Shown,
    url: str,
    at: datetime.datetime,
) -> None:
    session = shown.published.session
    sound = _sound(shown)
    assert sound is not None
    page = f"{url}/{quote(file_names.page_name(session.stem))}"
    item = ET.SubElement(channel, "item")
    when = weeks_words(phrases, weeks, start)
    _add(item, "title", phrases.say("feed-session", weeks=when, title=plain(session.title)))
    _add(item, "link", page)
    _add(item, "guid", guid(url, session.stem), isPermaLink="false")
    _add(item, "pubDate", format_datetime(at))
    facts = ". ".join((dates_words(phrases, weeks), *session_facts(phrases, shown)))
    about = " ".join(filter(None, (plain(session.about), facts[:1].upper() + facts[1:] + ".")))
    _add(item, "description", about)
    _add(item, "enclosure", url=_address(url, sound), length=str(sound.size), type=sound.type)
    _add(item, "itunes:duration", str(max(1, round(session.length_s))))
    _add(item, "itunes:image", href=f"{url}/{file_names.COVER}")
    _add(item, "itunes:explicit", "false")
    _add(item, "itunes:block", "Yes")
    files = {one.name: one for one in shown.published.files}
    if chapters := files.get(file_names.chapters_name(session.stem)):
        _add(item, "podcast:chapters", url=_address(url, chapters), type=chapters.type)
    for name in (file_names.captions_name(session.stem), file_names.words_name(session.stem)):
        if words := files.get(name):
            _add(item, "podcast:transcript", url=_address(url, words), type=words.type, language=language)


def _address(url: str, file: PublishedFile) -> str:
    """Another one once the file has another content: apps and what lies between take what is at an address as it was. Servers of
    files do not look at what comes after the question mark."""
    version = f"?v={file.version}" if file.version else ""
    return f"{url}/{quote(file.name)}{version}"


def _published(shown: Shown, start: datetime.date) -> datetime.datetime:
    """When the session came into the feed; it never changes, and is never later than today."""
    day = shown.published.first_published
    if shown.published.first_day > start:
        day = max(day, shown.published.first_day - _BEFORE)
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)


def _sound(shown: Shown) -> PublishedFile | None:
    found = {one.type: one for one in reversed(shown.published.sounds)}
    return next((found[kind] for kind in (*_PLAYED, *found) if kind in found), None)


def _add(parent: ET.Element, tag: str, content: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, {key: _NO_XML.sub("", value) for key, value in attributes.items()})
    element.text = _NO_XML.sub("", content) or None
    return element
