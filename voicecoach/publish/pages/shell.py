"""What is around every page of a site: no outside request, no search engine, no script but ours."""

from __future__ import annotations

from importlib.resources import files

from voicecoach.export.page.html import UNFOUND, content_hash
from voicecoach.export.page.page_exercises import text
from voicecoach.phrases import Phrases


def whole_page(
    phrases: Phrases, language: str, title: str, body: str, *, style: str = "", script: str = ""
) -> str:
    """The page. `title` is plain words; `body` is HTML, and `style` and `script` are ours."""
    rules = ["default-src 'none'", "img-src data:"]
    rules += [f"style-src '{content_hash(style)}'"] if style else []
    rules += [f"script-src '{content_hash(script)}'"] if script else []
    policy = "; ".join((*rules, "base-uri 'none'", "form-action 'none'"))
    return f"""<!DOCTYPE html>
<html lang="{text(language)}" dir="{text(phrases.say("page-direction"))}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="voicecoach">
<meta name="color-scheme" content="light dark">
{UNFOUND}<link rel="icon" href="data:,">
<title>{text(title)}</title>
{f"<style>{style}</style>" if style else ""}
</head>
<body>
{body}{f"<script>{script}</script>" if script else ""}
</body>
</html>
"""


def resource(name: str) -> str:
    """A style or a script of these pages."""
    return files("voicecoach.publish").joinpath("pages", name).read_text(encoding="utf-8")
