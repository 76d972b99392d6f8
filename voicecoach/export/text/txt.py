"""The handout as plain text, 72 characters a line, for a message or a plain printer."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.export.captions import wrap
from voicecoach.export.handout import (
    Between,
    Entry,
    Group,
    Handout,
    Item,
    Ticks,
    handout_without_routine,
    listed,
)
from voicecoach.export.recording import Publication
from voicecoach.phrases import Phrases

WIDTH = 72
_DEEPEST = 24
"""Columns that are indented at most, of groups within groups."""


def handout_text(publication: Publication) -> str:
    """The handout, wrapped and ended by a line break."""
    handout = publication.handout or handout_without_routine(publication.timeline)
    phrases = publication.phrases
    lines = [*wrap(handout.title, WIDTH), "=" * min(len(handout.title), WIDTH), ""]
    if handout.about:
        lines += [*wrap(handout.about, WIDTH), ""]
    for fact in handout.facts:
        lines += _hanging(fact.label, fact.text)
    if handout.props:
        lines += _hanging(phrases.say("paper-props"), listed(phrases, handout.props))
    lines += ["", *wrap(phrases.say("paper-safety").upper(), WIDTH), ""]
    for line in handout.safety:
        lines += _hanging("-", line)
    lines += _entries(phrases, handout.entries, 0)
    lines += _end(phrases, handout)
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _end(phrases: Phrases, handout: Handout) -> Iterator[str]:
    if handout.close:
        yield ""
        yield from _hanging(phrases.say("paper-close"), handout.close)
    if handout.ticks:
        yield from _ticks(handout.ticks)
    if handout.source:
        yield from ("", *wrap(handout.source, WIDTH))


def _entries(phrases: Phrases, entries: tuple[Entry, ...], indent: int) -> Iterator[str]:
    margin = " " * min(indent, _DEEPEST)
    width = WIDTH - len(margin)
    for entry in entries:
        yield ""
        if isinstance(entry, Group):
            for line in (entry.title, *entry.more):
                yield from (margin + part for part in _hanging("##", line, width))
            yield from _entries(phrases, entry.entries, indent + 3)
        elif isinstance(entry, Between):
            yield from (margin + line for line in _hanging("-", entry.text, width))
        else:
            yield from (margin + line for line in _item(phrases, entry, width))


def _item(phrases: Phrases, item: Item, width: int) -> Iterator[str]:
    yield from _hanging(f"{item.number}.", item.title.upper(), width)
    for line in (item.dose, *item.more):
        yield from wrap(line, width)
    if facts := [fact for fact in (item.kind, item.position) if fact]:
        yield from wrap(". ".join(facts) + ".", width)
    if item.props:
        yield from _hanging(phrases.say("paper-props"), listed(phrases, item.props), width)
    if item.about:
        yield from wrap(item.about, width)
    if item.as_before:
        yield from wrap(item.as_before, width)
    for step in item.steps:
        yield from _hanging("  -", step, width)
    if item.remember:
        yield from _hanging(phrases.say("paper-remember"), " ".join(item.remember), width)
    for caution in item.cautions:
        yield from _hanging(phrases.say("paper-care"), caution, width)
    if item.easier:
        yield from _easier(phrases, item.easier, width)


def _easier(phrases: Phrases, item: Item, width: int) -> Iterator[str]:
    yield from wrap(phrases.say("paper-too-hard", easier=item.title), width)
    for line in (item.dose, *item.more):
        yield from (f"    {part}" for part in wrap(line, width - 4))
    if item.position:
        yield f"    {item.position}."
    if item.props:
        words = f"{phrases.say('paper-props')} {listed(phrases, item.props)}"
        yield from (f"    {part}" for part in wrap(words, width - 4))
    for step in (*item.steps, *item.cautions):
        yield from _hanging("    -", step, width)


def _ticks(ticks: Ticks) -> Iterator[str]:
    yield ""
    yield from wrap(ticks.title.upper(), WIDTH)
    column = max(len(week) for week in ticks.weeks) + 2
    boxes = "[ ]" * ticks.boxes
    cell = max(len(boxes), *map(len, ticks.days)) + 2
    if column + cell * len(ticks.days) > WIDTH:
        boxes, cell = "[ ]", max(3, *map(len, ticks.days)) + 2
    yield " " * column + "".join(day.ljust(cell) for day in ticks.days)
    for week in ticks.weeks:
        yield week.ljust(column) + boxes.ljust(cell) * len(ticks.days)


def _hanging(mark: str, words: str, width: int = WIDTH) -> list[str]:
    """Wrapped words behind a mark and a space, the later lines as far in as the first."""
    if len(mark) > width // 2:  # in a language of long words the mark has lines of its own
        return [*wrap(mark, width), *(f"    {line}" for line in wrap(words, width - 4))]
    indent = len(mark) + 1
    return [
        (f"{mark} " if at == 0 else " " * indent) + line
        for at, line in enumerate(wrap(words, width - indent))
    ]
