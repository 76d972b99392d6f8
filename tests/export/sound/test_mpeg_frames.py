"""MP3 as readers see it that reckon with bytes: one size of frame, one bit rate, from the first frame on."""

from __future__ import annotations

import io
from collections.abc import Iterator

import mutagen.mp3
import pytest

from tests.export import samples
from tests.needs import slow_but
from voicecoach.export.quality import Quality
from voicecoach.export.recording import Publication, Recording
from voicecoach.export.sound import mp3
from voicecoach.export.sound.mpeg_frames import FrameHeader


def written(rate: int, quality: Quality, stereo: bool) -> tuple[bytes, float]:
    timeline = samples.empty(61.7, rate)
    out = io.BytesIO()
    mp3.write_mp3(Recording(Publication(timeline), samples.sound(timeline), quality, stereo), out)
    return out.getvalue(), timeline.duration


def frames(data: bytes) -> Iterator[bytes]:
    """Each from one header to the next, behind the tag."""
    at = 10 + (data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9])
    while at < len(data):
        header = FrameHeader.of(data[at : at + 4])
        size = header.samples * header.bit_rate // 8 // header.rate + (data[at + 2] >> 1 & 1)
        yield data[at : at + size]
        at += size


@pytest.mark.parametrize("stereo", [False, True])
@pytest.mark.parametrize("quality", Quality)
@pytest.mark.parametrize("rate", slow_but([8000, 16000, 22050, 24000, 44100, 48000], 22050, 48000))
def test_every_way_to_reckon_the_length_comes_to_the_same(rate: int, quality: Quality, stereo: bool) -> None:
    data, length = written(rate, quality, stereo)
    info, *sound = frames(data)
    first = FrameHeader.of(info)
    assert {FrameHeader.of(frame) for frame in sound} == {first}
    assert {len(frame) for frame in (info, *sound)} == {len(info)}
    assert (
        first.bit_rate
        == mp3.mp3_encoding(Recording(Publication(samples.empty(1, rate)), (), quality, stereo)).bit_rate
    )
    by_bytes = len(info) * len(sound) * 8 / first.bit_rate
    by_frames = len(sound) * first.samples / first.rate
    by_mutagen = mutagen.mp3.MP3(io.BytesIO(data)).info.length
    assert by_bytes == pytest.approx(by_frames)
    assert by_mutagen == pytest.approx(by_frames)
    assert 0 <= by_frames - length <= 3 * first.samples / first.rate


def test_the_frame_of_information_says_how_much_is_to_be_cut_off() -> None:
    data, length = written(22050, Quality.GOOD, False)
    info, *sound = frames(data)
    at = info.index(b"Info")
    assert int.from_bytes(info[at + 8 : at + 12]) == len(sound)
    assert int.from_bytes(info[at + 12 : at + 16]) == sum(map(len, (info, *sound)))
    lame = at + 16
    delays = int.from_bytes(info[lame + 21 : lame + 24])
    delay, padding = delays >> 12, delays & 0xFFF
    assert delay == 576
    assert len(sound) * 576 - delay - padding == round(length * 24000)


@pytest.mark.parametrize(
    "frame", [b"", b"\xff\xfb", b"ID3\x03", b"\xff\xfb\xf0\x00", b"\xff\xeb\x90\x00", b"\xff\xfd\x90\x00"]
)
def test_what_is_no_frame_is_refused(frame: bytes) -> None:
    with pytest.raises(ValueError, match="layer III"):
        FrameHeader.of(frame)
