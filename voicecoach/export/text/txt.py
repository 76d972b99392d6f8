"""The handout as plain text, 72 characters a line, for a message or a plain printer."""

from __future__ import annotations

from voicecoach.export.captions import clock, wrap
from voicecoach.export.handout import Item, handout_without_routine, listed
from voicecoach.export.recording import Publication
from voicecoach.phrases import Phrases

WIDTH = 72


def handout_text(publication: Publication) -> str:
    """The handout, wrapped and ended by a line break."""
    handout = publication.handout or handout_without_routine(publication.timeline)
    phrases = publication.phrases
    lines = [*wrap(handout.title, WIDTH), "=" * min(len(handout.title), WIDTH), ""]
    if handout.about:
        lines += [*wrap(handout.about, WIDTH), ""]
    for fact in handout.facts:
        lines += wrap(fact, WIDTH)
    lines += _hanging(phrases.say("paper-length"), clock(handout.length_s))
    if handout.props:
        lines += _hanging(phrases.say("paper-props"), listed(phrases, handout.props))
    lines += ["", *wrap(phrases.say("paper-safety").upper(), WIDTH), ""]
    for line in handout.safety:
        lines += _hanging("-", line)
    for number, item in enumerate(handout.items, 1):
        lines += ["", *_item(phrases, number, item)]
    if handout.source:
        lines += ["", *wrap(handout.source, WIDTH)]
    return "\n".join(lines).rstrip() + "\n"


def _item(phrases: Phrases, number: int, item: Item) -> list[str]:
    lines = _hanging(f"{number}.", item.title.upper())
    if item.dose:
        lines += wrap(item.dose, WIDTH)
    facts = ". ".join(fact for fact in (item.kind, item.position) if fact)
    lines += [f"{facts}."] if facts else []
    if item.props:
        lines += _hanging(phrases.say("paper-props"), listed(phrases, item.props))
    if item.about:
        lines += wrap(item.about, WIDTH)
    for step in item.steps:
        lines += _hanging("  -", step)
    if item.remember:
        lines += _hanging(phrases.say("paper-remember"), " ".join(item.remember))
    for caution in item.cautions:
        lines += _hanging(phrases.say("paper-care"), caution)
    if item.easier:
        lines += _hanging(phrases.say("paper-easier"), item.easier)
    return lines


def _hanging(mark: str, words: str) -> list[str]:
    """Wrapped words behind a mark and a space, the later lines as far in as the first."""
    if len(mark) > WIDTH // 2:  # in a language of long words the mark has lines of its own
        return [*wrap(mark, WIDTH), *(f"    {line}" for line in wrap(words, WIDTH - 4))]
    indent = len(mark) + 1
    return [
        (f"{mark} " if at == 0 else " " * indent) + line
        for at, line in enumerate(wrap(words, WIDTH - indent))
    ]
