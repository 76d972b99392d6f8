"""What is said in a session as a page to read, for apps and for anyone who cannot hear it."""

from __future__ import annotations

from voicecoach.export.captions import plain
from voicecoach.export.page.html import transcript
from voicecoach.export.page.page_exercises import text
from voicecoach.export.recording import Publication
from voicecoach.publish.pages.shell import whole_page


def words_page(publication: Publication) -> str:
    """The page."""
    timeline, phrases = publication.timeline, publication.phrases
    said = "".join(transcript(phrases, timeline))
    title = plain(timeline.title)
    body = f"<main>\n<h1>{text(title)}</h1>\n<h2>{text(phrases.say('page-said'))}</h2>\n{said}</main>\n"
    return whole_page(phrases, timeline.language, title, body)
