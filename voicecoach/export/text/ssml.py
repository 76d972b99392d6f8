"""SSML 1.1: the session for another speech engine, which keeps its own time; the pauses are ours."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from voicecoach.export.captions import plain
from voicecoach.export.recording import Publication
from voicecoach.pronunciation import pieces
from voicecoach.timeline.timeline import Event, EventKind, Timeline

_LONGEST_BREAK_MS = 10_000
"""Engines cut longer pauses off, so those are made of several."""


def ssml_text(publication: Publication) -> str:
    """The session for another speech engine."""
    timeline = publication.timeline
    # No title is in a comment: a `--` in it would end the comment.
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis"'
        f" xml:lang={quoteattr(plain(timeline.language))}>",
        "  <metadata>",
        '    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">',
        f"      <rdf:Description dc:title={quoteattr(xml_text(timeline.title))}/>",
        "    </rdf:RDF>",
        "  </metadata>",
    ]
    for number, (mark, phrases) in enumerate(_chapters(timeline), 1):
        lines.append(f'  <mark name="chapter-{number}"/>')
        if phrases:
            lines.append("  <p>")
        for before_ms, words in phrases:
            lines += [f'    <break time="{part}ms"/>' for part in _pauses(before_ms)]
            lines.append(f"    <s>{words}</s>")
        if phrases:
            lines.append("  </p>")
        lines += [f'  <break time="{part}ms"/>' for part in _pauses(mark)]
    return "\n".join([*lines, "</speak>"]) + "\n"


def xml_text(words: str) -> str:
    """`words` without what XML 1.0 cannot hold: control characters, lone surrogates, U+FFFE and U+FFFF."""
    return "".join(char for char in plain(words) if char not in "\ufffe\uffff")


def _with_readings(event: Event) -> str:
    """What is said, as elements: a word with sounds or a respelling of its own has its element for them."""
    out = []
    for piece in pieces(event.spoken or event.text):
        words = escape(_within(piece.text))
        if piece.reading and piece.reading.ipa:
            words = f'<phoneme alphabet="ipa" ph={quoteattr(xml_text(piece.reading.ipa))}>{words}</phoneme>'
        elif piece.reading:
            words = f"<sub alias={quoteattr(xml_text(piece.reading.respelling))}>{words}</sub>"
        out.append(words)
    return "".join(out).strip()


def _within(text: str) -> str:
    """As `xml_text`, for a part of a phrase: the spaces that part it from its neighbours stay."""
    words = xml_text(text)
    if not words:
        return " " if text[:1].isspace() else ""
    return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"


def _chapters(timeline: Timeline) -> list[tuple[int, list[tuple[int, str]]]]:
    """For each chapter the silence at its end, and its phrases, each with the silence before it, in ms."""
    chapters: list[tuple[int, list[tuple[int, str]]]] = []
    said = [event for _, event in timeline.events() if event.kind is EventKind.SAY]
    at = 0
    for chapter in timeline.chapters():
        phrases: list[tuple[int, str]] = []
        heard = chapter.start
        while at < len(said) and said[at].start < chapter.end:
            words = _with_readings(said[at])
            phrases.append((max(0, said[at].start - heard) * 1000 // timeline.rate, words))
            heard = said[at].end
            at += 1
        chapters.append((max(0, chapter.end - heard) * 1000 // timeline.rate, phrases))
    return chapters


def _pauses(milliseconds: int) -> list[int]:
    whole, rest = divmod(milliseconds, _LONGEST_BREAK_MS)
    return [_LONGEST_BREAK_MS] * whole + ([rest] if rest else [])
