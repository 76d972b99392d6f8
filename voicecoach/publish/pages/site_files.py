"""The files at the root of a site, which reveal nothing about who is on it."""

from __future__ import annotations

from voicecoach.export.captions import plain
from voicecoach.export.page.html import page_resource
from voicecoach.export.page.page_exercises import text
from voicecoach.export.page.page_head import head_styles, shown_head
from voicecoach.phrases import ENGLISH, phrases_of
from voicecoach.publish.job import MadeFile
from voicecoach.publish.pages.head import letterhead
from voicecoach.publish.pages.shell import whole_page
from voicecoach.publish.practice import Brand

ROBOTS, NOT_FOUND, ROOT = "robots.txt", "404.html", "index.html"


def site_files(brand: Brand, language: str = ENGLISH) -> tuple[MadeFile, ...]:
    """What search engines read; and the page for a wrong address, which the bare address shows too."""
    phrases = phrases_of(language).written
    head = letterhead(brand, phrases)
    title = phrases.say("site-nothing-here")
    how = text(phrases.say("site-nothing-here-how"))
    body = f"{shown_head(head)}<main>\n<h1>{text(title)}</h1>\n<p>{how}</p>\n</main>\n"
    style = page_resource("page.css") + head_styles(head)
    page = whole_page(phrases, language, plain(brand.name) or title, body, style=style).encode("utf-8")
    robots = b"User-agent: *\nDisallow: /\n"
    return MadeFile(ROBOTS, robots), MadeFile(NOT_FOUND, page), MadeFile(ROOT, page)
