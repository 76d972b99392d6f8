"""ID3v2.3, for MP3 and for the chunk in a WAV: texts, transcript, cover, and chapters with the sets and sides below them.

2.3 and not 2.4: it has every field that is needed here, and old car radios and file managers read nothing newer.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from voicecoach.export.chapters import chapter_tree, tag_title
from voicecoach.export.recording import Recording
from voicecoach.export.sound.tags import three_letters

if TYPE_CHECKING:
    from voicecoach.timeline.timeline import Chapter

MOST_CHAPTERS = 255
"""What one table of contents can count."""

OWNER = "voicecoach"
"""Of the private frame with the digest, which players do not show."""

_TEXTS = {
    "title": "TIT2",
    "artist": "TPE1",
    "album_artist": "TPE2",
    "album": "TALB",
    "track": "TRCK",
    "genre": "TCON",
}
_NO_OFFSET = 0xFFFFFFFF
"""Chapters are found by their time, not by their byte."""


def id3_tag(recording: Recording, tags: Mapping[str, str], *, chapters: bool = True) -> bytes:
    """The whole tag, with `tags` as `common_tags` gives them; without `chapters` if the file has them elsewhere."""
    body = b"".join(map(_bytes, _frames(recording, tags, chapters=chapters)))
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + size + body


def _bytes(frame: Any) -> bytes:
    """One frame. A whole tag by mutagen has its frames in an order of its own, and FFmpeg shows chapters as they come."""
    from mutagen.id3 import ID3

    whole, out = ID3(), io.BytesIO()
    whole.add(frame)
    whole.save(out, v1=0, v2_version=3, padding=lambda _: 0)
    return out.getvalue()[10:]


def _frames(recording: Recording, tags: Mapping[str, str], *, chapters: bool) -> Iterator[Any]:
    from mutagen import id3

    for key, name in _TEXTS.items():
        if tags.get(key):
            yield _text(name, tags[key])
    year, month, day = [*tags.get("date", "").split("-"), "", ""][:3]
    if year:
        yield _text("TYER", year)
    if month and day:
        yield _text("TDAT", day + month)
    language = three_letters(recording.timeline.language)
    yield _text("TLAN", language)
    yield _text("TLEN", str(round(recording.timeline.duration * 1000)))
    spoken = language if language != "und" else "eng"
    for frame, key in ((id3.COMM, "comment"), (id3.USLT, "lyrics")):
        if words := tags.get(key):
            yield frame(encoding=_encoding(words), lang=spoken, desc="", text=words)
    if source := tags.get("source"):
        yield id3.TXXX(encoding=_encoding(source), desc="SOURCE", text=source)
    if recording.digest:
        yield id3.PRIV(owner=OWNER, data=recording.digest.encode())
    if chapters:
        yield from _chapters(recording)
    if recording.cover:
        yield id3.APIC(encoding=id3.Encoding.LATIN1, mime="image/png", type=3, desc="", data=recording.cover)


def _chapters(recording: Recording) -> Iterator[Any]:
    """Tables of contents and chapters; a table counts to 255, so what is beyond it is left out."""
    rate = recording.timeline.rate
    frames: list[Any] = []
    top: list[str] = []
    for number, branch in enumerate(chapter_tree(recording.timeline)[:MOST_CHAPTERS], 1):
        name = f"ch{number}"
        frames.append(_chapter(name, branch.chapter, rate))
        if branch.below:
            # The table itself counts the chapter among its children.
            below = [f"{name}.{index}" for index in range(1, len(branch.below[: MOST_CHAPTERS - 1]) + 1)]
            frames += [
                _chapter(one, chapter, rate) for one, chapter in zip(below, branch.below, strict=False)
            ]
            frames.append(_contents(f"toc{number}", [name, *below], branch.chapter.title))
            top.append(f"toc{number}")
        else:
            top.append(name)
    if top:
        yield _contents("toc", top, tag_title(recording.timeline.title), top=True)
        yield from frames


def _chapter(name: str, chapter: Chapter, rate: int) -> Any:
    from mutagen.id3 import CHAP

    return CHAP(
        element_id=name,
        start_time=round(chapter.start * 1000 / rate),
        end_time=round(chapter.end * 1000 / rate),
        start_offset=_NO_OFFSET,
        end_offset=_NO_OFFSET,
        sub_frames=[_text("TIT2", chapter.title)],
    )


def _contents(name: str, children: list[str], title: str, *, top: bool = False) -> Any:
    from mutagen.id3 import CTOC, CTOCFlags

    flags = CTOCFlags.ORDERED | (CTOCFlags.TOP_LEVEL if top else 0)
    return CTOC(element_id=name, flags=flags, child_element_ids=children, sub_frames=[_text("TIT2", title)])


def _text(name: str, text: str) -> Any:
    from mutagen import id3

    return getattr(id3, name)(encoding=_encoding(text), text=text)


def _encoding(text: str) -> Any:
    """Latin-1 if that has all its letters: half the size, and what the simplest readers know."""
    from mutagen.id3 import Encoding

    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return Encoding.UTF16
    return Encoding.LATIN1
