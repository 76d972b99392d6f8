"""Every compressed format, read back by FFmpeg's own program and by mutagen."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import av
import mutagen
import mutagen.flac
import mutagen.id3
import mutagen.mp4
import numpy as np
import pytest
from PIL import Image

from tests.export import samples
from tests.export.tools import run
from tests.export.words import SPITE, spiteful
from tests.needs import slow_but
from voicecoach.audio.pcm import Block
from voicecoach.errors import ExportError
from voicecoach.export.captions import spoken_text
from voicecoach.export.chapters import tag_title
from voicecoach.export.formats import sound_format
from voicecoach.export.orders.atomic import replacing
from voicecoach.export.quality import Quality
from voicecoach.export.recording import Publication, Recording
from voicecoach.export.sound.digest import digest_in
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import Timeline

SUFFIXES = (".flac", ".mp3", ".m4a", ".m4b", ".opus", ".mka")
ABOUT = {"date": "2026-11-21", "source": "A book on backs", "description": "Ten gentle minutes."}
TITLES = ["Welcome", "Pelvic tilt", "Knee to chest", "Close"]
STARTS = [0.0, 2.0, 13.0, 18.0]


def cover() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 60), "teal").save(out, "PNG")
    return out.getvalue()


def recording(timeline: Timeline | None = None, **settings: Any) -> Recording:
    timeline = timeline or samples.session()
    sound = samples.sound(timeline)
    return Recording(Publication(timeline, **ABOUT), sound, cover=cover(), digest="abc123", **settings)


def write(path: Path, what: Recording) -> Path:
    with replacing(path) as out:
        sound_format(path).writer()(what, out)
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sound")
    return {suffix: write(folder / f"a{suffix}", recording()) for suffix in SUFFIXES}


def probe(path: Path) -> Any:
    shown = run(
        "ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json", path
    )
    return json.loads(shown)


def tags_of(found: Any) -> dict[str, str]:
    """FFmpeg keeps the tags of Ogg at the stream."""
    both = {**found["streams"][0].get("tags", {}), **found["format"].get("tags", {})}
    return {name.lower(): value for name, value in both.items()}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_digest_is_found_and_is_where_no_player_shows_it(files: dict[str, Path], suffix: str) -> None:
    assert digest_in(files[suffix], 20) == "abc123"
    shown = run("ffprobe", "-v", "error", "-show_format", "-show_streams", files[suffix])
    places = [line.partition("=")[0].lower() for line in shown.splitlines() if "abc123" in line]
    assert set(places) <= {"tag:voicecoach_digest", "tag:id3v2_priv.voicecoach"}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_ffprobe_finds_the_tags_and_the_length(files: dict[str, Path], suffix: str) -> None:
    found = probe(files[suffix])
    assert float(found["format"]["duration"]) == pytest.approx(20, abs=0.08)
    tags = tags_of(found)
    assert tags["title"] == "Morning back"
    assert tags["artist"] == "voicecoach"
    assert tags["date"] == "2026-11-21"
    assert tags["genre"] == "Exercise"
    assert tags["album"] == "Morning back"
    assert tags["album_artist"] == "voicecoach"
    assert tags["track"].split("/")[0] == "1"
    assert tags.get("totaltracks", tags.get("tracktotal", tags.get("total_parts", tags["track"][2:]))) == "1"
    assert tags["comment"] == "Ten gentle minutes."
    lyrics = next(value for name, value in tags.items() if name.startswith("lyrics"))
    assert lyrics.replace("\r", "") == spoken_text(samples.session())
    if suffix != ".flac":
        assert any(value in ("eng", "en") for name, value in tags.items() if "lang" in name)


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != ".flac"])
def test_ffprobe_finds_the_chapters_within_ten_milliseconds(files: dict[str, Path], suffix: str) -> None:
    chapters = [one for one in probe(files[suffix])["chapters"] if " side" not in one["tags"]["title"]]
    assert [one["tags"]["title"] for one in chapters] == TITLES
    assert [float(one["start_time"]) for one in chapters] == pytest.approx(STARTS, abs=0.01)
    assert [float(one["end_time"]) for one in chapters] == pytest.approx([*STARTS[1:], 20], abs=0.01)


def test_mutagen_reads_the_id3_of_an_mp3_with_sets_below_chapters(files: dict[str, Path]) -> None:
    tags = mutagen.id3.ID3(files[".mp3"])
    chapters = {name: tags[f"CHAP:{name}"] for name in ("ch1", "ch2", "ch3", "ch3.1", "ch3.2", "ch4")}
    titles = [str(chapter.sub_frames["TIT2"]) for chapter in chapters.values()]
    assert titles == [*TITLES[:3], "Set 1, left side", "Set 1, right side", TITLES[3]]
    times = [(chapter.start_time, chapter.end_time) for chapter in chapters.values()]
    assert times == [(0, 2000), (2000, 13000), (13000, 18000), (13000, 15000), (15000, 18000), (18000, 20000)]
    assert tags["CTOC:toc"].child_element_ids == ["ch1", "ch2", "toc3", "ch4"]
    assert tags["CTOC:toc"].flags == mutagen.id3.CTOCFlags.TOP_LEVEL | mutagen.id3.CTOCFlags.ORDERED
    assert tags["CTOC:toc3"].child_element_ids == ["ch3", "ch3.1", "ch3.2"]
    assert tags["USLT::eng"].text == spoken_text(samples.session())
    assert tags["COMM::eng"].text == ["Ten gentle minutes."]
    assert [frame.HashKey for frame in tags.getall("COMM")] == ["COMM::eng"]
    assert tags["TXXX:SOURCE"].text == ["A book on backs"]
    assert tags["PRIV:voicecoach:abc123"].data == b"abc123"
    assert tags.version == (2, 3, 0)
    assert tags["TLAN"].text == ["eng"]
    assert tags["TLEN"].text == ["20000"]
    assert tags["APIC:"].data == cover()


@pytest.mark.parametrize("suffix", [".m4a", ".m4b"])
def test_mutagen_reads_the_atoms_of_an_m4a(files: dict[str, Path], suffix: str) -> None:
    found = mutagen.mp4.MP4(files[suffix])
    assert not found.chapters, "those are Nero's, beside the track of text"
    assert found.tags["\xa9lyr"] == [spoken_text(samples.session())]
    assert found.tags["desc"] == ["Ten gentle minutes."]
    assert found.tags["\xa9cmt"] == ["Ten gentle minutes."]
    assert found.tags["aART"] == ["voicecoach"]
    assert found.tags["trkn"] == [(1, 1)]
    assert "tven" not in found.tags, "a player shows that as the name of an episode"
    assert bytes(found.tags["covr"][0]) == cover()
    assert files[suffix].read_bytes()[8:12] == {".m4a": b"M4A ", ".m4b": b"M4B "}[suffix]


@pytest.mark.parametrize("suffix", [".flac", ".opus"])
def test_mutagen_reads_the_comments_of_flac_and_opus(files: dict[str, Path], suffix: str) -> None:
    found = mutagen.File(files[suffix])
    assert [found[f"chapter00{number}name"] for number in range(4)] == [[title] for title in TITLES]
    times = [found[f"chapter00{number}"][0] for number in range(4)]
    assert times == ["00:00:00.000", "00:00:02.000", "00:00:13.000", "00:00:18.000"]
    assert found["lyrics"] == [spoken_text(samples.session())]
    assert found["description"] == ["Ten gentle minutes."]
    assert found["albumartist"] == ["voicecoach"]
    assert found["source"] == ["A book on backs"]
    assert found["voicecoach_digest"] == ["abc123"]
    assert found["language"][0] in ("en", "eng")
    if suffix == ".flac":
        picture = found.pictures[0]
    else:
        picture = mutagen.flac.Picture(base64.b64decode(found["metadata_block_picture"][0]))
    assert picture.data == cover()
    assert (picture.type, picture.mime) == (3, "image/png")
    assert (picture.width, picture.height, picture.depth, picture.colors) == (60, 60, 24, 0)


def test_the_cover_of_a_matroska_file_is_an_attachment(files: dict[str, Path]) -> None:
    attached = probe(files[".mka"])["streams"][1]
    assert attached["tags"]["mimetype"] == "image/png"
    assert tags_of(probe(files[".mka"]))["voicecoach_digest"] == "abc123"


def decoded(path: Path, rate: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    with av.open(path) as container:
        resampler = av.AudioResampler("fltp", rate=rate)
        frames = [*container.decode(audio=0), None]
        pieces = [out.to_ndarray()[0] for frame in frames for out in resampler.resample(frame)]
    return np.concatenate(pieces)


@pytest.mark.parametrize("stereo", [False, True])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_heard_is_heard_at_its_time(tmp_path: Path, suffix: str, stereo: bool) -> None:
    path = write(tmp_path / f"a{suffix}", recording(stereo=stereo))
    heard = decoded(path, samples.RATE)
    expected = np.concatenate([block.samples for block in samples.sound(samples.session())])
    assert len(heard) == pytest.approx(len(expected), abs=0.08 * samples.RATE)
    with av.open(path) as container:
        assert container.streams.audio[0].codec_context.layout.name == ("stereo" if stereo else "mono")
    if suffix == ".flac":
        assert np.abs(heard - expected).max() <= 0.6 / 32768
    window = samples.RATE // 100

    def level(of: Any) -> Any:
        whole = of[: len(of) // window * window].reshape(-1, window)
        return np.sqrt((whole.astype(np.float64) ** 2).mean(axis=1))

    got, wanted = level(heard), level(expected)
    size = min(len(got), len(wanted))
    # Ten milliseconds at the edges of a tone may be smeared by a codec; nothing else may differ.
    wrong = np.abs(got[:size] - wanted[:size]) > 0.03
    assert wrong.sum() <= 60
    assert not (wrong[:-3] & wrong[1:-2] & wrong[2:-1] & wrong[3:]).any()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_bytes_twice(tmp_path: Path, suffix: str) -> None:
    first = write(tmp_path / f"a{suffix}", recording()).read_bytes()
    assert write(tmp_path / f"b{suffix}", recording()).read_bytes() == first


@pytest.mark.parametrize("suffix", SUFFIXES[1:])
def test_better_is_larger(suffix: str) -> None:
    noise = np.random.default_rng(1).uniform(-0.3, 0.3, samples.RATE * 4).astype(np.float32)
    sizes = []
    for quality in Quality:
        out = io.BytesIO()
        what = Recording(Publication(samples.empty(4)), [Block(noise, samples.RATE)], quality)
        sound_format(f"a{suffix}").writer()(what, out)
        sizes.append(len(out.getvalue()))
    assert sizes == sorted(set(sizes))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_spiteful_title_is_one_short_line(tmp_path: Path, suffix: str) -> None:
    found = tags_of(probe(write(tmp_path / f"a{suffix}", recording(spiteful))))
    assert found["title"] == tag_title(SPITE)
    assert len(found["title"]) == 250
    assert "שלום" in found["title"]


@pytest.mark.parametrize("suffix", slow_but(SUFFIXES, ".mp3"))
def test_a_thousand_chapters(tmp_path: Path, suffix: str) -> None:
    parts = tuple(
        samples.part(at, at / 10, (at + 1) / 10, SegmentKind.WORK, visit=at + 1, title=f"Exercise {at + 1}")
        for at in range(1200)
    )
    path = write(tmp_path / f"a{suffix}", recording(Timeline("r", "R", "v", samples.RATE, parts)))
    if suffix == ".flac":
        assert mutagen.File(path)["chapter999name"] == ["Exercise 1000"]
    elif suffix in (".m4a", ".m4b"):
        assert len(probe(path)["chapters"]) == 1200
    else:
        assert len(probe(path)["chapters"]) >= 255


@pytest.mark.parametrize("rate", slow_but([8000, 16000, 22050, 24000, 44100, 48000], 22050))
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_rate_of_a_voice(tmp_path: Path, suffix: str, rate: int) -> None:
    timeline = samples.empty(1.5, rate)
    path = write(tmp_path / f"a{suffix}", Recording(Publication(timeline), samples.sound(timeline)))
    assert float(probe(path)["format"]["duration"]) == pytest.approx(1.5, abs=0.2)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_session(suffix: str) -> None:
    out = io.BytesIO()
    sound_format(f"a{suffix}").writer()(
        Recording(Publication(Timeline("r", "R", "v", 22050, ())), iter(())), out
    )


def test_a_suffix_that_is_no_sound_says_which_are() -> None:
    assert sound_format("A.MP3").name == "MP3"
    for name in ("a.wma", "a"):
        with pytest.raises(ExportError, match=r"end it in \.wav, \.flac, \.mp3"):
            sound_format(name)
