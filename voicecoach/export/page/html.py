"""A page that plays: one file with the sound, the transcript and the exercises in it, which needs no network.

Nothing from a routine can run as a script: words in the HTML are escaped, the data for the script are in
a JSON block without a single `<`, and the page's policy allows no script but ours, by its hash, and no network at all.

The sound is MP3, which every browser plays, in the pieces that `sound_pieces` makes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import BinaryIO

from voicecoach.export.captions import clock, plain
from voicecoach.export.chapters import NO_TITLE
from voicecoach.export.handout import (
    Between,
    Entry,
    Group,
    Handout,
    Item,
    ItemPicture,
    handout_without_routine,
    listed,
)
from voicecoach.export.page.page_sound import Layout, sound_pieces
from voicecoach.export.recording import Publication
from voicecoach.phrases import Phrases
from voicecoach.timeline.timeline import EventKind, Timeline


def write_page(publication: Publication, sound: BinaryIO, cover: bytes, out: BinaryIO) -> None:
    """Writes the page to `out`, with `sound` (an MP3 of voicecoach's, which can be seeked in) read to its end and put inside.

    Raises OSError as the files do, ValueError if the sound is not the session's MP3.
    """
    layout, parts = sound_pieces(publication.timeline, sound)
    for text in _head(publication):
        out.write(text.encode("utf-8"))
    for first, data in parts:
        out.write(b'<script type="text/plain" class="sound" data-frame="%d">' % first)
        out.write(base64.b64encode(data))
        out.write(b"</script>\n")
    data_block = _data(publication, layout, cover)
    out.write(
        f'<script type="application/json" id="session">{data_block}</script>\n'
        f"<script>{_resource('page.js')}</script>\n</body>\n</html>\n".encode()
    )


def _head(publication: Publication) -> Iterator[str]:
    """All up to the sound."""
    timeline = publication.timeline
    handout = publication.handout or handout_without_routine(timeline)
    phrases = publication.phrases

    def own(key: str) -> str:
        return _text(phrases.say(key))

    title = _text(timeline.title)
    script, style = _resource("page.js"), _resource("page.css")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}';"
        " media-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )
    yield f"""<!DOCTYPE html>
<html lang="{_text(timeline.language)}" dir="{own("page-direction")}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="voicecoach">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{clock(timeline.duration)}. {_text(handout.about)}</p>
{"".join(f"<p><strong>{_text(fact.label)}</strong> {_text(fact.text)}</p>" for fact in handout.facts)}
<div class="looks">
<button type="button" id="dark" aria-pressed="false">{own("page-dark")}</button>
<button type="button" id="large" aria-pressed="false">{own("page-large-print")}</button>
</div>
<noscript><p>{own("page-no-script")}</p></noscript>
<p id="notice" class="care" role="status" hidden></p>
</header>
<main>
<section aria-labelledby="exercises-title">
<h2 id="exercises-title">{own("paper-exercises")}</h2>
<ol class="chapters">
"""
    yield from _chapters(timeline)
    yield '</ol>\n</section>\n<section aria-labelledby="safety-title">\n'
    yield f'<h2 id="safety-title">{own("paper-safety")}</h2>\n<ul>\n'
    yield from (f"<li>{_text(line)}</li>\n" for line in handout.safety)
    yield "</ul>\n</section>\n"
    yield from _handout(phrases, handout)
    yield f'<details id="transcript" open>\n<summary><strong>{own("page-said")}</strong></summary>\n<div id="words">\n'
    yield from _transcript(timeline)
    yield f"""</div>
</details>
{f'<p class="quiet">{_text(handout.source)}</p>' if handout.source else ""}
</main>
<section class="player" aria-label="{own("page-player")}">
<div class="state"><span id="chapter">{title}</span><span id="clock">0:00 / {clock(timeline.duration)}</span></div>
<div class="buttons">
<button type="button" id="back">{own("page-back")}</button>
<button type="button" id="play">{own("page-play")}</button>
<button type="button" id="next">{own("page-next")}</button>
<button type="button" id="repeat" aria-pressed="false">{own("page-repeat")}</button>
</div>
<audio id="audio" preload="auto"></audio>
</section>
"""


def _chapters(timeline: Timeline) -> Iterator[str]:
    for chapter in timeline.chapters():
        length = clock((chapter.end - chapter.start) / timeline.rate)
        title = _text(chapter.title) or NO_TITLE
        yield f'<li><button type="button"><span>{title}</span><span>{length}</span></button></li>\n'


def _handout(phrases: Phrases, handout: Handout) -> Iterator[str]:
    if handout.props:
        yield _labelled(phrases, "paper-props", listed(phrases, handout.props))
    if not handout.entries:
        return
    yield f"<details open>\n<summary><strong>{_text(phrases.say('page-how'))}</strong></summary>\n"
    yield from _entries(phrases, handout.entries)
    if handout.close:
        yield _labelled(phrases, "paper-close", handout.close)
    yield "</details>\n"


def _entries(phrases: Phrases, entries: tuple[Entry, ...]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, Group):
            yield f'<section class="group" aria-label="{_text(entry.title)}">\n'
            yield f'<p class="group-title">{_text(entry.title)}</p>\n'
            yield from (f"<p>{_text(line)}</p>\n" for line in entry.more)
            yield from _entries(phrases, entry.entries)
            yield "</section>\n"
        elif isinstance(entry, Between):
            yield f'<p class="between">{_text(entry.text)}</p>\n'
        else:
            yield from _item(phrases, entry)


def _item(phrases: Phrases, item: Item) -> Iterator[str]:
    number = f"{item.number}. " if item.number else ""
    yield f'<article id="item-{item.number}">\n<h3>{number}{_text(item.title)}</h3>\n'
    yield from _prescribed(phrases, item)
    if item.remember:
        yield _labelled(phrases, "paper-remember", " ".join(item.remember))
    yield from (_labelled(phrases, "paper-care", caution, ' class="care"') for caution in item.cautions)
    if item.easier:
        title = _text(phrases.say("paper-too-hard", easier=item.easier.title))
        yield f'<div class="easier">\n<p><strong>{title}</strong></p>\n'
        yield from _prescribed(phrases, item.easier)
        cautions = item.easier.cautions
        yield from (_labelled(phrases, "paper-care", caution, ' class="care"') for caution in cautions)
        yield "</div>\n"
    yield "</article>\n"


def _prescribed(phrases: Phrases, item: Item) -> Iterator[str]:
    """How much, where, with what, and how."""
    if item.dose:
        yield f'<p class="dose">{_text(item.dose)}</p>\n'
    yield from (f"<p>{_text(line)}</p>\n" for line in item.more)
    if item.position:
        yield _labelled(phrases, "paper-start", item.position)
    if item.props:
        yield _labelled(phrases, "paper-props", listed(phrases, item.props))
    yield from (f"<p>{_text(line)}</p>\n" for line in (item.about, item.as_before) if line)
    if item.picture and not item.as_before:
        yield _picture(item.picture)
    if item.steps:
        yield "<ol>" + "".join(f"<li>{_text(step)}</li>" for step in item.steps) + "</ol>\n"


def _picture(picture: ItemPicture) -> str:
    # Inside an <img> no picture can run or fetch anything; and it was checked to be a PNG or a JPEG.
    source = f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode('ascii')}"
    return f'<img class="picture" src="{source}" alt="{_text(picture.shows)}">\n'


def _labelled(phrases: Phrases, key: str, words: str, of: str = "") -> str:
    return f"<p{of}><strong>{_text(phrases.say(key))}</strong> {_text(words)}</p>\n"


def _transcript(timeline: Timeline) -> Iterator[str]:
    chapters = list(timeline.chapters())
    said = ((part, event) for part, event in timeline.events() if event.kind is EventKind.SAY)
    for _, event in sorted(said, key=lambda pair: pair[1].start):
        while chapters and chapters[0].start <= event.start:
            yield f"<h3>{_text(chapters.pop(0).title) or NO_TITLE}</h3>\n"
        start = event.start / timeline.rate
        yield f'<p class="phrase" data-start="{start:.3f}">{_text(event.text)}</p>\n'


def _data(publication: Publication, layout: Layout, cover: bytes) -> str:
    """What the script reads; no `<` in it, so that nothing in it can end the block."""
    timeline, phrases = publication.timeline, publication.phrases
    picture = "data:image/png;base64," + base64.b64encode(cover).decode("ascii") if cover else ""
    data = {
        "title": plain(timeline.title),
        "duration": timeline.duration,
        "frame": {"seconds": layout.frame_s, "delay": layout.delay_s, "bytes": layout.size},
        "cover": picture,
        "artist": plain(publication.artist),
        "words": {
            "play": phrases.say("page-play"),
            "pause": phrases.say("page-pause"),
            "cannotPlay": phrases.say("page-cannot-play"),
            "anotherLength": phrases.say("page-another-length", said="{said}", length="{length}"),
        },
        "chapters": [
            {
                "title": plain(chapter.title),
                "start": chapter.start / timeline.rate,
                "end": chapter.end / timeline.rate,
            }
            for chapter in timeline.chapters()
        ],
    }
    return json.dumps(data).replace("<", "\\u003c")


def _text(words: str) -> str:
    return escape(plain(words), quote=True)


def _resource(name: str) -> str:
    return files("voicecoach.export").joinpath("page", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
