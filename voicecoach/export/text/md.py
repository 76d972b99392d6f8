"""The handout as Markdown."""

from __future__ import annotations

import re

from voicecoach.export.captions import clock
from voicecoach.export.handout import Handout, Item, handout_without_routine, listed
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
    lines += [part for fact in handout.facts for part in (_safe(fact), "")]
    lines += [f"{_bold(phrases.say('paper-length'))} {clock(handout.length_s)}", ""]
    if handout.props:
        lines += [f"{_bold(phrases.say('paper-props'))} {_safe(listed(phrases, handout.props))}", ""]
    lines += [
        f"## {_safe(phrases.say('paper-safety'))}",
        "",
        *(f"- {_safe(line)}" for line in handout.safety),
        "",
    ]
    lines += [f"## {_safe(phrases.say('paper-exercises'))}", ""]
    for number, item in enumerate(handout.items, 1):
        lines += _item(phrases, number, item)
    lines += _end(handout)
    return "\n".join(lines).rstrip() + "\n"


def _item(phrases: Phrases, number: int, item: Item) -> list[str]:
    lines = [f"### {number}. {_safe(item.title)}", ""]
    if item.dose:
        lines += [_bold(item.dose), ""]
    facts = ". ".join(fact for fact in (item.kind, item.position) if fact)
    if facts:
        lines += [f"*{_safe(facts)}.*", ""]
    if item.props:
        lines += [_safe(f"{phrases.say('paper-props')} {listed(phrases, item.props)}"), ""]
    if item.about:
        lines += [_safe(item.about), ""]
    if item.steps:
        lines += [*(f"{at}. {_safe(step)}" for at, step in enumerate(item.steps, 1)), ""]
    if item.remember:
        lines += [_safe(f"{phrases.say('paper-remember')} {' '.join(item.remember)}"), ""]
    lines += [f"> {_bold(phrases.say('paper-care'))} {_safe(caution)}" for caution in item.cautions]
    lines += [""] if item.cautions else []
    if item.easier:
        lines += [_safe(phrases.say("paper-too-hard", easier=item.easier)), ""]
    return lines


def _end(handout: Handout) -> list[str]:
    return ["---", "", _safe(handout.source)] if handout.source else []


def _bold(words: str) -> str:
    return f"**{_safe(words)}**"


def _safe(words: str) -> str:
    """Words that stay words: nothing in them is markup."""
    escaped = _MARKUP.sub(r"\\\1", words)
    return _LISTS.sub(lambda found: found[0][:-1] + "\\" + found[0][-1], escaped)
