"""FLAC: every sample as it is, in a quarter of the room of a WAV. Chapters are CHAPTERxxx comments.

The file is put together here: FFmpeg's muxer writes no table for seeking, and no depth of the picture.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import BinaryIO

from voicecoach.errors import ExportError
from voicecoach.export.captions import stamp
from voicecoach.export.chapters import tag_title
from voicecoach.export.recording import Recording
from voicecoach.export.sound.encode import Encoding, encoded_packets, open_encoder
from voicecoach.export.sound.tags import common_tags

MOST_CHAPTERS = 1000
"""Numbers of three digits."""

_STREAM, _SEEK_TABLE, _COMMENTS, _PICTURE = 0, 3, 4, 6
"""Kinds of blocks ahead of the sound."""

_LAST = 0x80
"""On the kind of the last one."""

_POINT_EVERY_S = 10
"""Seconds between two points of the table, as the program `flac` has it."""

_POINT_SIZE, _STREAM_SIZE = 18, 34
"""Bytes of a point in the table, and of the description of the stream."""

_FRONT_COVER = 3
_PALETTE = 3
_CHANNELS = {0: 1, 4: 2, 6: 4}
"""Channels of a PNG by its kind of colour; all others have three."""

_NAMES = {"album_artist": "albumartist", "comment": "description"}
"""What Vorbis comments call the common tags that they have another name for."""

# Level 5: level 8 takes half as long again to save 1 % of speech, level 12 eight times as long to save 3 %.
_ENCODING = Encoding("flac", "flac", sample_format="s16", options={"compression_level": "5"})


def flac_encoding(_: Recording) -> Encoding:
    """The settings: the same for every quality."""
    return _ENCODING


def write_flac(recording: Recording, out: BinaryIO) -> None:
    """Writes `recording` to `out`.

    Raises OSError as `out` does, ExportError if the encoder refuses, ValueError if the sound is not as long as its
    timeline.
    """
    import av

    blocks = [(_COMMENTS, _comment_block(vorbis_comments(recording)))]
    if recording.cover:
        blocks.append((_PICTURE, picture_block(recording.cover)))
    table = _SeekTable(recording.timeline.end, recording.timeline.rate)
    start = out.tell()
    out.write(_head(bytes(_STREAM_SIZE), table, blocks))  # in its place until the numbers are known
    try:
        context = open_encoder(recording, _ENCODING)
        context.open()
        head = context.extradata
        for packet in encoded_packets(context, recording, integers=True):
            if packet.has_sidedata("new_extradata"):
                # The last one, with nothing in it but the numbers and the checksum. What the encoder has of them itself it
                # spoils when it is asked whether there is more.
                head = bytes(packet.get_sidedata("new_extradata"))
            else:
                table.note(packet.pts or 0, packet.duration or 0, packet.size)
                out.write(bytes(packet))
    except av.FFmpegError as error:
        raise ExportError(f"the encoder refused: {error}", path=recording.publication.sound) from error
    end = out.tell()
    out.seek(start)
    out.write(_head(head, table, blocks))
    out.seek(end)


class _SeekTable:
    """Where the frames are: a point every ten seconds."""

    def __init__(self, frames: int, rate: int) -> None:
        self._every = rate * _POINT_EVERY_S
        self._room = -(-frames // self._every)
        self._points: list[bytes] = []
        self._size = 0

    def note(self, start: int, length: int, size: int) -> None:
        """The next frame: its first sample, how many it has, and its bytes."""
        if start >= len(self._points) * self._every and len(self._points) < self._room:
            self._points.append(struct.pack(">QQH", start, self._size, length))
        self._size += size

    def __bytes__(self) -> bytes:
        # Placeholders come after all points.
        return b"".join(self._points) + (b"\xff" * 8).ljust(_POINT_SIZE, b"\0") * (
            self._room - len(self._points)
        )


def _head(stream: bytes, table: _SeekTable, more: list[tuple[int, bytes]]) -> bytes:
    """All that is ahead of the sound, of the same size whatever is in `stream` and `table`."""
    blocks = [(_STREAM, stream), (_SEEK_TABLE, bytes(table)), *more]
    made = b"fLaC"
    for number, (kind, content) in enumerate(blocks, 1):
        made += bytes((kind | (_LAST if number == len(blocks) else 0),)) + len(content).to_bytes(3) + content
    return made


def _comment_block(tags: Mapping[str, str]) -> bytes:
    """Comments as Vorbis has them."""
    texts = [b"voicecoach", *(f"{name}={text}".encode("utf-8", "replace") for name, text in tags.items())]
    vendor, *rest = (len(text).to_bytes(4, "little") + text for text in texts)
    return vendor + len(rest).to_bytes(4, "little") + b"".join(rest)


def picture_block(png: bytes) -> bytes:
    """The cover as FLAC has it, and Ogg too."""
    kind = b"image/png"
    width, height, bits, colour = struct.unpack(">IIBB", png[16:26])
    # Of a picture with a palette the depth is that of its colours, and their number is given.
    palette = png.find(b"PLTE") if colour == _PALETTE else -1
    colours = int.from_bytes(png[palette - 4 : palette]) // 3 if palette > 0 else 0
    depth = 24 if colours else bits * _CHANNELS.get(colour, 3)
    head = struct.pack(">II", _FRONT_COVER, len(kind)) + kind + bytes(4)
    return head + struct.pack(">IIIII", width, height, depth, colours, len(png)) + png


def vorbis_comments(recording: Recording) -> dict[str, str]:
    """The common tags by the names that Vorbis comments have for them, and the chapters.

    With these, `encode` is to have no chapters: FFmpeg would write them to the nearest second, with the right
    milliseconds behind it.
    """
    tags = common_tags(recording)
    number, total = tags.pop("track").split("/")
    named = {_NAMES.get(name, name).upper(): text for name, text in tags.items()}
    named |= {"TRACKNUMBER": number, "TRACKTOTAL": total, "LANGUAGE": recording.timeline.language}
    if recording.digest:
        named["VOICECOACH_DIGEST"] = recording.digest
    for index, chapter in enumerate(recording.timeline.chapters()[:MOST_CHAPTERS]):
        start_ms = round(chapter.start * 1000 / recording.timeline.rate)
        named[f"CHAPTER{index:03}"] = stamp(start_ms, ".")
        named[f"CHAPTER{index:03}NAME"] = tag_title(chapter.title)
    return named
