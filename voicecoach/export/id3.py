"""ID3v2.4, written: texts, transcript, cover, and chapters with the sets and sides below them."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from voicecoach.export.chapters import branches, short
from voicecoach.export.encode import three_letters
from voicecoach.export.recording import Recording
from voicecoach.export.words import cut
from voicecoach.timeline.timeline import Chapter

MOST_CHAPTERS = 255
"""What one table of contents can count."""

LONGEST_NAME = 126
"""Bytes of a chapter's name. With the byte of its encoding the frame is below 128: FFmpeg reads the sizes of frames
within a chapter as plain numbers, and no chapter whose name is longer than it takes that to be."""

_UTF8 = b"\x03"
_TEXTS = {
    "title": b"TIT2",
    "artist": b"TPE1",
    "album": b"TALB",
    "track": b"TRCK",
    "date": b"TDRC",
    "genre": b"TCON",
}
_NO_OFFSET = b"\xff" * 8
"""Chapters are found by their time, not by their byte."""
_TOP, _ORDERED = 2, 1


def tag(recording: Recording, tags: Mapping[str, str]) -> bytes:
    """The whole tag, for the start of a file."""
    language = three_letters(recording.publication.about.language)
    spoken = (language if language != "und" else "eng").encode()
    frames = [_text(name, tags[key]) for key, name in _TEXTS.items() if tags.get(key)]
    frames.append(_text(b"TLAN", language))
    milliseconds = round(recording.timeline.duration * 1000)
    frames.append(_text(b"TLEN", str(milliseconds)))
    for name, key, kind in (
        (b"COMM", "description", ""),
        (b"COMM", "comment", "source"),
        (b"USLT", "lyrics", ""),
    ):
        if tags.get(key):
            frames.append(_frame(name, _UTF8 + spoken + _ended(kind) + tags[key].encode()))
    if recording.settings.digest:
        frames.append(
            _frame(b"TXXX", _UTF8 + _ended("voicecoach_digest") + recording.settings.digest.encode())
        )
    frames += _chapters(recording)
    if recording.settings.cover:
        frames.append(_frame(b"APIC", _UTF8 + b"image/png\0\x03" + _ended("") + recording.settings.cover))
    body = b"".join(frames)
    return b"ID3\x04\x00\x00" + _synchsafe(len(body)) + body


def _chapters(recording: Recording) -> list[bytes]:
    """Chapters and tables of contents; a table counts to 255, so what is beyond it is left out."""
    rate = recording.timeline.rate
    frames: list[bytes] = []
    top: list[str] = []
    for number, branch in enumerate(branches(recording.timeline)[:MOST_CHAPTERS], 1):
        name = f"ch{number}"
        frames.append(_chapter(name, branch.chapter, rate))
        if branch.below:
            below = [f"{name}.{index}" for index in range(1, len(branch.below[:MOST_CHAPTERS]) + 1)]
            frames += [
                _chapter(one, chapter, rate) for one, chapter in zip(below, branch.below, strict=False)
            ]
            frames.append(
                _contents(f"toc{number}", _ORDERED, [name, *below][:MOST_CHAPTERS], branch.chapter.title)
            )
            top.append(f"toc{number}")
        else:
            top.append(name)
    return [_contents("toc", _TOP | _ORDERED, top, short(recording.timeline.title)), *frames] if top else []


def _chapter(name: str, chapter: Chapter, rate: int) -> bytes:
    times = struct.pack(">II", round(chapter.start * 1000 / rate), round(chapter.end * 1000 / rate))
    return _frame(b"CHAP", _ended(name) + times + _NO_OFFSET + _name(chapter.title))


def _contents(name: str, flags: int, children: list[str], title: str) -> bytes:
    entries = b"".join(_ended(child) for child in children)
    return _frame(b"CTOC", _ended(name) + bytes((flags, len(children))) + entries + _name(title))


def _name(title: str) -> bytes:
    """The frame within a chapter or a table that names it, cut short where it must be."""
    if len(title.encode()) > LONGEST_NAME:
        room = LONGEST_NAME - len("…".encode())
        most = len(title.encode()[:room].decode(errors="ignore"))
        title = title[: cut(title, most)].rstrip() + "…"
    return _text(b"TIT2", title)


def _text(name: bytes, text: str) -> bytes:
    return _frame(name, _UTF8 + text.encode("utf-8", "replace"))


def _ended(text: str) -> bytes:
    return text.encode() + b"\0"


def _frame(name: bytes, body: bytes) -> bytes:
    return name + _synchsafe(len(body)) + b"\0\0" + body


def _synchsafe(size: int) -> bytes:
    """Four bytes of seven bits."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
