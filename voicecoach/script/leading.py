"""What leads from a rest into an exercise that the session had before: its name, its side and the count, inside the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from voicecoach.script.body import Body, Side
from voicecoach.script.cue import Role, Say
from voicecoach.script.dose_words import dose_sentence, load_sentences, set_sentence
from voicecoach.script.instructions import ordered_lines
from voicecoach.script.meanwhile import BETWEEN_SENTENCES, LETTERS_A_SECOND
from voicecoach.script.resting import LEADS_FROM
from voicecoach.script.visit import Visit
from voicecoach.script.ways import names_side, way
from voicecoach.script.wording import Wording

OPENING_S = 2.0
"""Seconds that the words take with which a rest begins."""


class Lead(NamedTuple):
    """The words, beside the name and the count, and where the body is after them."""

    said: tuple[Say, ...]
    ready: Body
    count_in: int


def lead_of(words: Wording, visit: Visit, body: Body, rest_s: float, before: tuple[Say, ...]) -> Lead | None:
    """What leads into a visit from a rest of so many seconds, with what is said `before` it.

    None if there is more to do than to listen: a move, a line of the set-up, or words that the rest has no room for.
    """
    words = words.of(visit.id)
    side = visit.doses[0][0]
    if not visit.again or rest_s < LEADS_FROM:
        return None
    road = way(words, body, visit, side)
    lines = ordered_lines(words.phrases, visit.exercise.setup)
    loads = bool(lines.load) and not words.bare
    if road.move or loads or any(names_side(line) for line in lines.doing):
        return None
    said = (*before, *_words(words, visit))
    spoken = sum(len(one.text) / LETTERS_A_SECOND + BETWEEN_SENTENCES for one in said)
    name = len(words.title(visit)) / LETTERS_A_SECOND + 2 * BETWEEN_SENTENCES
    if OPENING_S + name + spoken + visit.count_in > rest_s:
        return None
    return Lead(said, road.ready, visit.count_in)


def sides_of_set(visit: Visit, number: int) -> tuple[Side | None, ...]:
    """The sides that do set `number`, in their order."""
    return tuple(side for side, dose in visit.doses if dose.sets >= number)


def side_words(words: Wording, visit: Visit, side: Side | None, number: int = 1) -> tuple[Say, ...]:
    """Which side does set `number`, or begins it."""
    if side is Side.ALTERNATE:
        first, *others = sides_of_set(visit, number)
        if not others:
            side = first
    if side is None:
        return ()
    if side is Side.ALTERNATE:
        if first is None:
            return ()
        return (replace(words.say("side-first", Role.SIDE, side=words.side(first)), side=first),)
    return (replace(words.say(f"side-{side.value}", Role.SIDE), side=side),)


def _words(words: Wording, visit: Visit) -> tuple[Say, ...]:
    side, dose = visit.doses[0]
    found: list[Say] = []
    if not visit.alike:
        found += [
            Say(text, Role.SETUP) for text in (dose_sentence(words, visit), *load_sentences(words, visit))
        ]
    found += side_words(words, visit, Side.ALTERNATE if visit.alternates else side)
    sets = max(one.sets for _, one in visit.doses) if visit.alternates else dose.sets
    if sets > 1:
        number = words.phrases.number(1)
        found.append(words.say("set-of", Role.PROGRESS, number=number, sets=words.phrases.number(sets)))
    if differs := set_sentence(words, dose, 1):
        found.append(Say(differs, Role.PROGRESS))
    return tuple(found)
