"""What the columns of a table of patients are called, and how a cell of each is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from voicecoach.interchange.quantities import breaths_in, reps_in, rest_in, sets_in, time_in
from voicecoach.interchange.table import load_in
from voicecoach.interchange.taken import Whose
from voicecoach.interchange.vocabulary import column_of, folded, side_of
from voicecoach.routine.ids import id_of, is_id
from voicecoach.typography import plain_value
from voicecoach.units import Range, Series

Plain = str | list[str]
"""A value as a YAML file would have it."""

_WORDS: Mapping[str, str] = {
    "code": "code, patient, patient code, patient no, patient nr, patient number, patient id, id, no, nr, number, kennung",
    "name": "name, patient name, full name",
    "language": "language, lang, sprache",
    "from": "from, first day, start date, begin, begins, ab, von",
    "until": "until, last day, end date, till, bis",
    "not_on": "not on, days off, off",
    "routine": "routine, programme, program, session, plan, do",
    "exercise": "exercise, exercises, exercise id, movement, ubung, exercice, ejercicio",
    "weeks": "weeks, week, woche, wochen",
    "often": "often, how often, frequency, haufigkeit",
    "at": "at, time of day, uhrzeit",
    "level": "level, stufe",
    "talk": "talk",
    "pace": "pace",
    "voice": "voice, stimme",
    "speed": "speed",
    "leave_out": "leave out, without, ohne",
    "include": "include, including",
    "easier": "easier",
    "tempo": "tempo",
    "breath": "breath pace, breathing",
    "between": "between",
    "effort": "effort, rpe",
    "pain": "pain",
    "switch": "switch",
    "count_in": "count in",
}
_OF_DOSES = frozenset({"sets", "reps", "hold", "time", "minutes", "breaths", "side", "rest", "load", "note"})
"""The columns that tables of exercises have too, under the same names."""

_FIELD_OF = {word: field for field, words in _WORDS.items() for word in words.split(", ")}

OF_PATIENTS = frozenset({"name", "language", "from", "until", "not_on"})
OF_ENTRIES = frozenset(
    {"often", "at", "level", "talk", "pace", "voice", "speed", "leave_out", "include", "easier"}
)
OF_EXERCISES = (_OF_DOSES - {"minutes"}) | {
    "tempo", "breath", "between", "effort", "pain", "switch", "count_in",
}  # fmt: skip


def field_of(head: str) -> str | None:
    """The key that a column holds, by the word at its head; None if nobody knows that word."""
    if found := _FIELD_OF.get(folded(head)):
        return found
    found = column_of(head)
    return found if found in _OF_DOSES else None


KNOWN_HEADS = tuple(sorted({*(name.replace("_", " ") for name in _WORDS), *_OF_DOSES}))


def cell_in(field: str, text: str) -> tuple[str, Plain | None]:
    """The key and the value of a cell; None if the cell says nothing. Raises ValueError."""
    if read := _READERS.get(field):
        return ("time" if field == "minutes" else field), read(text)
    return field, text


def _range(found: Range) -> Plain:
    return [str(one) for one in found.each] if isinstance(found, Series) else str(found)


def _amount(read: Callable[[str], Range]) -> Callable[[str], Plain | None]:
    return lambda text: _range(read(text))


def _side(text: str) -> Plain | None:
    whose = side_of(text)
    if whose is Whose.EACH:
        return None
    return whose.value if whose in (Whose.LEFT, Whose.RIGHT) else text


def _items(text: str) -> list[str]:
    return [part for part in (one.strip() for one in re.split(r"[,;\n]| and ", text)) if part]


def _one_or_list(text: str) -> Plain:
    found = _items(text)
    return found[0] if len(found) == 1 else found


def _times_of_day(text: str) -> Plain:
    # A spreadsheet adds the seconds.
    return [re.sub(r"^(\d{1,2}:\d\d):00$", r"\1", one) for one in _items(text)]


def _date(text: str) -> Plain:
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", plain_value(text), re.ASCII)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text


def _days(text: str) -> Plain:
    return [str(_date(one)) for one in _items(text)]


def _id(text: str) -> str:
    """People write names: “Side plank” is side-plank. What may be a path stays as it is, and is refused later."""
    return text if is_id(text) or "/" in text or "\\" in text or "." in text else id_of(text, text)


_READERS: Mapping[str, Callable[[str], Plain | None]] = {
    "sets": _amount(sets_in),
    "reps": _amount(reps_in),
    "hold": _amount(time_in),
    "time": _amount(time_in),
    "minutes": _amount(lambda text: time_in(text, 60.0)),
    "breaths": _amount(breaths_in),
    "rest": _amount(rest_in),
    "between": _amount(rest_in),
    "side": _side,
    "load": load_in,
    "routine": _id,
    "exercise": _id,
    "leave_out": lambda text: [_id(one) for one in _items(text)],
    "include": lambda text: [_id(one) for one in _items(text)],
    "easier": lambda text: [_id(one) for one in _items(text)],
    "level": lambda text: text.replace(",", "."),
    "from": _date,
    "until": _date,
    "not_on": _days,
    "at": _times_of_day,
    "weeks": lambda text: (
        re.sub(r"\s*-\s*", "-", plain_value(text).lower()).removeprefix("weeks ").removeprefix("week ")
    ),
}
