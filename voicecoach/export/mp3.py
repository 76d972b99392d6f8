"""MP3: what everything plays. The tag is our own ID3, with chapters, sets below them, the transcript."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, BinaryIO

from voicecoach.export.encode import Encoding, audio_frame, common_tags, encode, whole
from voicecoach.export.id3 import tag
from voicecoach.export.recording import Recording
from voicecoach.export.settings import Quality

if TYPE_CHECKING:
    import av
    from av.packet import Packet

_BIT_RATES = {Quality.SMALL: 32_000, Quality.GOOD: 48_000, Quality.BEST: 64_000}

_SETTLED = 3
"""Frames of silence that are encoded on both sides of a long one; the rest of it is copies of one. From one frame behind
a sound to four before the next the encoder gives silence and nothing else. What differs from encoding all of it is its
choices at the next word, as much with five as with three: behind either, speech is as far from the original as in full."""

_SAMPLE = 10
"""Frames of silence from which those to copy are taken: each is as the other, the first ones with and without padding."""


def encoding(recording: Recording) -> Encoding:
    """The settings. Without the reservoir each frame stands for itself, so that one of silence can be copied.

    Measured on 90 s of espeak-ng at 48 kbit/s, intelligibility (STOI, 1 is the original) and how far the spectrum is off:
    level 2 0.997 and 3.7 dB, 5 0.997 and 3.9 dB, 7 0.998 and 6.5 dB (it lets the highest hiss go), at 100, 165 and 225
    times real time. At 32 kbit/s level 7 has 0.996.
    """
    return Encoding(
        "mp3",
        "libmp3lame",
        bit_rate=_BIT_RATES[recording.settings.quality],
        options={"compression_level": "7", "reservoir": "0"},
        # FFmpeg's own ID3 has no transcript and no chapters below chapters.
        container_options={"id3v2_version": "0", "write_id3v1": "0"},
    )


def write(recording: Recording, out: BinaryIO) -> None:
    """Writes `recording` to `out`. Raises as `encode` does."""
    start = out.write(tag(recording, common_tags(recording)))
    encode(recording, out, encoding(recording), tags={}, chapters=(), start=start, make=_packets)


def _packets(stream: av.AudioStream, recording: Recording) -> Iterator[Packet[Any]]:
    """What the encoder makes, without its being asked about long silences: most of a session, and all alike."""
    copier = _Copier(stream, encoding(recording))
    fed = 0
    for samples, skipped in _shortened(_parted(whole(recording), copier.size), copier.size):
        if skipped:
            copier.skip(fed, skipped)
            continue
        yield from copier.place(stream.encode(audio_frame(recording, samples, fed)))
        fed += len(samples)
    yield from copier.place(stream.encode(None))


def _parted(pieces: Iterator[tuple[Any, bool]], size: int) -> Iterator[tuple[Any, bool]]:
    """The same samples; where `size` and more of a piece are silence, they are a piece of their own."""
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
    """Puts copies of a silent frame where silence was left out, and moves what follows."""

    def __init__(self, stream: av.AudioStream, how: Encoding) -> None:
        context = stream.codec_context
        self._stream = stream
        self._base = Fraction(1, context.sample_rate)
        self.size = 1152 if context.sample_rate > 24000 else 576
        """Samples in a frame of MP3 at this rate."""
        self._skips: deque[tuple[int, int]] = deque()
        self._moved = 0
        self._ideal = (context.bit_rate or 0) * self.size / 8 / context.sample_rate
        self._owed = 0.0
        self._short, self._long = _silent_frames(context, how, self.size)

    def skip(self, fed: int, frames: int) -> None:
        """After `fed` samples, `frames` frames of silence are left out."""
        self._skips.append((fed, frames))

    def place(self, made: Iterable[Packet[Any]]) -> Iterator[Packet[Any]]:
        """The packets at their places, and the copies that stand before them."""
        for packet in made:
            pts = packet.pts or 0  # in samples: the encoder's time base is its rate
            # Behind the last frame that knows of what was before, and ahead of the first that knows of what comes.
            if self._skips and pts >= self._skips[0][0] - self.size * 3 // 2:
                _, frames = self._skips.popleft()
                yield from self._copies(pts + self._moved, frames)
                self._moved += frames * self.size
            packet.pts = packet.dts = pts + self._moved
            yield packet

    def _copies(self, pts: int, frames: int) -> Iterator[Packet[Any]]:
        import av

        for at in range(pts, pts + frames * self.size, self.size):
            # Long and short ones in turn, so that the bit rate is what the header says and a seek by bytes is right.
            self._owed += self._ideal
            silence = self._long if len(self._long) <= self._owed + 1 else self._short
            self._owed -= len(silence)
            copy = av.Packet(silence)
            copy.stream, copy.time_base, copy.duration = self._stream, self._base, self.size
            copy.pts = copy.dts = at
            yield copy


def _silent_frames(like: av.AudioCodecContext, how: Encoding, size: int) -> tuple[bytes, bytes]:
    """A frame of silence without and with a padding byte; the same one twice, where the bit rate needs no padding."""
    import av

    encoder: av.AudioCodecContext = av.CodecContext.create(how.codec, "w")  # type: ignore[assignment]
    encoder.sample_rate, encoder.layout, encoder.format = like.sample_rate, like.layout, like.format
    encoder.bit_rate, encoder.options = like.bit_rate, dict(how.options)
    frame = av.AudioFrame(like.format.name, like.layout.name, _SAMPLE * size)
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    frame.sample_rate, frame.time_base, frame.pts = like.sample_rate, Fraction(1, like.sample_rate), 0
    made = sorted({bytes(packet) for packet in encoder.encode(frame)}, key=len)
    return made[0], made[-1]
