"""Subtitles, lyrics, cue sheets and JSON, read back by readers of other people."""

from __future__ import annotations

import html
import io
import json
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from tests.export import samples
from tests.export.tools import run
from tests.export.words import said, spiteful, written
from voicecoach.export.captions import captions, clock, plain, spoken_text, wrap
from voicecoach.export.chapters import tag_title
from voicecoach.export.formats import TEXT_FORMAT_NAMES
from voicecoach.script.choices import Choices
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import EventKind, Timeline

SRT_TIME = r"(\d\d:[0-5]\d:[0-5]\d,\d{3})"
SRT_CUE = rf"(\d+)\n{SRT_TIME} --> {SRT_TIME}\n((?:(?![^\n]*-->)[^\n]+\n)+)"
"""A number, two times, lines with something on them; an empty line parts one cue from the next."""


@dataclass(frozen=True)
class SrtCue:
    start: float
    end: float
    text: str


def srt_cues(text: str) -> list[SrtCue]:
    """What a strict reader finds; fails if anything else is written."""
    assert re.fullmatch(rf"(?:{SRT_CUE}\n)*(?:{SRT_CUE})?", text)
    found = re.findall(SRT_CUE, text)
    assert [number for number, *_ in found] == [str(number) for number in range(1, len(found) + 1)]
    return [SrtCue(seconds(start), seconds(end), words[:-1]) for _, start, end, words in found]


def seconds(clock: str) -> float:
    """Of `00:01:02,345` and `00:01:02.345`."""
    hours, minutes, rest = clock.replace(",", ".").split(":")
    return (int(hours) * 60 + int(minutes)) * 60 + float(rest)


def test_srt_is_strictly_written_and_read_by_a_real_parser_with_the_same_words_and_times(
    tmp_path: Path,
) -> None:
    timeline = samples.session()
    text = written("srt", timeline)
    (tmp_path / "a.srt").write_text(text, encoding="utf-8")
    read = webvtt.from_srt(str(tmp_path / "a.srt"))
    both = (srt_cues(text), [SrtCue(seconds(cue.start), seconds(cue.end), cue.text) for cue in read])
    starts = [event.start / timeline.rate for _, event in timeline.events() if event.kind is EventKind.SAY]
    for found in both:
        assert [cue.text.replace("\n", " ") for cue in found] == said(timeline)
        assert [cue.start for cue in found] == pytest.approx(starts, abs=0.0005)


def test_vtt_is_read_by_a_real_parser_with_the_same_words_and_times() -> None:
    timeline = samples.session()
    found = webvtt.from_string(written("vtt", timeline))
    assert [cue.text.replace("\n", " ") for cue in found] == said(timeline)
    assert found[0].start == "00:00:00.000"
    assert found[3].start == "00:00:05.000"


def test_a_vtt_names_an_exercise_ahead_of_the_phrase_that_it_begins_with() -> None:
    assert "\n\nNOTE Pelvic tilt\n\n00:00:02.000 --> " in written("vtt", samples.session())


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_ffmpeg_reads_spiteful_subtitles_with_every_word_and_no_markup(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{name}"
    path.write_text(written(name, spiteful))
    found = run("ffprobe", "-v", "error", "-show_packets", "-show_data", "-of", "json", path)
    assert len(json.loads(found)["packets"]) == len(list(captions(spiteful)))
    body = path.read_text().split("-->", 1)[1]
    for line in body.splitlines():
        assert "<" not in re.sub(r"^\d\d:.* --> ", "", line)


def test_spiteful_subtitles_keep_their_words() -> None:
    both = (
        " ".join(cue.text for cue in srt_cues(written("srt", spiteful))),
        " ".join(cue.text for cue in webvtt.from_string(written("vtt", spiteful))),
    )
    for words in both:
        assert words.count("long") == 3 * 2000 - 2000  # the title is said once, the setup once
        assert "שלום" in words
        assert "😀" in words


@given(
    st.lists(st.tuples(st.floats(0.001, 3), st.floats(0, 2), st.text(min_size=1, max_size=200)), max_size=12)
)
def test_captions_never_overlap_are_in_order_and_wrapped(phrases: list[tuple[float, float, str]]) -> None:
    at, events = 0.0, []
    for length, gap, words in phrases:
        events.append(samples.say(at, at + length, words))
        at += length + gap
    timeline = Timeline("r", "R", "v", samples.RATE, (samples.part(0, 0, at, SegmentKind.WORK, *events),))
    before = 0
    for caption in captions(timeline):
        assert before <= caption.start_ms < caption.end_ms
        assert 1 <= len(caption.lines) <= 2
        assert all(0 < len(line) <= 42 for line in caption.lines)
        before = caption.end_ms
    assert before <= at * 1000 + 1


@given(st.text(alphabet="ab ", max_size=200), st.integers(1, 50))
def test_wrapping_loses_no_letter(words: str, width: int) -> None:
    assert "".join(wrap(words, width)).replace(" ", "") == words.replace(" ", "")


def test_a_long_word_is_not_broken_within_a_letter_or_an_emoji() -> None:
    family, waving, accented = "👩\u200d👩\u200d👧", "👋🏽", "e\u0301"
    for letter in (family, waving, accented):
        for before in range(3):
            lines = wrap("x" * before + letter * 50, 42)
            assert all(0 < len(line) <= 42 for line in lines)
            assert "".join(lines) == "x" * before + letter * 50
            assert all(line.startswith(("x", letter)) for line in lines)
    assert wrap("\u0301" * 5, 2) == ["\u0301\u0301", "\u0301\u0301", "\u0301"]
    assert tag_title("x" + accented * 200) == "x" + accented * 124 + "…"


SPITES = ["-->", "</script>", "<b>", "{\\an8}", "1\n00:00:01,000 --> 00:00:02,000\n", "NOTE ", "STYLE", "WEBVTT",
          "&amp;", "&", "\n", "\r\n", "\u2028", "\x85", "\x00", "\ud800", "\ufeff", "\u202e", "שלום", "مرحبا", "😀",
          "0", "a" * 100, "漢字" * 50, " ", "\u00a0", "\u200b"]  # fmt: skip
spites = st.lists(st.sampled_from(SPITES), max_size=14).map("".join)


@given(spites, spites, spites)
def test_real_parsers_find_every_word_in_captions_that_do_not_overlap(
    title: str, first: str, words: str
) -> None:
    timeline = samples.session(title, first, words)
    wanted = "".join(plain(text) for text in said(timeline)).replace(" ", "")
    cues = srt_cues(written("srt", timeline))
    assert len(cues) == len(list(captions(timeline)))
    found = re.sub(r"[ \n]", "", "".join(cue.text for cue in cues))
    assert found == wanted.translate(str.maketrans("<>{}", "\u2039\u203a()"))
    assert all(one.start < one.end <= two.start for one, two in pairwise(cues))
    assert all(0 < len(line) <= 42 for cue in cues for line in cue.text.split("\n"))
    pages = webvtt.from_string(written("vtt", timeline))
    assert re.sub(r"[ \n]", "", html.unescape("".join(page.raw_text for page in pages))) == wanted


def test_lyrics_have_their_times_and_tags() -> None:
    lines = written("lrc", samples.session()).splitlines()
    assert lines[:4] == ["[ti:Morning back]", "[ar:voicecoach]", "[la:en]", "[length:0:20]"]
    assert lines[-1] == "[00:18.00]Well done."
    for line in written("lrc", spiteful).splitlines():
        assert re.fullmatch(r"\[(ti|ar|la|length|tool|\d\d:\d\d\.\d\d)[^\[\]]*\][^\[\]<>]*", line)


def test_json_keeps_the_contract() -> None:
    timeline = samples.session()
    found = json.loads(written("json", timeline))
    time = {"type": "number", "minimum": 0, "maximum": timeline.duration}
    jsonschema.validate(found, {
        "type": "object", "additionalProperties": False,
        "required": ["format", "routine", "title", "session", "voice", "rate", "duration", "adapted", "chapters", "segments",
                     "events"],
        "properties": {
            "format": {"const": 1}, "routine": {"const": "morning-back"}, "title": {"const": "Morning back"},
            "session": {"const": 1}, "voice": {"type": "string"}, "rate": {"const": 22050}, "duration": {"const": 20.0},
            "adapted": {"const": []},
            "chapters": {"items": {"required": ["title", "start", "end"], "properties": {"start": time}}},
            "segments": {"items": {"required": ["kind", "exercise", "set", "side", "reps", "hold", "breaths",
                                                "start", "end"], "additionalProperties": True}},
            "events": {"items": {"required": ["start", "end", "kind", "role", "segment"],
                                 "properties": {"start": time, "end": time,
                                                "kind": {"enum": ["say", "sound", "wait", "span"]}}}},
        },
    })  # fmt: skip
    assert {
        "start": 5.0,
        "end": 5.4,
        "kind": "say",
        "role": "count",
        "text": "two",
        "segment": 2,
        "rep": 1,
    } in (found["events"])
    assert {"start": 4.0, "end": 9.0, "kind": "span", "role": "hold", "segment": 2, "rep": 1} in found[
        "events"
    ]
    assert found["segments"][4]["side"] == "left"
    assert [chapter["title"] for chapter in found["chapters"]] == [
        "Welcome",
        "Pelvic tilt",
        "Knee to chest",
        "Close",
    ]


def test_the_transcript_has_every_phrase_under_its_chapter() -> None:
    lines = spoken_text(samples.session()).split("\n")
    assert lines[:5] == ["WELCOME", "Welcome to Morning back.", "", "PELVIC TILT", "Lie on your back."]
    assert [line for line in lines if line and not line.isupper()] == said(samples.session())


@pytest.mark.parametrize("name", TEXT_FORMAT_NAMES)
def test_every_format_takes_an_empty_session_and_a_spiteful_one(name: str) -> None:
    for timeline in (Timeline("r", "R", "v", 8000, ()), samples.empty(3), spiteful):
        text = written(name, timeline)
        io.BytesIO(text.encode())
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)


def test_clock_times() -> None:
    assert [clock(0), clock(59.6), clock(725), clock(3725)] == ["0:00", "1:00", "12:05", "1:02:05"]


@pytest.mark.parametrize(
    ("seconds", "about"), [(263.4, "about 4½ minutes"), (263.8, "about 4½ minutes"), (3599.7, "about 1 hour")]
)
def test_every_place_says_the_same_length(seconds: float, about: str) -> None:
    from voicecoach.export.text.transcript import transcript_text

    timeline = samples.empty(seconds)
    length = clock(seconds)
    head, *_, last = transcript_text(timeline).splitlines()
    assert f" {length} in all" in head
    assert last.split() == [length, "The", "end."]
    assert length in written("lrc", timeline)
    for form in ("txt", "md"):  # on paper
        assert about in written(form, timeline)


def test_a_window_that_grew_with_its_words_is_reported_to_a_tenth_of_a_second():
    from tests.script.helpers import one
    from voicecoach.export.text.transcript import transcript_text
    from voicecoach.session import prepare
    from voicecoach.speech.silent import SilentVoice

    long = one({"reps": 1}, go="Put your foot forward, push on the chair, and stand up.")
    (window,) = re.findall(
        r"> move \(1\) (\S+) s", transcript_text(prepare(long, Choices(), SilentVoice(150)).timeline)
    )
    assert re.fullmatch(r"\d+\.\d", window)
