"""w2a (workout to audio): YAML with exercises of a duration each, texts that are said meanwhile, and a pause before each.

`half_time: true` says that sides change in the middle.
"""

from __future__ import annotations

import re
from pathlib import Path

from voicecoach.interchange.plain_data import Fields, yaml_data
from voicecoach.interchange.quantities import side_in
from voicecoach.interchange.taken import Break, Entry, Taken, Whose, Work
from voicecoach.interchange.vocabulary import is_rest
from voicecoach.routine.dose import LONGEST_PHASE, LONGEST_TIME
from voicecoach.units import Range

_PART = re.compile(r"(\d{1,7}(?:\.\d{1,9})?|\.\d{1,9})(h|ms|m|s|us|µs|ns)")
_SIZES = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
_OWN_WORDS = {
    "exercise_beginning": "what is said at the beginning of each",
    "before_workout_announce": "what is said before",
    "tts": "the voice",
    "audio_format": "the format of the sound",
}


def read_w2a(text: str, *, title: str, path: Path | str | None = None) -> Taken:
    """The exercises of a workout. Raises RoutineError."""
    whole = Fields(yaml_data(text, path), "the file", path)
    pause = whole.map("pause")
    usual = _seconds(pause, "duration", LONGEST_PHASE) if pause is not None else 0.0
    entries: list[Entry] = []
    for fields in whole.maps("exercises", "exercise"):
        before = _seconds(fields, "pause_duration", LONGEST_PHASE) or usual
        if before and entries:
            entries.append(Break(Range(before, before)))
        entries.append(_exercise(fields))
    if not entries:
        raise whole.error("there is no exercise in this file")
    left_out = [said for key, said in _OWN_WORDS.items() if key in whole.keys()]  # noqa: SIM118
    remarks = []
    if left_out:
        remarks.append(f"the coach has words and a voice of its own: left out are {', '.join(left_out)}")
    if usual or "pause" in whole.keys():  # noqa: SIM118
        remarks.append("the pause before the first exercise is the coach's own way into it")
    close = whole.text("after_workout_announce")
    if "{{" in close:
        remarks.append("what is said after the workout is left out, as it counts what w2a counts")
        close = ""
    return Taken(title, tuple(entries), close=close, remarks=tuple(remarks))


def _exercise(fields: Fields) -> Entry:
    side, name = side_in(fields.text("name"))
    if not name:
        raise fields.error(f"{fields.where} has no name")
    seconds = _seconds(fields, "duration", LONGEST_TIME)
    if seconds < 1:
        raise fields.error(f"{fields.where}: duration is at least a second, such as 30s")
    if is_rest(name):
        return Break(Range(seconds, seconds))
    during = tuple(fields.texts("texts"))
    if fields.flag("half_time"):
        half = max(seconds / 2, 1.0)
        return Work(name, time=Range(half, half), side=Whose.EACH, during=during)
    return Work(name, time=Range(seconds, seconds), side=side, slot=True, during=during)


def _seconds(fields: Fields, name: str, most: float) -> float:
    """A duration as Go writes it: `1m30s`; 0 if there is none."""
    text = fields.text(name).replace("\u03bc", "\u00b5")
    if not text or text == "0":
        return 0.0
    parts = _PART.findall(text[:60])
    if not parts or _PART.sub("", text[:61]):
        raise fields.error(f"{fields.where}: {name} is a time such as 30s or 1m30s, not “{text[:40]}”")
    seconds = sum(float(number) * _SIZES[unit] for number, unit in parts)
    if seconds > most:
        raise fields.error(f"{fields.where}: {name} is at most {most:,.0f} seconds, not “{text[:40]}”")
    return round(seconds, 3)
