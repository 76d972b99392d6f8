"""WebVTT subtitles, with the title in the header and each exercise as a note."""

from __future__ import annotations

from voicecoach.export.captions import captions, plain, stamp
from voicecoach.export.recording import Publication


def vtt_text(publication: Publication) -> str:
    """The session as WebVTT subtitles."""
    timeline = publication.timeline
    blocks = [
        f"WEBVTT - {_safe(plain(timeline.title))}",
        f"NOTE language: {_safe(publication.timeline.language)}",
    ]
    chapters = [(chapter.start * 1000 // timeline.rate, chapter.title) for chapter in timeline.chapters()]
    for caption in captions(timeline):
        while chapters and chapters[0][0] <= caption.start_ms:
            blocks.append(f"NOTE {_safe(plain(chapters.pop(0)[1]))}")
        lines = "\n".join(_safe(line) for line in caption.lines)
        blocks.append(f"{stamp(caption.start_ms, '.')} --> {stamp(caption.end_ms, '.')}\n{lines}")
    return "\n\n".join(blocks) + "\n"


def _safe(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
