"""Picture files that tests put beside routines."""

from __future__ import annotations

import struct
import zlib


def png(width: int = 4, height: int = 3, *more: tuple[bytes, bytes], pixels: bool = True) -> bytes:
    """A grey PNG of that size, with `more` chunks before its pixels."""
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height)) if pixels else b""
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        *more,
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def segment(marker: int, body: bytes) -> bytes:
    """A segment of a JPEG."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def exif(orientation: int, order: str = ">") -> bytes:
    """What a camera writes: its maker, and how it was held."""
    head = b"MM\0*" if order == ">" else b"II*\0"
    maker = struct.pack(f"{order}HHI4s", 0x010F, 2, 4, b"Spy\0")
    held = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\0\0" + head + struct.pack(f"{order}IH", 8, 2) + maker + held + struct.pack(f"{order}I", 0)


def jpeg(width: int = 4, height: int = 3, *more: bytes, parts: int = 3, frame: int = 0xC0) -> bytes:
    """The shape of a JPEG, with `more` segments; no decoder would make a picture of it."""
    size = struct.pack(">BHHB", 8, height, width, parts) + bytes(3 * parts)
    return b"".join(
        (b"\xff\xd8", segment(0xE0, b"JFIF\0"), *more, segment(frame, size), segment(0xDA, bytes(4)),
         b"scan\xff\x00\xff\xd0scan", segment(0xC4, b"\xff\xd9"), segment(0xDA, bytes(4)), b"more", b"\xff\xd9")
    )  # fmt: skip
