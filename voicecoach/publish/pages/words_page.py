"""What is said in a session as a page to read, for apps and for anyone who does not hear it."""

from __future__ import annotations

from voicecoach.export.page.html import UNFOUND, transcript
from voicecoach.export.page.page_exercises import text
from voicecoach.export.recording import Publication


def words_page(publication: Publication) -> str:
    """The page: no script, no style, nothing to fetch."""
    timeline, phrases = publication.timeline, publication.phrases
    title = text(timeline.title)
    words = "".join(transcript(phrases, timeline))
    return f"""<!DOCTYPE html>
<html lang="{text(timeline.language)}" dir="{text(phrases.say("page-direction"))}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{UNFOUND}<link rel="icon" href="data:,">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<h2>{text(phrases.say("page-said"))}</h2>
{words}</main>
</body>
</html>
"""
