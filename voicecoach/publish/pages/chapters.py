"""The chapters of a session as podcast apps read them: JSON chapters of the podcast namespace."""

from __future__ import annotations

import json

from voicecoach.export.page.html import chapter_titles
from voicecoach.phrases import phrases_of
from voicecoach.timeline.timeline import Timeline

VERSION = "1.2.0"

Chapters = tuple[tuple[str, float, float], ...]
"""Title, start and end, in seconds."""


def chapters_of(timeline: Timeline) -> Chapters:
    """As the page shows them."""
    phrases = phrases_of(timeline.language).written
    return tuple(
        (title, chapter.start / timeline.rate, chapter.end / timeline.rate)
        for chapter, _, title in chapter_titles(phrases, timeline)
    )


def chapters_json(title: str, author: str, chapters: Chapters) -> str:
    """The file. Times are seconds, to the millisecond."""
    rows = [
        {"startTime": round(start, 3), "endTime": round(end, 3), "title": words}
        for words, start, end in chapters
    ]
    whole = {"version": VERSION, "title": title, "author": author, "chapters": rows}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
