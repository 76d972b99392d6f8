"""The exercises of a page, as a reader finds them: how much, and how each is done."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape

from voicecoach.export.captions import plain
from voicecoach.export.handout import Between, Entry, Group, Handout, Item, ItemPicture, Ticks, listed
from voicecoach.phrases import Phrases


def text(words: str) -> str:
    """Words that stay words within HTML: nothing in them is markup."""
    return escape(plain(words), quote=True)


def exercises(phrases: Phrases, handout: Handout) -> Iterator[str]:
    """All of them, and the last words."""
    if not handout.entries:
        return
    yield f'<details id="how" open>\n<summary><h2>{text(phrases.say("page-how"))}</h2></summary>\n'
    yield from _entries(phrases, handout.entries)
    if handout.close:
        yield f'<div class="between">{_labelled(phrases, "paper-close", handout.close)}</div>\n'
    yield "</details>\n"


def ticks_table(ticks: Ticks) -> Iterator[str]:
    """The boxes to tick, which are there on paper alone."""
    days = "".join(f'<th scope="col">{text(day)}</th>' for day in ticks.days)
    yield f'<table class="ticks">\n<caption>{text(ticks.title)}</caption>\n'
    yield f"<thead><tr><td></td>{days}</tr></thead>\n<tbody>\n"
    boxes = f"<td>{'<span></span>' * ticks.boxes}</td>" * len(ticks.days)
    yield from (f'<tr><th scope="row">{text(week)}</th>{boxes}</tr>\n' for week in ticks.weeks)
    yield "</tbody>\n</table>\n"


def _entries(phrases: Phrases, entries: tuple[Entry, ...]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, Group):
            yield f'<div class="group" role="group" aria-label="{text(entry.title)}">\n'
            yield f'<p class="group-title">{text(entry.title)}</p>\n'
            yield from (f"<p>{text(line)}</p>\n" for line in entry.more)
            yield from _entries(phrases, entry.entries)
            yield "</div>\n"
        elif isinstance(entry, Between):
            yield f'<p class="between">{text(entry.text)}</p>\n'
        else:
            yield from _item(phrases, entry)


def _item(phrases: Phrases, item: Item) -> Iterator[str]:
    number = f"{item.number}. " if item.number else ""
    yield f'<article id="item-{item.number}">\n<h3>{number}{text(item.title)}</h3>\n'
    yield from _prescribed(phrases, item)
    if item.remember:
        yield _labelled(phrases, "paper-remember", " ".join(item.remember))
    yield from (_labelled(phrases, "paper-care", caution, ' class="care"') for caution in item.cautions)
    if item.easier:
        title = text(phrases.say("paper-too-hard", easier=item.easier.title))
        yield f'<div class="easier">\n<p><strong>{title}</strong></p>\n'
        yield from _prescribed(phrases, item.easier)
        cautions = item.easier.cautions
        yield from (_labelled(phrases, "paper-care", caution, ' class="care"') for caution in cautions)
        yield "</div>\n"
    yield "</article>\n"


def _prescribed(phrases: Phrases, item: Item) -> Iterator[str]:
    """What it looks like, how much, where, with what, and how."""
    if item.picture and not item.as_before:
        yield _picture(item.picture)
    if item.dose:
        yield f'<p class="dose">{text(item.dose)}</p>\n'
    yield from (f"<p>{text(line)}</p>\n" for line in item.more)
    if item.position:
        yield _labelled(phrases, "paper-start", item.position)
    if item.props:
        yield _labelled(phrases, "paper-props", listed(phrases, item.props))
    yield from (f"<p>{text(line)}</p>\n" for line in (item.about, item.as_before) if line)
    if item.steps:
        yield "<ol>" + "".join(f"<li>{text(step)}</li>" for step in item.steps) + "</ol>\n"


def _picture(picture: ItemPicture) -> str:
    kind = "picture in-ink" if picture.in_ink else "picture"
    return f'<img class="{kind}" src="{picture_source(picture)}" alt="{text(picture.shows)}">\n'


def picture_source(picture: ItemPicture) -> str:
    """The whole picture as an address. Inside an <img> no picture can run or fetch anything, and it was checked."""
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode('ascii')}"


def _labelled(phrases: Phrases, key: str, words: str, of: str = "") -> str:
    return f"<p{of}><strong>{text(phrases.say(key))}</strong> {text(words)}</p>\n"
