"""A page that plays: one file with the sound, the transcript and the exercises in it, which needs no network; or, on a site,
with the sound in a file beside it.

Nothing from a routine can run as a script: words in the HTML are escaped, the data for the script are in
a JSON block without a single `<`, and the page's policy allows no script but ours, by its hash, and no network at all.

The sound is MP3, which every browser plays, in the pieces that `sound_pieces` makes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from math import ceil
from typing import BinaryIO
from urllib.parse import quote

from voicecoach.export.captions import clock, plain
from voicecoach.export.chapters import NO_TITLE
from voicecoach.export.handout import Handout, handout_without_routine, listed
from voicecoach.export.page.page_exercises import exercises, text, ticks_table
from voicecoach.export.page.page_head import head_styles, shown_head
from voicecoach.export.page.page_sound import Layout, sound_pieces
from voicecoach.export.recording import Publication
from voicecoach.phrases import Phrases
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import Chapter, EventKind, Part, Timeline


@dataclass(frozen=True, slots=True)
class Beside:
    """The files beside a page on a site. Names have no folder."""

    sound: str
    """What the page plays: an MP3 or an M4A."""
    cover: str = ""
    """A square PNG; empty for none."""
    home: tuple[str, str] | None = None
    """What the page that leads here is called, and its file."""
    files: tuple[tuple[str, str], ...] = ()
    """What else there is to take along: what it is called, and its file."""


def page_beside(publication: Publication, beside: Beside) -> str:
    """A page whose sound is a file beside it, for a site that nobody else should find."""
    data_block = _data(publication, None, beside.sound, beside.cover)
    return "".join((*_head(publication, beside), *_end(data_block)))


def write_page(publication: Publication, sound: BinaryIO, cover: bytes, out: BinaryIO) -> None:
    """Writes the page to `out`, with `sound` (an MP3 of voicecoach's, which can be seeked in) read to its end and put inside.

    Raises OSError as the files do, ValueError if the sound is not the session's MP3.
    """
    layout, parts = sound_pieces(publication.timeline, sound)
    for piece in _head(publication):
        out.write(piece.encode("utf-8"))
    for first, data in parts:
        out.write(b'<script type="text/plain" class="sound" data-frame="%d">' % first)
        out.write(base64.b64encode(data))
        out.write(b"</script>\n")
    picture = "data:image/png;base64," + base64.b64encode(cover).decode("ascii") if cover else ""
    for piece in _end(_data(publication, layout, "", picture)):
        out.write(piece.encode("utf-8"))


def _end(data_block: str) -> Iterator[str]:
    yield f'<script type="application/json" id="session">{data_block}</script>\n'
    yield f"<script>{page_script()}</script>\n</body>\n</html>\n"


def _head(publication: Publication, beside: Beside | None = None) -> Iterator[str]:
    """All up to the sound."""
    timeline = publication.timeline
    handout = publication.handout or handout_without_routine(timeline)
    phrases = publication.phrases

    def own(key: str) -> str:
        return text(phrases.say(key))

    title = text(timeline.title)
    sound = f'src="{quote(beside.sound)}" preload="metadata"' if beside else 'preload="auto"'
    head = publication.letterhead
    script, style = page_script(), page_resource("page.css") + head_styles(head)
    sounds, pictures = ("'self'", "data: 'self'") if beside else ("data:", "data:")
    policy = (
        f"default-src 'none'; script-src '{content_hash(script)}'; style-src '{content_hash(style)}';"
        f" media-src {sounds}; img-src {pictures}; base-uri 'none'; form-action 'none'"
    )
    yield f"""<!DOCTYPE html>
<html lang="{text(timeline.language)}" dir="{own("page-direction")}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="voicecoach">
{UNFOUND if beside else ""}<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{shown_head(head)}{_way_home(beside)}<header>
<div>
<h1>{title}</h1>
{f"<p>{text(handout.about)}</p>" if handout.about else ""}
</div>
<div class="looks">
<button type="button" id="dark" aria-pressed="false">{own("page-dark")}</button>
<button type="button" id="large" aria-pressed="false">{own("page-large-print")}</button>
</div>
</header>
<noscript><p>{own("page-no-script")}</p></noscript>
<p id="notice" class="care" role="status" hidden></p>
<main>
<section class="contents" aria-labelledby="exercises-title">
<h2 id="exercises-title">{own("paper-exercises")}</h2>
<ol class="chapters">
"""
    yield from _chapters(phrases, timeline, handout)
    yield '</ol>\n</section>\n<div class="sheet">\n'
    yield from _facts(phrases, handout)
    yield '<section class="safety" aria-labelledby="safety-title">\n'
    yield f'<h2 id="safety-title">{own("paper-safety")}</h2>\n<ul>\n'
    yield from (f"<li>{text(line)}</li>\n" for line in handout.safety)
    yield "</ul>\n</section>\n"
    yield from exercises(phrases, handout)
    if handout.ticks:
        yield from ticks_table(handout.ticks)
    yield f'<details id="transcript">\n<summary><h2>{own("page-said")}</h2></summary>\n<div id="words">\n'
    yield from transcript(phrases, timeline)
    yield f"""</div>
</details>
{_to_take(phrases, beside)}{f'<p class="quiet">{text(handout.source)}</p>' if handout.source else ""}
</div>
</main>
<section class="player" aria-label="{own("page-player")}">
<div class="place">
<div class="state"><span id="chapter">{title}</span><span id="clock">0:00 / {clock(timeline.duration)}</span></div>
<input type="range" id="seek" min="0" max="{ceil(timeline.duration)}" step="5" value="0" aria-label="{own("page-place")}">
</div>
<div class="buttons">
<button type="button" id="back">{own("page-back")}</button>
<button type="button" id="play">{own("page-play")}</button>
<button type="button" id="next">{own("page-next")}</button>
<button type="button" id="repeat" aria-pressed="false">{own("page-repeat")}</button>
</div>
<audio id="audio" {sound}></audio>
</section>
"""


UNFOUND = """<meta name="robots" content="noindex,nofollow">
<meta name="referrer" content="no-referrer">
"""
"""For a page whose address is known to one person alone."""


def _way_home(beside: Beside | None) -> str:
    if beside is None or beside.home is None:
        return ""
    label, name = beside.home
    return f'<nav><a href="{quote(name)}">{text(label)}</a></nav>\n'


def _to_take(phrases: Phrases, beside: Beside | None) -> str:
    if beside is None or not beside.files:
        return ""
    links = "".join(f'<li><a href="{quote(name)}">{text(label)}</a></li>\n' for label, name in beside.files)
    title = text(phrases.say("page-to-take"))
    return f'<section class="to-take">\n<h2>{title}</h2>\n<ul>\n{links}</ul>\n</section>\n'


def _facts(phrases: Phrases, handout: Handout) -> Iterator[str]:
    facts = [(fact.label, fact.text) for fact in handout.facts]
    if handout.props:
        facts.append((phrases.say("paper-props"), listed(phrases, handout.props)))
    if facts:
        rows = "".join(
            f"<div><dt>{text(label)}</dt> <dd>{text(words)}</dd></div>\n" for label, words in facts
        )
        yield f'<dl class="facts">\n{rows}</dl>\n'


def chapter_titles(phrases: Phrases, timeline: Timeline) -> Iterator[tuple[Chapter, Part, str]]:
    """Each chapter with its first part and its title: what comes before the first exercise is the welcome."""
    parts = {part.start: part for part in reversed(timeline.parts)}
    for chapter in timeline.chapters():
        part = parts[chapter.start]
        welcomes = part.segment.kind is SegmentKind.WELCOME
        yield chapter, part, phrases.say("page-welcome") if welcomes else plain(chapter.title) or NO_TITLE


def _chapters(phrases: Phrases, timeline: Timeline, handout: Handout) -> Iterator[str]:
    items = {item.number: item for item in handout.items}
    for chapter, part, title in chapter_titles(phrases, timeline):
        length = clock((chapter.end - chapter.start) / timeline.rate)
        item = items.get(handout.of_visits.get(part.segment.visit, 0))
        dose = f"<small>{text(item.dose)}</small>" if item and item.dose else ""
        yield (
            f'<li><button type="button"><span>{text(title)}{dose}</span><span>{length}</span></button></li>\n'
        )


def transcript(phrases: Phrases, timeline: Timeline) -> Iterator[str]:
    chapters = [(chapter.start, title) for chapter, _, title in chapter_titles(phrases, timeline)]
    said = ((part, event) for part, event in timeline.events() if event.kind is EventKind.SAY)
    for _, event in sorted(said, key=lambda pair: pair[1].start):
        while chapters and chapters[0][0] <= event.start:
            yield f"<h3>{text(chapters.pop(0)[1])}</h3>\n"
        start = event.start / timeline.rate
        yield f'<p class="phrase" data-start="{start:.3f}">{text(event.text)}</p>\n'


def _data(publication: Publication, layout: Layout | None, sound: str, cover: str) -> str:
    """What the script reads; no `<` in it, so that nothing in it can end the block."""
    timeline, phrases = publication.timeline, publication.phrases
    handout = publication.handout or handout_without_routine(timeline)
    frame = layout and {"seconds": layout.frame_s, "delay": layout.delay_s, "bytes": layout.size}
    data = {
        "title": plain(timeline.title),
        "duration": timeline.duration,
        "frame": frame,
        "cover": cover,
        "artist": plain(publication.artist),
        "words": {
            "play": phrases.say("page-play"),
            "pause": phrases.say("page-pause"),
            "place": phrases.say("page-place-now", time="{time}", length="{length}"),
            "cannotPlay": phrases.say("page-cannot-load" if sound else "page-cannot-play"),
            "anotherLength": phrases.say("page-another-length", said="{said}", length="{length}"),
        },
        "chapters": [
            {
                "title": title,
                "start": chapter.start / timeline.rate,
                "end": chapter.end / timeline.rate,
                "item": handout.of_visits.get(part.segment.visit, 0),
            }
            for chapter, part, title in chapter_titles(phrases, timeline)
        ],
    }
    return json.dumps(data).replace("<", "\\u003c")


def page_script() -> str:
    """All that runs on the page."""
    return page_resource("looks.js") + page_resource("page.js")


def page_resource(name: str) -> str:
    """A style or a script of the page."""
    return files("voicecoach.export").joinpath("page", name).read_text(encoding="utf-8")


def content_hash(text: str) -> str:
    """What a policy allows a script or a style by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
