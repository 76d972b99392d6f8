"""What an author's instruction asks of the body, inferred from its words: how long it takes, and when it is said.

An author writes instructions in the order of a description. A listener needs what explains while the body is at rest, and
what loads it last. Each language has patterns of its own in its catalogue; a line that none of them knows is taken for a
limb's worth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from voicecoach.phrases import Phrases
from voicecoach.routine.silences import without_silences
from voicecoach.units import Seconds


class Asks(StrEnum):
    """What a line asks of the body."""

    WORDS = "words"
    """Nothing yet: it explains."""
    SMALL = "small"
    """To look, to tighten, to let go."""
    LIMB = "limb"
    """To place a hand or a foot."""
    WHOLE = "whole"
    """To lie, sit, kneel or slide."""
    PROP = "prop"
    """To put a thing in its place."""


SECONDS_FOR = {
    Asks.WORDS: Seconds(0.8),
    Asks.SMALL: Seconds(2.0),
    Asks.LIMB: Seconds(4.0),
    Asks.WHOLE: Seconds(7.0),
    Asks.PROP: Seconds(8.0),
}
"""Time after a line to do it: what a careful reader of closed-eyes transcripts gave a stiff person of sixty."""


@dataclass(frozen=True, slots=True)
class Line:
    """An instruction."""

    text: str
    asks: Asks
    loads: bool
    """Whether the body works from here on, if only by holding itself."""
    refers: bool
    """Whether it speaks of what the line before it named, and so stays after it."""


TO_FASTEN = Seconds(6.0)
"""More time if a thing has to be fastened around a limb, with closed eyes."""


OWN_TIME = Seconds(8.0)
"""More time if a line says that there is no hurry: it comes true."""


def is_furniture(phrases: Phrases, prop: str) -> bool:
    """Whether a thing takes more than two hands and a moment to bring."""
    return phrases.pattern("asks-furniture").search(prop) is not None


def names_warm_up(phrases: Phrases, name: str) -> bool:
    """Whether the name of an exercise says by itself that it warms up."""
    return phrases.pattern("names-warm-up").search(name) is not None


def read_line(phrases: Phrases, text: str) -> Line:
    """What a line asks."""
    line, text = text, without_silences(text)
    found = phrases.pattern("asks-refers").search(text)
    # What a line names itself, such as a foot of that side, it may speak of again.
    refers = found is not None and "{" not in text[: found.start()]
    loads = phrases.pattern("asks-loads").search(text) is not None
    if phrases.pattern("asks-words").search(text):
        return Line(line, Asks.WORDS, loads=False, refers=refers)
    if phrases.pattern("asks-prop").search(text):
        return Line(line, Asks.PROP, loads, refers)
    if phrases.pattern("asks-whole").search(text):
        return Line(line, Asks.WHOLE, loads, refers)
    if phrases.pattern("asks-small").search(text):
        return Line(line, Asks.SMALL, loads, refers)
    return Line(line, Asks.LIMB, loads, refers)


def seconds_after(phrases: Phrases, line: Line) -> Seconds:
    """Time to do what a line asks; two things in one line take the time of both."""
    seconds = SECONDS_FOR[line.asks]
    if line.asks is not Asks.WORDS and phrases.pattern("asks-own-time").search(line.text):
        seconds = Seconds(seconds + OWN_TIME)
    if phrases.pattern("asks-to-fasten").search(line.text):
        return Seconds(seconds + TO_FASTEN)
    more = sum(1 for _ in phrases.pattern("asks-more").finditer(line.text))
    each = {Asks.LIMB: 2.0, Asks.WHOLE: 3.0}.get(line.asks, 0.0)
    return Seconds(seconds + each * more)


@dataclass(frozen=True, slots=True)
class Order:
    """The lines of an exercise in the order of a session."""

    base: tuple[Line, ...]
    """Into the start position, which costs nothing to keep."""
    words: tuple[Line, ...]
    """What is explained while the body is at rest."""
    load: tuple[Line, ...]
    """What is taken last, right before the effort."""

    @property
    def doing(self) -> tuple[Line, ...]:
        """All that the body does."""
        return self.base + self.load


def ordered_lines(phrases: Phrases, setup: Sequence[str]) -> Order:
    """The lines of a set-up: what loads goes last, with all that is done after it, and what explains goes before it.

    A line that speaks of the one before it stays after that one.
    """
    groups = list(_groups(read_line(phrases, text) for text in setup))
    base: list[Line] = []
    words: list[Line] = []
    load: list[Line] = []
    for group in groups:
        if all(line.asks is Asks.WORDS for line in group):
            words += group
        elif load or any(line.loads for line in group):
            load += group
        else:
            base += group
    return Order(tuple(base), tuple(words), tuple(load))


def _groups(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """Lines that cannot be parted."""
    group: list[Line] = []
    for line in lines:
        explained = line.asks is not Asks.WORDS and all(one.asks is Asks.WORDS for one in group)
        if group and (explained or not line.refers):
            yield group
            group = []
        group.append(line)
    if group:
        yield group
