"""SSML: what the W3C recommendation 1.1 allows, and every word and pause of the session."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.export import samples
from tests.export.tools import run
from tests.export.words import said, spiteful, written
from voicecoach.export.captions import plain
from voicecoach.export.text.ssml import xml_text
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.shipped import shipped_scripts_dir
from voicecoach.speech.registry import open_voice
from voicecoach.timeline.timeline import EventKind, Timeline

SSML = "{http://www.w3.org/2001/10/synthesis}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
DURATION = r"\+?([0-9]*\.)?[0-9]+(ms|s)"
TOKEN = r"\S+( \S+)*"

WORDS = {"break", "mark"}
ATTRIBUTES = {
    "speak": {"version": r"1\.1", LANG: r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"},
    "metadata": {},
    "p": {},
    "s": {},
    "break": {"time": DURATION},
    "mark": {"name": TOKEN},
}
"""What the schema of the recommendation wants of the attributes that we use: all that there may be, and all needed."""

CHILDREN = {"speak": WORDS | {"metadata", "p", "s"}, "p": WORDS | {"s"}, "s": WORDS}
"""What that schema lets stand where; a part of what it allows. What is in `metadata` is not of its namespace."""

SILENT = {"speak", "p", "break", "mark"}
"""Where we want no text between the elements, as it would be spoken beside a sentence."""


def check(element: ET.Element) -> None:
    """Holds an element of SSML and all below it to the rules."""
    name = element.tag.removeprefix(SSML)
    assert set(element.attrib) == set(ATTRIBUTES[name])
    for attribute, pattern in ATTRIBUTES[name].items():
        assert re.fullmatch(pattern, element.attrib[attribute]), (attribute, element.attrib[attribute])
    if name == "metadata":
        assert all(child.tag.startswith("{") and not child.tag.startswith(SSML) for child in element)
        return
    if name in SILENT:
        assert not (element.text or "").strip()
        assert not any((child.tail or "").strip() for child in element)
    for child in element:
        assert child.tag.removeprefix(SSML) in CHILDREN.get(name, set()), (name, child.tag)
        check(child)


def checked(timeline: Timeline) -> ET.Element:
    root = ET.fromstring(written("ssml", timeline).encode())
    assert root.tag == f"{SSML}speak"
    check(root)
    assert [child.tag for child in root].index(f"{SSML}metadata") == 0, "metadata comes before all else"
    names = [mark.attrib["name"] for mark in root.iter(f"{SSML}mark")]
    assert names == [f"chapter-{number}" for number in range(1, len(timeline.chapters()) + 1)]
    return root


ROUTINES = sorted(path.stem for path in Path(shipped_scripts_dir()).glob("*.yaml"))


@pytest.mark.parametrize("routine", ROUTINES)
def test_every_shipped_routine_keeps_the_rules(routine: str) -> None:
    timeline = prepare(routine, Choices(), open_voice("silent")).timeline
    root = checked(timeline)
    assert [sentence.text for sentence in root.iter(f"{SSML}s")] == [plain(words) for words in said(timeline)]


@given(st.text(max_size=40), st.text(max_size=40), st.text(min_size=1, max_size=40))
@example("\ufffe", "--", "]]>")
def test_no_title_and_no_words_break_the_rules(title: str, first: str, words: str) -> None:
    root = checked(samples.session(title=title, first=first, words=words))
    assert [one.attrib[TITLE] for one in root.iter() if TITLE in one.attrib] == [xml_text(title)]


@pytest.mark.parametrize("timeline", [samples.session(), spiteful], ids=["plain", "spiteful"])
def test_sentences_and_pauses_are_those_of_the_session(timeline: Timeline) -> None:
    root = checked(timeline)
    assert [sentence.text for sentence in root.iter(f"{SSML}s")] == [plain(words) for words in said(timeline)]
    pauses = sum(int(pause.attrib["time"][:-2]) for pause in root.iter(f"{SSML}break")) / 1000
    speech = sum(event.end - event.start for _, event in timeline.events() if event.kind is EventKind.SAY)
    assert pauses + speech / timeline.rate == pytest.approx(timeline.duration, abs=0.05)


def test_espeak_reads_the_ssml_aloud_with_every_phrase() -> None:
    text = written("ssml", samples.session())
    heard = run("espeak-ng", "-m", "-q", "-x", "--stdin", feed=text.encode())
    alone = [run("espeak-ng", "-q", "-x", words) for words in said(samples.session())]
    heard_sounds = re.sub(r"[^a-zA-Z@]", "", heard)
    for phrase in alone:
        assert re.sub(r"[^a-zA-Z@]", "", phrase) in heard_sounds
