"""Chapters in every compressed format: at their time, whatever their fraction of a second, and under their name."""

from __future__ import annotations

from pathlib import Path

import mutagen
import mutagen.id3
import mutagen.mp4
import pytest

from tests.export import samples
from tests.export.test_sound import SUFFIXES, probe, recording, write
from voicecoach.export.captions import stamp
from voicecoach.export.chapters import tag_title
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import Timeline

STARTS = [0.0, 1.25, 2.499, 3.501, 5.63, 7.999, 60.5, 61.75]
"""Fractions on both sides of a half, for what rounds where it should cut off; and a minute that could be one more."""


def timeline_of(titles: list[str], starts: list[float]) -> Timeline:
    """A chapter a title."""
    parts = tuple(
        samples.part(number, start, end, SegmentKind.WORK, visit=number + 1, title=title)
        for number, (title, start, end) in enumerate(
            zip(titles, starts, [*starts[1:], starts[-1] + 1], strict=True)
        )
    )
    return Timeline("r", "R", "v", samples.RATE, parts)


def by_ffprobe(path: Path) -> list[tuple[str, float]]:
    return [(one["tags"]["title"], float(one["start_time"])) for one in probe(path)["chapters"]]


def by_mutagen(path: Path) -> list[tuple[str, float]]:
    """In order of their time."""
    if path.suffix == ".mp3":
        frames = sorted(mutagen.id3.ID3(path).getall("CHAP"), key=lambda frame: frame.start_time)
        return [(str(frame.sub_frames["TIT2"]), frame.start_time / 1000) for frame in frames]
    tags = mutagen.File(path)
    found = []
    for name in sorted(tags.keys()):
        if name.startswith("chapter") and name.endswith("name"):
            hours, minutes, seconds = tags[name.removesuffix("name")][0].split(":")
            found.append((tags[name][0], int(hours) * 3600 + int(minutes) * 60 + float(seconds)))
    return found


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_chapters_are_within_ten_milliseconds_at_every_fraction_of_a_second(
    tmp_path: Path, suffix: str
) -> None:
    timeline = timeline_of([stamp(round(start * 1000), ".") for start in STARTS], STARTS)
    path = write(tmp_path / f"a{suffix}", recording(timeline))
    readers = [by_ffprobe] if suffix in (".mka", ".m4a", ".m4b") else [by_ffprobe, by_mutagen]
    for reader in readers:
        found = reader(path)
        assert [title for title, _ in found] == [chapter.title for chapter in timeline.chapters()]
        assert [start for _, start in found] == pytest.approx(STARTS, abs=0.01)


LETTERS = {
    "ascii": "x",
    "accents": "é",
    "marks": "e\u0301",
    "kanji": "漢",
    "emoji": "😀",
    "family": "👩\u200d👧",
}


@pytest.mark.parametrize("letters", LETTERS)
def test_no_chapter_of_an_mp3_is_lost_for_a_long_name(tmp_path: Path, letters: str) -> None:
    titles = [(LETTERS[letters] * length)[:length] for length in range(120, 261, 5)]
    titles = [f"{number:02}{title}"[: len(title)] for number, title in enumerate(titles)]
    timeline = timeline_of(titles, [float(number) for number in range(len(titles))])
    path = write(tmp_path / "a.mp3", recording(timeline))
    found = by_ffprobe(path)
    assert (
        found
        == by_mutagen(path)
        == [(tag_title(title), float(number)) for number, title in enumerate(titles)]
    )


def test_a_table_of_contents_has_its_whole_name(tmp_path: Path) -> None:
    long = "ü" * 200
    path = write(tmp_path / "a.mp3", recording(samples.session(title=long, first=long)))
    (top,) = mutagen.id3.ID3(path).getall("CTOC:toc")
    assert str(top.sub_frames["TIT2"]) == long
