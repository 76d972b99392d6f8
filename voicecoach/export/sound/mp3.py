"""MP3: what everything plays. The tag is our own ID3, with chapters, sets below them, the transcript."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, BinaryIO

from voicecoach.audio.resample import resampled_length
from voicecoach.errors import ExportError
from voicecoach.export.quality import Quality
from voicecoach.export.recording import Recording
from voicecoach.export.sound.encode import Encoding, audio_frame, open_encoder, whole_samples
from voicecoach.export.sound.id3 import id3_tag
from voicecoach.export.sound.mpeg_frames import DECODER_DELAY, FrameHeader, info_frame
from voicecoach.export.sound.tags import common_tags

if TYPE_CHECKING:
    from av.packet import Packet

_BIT_RATES = {Quality.SMALL: 32_000, Quality.GOOD: 48_000, Quality.BEST: 64_000}
_STEREO_BIT_RATES = {Quality.SMALL: 48_000, Quality.GOOD: 64_000, Quality.BEST: 96_000}
"""Only rates that MP3 has: for any other the encoder silently takes one near it."""

_SETTLED = 3
"""Frames of silence that are encoded on both sides of a long one; the rest of it is copies of one. From one frame behind
a sound to four before the next the encoder gives silence and nothing else. What differs from encoding all of it is its
choices at the next word, as much with five as with three: behind either, speech is as far from the original as in full."""

_SAMPLE = 10
"""Frames of silence of which the encoder is given, to take the one to copy: the last that comes out."""


_RATES = (16_000, 24_000, 32_000, 48_000)
"""At these all frames of a bit rate have one size, so that readers that calculate from bytes find the right length and the right
place. At 22,050 and 44,100 Hz the size changes by a byte, and readers that reckon with one are off by up to 5 s in 17 minutes."""


def mp3_encoding(recording: Recording) -> Encoding:
    """The settings. Without the reservoir each frame stands for itself, so that one of silence can be copied.

    Measured on 90 s of espeak-ng at 48 kbit/s, intelligibility (STOI, 1 is the original) and how far the spectrum is off:
    level 2 0.997 and 3.7 dB, 5 0.997 and 3.9 dB, 7 0.998 and 6.5 dB (it lets the highest hiss go), at 100, 165 and 225
    times real time. At 32 kbit/s level 7 has 0.996.
    """
    rates = _STEREO_BIT_RATES if recording.stereo else _BIT_RATES
    return Encoding(
        "mp3",
        "libmp3lame",
        rate=next((rate for rate in _RATES if rate >= recording.timeline.rate), _RATES[-1]),
        bit_rate=rates[recording.quality],
        sample_format="fltp",
        options={"compression_level": "7", "reservoir": "0"},
    )


def write_mp3(recording: Recording, out: BinaryIO) -> None:
    """Writes `recording` to `out`: the tag, a frame of information, and the frames as they come.

    Raises OSError as `out` does, ExportError if the encoder refuses, ValueError if the sound is not as long as its
    timeline.
    """
    import av

    how = mp3_encoding(recording)
    start = out.write(id3_tag(recording, common_tags(recording)))
    try:
        copier = _Copier(open_encoder(recording, how))
        out.write(copier.information(0))  # in its place until the numbers are known
        for data in _frames(open_encoder(recording, how), copier, recording):
            out.write(data)
    except av.FFmpegError as error:
        raise ExportError(f"the encoder refused: {error}", path=recording.publication.sound) from error
    end = out.tell()
    out.seek(start)
    out.write(
        copier.information(resampled_length(recording.timeline.end, recording.timeline.rate, copier.rate))
    )
    out.seek(end)


def _frames(context: Any, copier: _Copier, recording: Recording) -> Iterator[bytes]:
    """What the encoder makes, without its being asked about long silences: most of a session, and all alike."""
    fed = 0
    pieces = _at_rate(whole_samples(recording), recording.timeline.rate, copier.rate)
    for samples, skipped in _shortened(_parted(pieces, copier.size), copier.size):
        if skipped:
            copier.skip(fed, skipped)
            continue
        frame = audio_frame(samples, fed, copier.rate, stereo=recording.stereo)
        yield from copier.place(context.encode(frame))
        fed += len(samples)
    yield from copier.place(context.encode(None))


def _at_rate(pieces: Iterable[tuple[Any, bool]], source: int, target: int) -> Iterator[tuple[Any, bool]]:
    """The same sound at `target` samples a second, of `resampled_length` of them."""
    if source == target:
        yield from pieces
        return
    import av
    import numpy as np

    resampler = av.AudioResampler("flt", "mono", target)
    fed = made = 0

    def made_of(frame: Any) -> Iterator[tuple[Any, bool]]:
        nonlocal made
        for out in resampler.resample(frame):
            samples = out.to_ndarray()[0][: resampled_length(fed, source, target) - made]
            made += len(samples)
            yield samples, False

    for samples, _ in pieces:
        frame = audio_frame(samples, fed, source, stereo=False)
        fed += len(samples)
        yield from made_of(frame)
    yield from made_of(None)
    if missing := resampled_length(fed, source, target) - made:
        yield np.zeros(missing, np.float32), True


def _parted(pieces: Iterator[tuple[Any, bool]], size: int) -> Iterator[tuple[Any, bool]]:
    """The same samples; if `size` or more of a piece are silence, they become a piece of their own."""
    import numpy as np

    for samples, silent in pieces:
        count = 0 if silent else len(samples) // size
        heard = samples[: count * size].reshape(count, size).any(axis=1)
        changes = np.flatnonzero(heard[1:] != heard[:-1]) + 1
        start = 0
        for end in (int(change) * size for change in changes):
            yield samples[start:end], not heard[start // size]
            start = end
        if start < len(samples):
            yield samples[start:], silent or not samples[start:].any()


def _shortened(pieces: Iterator[tuple[Any, bool]], size: int) -> Iterator[tuple[Any, int]]:
    """Samples to encode, or (None, n): here n frames of `size` samples of silence are left out."""
    import numpy as np

    silence = np.zeros(size, np.float32)
    kept = held = 0
    for samples, silent in pieces:
        if not silent:
            yield from _given_back(silence, held)
            kept = held = 0
            yield samples, 0
            continue
        take = min(len(samples), _SETTLED * size - kept)
        if take > 0:
            yield samples[:take], 0
        kept += take
        held += len(samples) - take
    yield from _given_back(silence, held)


def _given_back(silence: Any, held: int) -> Iterator[tuple[Any, int]]:
    """The end of a silence of which `held` samples were held back: what is left out of it, and what is encoded."""
    frames = max(0, held // len(silence) - _SETTLED)
    if frames:
        yield None, frames
    rest = held - frames * len(silence)
    while rest > 0:
        yield silence[:rest], 0
        rest -= len(silence)


class _Copier:
    """Puts copies of a silent frame where silence was left out, and counts frames."""

    def __init__(self, encoder: Any) -> None:
        self._silence = _silent_frame(encoder)
        header = FrameHeader.of(self._silence)
        self.rate, self.size = header.rate, header.samples
        """Samples a second, and in a frame."""
        self._frames = 0
        self._delay = 0
        self._skips: deque[tuple[int, int]] = deque()

    def information(self, length: int) -> bytes:
        """The frame of information on those that were placed, for a sound of `length` samples."""
        return info_frame(self._silence, self._frames, self._delay, length)

    def skip(self, fed: int, frames: int) -> None:
        """After `fed` samples, `frames` frames of silence are left out."""
        self._skips.append((fed, frames))

    def place(self, made: Iterable[Packet[Any]]) -> Iterator[bytes]:
        """The frames, with the copies before them."""
        for packet in made:
            pts = packet.pts or 0  # in samples: the encoder's time base is its rate
            if not self._frames:
                self._delay = -pts - DECODER_DELAY
            # Behind the last frame that knows of what was before, and ahead of the first that knows of what comes.
            if self._skips and pts >= self._skips[0][0] - self.size * 3 // 2:
                _, frames = self._skips.popleft()
                yield self._silence * frames
                self._frames += frames
            self._frames += 1
            yield bytes(packet)


def _silent_frame(encoder: Any) -> bytes:
    """What the encoder makes of silence."""
    import av

    size = 1152 if encoder.sample_rate > 24_000 else 576
    frame = av.AudioFrame(encoder.format.name, encoder.layout.name, _SAMPLE * size)
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    frame.sample_rate, frame.time_base, frame.pts = encoder.sample_rate, Fraction(1, encoder.sample_rate), 0
    return bytes(encoder.encode(frame)[-1])
