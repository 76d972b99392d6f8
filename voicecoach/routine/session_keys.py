"""How the author of a routine wants it to be coached, if the person who does it does not ask for something else."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from voicecoach.routine.file_model import FileModel
from voicecoach.routine.manner import LEVELS, Counting, Pace, Talk
from voicecoach.routine.scalars import CountIn
from voicecoach.routine.sound_keys import LONGEST_NAME, music_path, voice_name, words_a_minute
from voicecoach.routine.tree import shorten
from voicecoach.speaking_speed import FASTEST, SLOWEST
from voicecoach.typography import plain_value


def _level(value: Any) -> float:
    text = plain_value(value).lower() if isinstance(value, str) else value
    if text in LEVELS:
        return LEVELS[text]
    try:
        level = -1.0 if isinstance(text, bool) else float(text)
    except (TypeError, ValueError):
        level = -1.0
    if not 0 <= level <= 1:
        shown = f"“{shorten(value)}” is not a level" if isinstance(value, str) else "this is not a level"
        raise ValueError(f"{shown}; write {', '.join(LEVELS)}, or a number from 0 to 1")
    return level


def _list_levels(schema: dict[str, Any]) -> None:
    number = {"type": "number", "minimum": 0, "maximum": 1}
    description = {name: schema.pop(name) for name in list(schema) if name == "description"}
    schema.clear()
    schema.update({"anyOf": [{"enum": list(LEVELS)}, number], **description})


LevelOfRoutine = Annotated[float, BeforeValidator(_level), Field(ge=0, le=1, json_schema_extra=_list_levels)]
"""A number from 0 to 1, or a word for one."""


VoiceOfRoutine = Annotated[
    str, Field(pattern=r"^[^/\\]+$", max_length=LONGEST_NAME), BeforeValidator(voice_name)
]
"""A voice by its name, never by a path."""

Speed = Annotated[int, Field(ge=SLOWEST, le=FASTEST), BeforeValidator(words_a_minute)]
"""Whole words a minute."""

MusicPath = Annotated[
    str, Field(pattern=r"^[^/\\:~][^\\:]*$", max_length=LONGEST_NAME), BeforeValidator(music_path)
]
"""The path of a file in the folder of the routine's, or below it."""


class SessionKeys(FileModel, init=False):
    """Keys of a routine that stand for options of the commands: an option that is given wins, and they win over settings."""

    level: LevelOfRoutine | None = None
    """How much: the point on every range, gentle, steady, strong or 0 to 1; --level wins."""
    talk: Talk | None = None
    """How much is said: auto, full, short, counts; --talk wins."""
    count: Counting | None = None
    """How seconds and repetitions are counted: every, landmarks, chimes; --count wins."""
    pace: Pace | None = None
    """How much time there is to move: slow, usual, quick; --pace wins."""
    count_in: CountIn | None = None
    """The number from which each set is counted in, 0 to 10: the first word of the set is on one; left out, 3."""
    voice: VoiceOfRoutine | None = None
    """Who speaks: a voice by its name, as `voicecoach voices` shows it; --voice wins."""
    speed: Speed | None = None
    """Words a minute, 80 to 450; --speed wins."""
    music: MusicPath | None = None
    """The file of music that plays under the words, in the routine's folder or below it; --music and --no-music win."""
