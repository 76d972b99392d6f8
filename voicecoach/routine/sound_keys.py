"""What a routine says of its own sound: the voice, its speed, the music. Read on the way to the first word, without the models.

Mistakes in a file are not reported here, but when the routine is loaded.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import NamedTuple

from voicecoach.errors import RoutineError
from voicecoach.routine.routine_files import default_folders, routine_file
from voicecoach.routine.text_file import read_routine_text
from voicecoach.speaking_speed import FASTEST, SLOWEST
from voicecoach.typography import plain_value

LONGEST_NAME = 200
"""Characters of the name of a voice, and of the path of a piece of music."""

_WRITTEN = re.compile(r"""\b(voice|speed|music)["']?\s*:|\\|^\s*\?""", re.MULTILINE)
"""What is in the text of every routine that has one of the keys; a key may also have escapes, or be behind a question mark."""


class SoundKeys(NamedTuple):
    """The keys of one routine; None for each that it does not have."""

    voice: str | None = None
    """As `--voice` takes it."""
    speed: int | None = None
    """Words a minute."""
    music: str | None = None
    """The path of a file, from the folder of the routine's."""


def sound_keys(routine: str | Path) -> SoundKeys:
    """The keys of a routine as a command names it; none if it cannot be read."""
    path = routine_file(routine, default_folders())
    with contextlib.suppress(RoutineError):
        text = read_routine_text(path) if path is not None else ""
        if _WRITTEN.search(text):
            return _keys_in(text)
    return SoundKeys()


def _keys_in(text: str) -> SoundKeys:
    from voicecoach.routine.yaml_reader import read_yaml_tree

    plain = read_yaml_tree(text).root.plain
    found: dict[str, object] = {}
    for name, read in {"voice": voice_name, "speed": words_a_minute, "music": music_path}.items():
        with contextlib.suppress(ValueError):
            if isinstance(plain, dict) and name in plain:
                found[name] = read(plain[name])
    return SoundKeys(**found)  # type: ignore[arg-type]


def voice_name(value: object) -> str:
    """The name of a voice. Raises ValueError for what is none, and for a path: what a stranger's file names is not loaded."""
    text = plain_value(value) if isinstance(value, str) else ""
    if not text or len(text) > LONGEST_NAME or not text.isprintable():
        raise ValueError(
            "this is not the name of a voice; write one that “voicecoach voices” shows, such as espeak:en-us"
        )
    if "/" in text or "\\" in text:
        raise ValueError(
            "a routine names a voice, not a file; write one that “voicecoach voices” shows, such as espeak:en-us"
        )
    return text


def words_a_minute(value: object) -> int:
    """A whole number of words a minute. Raises ValueError."""
    text = plain_value(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or not SLOWEST <= int(text) <= FASTEST:
        raise ValueError(f"a speed is {SLOWEST} to {FASTEST} whole words a minute")
    return int(text)


def music_path(value: object) -> str:
    """A path below the folder of the routine. Raises ValueError for one that leads out of it, and for what is none."""
    text = value.strip() if isinstance(value, str) else ""
    parts = text.split("/")
    if not text or len(text) > LONGEST_NAME or not text.isprintable():
        raise ValueError(
            "this is not the name of a file; put the music beside the routine, and write its name: rain.mp3"
        )
    if {"", ".", ".."} & set(parts) or any(sign in text for sign in "\\:") or text.startswith("~"):
        raise ValueError(
            "this leads out of the folder of the routine; put the file there, and write its name, as in music/rain.mp3"
        )
    return text
