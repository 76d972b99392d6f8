"""Matroska: chapters below chapters, read back by the tools of its own makers."""

from __future__ import annotations

import io
import json
import subprocess
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.export import samples
from tests.export.tools import run
from tests.export.words import SPITE
from tests.needs import needs_program, program
from voicecoach.export.chapters import chapter_tree, tag_title
from voicecoach.export.recording import Publication, Recording
from voicecoach.export.sound import mka
from voicecoach.export.sound.ebml import (
    CHAPTERS,
    TAGS,
    elements_in,
    find_element,
    make_element,
    nest_chapters,
    replace_tags,
    void_element,
)
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import Timeline

ATOM = 0xB6


def write(path: Path, timeline: Timeline) -> Path:
    with path.open("w+b") as out:
        mka.write_mka(Recording(Publication(timeline), samples.sound(timeline)), out)
    return path


def many(exercises: int, sets: int, title: str = "Exercise") -> Timeline:
    """A second a set; what stands below an exercise takes more than the one byte of size that one set takes."""
    parts = tuple(
        samples.part(
            visit * sets + number,
            visit * sets + number,
            visit * sets + number + 1,
            SegmentKind.WORK,
            visit=visit + 1,
            title=f"{title} {visit + 1}",
            set=number + 1,
        )
        for visit in range(exercises)
        for number in range(sets)
    )
    return Timeline("r", "R", "v", 8000, parts)


def read(path: Path) -> list[tuple[int, str, float, float]]:
    """What mkvextract finds: how deep, its title, its start and its end in seconds."""
    root = ET.fromstring(run("mkvextract", path, "chapters", "-").lstrip("\ufeff"))

    def seconds(text: str | None) -> float:
        hours, minutes, rest = (text or "").split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(rest)

    def below(parent: ET.Element, depth: int) -> Iterator[tuple[int, str, float, float]]:
        for atom in parent.findall("ChapterAtom"):
            title = atom.findtext("ChapterDisplay/ChapterString") or ""
            yield depth, title, *(seconds(atom.findtext(f"ChapterTime{which}")) for which in ("Start", "End"))
            yield from below(atom, depth + 1)

    return [found for edition in root for found in below(edition, 0)]


@needs_program("mkvextract")
@pytest.mark.parametrize(
    "timeline",
    [
        samples.session(),
        many(3, 1),
        pytest.param(many(2, 200), marks=pytest.mark.slow),
        pytest.param(many(40, 3), marks=pytest.mark.slow),
        many(3, 2, SPITE),
    ],
    ids=["a side each", "no sets", "long sizes", "many", "spiteful"],
)
def test_sets_and_sides_are_below_their_exercise_at_their_time(tmp_path: Path, timeline: Timeline) -> None:
    wanted = []
    for branch in chapter_tree(timeline):
        wanted.append((0, branch.chapter))
        wanted += [(1, chapter) for chapter in branch.below]
    found = read(write(tmp_path / "a.mka", timeline))
    assert [(depth, title) for depth, title, _, _ in found] == [
        (depth, tag_title(chapter.title)) for depth, chapter in wanted
    ]
    for (_, _, start, end), (_, chapter) in zip(found, wanted, strict=True):
        assert start == pytest.approx(chapter.start / timeline.rate, abs=0.01)
        assert end == pytest.approx(chapter.end / timeline.rate, abs=0.01)


def test_ffmpeg_reads_the_file_whole_and_shows_the_exercises(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mka", samples.session())
    done = subprocess.run(
        [
            program("ffprobe"),
            "-v",
            "warning",
            "-count_packets",
            "-show_chapters",
            "-show_streams",
            "-of",
            "json",
            path,
        ],
        capture_output=True,
        check=True,
    )
    assert not done.stderr
    found = json.loads(done.stdout)
    titles = [one["tags"]["title"] for one in found["chapters"]]
    assert titles == ["Welcome", "Pelvic tilt", "Knee to chest", "Close"]
    assert int(found["streams"][0]["nb_read_packets"]) == pytest.approx(1000, abs=3)


def test_the_checksum_is_made_as_ffmpeg_makes_those_of_the_other_elements(tmp_path: Path) -> None:
    file = dict(elements_in(write(tmp_path / "a.mka", samples.session()).read_bytes()))
    checked = set()
    for name, body in elements_in(file[0x18538067]):
        if body.startswith(b"\xbf\x84"):
            assert int.from_bytes(body[2:6], "little") == zlib.crc32(body[6:])
            checked.add(name)
    assert CHAPTERS in checked
    assert len(checked) > 2


def test_a_file_without_sets_is_as_ffmpeg_wrote_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written = write(tmp_path / "a.mka", many(3, 1)).read_bytes()
    monkeypatch.setattr(mka, "nest_chapters", None)
    assert write(tmp_path / "b.mka", many(3, 1)).read_bytes() == written


def test_a_gap_of_any_size_can_be_filled() -> None:
    assert void_element(0) == b""
    # Where a size field grows by a byte: at 127 and at 16,383 bytes of content; then the largest that is sampled here.
    for size in (*range(2, 20_000), *range(2_097_140, 2_097_170)):
        made = void_element(size)
        ((name, content),) = elements_in(made)
        assert (len(made), name) == (size, 0xEC)
        assert not any(content[:2])
    with pytest.raises(ValueError, match="1 bytes"):
        void_element(1)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 300)), max_size=8))
@example([(1, 1), (1, 1), (1, 106)])  # exactly 129 bytes are left over
def test_nesting_keeps_the_length_and_every_chapter(shape: list[tuple[int, int]]) -> None:
    flat, wanted = [], []
    for number, (count, size) in enumerate(shape):
        upper = make_element(0x73C4, bytes([number]) * size)
        below = [make_element(0x73C4, bytes([number, index % 256])) for index in range(count)]
        flat += [upper, *below, *([upper] if count else [])]
        wanted.append((upper, below))
    atoms = b"".join(make_element(ATOM, atom) for atom in flat)
    edition = b"\x45\xb9" + (len(atoms) | 1 << 56).to_bytes(8) + atoms  # FFmpeg's size has eight bytes
    body = make_element(0xBF, bytes(4)) + edition
    made = nest_chapters(body, [count for count, _ in shape])
    assert len(made) == len(body)
    found = dict(elements_in(made))
    assert set(found) <= {0xBF, 0x45B9, 0xEC}
    read_back = []
    for name, inside in elements_in(found[0x45B9]):
        assert name == ATOM
        (_, own), *below = elements_in(inside)
        assert all(kind == ATOM for kind, _ in below)
        read_back.append((make_element(0x73C4, own), [atom for _, atom in below]))
    assert read_back == wanted


def test_a_row_that_does_not_fit_is_refused() -> None:
    body = make_element(0x45B9, make_element(ATOM, b"") * 3)
    for below in ([1, 1], [0, 0], [3]):
        with pytest.raises(ValueError, match="3 chapters"):
            nest_chapters(body, below)
    with pytest.raises(ValueError, match="no chapters"):
        find_element(io.BytesIO(make_element(0x18538067, make_element(0xEC, b""))), CHAPTERS)
    with pytest.raises(ValueError, match="not EBML"):
        find_element(io.BytesIO(b"\0\0"), CHAPTERS)


def simple(content: bytes) -> dict[str, str]:
    """The texts in an element Tag."""
    inside = [dict(elements_in(body)) for name, body in elements_in(content) if name == 0x67C8]
    return {one[0x45A3].decode(): one[0x4487].decode() for one in inside}


def test_each_tag_says_whether_it_is_of_the_album_or_of_the_track(tmp_path: Path) -> None:
    """VLC shows no artist, album or date of a file in which they are not the track's."""
    path = tmp_path / "a.mka"
    about = {"date": "2026-11-21", "description": "Ten minutes.", "album": "Whole", "track": 2, "tracks": 3}
    timeline = samples.session()
    with path.open("w+b") as out:
        mka.write_mka(Recording(Publication(timeline, **about), samples.sound(timeline), digest="abc"), out)
        place, size = find_element(out, TAGS)
        out.seek(place)
        body = out.read(size)
    found = {}
    for name, content in elements_in(body):
        targets = dict(elements_in(dict(elements_in(content)).get(0x63C0, b""))) if name == 0x7373 else {}
        if 0x68CA in targets:
            found[targets[0x68CA][0]] = simple(content)
    assert found[50] == {"TITLE": "Whole", "ARTIST": "voicecoach", "TOTAL_PARTS": "3"}
    track = found[30]
    assert (track["TITLE"], track["ARTIST"], track["PART_NUMBER"]) == ("Morning back", "voicecoach", "2")
    assert (track["DATE_RELEASED"], track["COMMENT"]) == ("2026-11-21", "Ten minutes.")
    assert b"DURATION" in body, "what FFmpeg says of the stream stays"
    assert b"FILLING" not in body


def test_the_sound_of_a_matroska_file_is_the_default(tmp_path: Path) -> None:
    found = json.loads(
        run(
            "ffprobe",
            "-v",
            "error",
            "-show_streams",
            "-of",
            "json",
            write(tmp_path / "a.mka", samples.session()),
        )
    )
    (stream,) = found["streams"]
    assert stream["disposition"]["default"] == 1
    assert stream["tags"]["language"] == "eng"


def test_more_tags_than_there_is_room_for_are_refused() -> None:
    body = make_element(0xBF, bytes(4)) + make_element(0x7373, void_element(30))
    assert len(replace_tags(body, {50: {"A": "b"}})) == len(body)
    with pytest.raises(ValueError, match="too many"):
        replace_tags(body, {50: {"TITLE": "x" * 40}})
