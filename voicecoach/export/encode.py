"""Blocks through an encoder into a container, by PyAV: the part that all compressed formats share."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from voicecoach.errors import ExportError
from voicecoach.export.chapters import short
from voicecoach.export.recording import Recording
from voicecoach.export.shield import Shield
from voicecoach.export.wav import pcm16
from voicecoach.export.words import plain, transcript

if TYPE_CHECKING:
    import av
    from av.audio.frame import AudioFrame
    from av.packet import Packet as AnyPacket

    from voicecoach.timeline.timeline import Chapter

    Packet: TypeAlias = AnyPacket[Any]
    PacketMaker: TypeAlias = Callable[["av.AudioStream", Recording], Iterator[Packet]]

BITEXACT = 1024
"""FFmpeg's flag for no random ids and no version in the file: the same bytes again."""

LONGEST_NOTE = 10_000
"""Characters of a description or a source in a tag."""


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


def common_tags(recording: Recording) -> dict[str, str]:
    """The tags that every format has, by FFmpeg's names; texts that are empty are left out."""
    about, timeline = recording.publication.about, recording.timeline
    tags = {
        "title": short(timeline.title),
        "artist": short(about.artist),
        "date": about.date,
        "genre": "Exercise",
        "album": short(about.album) if about.album else "",
        "track": f"{about.track}/{about.tracks}" if about.track else "",
        "description": plain(about.description)[:LONGEST_NOTE],
        "comment": plain(about.source)[:LONGEST_NOTE],
        "lyrics": transcript(timeline),
    }
    return {name: value for name, value in tags.items() if value}


def encode(
    recording: Recording,
    out: BinaryIO,
    encoding: Encoding,
    *,
    tags: Mapping[str, str],
    chapters: Sequence[Chapter] | None = None,
    cover: str = "",
    start: int = 0,
    make: PacketMaker | None = None,
) -> None:
    """Writes the recording. `cover` says where its picture goes: "stream", "attachment", or nowhere.

    `chapters` take the place of the timeline's, `make` that of `packets`. The file begins at byte `start` of `out`.
    Raises OSError as `out` does, ExportError where the encoder refuses, ValueError where the sound is not as long
    as its timeline.
    """
    import av

    shield = Shield(out, start)
    # Packets gather in the muxer's buffer: to write each by itself takes as long as to mux it.
    options = {"flush_packets": "0", **encoding.container_options}
    container = av.open(shield, "w", format=encoding.container, container_options=options)
    try:
        container.flags |= BITEXACT
        stream = _stream(container, recording, encoding)
        container.metadata.update(tags)
        stream.metadata["language"] = three_letters(recording.publication.about.language)
        chapters = recording.timeline.chapters() if chapters is None else chapters
        if chapters:
            container.set_chapters(_chapters(chapters, recording.timeline.rate))
        picture = _picture(container, recording.settings.cover, cover)
        container.start_encoding()
        if picture:
            container.mux_one(picture)
        for packet in (make or packets)(stream, recording):
            container.mux_one(packet)
            shield.check()
    except av.FFmpegError as error:
        raise ExportError(f"the encoder refused: {error}", path=recording.publication.sound) from error
    finally:
        container.close()
    shield.check()


def packets(stream: av.AudioStream, recording: Recording) -> Iterator[Packet]:
    """What the encoder makes of the recording, in order."""
    integers = stream.codec_context.name == "flac"
    done = 0
    for samples, _ in whole(recording, integers=integers):
        done += len(samples)
        yield from stream.encode(audio_frame(recording, samples, done - len(samples)))
    yield from stream.encode(None)


def audio_frame(recording: Recording, samples: Any, at: int) -> AudioFrame:
    """Mono samples as FFmpeg's frame, which begins at frame `at` of what the encoder is fed with."""
    import av
    import numpy as np

    layout = "stereo" if recording.settings.stereo else "mono"
    # Doubled here: FFmpeg's way from one channel to two rounds, and what goes into FLAC must stay as it is.
    both = np.repeat(samples, 2) if recording.settings.stereo else samples
    frame = av.AudioFrame.from_ndarray(both[None, :], "flt" if samples.dtype == np.float32 else "s16", layout)
    frame.sample_rate = recording.timeline.rate
    frame.time_base, frame.pts = Fraction(1, recording.timeline.rate), at
    return frame


def whole(recording: Recording, *, integers: bool = False) -> Iterator[tuple[Any, bool]]:
    """The samples, and whether they are known silence; as many as the timeline has.

    As int16 where the encoder is to keep each as it is, else as float32. Raises ValueError.
    """
    import numpy as np

    frames: int = recording.timeline.end
    left = frames
    for block in recording.blocks:
        left -= len(block)
        if left < 0:
            break
        if integers:
            for chunk in pcm16([block], len(block)):
                yield np.frombuffer(chunk, np.int16), block.silent
        elif len(block):
            yield block.samples, block.silent
    if left:
        raise ValueError(f"the mix is {abs(left)} frames {'short of' if left > 0 else 'beyond'} its {frames}")


def _stream(container: Any, recording: Recording, encoding: Encoding) -> av.AudioStream:
    rate = encoding.rate or recording.timeline.rate
    stream: av.AudioStream = container.add_stream(encoding.codec, rate=rate, options=dict(encoding.options))
    stream.codec_context.layout = "stereo" if recording.settings.stereo else "mono"
    if encoding.sample_format:
        stream.codec_context.format = encoding.sample_format
    if encoding.bit_rate:
        stream.codec_context.bit_rate = encoding.bit_rate * (3 if recording.settings.stereo else 2) // 2
    stream.codec_context.time_base = Fraction(1, rate)
    return stream


def _chapters(chapters: Sequence[Chapter], rate: int) -> list[Any]:
    return [
        {
            "id": number,
            "start": chapter.start,
            "end": chapter.end,
            "time_base": Fraction(1, rate),
            "metadata": {"title": short(chapter.title)},
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


_LANGUAGES = {"en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "nl": "nld", "pt": "por"}


def three_letters(language: str) -> str:
    """The ISO 639-2 code of a BCP 47 tag; `und` where it is not known here."""
    return _LANGUAGES.get(language.split("-")[0].lower(), "und")
