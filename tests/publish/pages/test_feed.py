"""The feed of a patient, read by feedparser and by the rules of validators."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from tests.needs import needs_module
from tests.publish.pages import samples
from tests.publish.pages.feed_rules import PODCAST, broken_rules
from voicecoach.practice.plan.rhythm import Rhythm
from voicecoach.publish.pages.feed import feed_xml, guid
from voicecoach.publish.pages.patient_pages import patient_files
from voicecoach.publish.pages.weeks import shown_sessions
from voicecoach.publish.practice import Patient

NAMES = (
    "Žofie Nováková",
    "美咲 & 太郎",
    "رنا <b>الخطيب</b>",
    "]]>&amp;",
    "\ud800x\uffff\x07",
    "אורי 👩🏽\u200d🦽",
    '"' + "'",
)


def feed(**of: object) -> bytes:
    return samples.of_patient(**of)["feed.xml"]  # type: ignore[arg-type]


def items(data: bytes) -> list[ET.Element]:
    return ET.fromstring(data).findall("channel/item")


@pytest.mark.parametrize("name", ["", *NAMES])
def test_a_validator_has_nothing_to_say(name: str):
    data = feed(one=samples.patient(name=name), title=name or "Morning", name=name or "A practice", day=40)
    assert broken_rules(data) == []
    assert len(items(data)) == 4


def test_the_rules_find_what_is_wrong():
    """The checks can fail."""
    data = feed().decode()
    for good, bad, says in (
        ("isPermaLink", "x", "the guid is taken for a link"),
        (" +0000</pubDate>", " GMT+1</pubDate>", "pubDate is not a date of RFC 822"),
        ('enclosure url="https://practice.example', 'enclosure url="', "enclosure: not an absolute address"),
        ('rel="self"', 'rel="alternate"', "no atom:link to itself"),
        ("4177b8c57a58d7473e437e49c7053489", guid(samples.URL, "morning"), "two items have one guid"),
        ('length="4000000"', "", "the enclosure has not exactly url, length and type"),
    ):
        assert good in data
        assert any(said.startswith(says) for said in broken_rules(data.replace(good, bad).encode())), says


@needs_module("feedparser")
def test_feedparser_reads_it():
    import feedparser

    read = feedparser.parse(feed(one=samples.patient(name="美咲 & 太郎")))
    assert not read.bozo
    assert read.feed.title == "Ash & Bell: exercises for 美咲 & 太郎"
    assert read.feed.language == "en"
    assert read.feed.itunes_block == 1
    first = read.entries[0]
    (sound,) = first.enclosures
    assert (sound.href, sound.length, sound.type) == (f"{samples.URL}/morning.mp3", "4000000", "audio/mpeg")
    assert first.id == guid(samples.URL, "morning")
    assert first.published_parsed[:3] == (2026, 10, 30)
    assert first.itunes_duration == str(round(samples.session().timeline.duration))
    assert not first.guidislink


def test_chapters_and_transcripts_are_named():
    first = items(feed())[0]
    chapters = first.find(f"{PODCAST}chapters")
    assert chapters is not None
    assert chapters.attrib == {
        "url": f"{samples.URL}/morning.chapters.json",
        "type": "application/json+chapters",
    }
    told = [(one.get("type"), one.get("url")) for one in first.findall(f"{PODCAST}transcript")]
    assert told == [
        ("text/vtt", f"{samples.URL}/morning.vtt"),
        ("text/html", f"{samples.URL}/morning.transcript.html"),
    ]


def test_what_is_in_a_file_changes_its_address_and_leaves_the_session_its_name():
    one = samples.patient(samples.planned("morning", 0, None))
    before = samples.published(one.sessions[0])

    def item(version: str) -> ET.Element:
        files = tuple(replace(file, version=version) for file in before.files)
        shown = (replace(before, files=files),)
        data = feed_xml(samples.brand(), one, shown_sessions(one, shown), samples.URL, samples.DAY)
        assert broken_rules(data) == []
        return items(data)[0]

    old, new = item("0123456789ab"), item("ba9876543210")
    for tag in ("guid", "pubDate", "link"):
        assert old.findtext(tag) == new.findtext(tag)
    for tag in ("enclosure", f"{PODCAST}chapters", f"{PODCAST}transcript"):
        for was, now in zip(old.findall(tag), new.findall(tag), strict=True):
            assert was.attrib["url"].endswith("?v=0123456789ab")
            assert now.attrib["url"] == was.attrib["url"].replace("0123456789ab", "ba9876543210")


def test_the_first_session_is_there_at_once_and_each_week_brings_its_own_the_day_before():
    titles = {day: [item.findtext("title") for item in items(feed(day=day))] for day in (-2, 12, 13, 27)}
    first = ["Weeks 1 to 2: Morning back"] * 2
    assert titles[-2] == titles[12] == first
    assert titles[13] == ["Weeks 3 to 4: Morning back", *first]
    assert titles[27] == ["From week 5 on: Morning back", *titles[13]]


def test_identity_and_date_stay_when_a_session_is_made_again_and_when_the_site_moves():
    one = samples.patient()
    made = []
    for size, url, today in (
        (4_000_000, samples.URL, 0),
        (5_000_000, f"https://other.example/{samples.TOKEN}/", 20),
    ):
        found = [samples.published(session, size=size) for session in one.sessions]
        files = {
            file.name: file.content
            for file in patient_files(samples.practice(one), one, found, url, samples.after(today))
        }
        made.append({item.findtext("guid"): item.findtext("pubDate") for item in items(files["feed.xml"])})
    before, later = made
    assert before.items() < later.items()


def test_a_session_that_was_added_late_is_new_when_it_was_added():
    one = samples.patient()
    found = [replace(samples.published(one.sessions[0]), first_published=samples.after(5))]
    files = {
        file.name: file.content
        for file in patient_files(samples.practice(one), one, found, samples.URL, samples.after(6))
    }
    (item,) = items(files["feed.xml"])
    assert item.findtext("pubDate") == "Sat, 07 Nov 2026 00:00:00 +0000"


def test_without_an_address_there_is_no_feed():
    assert set(samples.of_patient(url="")) == {"index.html", "calendar.ics"}


def test_the_pages_are_the_same_on_days_on_which_nothing_changes():
    one = samples.patient(
        samples.planned("morning", 0, 13), samples.planned("evening", 14, None, Rhythm(1, 1, "week"))
    )
    days = (-2, -1, 0, 12, 13, 14, 15, 41, 42)
    made = [samples.of_patient(one, day) for day in days]
    assert [day for day, files, before in zip(days[1:], made[1:], made, strict=False) if files != before] == [
        0,
        13,
        14,
        42,
    ]


@pytest.mark.parametrize("day", [datetime.date(1970, 1, 1), datetime.date(9000, 12, 31)])
def test_no_day_is_too_far_away(day: datetime.date):
    edge: Patient = samples.patient(replace(samples.planned("a", 0, 0), first_day=day, last_day=day))
    found = [samples.published(one) for one in edge.sessions]
    assert patient_files(samples.practice(edge), edge, found, samples.URL, samples.DAY)
