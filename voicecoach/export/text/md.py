"""The handout as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from voicecoach.export.handout import (
    Between,
    Entry,
    Group,
    Handout,
    Item,
    handout_without_routine,
    listed,
)
from voicecoach.export.recording import Publication
from voicecoach.phrases import Phrases

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_LISTS = re.compile(r"^(\d+)([.)])|^([-+=])")


def handout_markdown(publication: Publication) -> str:
    """The handout, ended by a line break."""
    handout = publication.handout or handout_without_routine(publication.timeline)
    phrases = publication.phrases
    lines = [f"# {_safe(handout.title)}", ""]
    if handout.about:
        lines += [_safe(handout.about), ""]
    facts = [(fact.label, fact.text) for fact in handout.facts]
    if handout.props:
        facts.append((phrases.say("paper-props"), listed(phrases, handout.props)))
    lines += [*(f"- {_bold(label)} {_safe(text)}" for label, text in facts), ""]
    lines += [f"## {_safe(phrases.say('paper-safety'))}", "", *_bullets(handout.safety)]
    lines += [f"## {_safe(phrases.say('paper-exercises'))}", ""]
    lines += _entries(phrases, handout.entries)
    lines += _end(phrases, handout)
    return "\n".join(lines).rstrip() + "\n"


def _entries(phrases: Phrases, entries: tuple[Entry, ...], quoted: str = "") -> Iterator[str]:
    """The lines of each entry; what is in a group is quoted once more."""
    for entry in entries:
        if isinstance(entry, Group):
            yield f"{quoted}> {_bold(entry.title)}"
            yield f"{quoted}>"
            for line in entry.more:
                yield f"{quoted}> {_safe(line)}"
                yield f"{quoted}>"
            yield from _entries(phrases, entry.entries, f"{quoted}> ")
            yield ""
        elif isinstance(entry, Between):
            yield from (f"{quoted}*{_safe(entry.text)}*", quoted)
        else:
            yield from (f"{quoted}{line}" for line in _item(phrases, entry))


def _item(phrases: Phrases, item: Item) -> Iterator[str]:
    yield from (f"### {item.number}. {_safe(item.title)}", "")
    if item.dose:
        yield from (_bold(item.dose), "")
    yield from _bullets(item.more)
    if facts := [fact for fact in (item.kind, item.position) if fact]:
        yield from (f"*{_safe('. '.join(facts))}.*", "")
    if item.props:
        yield from (_safe(f"{phrases.say('paper-props')} {listed(phrases, item.props)}"), "")
    for line in (item.about, item.as_before):
        if line:
            yield from (_safe(line), "")
    yield from _numbered(item.steps)
    if item.remember:
        yield from (_safe(f"{phrases.say('paper-remember')} {' '.join(item.remember)}"), "")
    for caution in item.cautions:
        yield from (f"> {_bold(phrases.say('paper-care'))} {_safe(caution)}", "")
    if item.easier:
        yield from _easier(phrases, item.easier)


def _easier(phrases: Phrases, item: Item) -> Iterator[str]:
    yield from (_bold(phrases.say("paper-too-hard", easier=item.title)), "")
    props = [f"{phrases.say('paper-props')} {listed(phrases, item.props)}"] if item.props else []
    yield from _bullets((item.dose, *item.more, *([f"{item.position}."] if item.position else ()), *props))
    yield from _numbered((*item.steps, *item.cautions))


def _end(phrases: Phrases, handout: Handout) -> Iterator[str]:
    if handout.close:
        yield from (f"{_bold(phrases.say('paper-close'))} {_safe(handout.close)}", "")
    if ticks := handout.ticks:
        yield from (f"## {_safe(ticks.title)}", "")
        yield f"| | {' | '.join(map(_safe, ticks.days))} |"
        yield "|---" * (len(ticks.days) + 1) + "|"
        boxes = "☐" * ticks.boxes
        yield from (f"| {_safe(week)} |" + f" {boxes} |" * len(ticks.days) for week in ticks.weeks)
        yield ""
    if handout.source:
        yield from ("---", "", _safe(handout.source))


def _bullets(lines: Iterable[str]) -> list[str]:
    found = [f"- {_safe(line)}" for line in lines if line]
    return [*found, ""] if found else []


def _numbered(lines: Iterable[str]) -> list[str]:
    found = [f"{at}. {_safe(line)}" for at, line in enumerate(lines, 1)]
    return [*found, ""] if found else []


def _bold(words: str) -> str:
    return f"**{_safe(words)}**"


def _safe(words: str) -> str:
    """Words that stay words: nothing in them is markup."""
    escaped = _MARKUP.sub(r"\\\1", words)
    return _LISTS.sub(lambda found: found[0][:-1] + "\\" + found[0][-1], escaped)
