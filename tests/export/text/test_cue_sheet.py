"""Cue sheets, as real readers find them."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.export import samples
from tests.export.tools import run
from tests.export.words import spiteful, written
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import Timeline


def test_a_real_reader_finds_the_tracks_of_a_cue_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.cue"
    path.write_text(written("cue", samples.session()))
    assert run("cueprint", "-d", "%T|%N", path).strip() == "Morning back|4"
    tracks = run("cueprint", "-t", "%n|%t\n", path).splitlines()
    assert tracks == ["1|Welcome", "2|Pelvic tilt", "3|Knee to chest", "4|Close"]
    assert run("cuebreakpoints", path).split() == ["0:02.00", "0:13.00", "0:18.00"]


def test_the_tracks_of_a_cue_sheet_begin_at_the_nearest_frame() -> None:
    starts = [0.0, 2.005, 2.995, 10.5, 59.999, 61.0079, 3600.33]
    parts = tuple(
        samples.part(at, start, end, SegmentKind.WORK, visit=at + 1, title=f"Exercise {at + 1}")
        for at, (start, end) in enumerate(pairwise([*starts, 3601.0]))
    )
    text = written("cue", Timeline("r", "R", "v", samples.RATE, parts))
    found = re.findall(r"INDEX 01 (\d+):(\d\d):(\d\d)", text)
    told = [int(minutes) * 60 + int(seconds) + int(frames) / 75 for minutes, seconds, frames in found]
    assert told == pytest.approx(starts, abs=0.5 / 75 + 0.5 / samples.RATE)


def test_a_spiteful_cue_sheet_has_one_line_a_fact(tmp_path: Path) -> None:
    text = written("cue", spiteful, sound='a "b".mp3')
    assert text.count('"') == 2 * (4 + 1 + 2 * 4)
    assert "FILE \"a 'b'.mp3\" MP3" in text
    assert all(
        re.match(r"REM|PERFORMER|TITLE|FILE|  TRACK|    (TITLE|PERFORMER|INDEX)", line)
        for line in text.splitlines()
    )


def test_a_cue_sheet_ends_at_its_ninety_ninth_track() -> None:
    parts = tuple(
        samples.part(at, at, at + 1, SegmentKind.WORK, visit=at + 1, title=f"Exercise {at + 1}")
        for at in range(120)
    )
    text = written("cue", Timeline("r", "R", "v", samples.RATE, parts))
    assert "TRACK 99 AUDIO" in text
    assert "TRACK 100" not in text
