"""Blocks through an encoder into a container, by PyAV: the part that all compressed formats share."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from voicecoach.errors import ExportError
from voicecoach.export.chapters import tag_title
from voicecoach.export.recording import Recording
from voicecoach.export.sound.muxer_file import MuxerFile
from voicecoach.export.sound.tags import three_letters
from voicecoach.export.sound.wav import pcm16_chunks

if TYPE_CHECKING:
    import av
    from av.audio.frame import AudioFrame
    from av.packet import Packet as AnyPacket

    from voicecoach.timeline.timeline import Chapter

    Packet: TypeAlias = AnyPacket[Any]

BITEXACT = 1024
"""FFmpeg's flag for no random ids and no version in the file: the same bytes again."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec in a container, with its settings."""

    container: str
    """As FFmpeg names the muxer."""
    codec: str
    """As FFmpeg names the encoder."""
    rate: int | None = None
    """Frames a second; None: as the recording has it."""
    bit_rate: int | None = None
    """Bits a second."""
    sample_format: str | None = None
    """What the encoder is fed with; None: its own choice."""
    options: Mapping[str, str] = field(default_factory=dict)
    """Of the encoder."""
    container_options: Mapping[str, str] = field(default_factory=dict)
    """Of the muxer."""


def encode_recording(
    recording: Recording,
    out: BinaryIO,
    encoding: Encoding,
    *,
    tags: Mapping[str, str],
    chapters: Sequence[Chapter] | None = None,
    cover: str = "",
) -> None:
    """Writes the recording. `cover` says where its picture goes: "stream", "attachment", or nowhere.

    `chapters` take the place of the timeline's.
    Raises OSError as `out` does, ExportError if the encoder refuses, ValueError if the sound is not as long as its
    timeline.
    """
    import av

    file = MuxerFile(out)
    # Packets gather in the muxer's buffer: to write each by itself takes as long as to mux it.
    options = {"flush_packets": "0", **encoding.container_options}
    container = av.open(file, "w", format=encoding.container, container_options=options)
    try:
        container.flags |= BITEXACT
        stream = _stream(container, recording, encoding)
        container.metadata.update(tags)
        # A plain number: av 17.0 takes nothing else.
        stream.disposition = av.stream.Disposition.default.value  # type: ignore[assignment]
        stream.metadata["language"] = three_letters(recording.timeline.language)
        chapters = recording.timeline.chapters() if chapters is None else chapters
        if chapters:
            container.set_chapters(_chapters(chapters, recording.timeline.rate))
        picture = _picture(container, recording.cover, cover)
        container.start_encoding()
        if picture:
            container.mux_one(picture)
        for packet in encoded_packets(stream, recording):
            container.mux_one(packet)
            file.check()
    except av.FFmpegError as error:
        raise ExportError(f"the encoder refused: {error}", path=recording.publication.sound) from error
    finally:
        container.close()
    file.check()


def encoded_packets(context: Any, recording: Recording, *, integers: bool = False) -> Iterator[Packet]:
    """What an encoder, or a stream, makes of the recording, in order; it is fed with whole numbers or with floats."""
    rate, stereo = recording.timeline.rate, recording.stereo
    done = 0
    for samples, _ in whole_samples(recording, integers=integers):
        yield from context.encode(audio_frame(samples, done, rate, stereo=stereo))
        done += len(samples)
    yield from context.encode(None)


def audio_frame(samples: Any, at: int, rate: int, *, stereo: bool) -> AudioFrame:
    """Mono samples as FFmpeg's frame, which begins at sample `at` of what the encoder is fed with."""
    import av
    import numpy as np

    # Doubled here: FFmpeg's way from one channel to two rounds, and what goes into FLAC must stay as it is.
    both = np.repeat(samples, 2) if stereo else samples
    layout = "stereo" if stereo else "mono"
    frame = av.AudioFrame.from_ndarray(both[None, :], "flt" if samples.dtype == np.float32 else "s16", layout)
    frame.sample_rate = rate
    frame.time_base, frame.pts = Fraction(1, rate), at
    return frame


def whole_samples(recording: Recording, *, integers: bool = False) -> Iterator[tuple[Any, bool]]:
    """The samples, and whether they are known silence; as many as the timeline has.

    As int16 if the encoder is to keep each as it is, else as float32. Raises ValueError.
    """
    import numpy as np

    frames: int = recording.timeline.end
    left = frames
    for block in recording.blocks:
        left -= len(block)
        if left < 0:
            break
        if integers:
            for chunk in pcm16_chunks([block], len(block)):
                yield np.frombuffer(chunk, np.int16), block.silent
        elif len(block):
            yield block.samples, block.silent
    if left:
        raise ValueError(f"the mix is {abs(left)} frames {'short of' if left > 0 else 'beyond'} its {frames}")


def for_channels(bit_rate: int, recording: Recording) -> int:
    """Half as much again as one channel needs, if there are two: they have the same sound."""
    return bit_rate * 3 // 2 if recording.stereo else bit_rate


def open_encoder(recording: Recording, encoding: Encoding) -> Any:
    """An encoder without a container, as `encoded_packets` feeds it."""
    import av

    context: Any = av.CodecContext.create(encoding.codec, "w")
    set_up(context, recording, encoding)
    return context


def set_up(context: Any, recording: Recording, encoding: Encoding) -> None:
    """Prepares an encoder."""
    rate = encoding.rate or recording.timeline.rate
    context.sample_rate = rate
    context.layout = "stereo" if recording.stereo else "mono"
    if encoding.sample_format:
        context.format = encoding.sample_format
    if encoding.bit_rate:
        context.bit_rate = encoding.bit_rate
    if encoding.options:
        context.options = dict(encoding.options)
    context.time_base = Fraction(1, rate)


def _stream(container: Any, recording: Recording, encoding: Encoding) -> av.AudioStream:
    rate = encoding.rate or recording.timeline.rate
    stream: av.AudioStream = container.add_stream(encoding.codec, rate=rate)
    set_up(stream.codec_context, recording, encoding)
    return stream


def _chapters(chapters: Sequence[Chapter], rate: int) -> list[Any]:
    return [
        {
            "id": number,
            "start": chapter.start,
            "end": chapter.end,
            "time_base": Fraction(1, rate),
            "metadata": {"title": tag_title(chapter.title)},
        }
        for number, chapter in enumerate(chapters, 1)
    ]


def _picture(container: Any, cover: bytes, where: str) -> Packet | None:
    """Makes room for the cover; returns what must be written first, if anything."""
    import av

    if not cover or not where:
        return None
    if where == "attachment":
        container.add_attachment("cover.png", "image/png", cover)
        return None
    width, height = struct.unpack(">II", cover[16:24])
    stream = container.add_mux_stream("png", rate=1, width=width, height=height)
    stream.disposition = (
        av.stream.Disposition.attached_pic.value
    )  # a plain number: av 17.0 takes nothing else
    stream.metadata["comment"] = "Cover (front)"
    packet = av.Packet(cover)
    packet.stream, packet.pts, packet.dts = stream, 0, 0
    packet.is_keyframe = True
    return packet
