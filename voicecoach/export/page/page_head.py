"""The head of a practice on a page, and its colour."""

from __future__ import annotations

from voicecoach.export.letterhead import Letterhead
from voicecoach.export.page.colours import DARK, LIGHT, readable_on
from voicecoach.export.page.page_exercises import picture_source, text


def shown_head(head: Letterhead | None) -> str:
    """Its logo, its name and how to reach it; empty without one."""
    if head is None:
        return ""
    logo = f'<img src="{picture_source(head.logo)}" alt="">\n' if head.logo else ""
    lines = "".join(f"<p>{text(line)}</p>\n" for line in head.contact)
    name = text(head.name)
    words = f'<div>\n<p class="name">{name}</p>\n{lines}</div>\n'
    return f'<section class="practice" aria-label="{name}">\n{logo}{words}</section>\n'


def head_styles(head: Letterhead | None) -> str:
    """The colour of the practice for what can be pressed, by day and by night, so that it can be read."""
    if head is None:
        return ""
    by_day, by_night = readable_on(LIGHT, head.colour), readable_on(DARK, head.colour)
    return (
        f":root {{ --tint: {by_day}; --on-tint: {LIGHT}; }}\n"
        f':root[data-theme="dark"] {{ --tint: {by_night}; --on-tint: {DARK}; }}\n'
    )
