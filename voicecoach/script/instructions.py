"""What an author's instruction asks of the body, inferred from its words: how long it takes, and when it is said.

An author writes instructions in the order of a description. A listener needs what explains while the body is at rest, and
what loads it last. The patterns are English; a line that none of them knows is taken for a limb's worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

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


_EXPLAINS = re.compile(
    r"^(you will|you should|you may|then\b|feel\b|keep (?!your knees on|your feet down|hold)|breathe?\b|let your breath"
    r"|as you\b|go only|make one|lift with|lift and lower|stay (up|there)|only\b|do not|don't|never"
    r"|your\b|stop\b|the |this |it |if )",
    re.IGNORECASE,
)
_PROP = re.compile(
    r"\b(loop|strap|tie|wrap|fasten|wedge)\b"
    r"|^(take (?!hold)|fetch|get|pick up)\b.*\b(band|towel|bottle|weight|bench|couch|chair|ball|pillow|cushion)\b"
    r"|^(make sure|check)\b|\b(put|place|set|stand|lay)\b (the|a|an|your) [^,.]*\b(band|towel|bench|chair|pillow|cushion|ball)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"^(lie|sit|kneel|roll|slide back|slide your (hips|whole)|sink|turn (over|onto|your whole)|come|crawl|walk your|step"
    r"|move|lower yourself)\b"
    r"|\b(lie down|sit down|kneel down|stand up)\b",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"^(look|tighten|brace|squeeze|tuck your (chin|tailbone)|draw your (shoulders|lower stomach|stomach|chin|navel)|press"
    r"|let(?! go)|unlock|soften|relax|drop|stand tall|turn your (toes|head|palms)|point|push (the|down)|gather|grow|tip)\b",
    re.IGNORECASE,
)
_FASTENS = re.compile(r"^(loop|strap|tie|wrap|fasten)\b", re.IGNORECASE)
TO_FASTEN = Seconds(6.0)
"""More time where a thing has to be fastened around a limb, with closed eyes."""
_LOADS = re.compile(
    r"\bforearms?\b.*\b(floor|mat|elbow)|\bon your forearms\b|\boverhead\b|\barms? out in front\b"
    r"|\btuck your toes\b|\btoes under\b"
    r"|^(lift|raise)\b|\btake hold\b|\bcross your \S+ (ankle|foot|leg)\b|^(tighten|brace|squeeze)\b|^tuck your tailbone"
    r"|^lean\b|\bon top of the other\b|\b(loop|strap)\b|\boff the end\b",
    re.IGNORECASE,
)
_REFERS = re.compile(r"\b(that|those|them|its|it|this|these)\b(?! you)|^then\b", re.IGNORECASE)


def read(text: str) -> Line:
    """What a line asks."""
    found = _REFERS.search(text)
    # What a line names itself, such as a foot of that side, it may speak of again.
    refers = found is not None and "{" not in text[: found.start()]
    loads = _LOADS.search(text) is not None
    if _EXPLAINS.search(text):
        return Line(text, Asks.WORDS, loads=False, refers=refers)
    if _PROP.search(text):
        return Line(text, Asks.PROP, loads, refers)
    if _WHOLE.search(text):
        return Line(text, Asks.WHOLE, loads, refers)
    if _SMALL.search(text):
        return Line(text, Asks.SMALL, loads, refers)
    return Line(text, Asks.LIMB, loads, refers)


def seconds_after(line: Line) -> Seconds:
    """Time to do what a line asks; two things in one line take the time of both."""
    seconds = SECONDS_FOR[line.asks]
    if _FASTENS.search(line.text):
        return Seconds(seconds + TO_FASTEN)
    more = len(re.findall(r",? and (?:put|take|bring|place|rest|lay|lift|lie|hold|bend)\b", line.text))
    return Seconds(seconds + (2.0 * more if line.asks is Asks.LIMB else 0.0))


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


def order(setup: Sequence[str]) -> Order:
    """The lines of a set-up: what loads goes last, with all that is done after it, and what explains goes before it.

    A line that speaks of the one before it stays after that one.
    """
    groups = list(_groups(map(read, setup)))
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
