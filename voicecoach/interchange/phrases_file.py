"""Phrases with silences (audio-program-generator): a phrase, a semicolon, and the seconds of silence after it, on each line."""

from __future__ import annotations

import re
from pathlib import Path

from voicecoach.errors import RoutineError
from voicecoach.interchange.sayable import shown
from voicecoach.interchange.taken import Phrase, Taken
from voicecoach.routine.dose import LONGEST_TIME

_LINE = re.compile(r"(.*\S)\s*;\s*(\d{1,5}(?:[.,]\d{1,3})?)\s*")


def read_phrases(text: str, *, title: str, path: Path | str | None = None) -> Taken:
    """The phrases of a file; a line without seconds is left out, as that program does. Raises RoutineError."""
    phrases = []
    remarks = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            remarks.append(
                f"line {number} has no seconds after a semicolon, and is left out: “{shown(line)}”"
            )
            continue
        silence = float(found[2].replace(",", "."))
        if silence > LONGEST_TIME:
            raise RoutineError("a silence lasts at most 24 hours", path=path, line=number)
        phrases.append(Phrase(found[1], silence, number))
    if not phrases:
        raise RoutineError("there is no phrase in this file; write such as “Relax your body;30”", path=path)
    return Taken(title, tuple(phrases), remarks=tuple(remarks))


def is_phrases(text: str) -> bool:
    """Whether every line has a phrase and seconds, and nothing else."""
    lines = [line for line in text.split("\n") if line.strip()]
    return bool(lines) and all(_LINE.fullmatch(line.strip()) for line in lines)
