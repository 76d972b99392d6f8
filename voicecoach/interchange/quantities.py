"""Amounts as people write them: `3 x 30 s`, `2 sets of 10`, `20 e/s`, `hold 5 s`, `rest 1:30`, in a sentence or a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from voicecoach.interchange.taken import Whose
from voicecoach.routine.amounts import LONGEST_PART, MOST_SETS
from voicecoach.routine.dose import LONGEST_PHASE, LONGEST_TIME, MOST_BREATHS, MOST_REPS
from voicecoach.typography import plain_value
from voicecoach.units import Range, Series, parse_number, parse_seconds

CUT = "\x00"
"""Stands in a text for an amount that was taken out of it."""

_NUMBER = r"(?<![\w.])(?<!\d,)\d{1,9}(?:[.,]\d{1,3})?"
_AFTER_X = r"(?<![\d.])\d{1,9}(?:[.,]\d{1,3})?"
"""What may follow an x without a space."""
_TO = r"\s*(?:-|to|bis|à)\s*"
_RANGE = rf"{_NUMBER}(?:{_TO}\d{{1,9}}(?:[.,]\d{{1,3}})?)?"
_UNIT = r"(?:seconds?|secs?|s|sekunden?|sek|minutes?|mins?|m|minuten?|hours?|h|''|\"|')(?!\w)\.?"
_TIME = (
    rf"(?:(?<![\w.])\d{{1,2}}:\d\d(?::\d\d)?|{_NUMBER}\s*{_UNIT}\s*(?:and\s+)?\d{{1,2}}\s*{_UNIT}|"
    rf"{_NUMBER}\s*{_UNIT}{_TO}{_NUMBER}\s*{_UNIT}|(?:{_RANGE}[\s-]*|(?:(?<!\w)a|half an?|one)[\s-]+){_UNIT})"
)
_REPS = r"(?:reps?|repetitions?|repeats?|times|wdh|wiederholungen|breaths|atemzüge)(?!\w)\.?"
_SETS = r"(?:sets?|rounds?|sätzen?|satz|serien?|series)(?!\w)"
_REST = r"(?:rest(?:ing)?|pause|break|recovery|recover)(?!\w)"
_LIMB = r"(?:sides?|legs?|arms?|feet|foot|hands?|knees?|ways?|directions?|hips?|shoulders?|seiten?|beine?)"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_REST_FIRST = _pattern(
    rf"{_REST}(?:\s+(?:for|of))?\s*:?\s*({_TIME}|{_RANGE})(\s+(?:in )?between\s+(?:the |each )?\w+)?"
)
_REST_LAST = _pattern(rf"({_TIME})\s*(?:of\s+)?{_REST}(\s+(?:in )?between\s+(?:the |each )?\w+)?")
_HOLD_FIRST = _pattern(
    rf"(?:hold(?:ing)?|held|halten)(?:\s+(?:it|each|this|the \w+|for|at the top|rep))*\s*:?\s*({_TIME}|{_RANGE})(?:\s+each)?"
)
_PAUSE_AT = _pattern(rf"pause\s*(?:for\s*)?({_TIME})(?:\s*(?:at|in) the (?:top|bottom|end|middle))")
"""A hold, and no rest: “pause 2 s at the top”."""
_HOLD_LAST = _pattern(rf"({_TIME})[\s-]*(?:hold|holds|halten)(?!\w)(?:\s+each)?")
_SETS_OF = _pattern(
    rf"({_RANGE})\s*{_SETS}\s*(?:x|\*|of|mit|à|,|:)?\s*(?:of\s+)?(?:({_TIME})|({_RANGE})\s*({_REPS})?)(?!\s*{_SETS})(?:\s+each(?!\s+\w))?"
)
_BY = _pattern(
    rf"({_RANGE})\s*(?:x|\*)\s*(?:({_TIME.replace(_NUMBER, _AFTER_X)})|({_RANGE.replace(_NUMBER, _AFTER_X)})\s*({_REPS})?)"
    rf"(?!\s*{_SETS})"
)
_BY_SETS = _pattern(rf"(?:({_TIME})|({_RANGE})\s*({_REPS})?)\s*(?:x|\*|for|,|in)\s*({_RANGE})\s*({_SETS})")
_TIME_BY = _pattern(rf"({_TIME})\s*(?:x|\*)\s*({_RANGE})(?!\s*(?:{_UNIT}|{_REPS}))")
_SETS_ALONE = _pattern(rf"({_RANGE})\s*{_SETS}")
_BREATHS = _pattern(rf"({_RANGE})\s*(?:(?:slow|deep)\s+)*(?:breaths?|atemzüge)(?!\w)")
_REPS_ALONE = _pattern(
    rf"({_RANGE})\s*{_REPS}(?:\s+each(?!\s+\w))?|(?<!\w)x\s*({_RANGE.replace(_NUMBER, _AFTER_X)})(?!\w)|({_RANGE})\s*x(?!\w)"
)
_REPS_SIDE = _pattern(
    rf"({_RANGE})\s*(?=(?:e/s|/\s*side|/\s*{_LIMB}|(?:on |per |for )?(?:each|every|both|per)\s+{_LIMB}))"
)
_TIME_ALONE = _pattern(rf"(?:for\s+)?({_TIME})(?:\s+each(?!\s+\w))?")
_LOAD = _pattern(r"(?:(?:with|@|at)\s+)?(?<![\w.])(\d{1,4}(?:[.,]\d{1,2})?)\s*(kg|kilos?|lbs?|pounds?)(?!\w)")
TEMPO = re.compile(r"\d{1,2}(?:\s*[-/]\s*\d{1,2}){1,3}")
"""The seconds of the parts of a repetition, alone."""
_TEMPO = _pattern(
    r"(?:at )?(?:an? )?tempo(?:\s+of)?\s*:?\s*(\d{1,2}(?:\s*[-/]\s*\d{1,2}){1,3})(?![\w-])|"
    r"(?<![\w-])(\d{1,2}(?:-\d{1,2}){1,3})\s+tempo"
)
_OPEN = _pattern(
    r"(?:(?:un)?till?\s+|to\s+)failure|amrap|max(?:imum)?\s+(?:reps|repetitions)|as many (?:reps )?as (?:you can|possible)"
)
_ALTERNATE = _pattern(
    r"(?<!\w)(?:alternat(?:e|ing)(?:\s+(?:sides|legs|arms|left and right))?|abwechselnd|im wechsel)(?!\w)"
)
_EACH = _pattern(
    rf"(?<!\w)e/s(?!\w)|/\s*{_LIMB}(?!\w)|(?:(?:on|per|for|with)\s+)?(?:each|every|both|per|je)\s+{_LIMB}(?!\w)|"
    r"(?:left and right|l/r|r/l)(?!\w)|then switch(?: sides)?|(?:je|pro) seite"
)
_ONE_SIDE = _pattern(
    r"(?:on\s+)?(?:the\s+)?(?<!\w)(left|right)\s+(?:side|leg|arm|foot|knee)(?!\w)|\((left|right|l|r|links|rechts)\)|"
    r"[\s,-]{1,5}(left|right|links|rechts)(?:\s+only)?\s*$"
)


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a text says of how much; None for what it does not say. Times are seconds."""

    sets: Range | None = None
    reps: Range | None = None
    hold: Range | None = None
    time: Range | None = None
    breaths: Range | None = None
    rest: Range | None = None
    side: Whose | None = None
    load: str | None = None
    open: bool = False
    bare: bool = False
    """`reps` is a number that nothing calls repetitions."""
    tempo: str | None = None
    """Seconds of each part of a repetition, as a routine has them."""

    @property
    def says_how_much(self) -> bool:
        """Whether there is an amount of the exercise itself."""
        return (
            any(one is not None for one in (self.sets, self.reps, self.hold, self.time, self.breaths))
            or self.open
        )


def count_in(text: str, what: str, most: int) -> Range:
    """A whole number or a range of them, or a list of one for each set. Raises ValueError with a sentence."""
    plain = _with_points(plain_value(text))
    parts = re.split(r"\s*[,/;]\s*|\s+then\s+", plain_value(text))
    if len(parts) > 1 and all(re.fullmatch(r"\d{1,4}", part) for part in parts):
        return Series.of(tuple(_within(parse_number(part), what, 1, most, part) for part in parts))
    found = parse_number(re.sub(r"(?<=\d)\.0+(?!\d)", "", plain))
    if found.low % 1 or found.high % 1:
        raise ValueError(f"{what} are whole numbers, not {text.strip()[:40]}")
    return _within(found, what, 1, most, text)


def seconds_in(text: str, what: str, least: float, most: float, unit: float = 1.0) -> Range:
    """A length of time or a range of them; a bare number counts `unit` seconds. Raises ValueError with a sentence."""
    plain = _with_points(plain_value(text)).lower()
    plain = re.sub(r"(?<=[a-z])\.", "", plain)
    plain = re.sub(r"\b(?:sekunden?|sek)\b|(?<=\d)sek\b", "s", re.sub(r"\bminuten?\b", "min", plain))
    plain = re.sub(r"^half an? ", "0.5 ", re.sub(r"^(?:an?|one)[ -]+", "1 ", plain))
    plain = re.sub(r"\band\b", " ", plain.replace("bis", "-").replace("à", "-"))
    plain = re.sub(r"(?<=\d)-(?=[a-z])", " ", plain)
    found = parse_seconds(plain)
    if unit != 1.0 and not re.search(r"[a-z:'\"]", plain):
        found = Range(found.low * unit, found.high * unit)
    return _within(found, what, least, most, text)


def _with_points(text: str) -> str:
    return re.sub(r"(?<![\d.,])(\d{1,6}),(\d{1,3})(?![\d,])", r"\1.\2", text)


def _within(found: Range, what: str, least: float, most: float, text: str) -> Range:
    if not least <= found.low <= found.high <= most:
        raise ValueError(f"{what} go from {least:g} to {most:,g}, not {' '.join(text.split())[:40]}")
    return found


def sets_in(text: str) -> Range:
    """So many sets. Raises ValueError."""
    return count_in(text, "sets", MOST_SETS)


def reps_in(text: str) -> Range:
    """So many repetitions. Raises ValueError."""
    return count_in(text, "repetitions", MOST_REPS)


def breaths_in(text: str) -> Range:
    """So many breaths. Raises ValueError."""
    return count_in(text, "breaths", MOST_BREATHS)


def time_in(text: str, unit: float = 1.0) -> Range:
    """How long something is done, in seconds. Raises ValueError."""
    return seconds_in(text, "times (in seconds)", 1, LONGEST_TIME, unit)


def tempo_in(text: str) -> str:
    """The seconds of each part of a repetition, two to four: `3-1-1`. Raises ValueError."""
    parts = [int(part) for part in re.findall(r"\d+", text)]
    if not any(parts) or max(parts) > LONGEST_PART:
        raise ValueError(
            f"the parts of a tempo last a second to {LONGEST_PART:g} s, such as 3-1-1, not {text.strip()[:40]}"
        )
    return "-".join(map(str, parts))


def rest_in(text: str, unit: float = 1.0) -> Range:
    """How long somebody rests, in seconds. Raises ValueError."""
    return seconds_in(text, "rests (in seconds)", 0, LONGEST_PHASE, unit)


def read_amounts(text: str) -> tuple[Amounts, str]:
    """The amounts in a text, and the text with CUT in the place of each. Raises ValueError for one out of bounds."""
    reader = _Reader(text)
    reader.read()
    return reader.found, reader.rest


def side_in(name: str) -> tuple[Whose | None, str]:
    """The one side that a name ends with or has in brackets, and the name without it."""
    found = _ONE_SIDE.search(name)
    if found is None:
        return None, name.strip()
    word = (found[1] or found[2] or found[3]).lower()
    rest = f"{name[: found.start()]} {name[found.end() :]}"
    without = " ".join(rest.split()).strip(" ,-:")
    return (Whose.LEFT if word[0] == "l" else Whose.RIGHT, without) if without else (None, name.strip())


class _Reader:
    """Takes amounts out of a text one after the other: what is longer first, so that nothing is read twice."""

    def __init__(self, text: str) -> None:
        self.rest = plain_value(text).replace("\u00d7", "x")
        self.found = Amounts()

    def read(self) -> None:
        """All of them."""
        if found := self._cut(_TEMPO):
            self._set(tempo=tempo_in(found[1] or found[2]))
        if found := self._cut(_PAUSE_AT):
            self._set(hold=time_in(found[1]))
        if found := self._cut(_REST_FIRST) or self._cut(_REST_LAST):
            self._set(rest=rest_in(found[1]))
        if self.found.hold is None and (found := self._cut(_HOLD_FIRST) or self._cut(_HOLD_LAST)):
            self._set(hold=time_in(found[1]))
        self._sets()
        if found := self._cut(_BREATHS):
            self._set(breaths=breaths_in(found[1]))
        if self.found.reps is None and (found := self._cut(_REPS_ALONE)):
            self._set(reps=reps_in(found[1] or found[2] or found[3]))
        if self.found.time is None and (found := self._cut(_TIME_ALONE)):
            self._set(time=time_in(found[1]))
        if found := self._cut(_LOAD):
            self._set(load=f"{found[1].replace(',', '.')} {found[2].lower()}")
        if self.found.reps is None and self.found.time is None and (found := self._cut(_REPS_SIDE)):
            self._set(reps=reps_in(found[1]), bare=True)
        if self._cut(_OPEN):
            self._set(open=True)
        if self._cut(_ALTERNATE):
            self._set(side=Whose.ALTERNATE)
        if self._cut(_EACH):
            self._set(side=Whose.EACH)
        elif found := self._cut(_ONE_SIDE):
            word = (found[1] or found[2] or found[3]).lower()
            self._set(side=Whose.LEFT if word[0] == "l" else Whose.RIGHT)

    def _sets(self) -> None:
        if found := self._cut(_BY_SETS):
            self._set(sets=sets_in(found[4]), **self._amount(found[1], found[2], found[3]))
        elif found := self._cut(_SETS_OF) or self._cut(_BY):
            self._set(sets=sets_in(found[1]), **self._amount(found[2], found[3], found[4]))
        elif found := self._cut(_TIME_BY):
            self._set(time=time_in(found[1]), sets=sets_in(found[2]))
        elif found := self._cut(_SETS_ALONE):
            self._set(sets=sets_in(found[1]))

    def _amount(self, time: str | None, number: str | None, called: str | None) -> dict[str, object]:
        if time is not None:
            return {"time": time_in(time)}
        if called and called.lower().startswith(("breath", "atem")):
            return {"breaths": breaths_in(number or "")}
        return {"reps": reps_in(number or ""), "bare": not called}

    def _set(self, **what: object) -> None:
        self.found = replace(self.found, **what)  # type: ignore[arg-type]

    def _cut(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        if (found := pattern.search(self.rest)) is not None:
            self.rest = self.rest[: found.start()] + CUT + self.rest[found.end() :]
        return found
