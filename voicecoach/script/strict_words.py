"""What has to be heard before a work in strict time: what it is, its side, its set, and what differs from the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from voicecoach.script.body import Side
from voicecoach.script.cue import Role, Say
from voicecoach.script.dose_words import dose_sentence, load_sentences, set_sentence
from voicecoach.script.instructions import ordered_lines
from voicecoach.script.windows import Work
from voicecoach.script.wording import Wording, unended


def next_words(words: Wording, before: Work, after: Work, *, known: bool) -> Iterator[tuple[Say, Say | None]]:
    """What somebody needs to hear before a work, the most needed first, each with fewer words for the same."""
    visit, exercise = after.visit, after.visit.exercise
    name = unended(words.title(visit))
    same = before.visit.number == visit.number
    changed = () if same else tuple(_changed(words, after))
    if before.visit.id == visit.id and not same:
        yield from ((text, None) for text in changed)
        same = True
        # Words for one side alone name it.
        named = bool(changed) and len(visit.doses) == 1
    else:
        named = False
    if not same:
        alone = words.say("name-only", Role.PROGRESS, name=name)
        if exercise.position is before.visit.exercise.position:
            yield alone, None
        else:
            where = words.position(exercise.position)
            yield words.say("rest-next", Role.PROGRESS, name=name, where=where), alone
    turned = not same or before.side is not after.side
    if after.side is not None and after.side is not Side.ALTERNATE and turned and not named:
        short = words.say(f"side-{after.side.value}", Role.SIDE)
        said = words.say("switch", Role.SIDE, side=words.side(after.side)) if same else short
        yield replace(said, side=after.side), replace(short, side=after.side)
    if after.sets > 1:
        key = "set-last" if after.number == after.sets else "set-of"
        numbers = {"number": words.phrases.number(after.number), "sets": words.phrases.number(after.sets)}
        yield words.say(key, Role.PROGRESS, **({} if after.number == after.sets else numbers)), None
    yield from ((said, None) for said in own_words(words, after, before))
    if not same:
        yield from ((text, None) for text in changed)
    if same and before.side is after.side:
        return
    for line in ordered_lines(words.phrases, exercise.setup).doing:
        sided = "{side}" in line.text or "{other}" in line.text
        if sided if known or same else words.full:
            yield words.author(line.text, Role.SETUP, after.side), None


def _changed(words: Wording, work: Work) -> Iterator[Say]:
    """How much there is to do, if it was something else when the same exercise was done last."""
    now, last = work.visit, work.before
    if last is None or [dose for _, dose in now.doses] == [dose for _, dose in last.doses]:
        return
    known = (dose_sentence(words, last), *load_sentences(words, last))
    for text in (dose_sentence(words, now), *load_sentences(words, now)):
        if text not in known:
            yield Say(text, Role.PROGRESS)


def own_words(words: Wording, work: Work, before: Work | None) -> Iterator[Say]:
    """What a set is and with what it is done, if the sets of its exercise differ."""
    doses = dict(work.visit.doses)
    whole = work.visit.doses[0][1] if work.side is Side.ALTERNATE else doses[work.side]
    if differs := set_sentence(words, whole, work.number):
        yield Say(differs, Role.PROGRESS)
    # What the first set of all is done with was said with the exercise.
    if whole.load_by_set and before is not None and before.dose.load != work.dose.load:
        yield words.say("dose-load", Role.PROGRESS, load=work.dose.load or "")
