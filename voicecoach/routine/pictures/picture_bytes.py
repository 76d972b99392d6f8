"""PNG and JPEG files of strangers: checked without decoding a pixel, and rid of what does not show. SVG: `svg`.

A photograph may say where it was taken, when, and by whom; none of that goes onto a patient's page.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

LARGEST_SIDE = 10_000
"""Pixels."""
MOST_PIXELS = 25_000_000
"""As a telephone takes them; decoded, they are 100 MB."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_OTHERS = (
    (b"GIF8", "a GIF"),
    (b"RIFF", "a WebP"),
    (b"BM", "a BMP"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"%PDF", "a PDF"),
)
_SAVE_AS = "save it as a PNG, a JPEG or a plain SVG"

# What decides how it looks; times, texts, Exif and everything unknown go.
_PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
}  # fmt: skip
_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_SCAN, _END = 0xDA, 0xD9
_FRAMES = {0xC0, 0xC1, 0xC2}
"""JPEG that everything reads: baseline, extended, progressive."""
_OTHER_FRAMES = {0xC3, *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)}
_ORIENTATION = 0x0112
_MOST_TAGS = 200
_SHIPPED = re.compile(
    rb'<svg xmlns="http://www.w3.org/2000/svg" viewBox="[^"]*" width="(\d+)" height="(\d+)">'
)
_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])", re.DOTALL)
"""In the data of a scan, and not a byte of it."""


class PictureBytes(NamedTuple):
    """A picture that can be shown."""

    media_type: str
    """image/png, image/jpeg or image/svg+xml."""
    width: int
    """Pixels, as they are stored; those of a style sheet for an SVG."""
    height: int
    turned: int
    """The orientation that Exif numbers from 1 to 8; 1 is shown as it is stored."""
    data: bytes
    """The file without what does not show."""
    in_ink: bool = False
    """Whether it has no colours of its own, only those of ink and paper."""


def picture_bytes(data: bytes) -> PictureBytes:
    """The picture in a file. Raises ValueError with the reason, as the end of a sentence, and what to do."""
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(_JPEG):
        return _jpeg(data)
    if _is_svg(data):
        return _svg(data)
    if data.startswith(b"\x1f\x8b"):
        raise ValueError("is packed (gzip); save it as a plain SVG")
    if data[4:8] == b"ftyp":
        raise ValueError(f"is a HEIC or AVIF; {_SAVE_AS}")
    for start, name in _OTHERS:
        if data.startswith(start):
            raise ValueError(f"is {name}; {_SAVE_AS}")
    raise ValueError(f"is not a picture; {_SAVE_AS}")


def shipped_drawing(data: bytes) -> PictureBytes | None:
    """The same of a drawing that comes with voicecoach, without looking through it: a routine is loaded often, and a test has
    looked. None: it is not written as those are.
    """
    found = _SHIPPED.match(data)
    if found is None:
        return None
    return PictureBytes("image/svg+xml", int(found[1]), int(found[2]), 1, data, in_ink=True)


def _is_svg(data: bytes) -> bool:
    """Whether it is to be read as one; what is before its first element may be long."""
    start = data[:65_536].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.replace(b"\0", b"")[2:]
    return start.startswith(b"<") and b"<svg" in start


def _svg(data: bytes) -> PictureBytes:
    from voicecoach.routine.pictures.svg import drawing

    found = drawing(data)
    return PictureBytes("image/svg+xml", found.width, found.height, 1, found.data, found.in_ink)


def _sized(width: int, height: int) -> None:
    if not (width and height):
        raise ValueError("is a picture without a size; save it again")
    if max(width, height) > LARGEST_SIDE or width * height > MOST_PIXELS:
        most = MOST_PIXELS // 1_000_000
        raise ValueError(
            f"has {width:,} x {height:,} pixels, and {most} million are the most; save it smaller"
        )


def _png(data: bytes) -> PictureBytes:
    kept = [_PNG]
    names: list[bytes] = []
    width = height = 0
    for name, body in _png_chunks(data):
        if not names:
            if name != b"IHDR" or len(body) != 13:
                raise ValueError("is a damaged PNG; save it again")
            width, height = struct.unpack(">II", body[:8])
            _sized(width, height)
        names.append(name)
        if name in (b"acTL", b"fcTL", b"fdAT"):
            raise ValueError("is a moving PNG; save one picture of it")
        if name in _PNG_KEPT:
            kept += [struct.pack(">I", len(body)), name, body, struct.pack(">I", zlib.crc32(name + body))]
    if b"IDAT" not in names or names[-1] != b"IEND":
        raise ValueError("is a PNG that breaks off; save it again")
    return PictureBytes("image/png", width, height, 1, b"".join(kept))


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk up to the last; stops where the file breaks off."""
    at = len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        check = data[at + 8 + length : at + 12 + length]
        if len(check) < 4 or struct.unpack(">I", check)[0] != zlib.crc32(name + body):
            return
        yield name, body
        if name == b"IEND":
            return
        at += 12 + length


def _jpeg(data: bytes) -> PictureBytes:
    kept = [_JPEG]
    width = height = 0
    turned = 1
    for marker, body in _jpeg_segments(data):
        if marker in _OTHER_FRAMES:
            raise ValueError("is a JPEG of a rare kind; save it again as an ordinary one")
        if marker in _FRAMES:
            if len(body) < 6 or width:
                raise ValueError("is a damaged JPEG; save it again")
            height, width, parts = struct.unpack_from(">HHB", body, 1)
            _sized(width, height)
            if parts not in (1, 3):
                raise ValueError("is a JPEG in the colours of a printing press; save it as RGB")
        if marker == _APP1 and body.startswith(b"Exif\0\0"):
            turned = _orientation(body[6:])
        elif marker == _SCAN:
            start = len(data) - len(body)
            end = _end_of_scans(data, start)
            if not width or end is None:
                break
            head = (
                [b"\xff" + bytes([_APP1]) + struct.pack(">H", len(exif) + 2) + exif]
                if (exif := _exif(turned))
                else []
            )
            kept = [kept[0], *head, *kept[1:], data[start:end]]
            return PictureBytes("image/jpeg", width, height, turned, b"".join(kept))
        elif not (_APP1 <= marker <= _APP15 or marker == _COMMENT) or _shows(marker, body):
            kept.append(b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body)
    raise ValueError("is a JPEG that breaks off; save it again")


def _shows(marker: int, body: bytes) -> bool:
    """Whether a program's own segment changes the colours."""
    return (marker == _APP2 and body.startswith(b"ICC_PROFILE\0")) or (
        marker == _APP14 and body.startswith(b"Adobe")
    )


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment up to the first scan, whose body is the whole rest of the file with its own marker."""
    at = len(_JPEG)
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == _SCAN:
            yield marker, data[at:]
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        body = data[at + 4 : at + 2 + length]
        if length < 2 or len(body) != length - 2 or marker == _END:
            return
        yield marker, body
        at += 2 + length


def _end_of_scans(data: bytes, at: int) -> int | None:
    """Where the picture ends whose first scan begins at `at`; telephones put others behind it. None if it breaks off."""
    while at + 4 <= len(data):
        (length,) = struct.unpack_from(">H", data, at + 2)
        found = _MARKER.search(data, at + 2 + max(length, 2))
        if found is None:
            return None
        if found[1] == bytes([_END]):
            return found.end()
        at = found.end() - 2
    return None


def _orientation(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 1
    (at,) = struct.unpack_from(f"{order}I", tiff, 4)
    if at + 2 > len(tiff):
        return 1
    (number,) = struct.unpack_from(f"{order}H", tiff, at)
    for index in range(min(number, _MOST_TAGS)):
        place = at + 2 + 12 * index
        if place + 12 > len(tiff):
            break
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, place)
        if tag == _ORIENTATION:
            return int(value) if 1 <= value <= 8 else 1
    return 1


def _exif(turned: int) -> bytes:
    """What says that the picture is turned, and nothing else; empty if it is not."""
    if turned == 1:
        return b""
    tag = struct.pack(">HHIHH", _ORIENTATION, 3, 1, turned, 0)
    return b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + tag + struct.pack(">I", 0)
