"""The handout as Markdown."""

from __future__ import annotations

import re

from voicecoach.export.captions import clock
from voicecoach.export.handout import Handout, Item, from_timeline
from voicecoach.export.recording import Publication

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_LISTS = re.compile(r"^(\d+)([.)])|^([-+=])")


def text(publication: Publication) -> str:
    """The whole file."""
    handout = publication.handout or from_timeline(publication.timeline)
    lines = [f"# {_safe(handout.title)}", ""]
    if handout.about:
        lines += [_safe(handout.about), ""]
    lines += [f"**Length:** {clock(handout.length_s)}", ""]
    if handout.props:
        lines += [f"**You need:** {_safe(', '.join(handout.props))}", ""]
    lines += ["## Safety first", "", *(f"- {_safe(line)}" for line in handout.safety), "", "## Exercises", ""]
    for number, item in enumerate(handout.items, 1):
        lines += _item(number, item)
    lines += _end(handout)
    return "\n".join(lines).rstrip() + "\n"


def _item(number: int, item: Item) -> list[str]:
    lines = [f"### {number}. {_safe(item.title)}", ""]
    if item.dose:
        lines += [f"**{_safe(item.dose)}**", ""]
    facts = ". ".join(fact for fact in (item.kind, item.position) if fact)
    if facts:
        lines += [f"*{_safe(facts)}.*", ""]
    if item.props:
        lines += [f"You need: {_safe(', '.join(item.props))}", ""]
    if item.about:
        lines += [_safe(item.about), ""]
    if item.steps:
        lines += [*(f"{at}. {_safe(step)}" for at, step in enumerate(item.steps, 1)), ""]
    if item.remember:
        lines += [f"Remember: {_safe(' '.join(item.remember))}", ""]
    lines += [f"> **Take care:** {_safe(caution)}" for caution in item.cautions]
    lines += [""] if item.cautions else []
    if item.easier:
        lines += [f"Too hard today? Do this instead: {_safe(item.easier)}.", ""]
    return lines


def _end(handout: Handout) -> list[str]:
    return ["---", "", _safe(handout.source)] if handout.source else []


def _safe(words: str) -> str:
    """Words that stay words: nothing in them is markup."""
    escaped = _MARKUP.sub(r"\\\1", words)
    return _LISTS.sub(lambda found: found[0][:-1] + "\\" + found[0][-1], escaped)
