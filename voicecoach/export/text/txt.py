"""The handout as plain text, 72 characters a line, for a message or a plain printer."""

from __future__ import annotations

from voicecoach.export.captions import clock, wrap
from voicecoach.export.handout import Item, from_timeline
from voicecoach.export.recording import Publication

WIDTH = 72


def text(publication: Publication) -> str:
    """The whole file."""
    handout = publication.handout or from_timeline(publication.timeline)
    lines = [*wrap(handout.title, WIDTH), "=" * min(len(handout.title), WIDTH), ""]
    if handout.about:
        lines += [*wrap(handout.about, WIDTH), ""]
    lines += [f"Length: {clock(handout.length_s)}"]
    if handout.props:
        lines += _hanging("You need: ", ", ".join(handout.props))
    lines += ["", "SAFETY FIRST", ""]
    for line in handout.safety:
        lines += _hanging("- ", line)
    for number, item in enumerate(handout.items, 1):
        lines += ["", *_item(number, item)]
    if handout.source:
        lines += ["", *wrap(handout.source, WIDTH)]
    return "\n".join(lines).rstrip() + "\n"


def _item(number: int, item: Item) -> list[str]:
    lines = _hanging(f"{number}. ", item.title.upper())
    if item.dose:
        lines += wrap(item.dose, WIDTH)
    facts = ". ".join(fact for fact in (item.kind, item.position) if fact)
    lines += [f"{facts}."] if facts else []
    if item.props:
        lines += _hanging("You need: ", ", ".join(item.props))
    if item.about:
        lines += wrap(item.about, WIDTH)
    for step in item.steps:
        lines += _hanging("  - ", step)
    if item.remember:
        lines += _hanging("Remember: ", " ".join(item.remember))
    for caution in item.cautions:
        lines += _hanging("Take care: ", caution)
    if item.easier:
        lines += _hanging("Easier: ", item.easier)
    return lines


def _hanging(mark: str, words: str) -> list[str]:
    """Wrapped words behind a mark, the later lines as far in as the first."""
    lines = wrap(words, WIDTH - len(mark))
    return [(mark if at == 0 else " " * len(mark)) + line for at, line in enumerate(lines)]
