"""WAV: read back by the standard library, exact to the sample."""

from __future__ import annotations

import io
import json
import struct
import wave
from collections.abc import Iterator
from pathlib import Path

import mutagen.wave
import numpy as np
import pytest
from wavinfo import WavInfoReader

from tests.export import samples
from tests.export.tools import run
from voicecoach.audio.pcm import Block
from voicecoach.export.captions import spoken_text
from voicecoach.export.recording import Publication, Recording
from voicecoach.export.sound import wav
from voicecoach.export.sound.digest import digest_in


def written(recording: Recording) -> bytes:
    out = io.BytesIO()
    wav.write_wav(recording, out)
    return out.getvalue()


def test_reads_back_at_its_rate_and_exact_length() -> None:
    timeline = samples.session()
    with wave.open(io.BytesIO(written(Recording(Publication(timeline), samples.sound(timeline))))) as found:
        assert (found.getnchannels(), found.getsampwidth(), found.getframerate()) == (1, 2, 22050)
        assert found.getnframes() == timeline.end
        frames = np.frombuffer(found.readframes(timeline.end), "<i2")
    expected = np.concatenate([block.samples for block in samples.sound(timeline)])
    assert np.abs(frames / 32768 - expected).max() <= 0.5 / 32768
    assert frames.any()


@pytest.mark.parametrize("block", [1, 4000, 65536])
def test_stereo_has_every_sample_in_both_channels(block: int) -> None:
    every = np.arange(-32768, 32768, dtype=np.int16)
    timeline = samples.empty(3, 32768)
    blocks = [Block.of_pcm(every[at : at + block], 32768) for at in range(0, 65536, block)]
    blocks.append(Block(np.zeros(32768, np.float32), 32768, silent=True))
    found = written(Recording(Publication(timeline), blocks, stereo=True))
    with wave.open(io.BytesIO(found)) as read:
        assert (read.getnchannels(), read.getsampwidth(), read.getframerate()) == (2, 2, 32768)
        assert read.getnframes() == 3 * 32768
        both = np.frombuffer(read.readframes(3 * 32768), "<i2").reshape(-1, 2)
    assert (both[:65536, 0] == every).all()
    assert not both[65536:].any()
    assert (both[:, 0] == both[:, 1]).all()


def test_sox_and_ffmpeg_read_a_stereo_file_with_its_chapters_and_its_end(tmp_path: Path) -> None:
    timeline = samples.session()
    path = tmp_path / "a.wav"
    what = Recording(Publication(timeline), samples.sound(timeline), stereo=True, digest="abc")
    path.write_bytes(written(what))
    stereo = "-show_entries", "stream=channels,sample_rate,duration_ts"
    found = run("ffprobe", "-v", "error", *stereo, "-of", "default=nk=1:nw=1", path).split()
    assert found == ["22050", "2", str(timeline.end)]
    assert run("soxi", "-s", path).strip() == str(timeline.end)
    info = WavInfoReader(path)
    assert info.data.byte_count == 4 * timeline.end
    assert [cue.sample_offset for cue in info.cues.cues] == [one.start for one in timeline.chapters()]
    assert digest_in(path, timeline.duration) == "abc"


def test_sixteen_bit_samples_come_out_as_they_went_in() -> None:
    every = np.arange(-32768, 32768, dtype=np.int32)
    blocks = [Block((every / 32768).astype(np.float32), 8000)]
    out = b"".join(bytes(chunk) for chunk in wav.pcm16_chunks(blocks, len(every)))
    assert (np.frombuffer(out, "<i2") == every).all()


def test_what_is_beyond_full_scale_is_clipped_not_wrapped() -> None:
    blocks = [Block(np.array([1.0, 1.5, 99.0, -1.0, -1.5], np.float32), 8000)]
    out = b"".join(bytes(chunk) for chunk in wav.pcm16_chunks(blocks, 5))
    assert np.frombuffer(out, "<i2").tolist() == [32767, 32767, 32767, -32768, -32768]


def test_silence_longer_than_the_store_of_zeros() -> None:
    blocks = [Block(np.zeros(100_001, np.float32), 8000, silent=True)]
    assert b"".join(bytes(chunk) for chunk in wav.pcm16_chunks(blocks, 100_001)) == bytes(200_002)


def test_silence_is_stepped_over_where_that_leaves_the_same_bytes(tmp_path: Path) -> None:
    timeline = samples.empty(100)
    tone = np.full(1000, 0.25, np.float32)

    def blocks() -> Iterator[Block]:
        yield Block(tone, timeline.rate)
        left = timeline.end - 2 * len(tone)
        for size in (70_000, left - 70_000):  # one after the other: silences add up
            yield Block(np.zeros(size, np.float32), timeline.rate, silent=True)
        yield Block(tone, timeline.rate)

    path = tmp_path / "a.wav"
    what = [Recording(Publication(timeline), blocks()) for _ in range(2)]
    with path.open("w+b") as out:
        wav.write_wav(what[0], out)
    piped = _Piped()
    wav.write_wav(what[1], piped)  # type: ignore[arg-type]
    data = path.read_bytes()
    assert data == bytes(piped.data)
    assert len(data) > 2 * timeline.end
    assert len(piped.data) == len(data), "a pipe gets every byte"


class _Piped(io.RawIOBase):
    """Keeps what is written, and cannot be moved in."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def seek(self, offset: int, whence: int = 0) -> int:
        raise io.UnsupportedOperation("seek")

    def write(self, data: object) -> int:
        self.data += memoryview(data)  # type: ignore[arg-type]
        return memoryview(data).nbytes  # type: ignore[arg-type]


@pytest.mark.parametrize("seconds", [1.0, 3.0])
def test_a_mix_that_is_not_as_long_as_its_timeline_is_refused(seconds: float) -> None:
    blocks = samples.sound(samples.empty(seconds))
    with pytest.raises(ValueError, match=r"frames (short of|beyond)"):
        written(Recording(Publication(samples.empty(2.0)), blocks))


@pytest.mark.parametrize("channels", [1, 2])
def test_the_largest_riff_and_the_smallest_rf64(channels: int) -> None:
    width = 2 * channels
    fits = (0xFFFFFFFF - 4 - 24 - 8) // width
    small, large = (wav.wav_header(frames, 22050, channels=channels) for frames in (fits, fits + 1))
    assert small[:4] == b"RIFF"
    assert len(small) == 44
    assert large[:4] == b"RF64"
    size, data, frames = struct.unpack_from("<QQQ", large, 20)
    assert (data, frames) == (width * (fits + 1), fits + 1)
    assert size == len(large) - 8 + data
    assert struct.unpack("<4sI", large[-8:]) == (b"data", 0xFFFFFFFF)


@pytest.mark.slow
@pytest.mark.parametrize("channels", [1, 2])
def test_others_find_every_frame_past_four_gigabytes(tmp_path: Path, channels: int) -> None:
    path = tmp_path / "a.wav"
    frames = 0xFFFFFFFF // (2 * channels) + 1000
    head = wav.wav_header(frames, 22050, channels=channels)
    with path.open("wb") as out:
        out.write(head)
        out.truncate(len(head) + frames * 2 * channels)  # a hole, which takes no room
    shown = ("-show_entries", "stream=channels,duration_ts", "-of", "csv=p=0")
    assert run("ffprobe", "-v", "error", *shown, path).strip() == f"{channels},{frames}"
    assert WavInfoReader(path).data.frame_count == frames


class _Sized(io.RawIOBase):
    """Counts what is written and keeps none of it."""

    size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        length = memoryview(data).nbytes  # type: ignore[arg-type]
        self.size += length
        return length


@pytest.mark.slow
def test_ten_hours_need_no_more_memory_than_ten_minutes() -> None:
    import tracemalloc

    def peak(hours: float) -> int:
        timeline = samples.empty(hours * 3600)
        tone = np.full(16384, 0.25, np.float32)

        def blocks() -> Iterator[Block]:
            left = timeline.end
            while left:
                size = min(left, len(tone))
                yield Block(tone[:size], timeline.rate)
                left -= size

        out = _Sized()
        tracemalloc.start()
        wav.write_wav(Recording(Publication(timeline), blocks()), out)  # type: ignore[arg-type]
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert 2 * timeline.end < out.size < 2 * timeline.end + 1000
        return most

    assert peak(10) <= 1.2 * peak(1 / 6)


def test_chapters_and_texts_are_read_back() -> None:
    timeline = samples.session()
    about = {"date": "2026-11-21", "source": "A book", "description": "Ten gentle minutes — é."}
    what = Recording(Publication(timeline, **about), samples.sound(timeline), digest="abc")
    info = WavInfoReader(io.BytesIO(written(what)), info_encoding="utf-8")
    assert info.data.byte_count == 2 * timeline.end
    assert [(cue.position, cue.sample_offset) for cue in info.cues.cues] == [
        (chapter.start, chapter.start) for chapter in timeline.chapters()
    ]
    assert [label.text for label in info.cues.labels] == ["Welcome", "Pelvic tilt", "Knee to chest", "Close"]
    lengths = [chapter.end - chapter.start for chapter in timeline.chapters()]
    assert [region.length for region in info.cues.ranges] == lengths
    assert info.info.title == "Morning back"
    assert info.info.artist == "voicecoach"
    assert info.info.created_date == "2026-11-21"
    assert info.info.album == "Morning back"
    assert info.info.comment == "Ten gentle minutes — é."
    assert info.info.software == "voicecoach"
    assert info.info.source is None, "players take that for the code of a recording"


def test_a_wav_has_all_that_an_mp3_tells(tmp_path: Path) -> None:
    timeline = samples.session()
    about = {"date": "2026-11-21", "source": "A book", "description": "Ten gentle minutes — é."}
    path = tmp_path / "a.wav"
    path.write_bytes(
        written(Recording(Publication(timeline, **about), samples.sound(timeline), digest="abc"))
    )
    found = mutagen.wave.WAVE(path)
    assert found.info.length == 20
    tags = found.tags
    assert (tags["TIT2"], tags["TPE1"], tags["TPE2"], tags["TALB"]) == (
        "Morning back",
        "voicecoach",
        "voicecoach",
        "Morning back",
    )
    assert tags["TRCK"] == "1/1"
    assert str(tags["TDRC"]) == "2026-11-21"
    assert tags["COMM::eng"] == "Ten gentle minutes — é."
    assert tags["USLT::eng"].text == spoken_text(timeline)
    assert not tags.getall("CHAP"), "one list of chapters: FFmpeg mixes two"
    chapters = json.loads(run("ffprobe", "-v", "error", "-show_chapters", "-of", "json", path))["chapters"]
    assert [(one["tags"]["title"], float(one["start_time"])) for one in chapters] == [
        ("Welcome", 0),
        ("Pelvic tilt", 2),
        ("Knee to chest", 13),
        ("Close", 18),
    ]


def test_another_day_changes_the_date_alone() -> None:
    timeline = samples.session()

    def on(date: str) -> bytes:
        return written(Recording(Publication(timeline, date=date), samples.sound(timeline)))

    first, second = on("2026-11-21"), on("2026-11-22")
    assert first != second
    assert first.replace(b"2026-11-21", b"2026-11-22").replace(b"2111", b"2211") == second
    assert on("2026-11-21") == first
