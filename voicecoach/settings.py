"""What a user chose once for every session: `settings.toml` in the user's folder for configuration.

A flat file that a person may write by hand, and that `voicecoach settings` changes line by line, so that comments stay.
It is read on the way to the first line of a `preview`, so it is checked by the table below and not by pydantic, which
takes too long to load for that. A line with a mistake is reported and left out; it never stops a session, and
the file is never renamed: a person wrote it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from voicecoach.errors import StateError
from voicecoach.logs import logger_for
from voicecoach.near import did_you_mean
from voicecoach.play.commands import Command
from voicecoach.play.controls.buttons import is_button
from voicecoach.play.controls.keys import is_key
from voicecoach.play.controls.table import CONTROLS, KEY_MAPS
from voicecoach.play.volume_range import LOUDEST_DB, SOFTEST_DB
from voicecoach.routine.breath_pace import breath_pace
from voicecoach.routine.count_in import MOST_COUNTED_IN
from voicecoach.script.choices import LEVELS, Counting, Pace, Talk
from voicecoach.settings_file import (
    changed_by_us_alone,
    comment_of,
    index_of,
    line_of,
    load,
    load_or_new,
    store,
    toml_of,
)
from voicecoach.speech.api import FASTEST, SLOWEST
from voicecoach.speech.cache.place_address import why_no_place

logger = logger_for(__name__)

Value = str | int | float | bool

LONGEST = 200
"""Characters of the longest text."""


# Tuples, as a dataclass takes a millisecond to make.
class Setting(NamedTuple):
    """One key of the file."""

    name: str
    about: str
    """What it chooses, in a few words."""
    takes: str
    """What it accepts, for a person."""
    fits: Callable[[Any], bool]
    """Whether it accepts a value as TOML has it."""
    is_text: bool = False
    """Whether what is typed is taken literally, and not as a number."""


def _text(value: Any) -> bool:
    return type(value) is str and 0 < len(value) <= LONGEST and value.isprintable() and value == value.strip()


def _one_of(*words: str) -> Callable[[Any], bool]:
    return lambda value: type(value) is str and value in words


def _number(low: float, high: float, *kinds: type) -> Callable[[Any], bool]:
    return lambda value: type(value) in kinds and low <= value <= high  # a NaN is not between


def _level(value: Any) -> bool:
    return _one_of(*LEVELS)(value) or _number(0, 1, int, float)(value)


def _breath(value: Any) -> bool:
    try:
        return type(value) is str and bool(breath_pace(value))
    except ValueError:
        return False


def _flag(value: Any) -> bool:
    return type(value) is bool


def _keys(value: Any) -> bool:
    return _text(value) and all(is_key(key) or is_button(key.lower()) for key in value.split())


def _place(value: Any) -> bool:
    return _text(value) and not why_no_place(value)


MEANINGS = tuple(one.value for one in Command if not one.startswith(Command.PRESS))
"""What presses of the one button may mean: every command."""

SETTINGS = (
    Setting("voice", "who speaks", "a voice as --voice takes it", _text, is_text=True),
    Setting("speed", "words a minute", f"{SLOWEST} to {FASTEST}", _number(SLOWEST, FASTEST, int)),
    Setting("level", "how much", f"0 to 1, or {', '.join(LEVELS)}", _level),
    Setting("talk", "how much is said", ", ".join(Talk), _one_of(*Talk), is_text=True),
    Setting("count", "how it is counted", ", ".join(Counting), _one_of(*Counting), is_text=True),
    Setting("first", "the side that begins", "left, right", _one_of("left", "right"), is_text=True),
    Setting("pace", "how much time there is to move", ", ".join(Pace), _one_of(*Pace), is_text=True),
    Setting("count-in", "the number from which sets are counted in", f"0 to {MOST_COUNTED_IN}", _number(0, MOST_COUNTED_IN, int)),
    Setting("breath", "how you breathe, seconds in and out", "in and out, such as 4-6", _breath, is_text=True),
    Setting("output", "what plays", "an output as --output takes it", _text, is_text=True),
    Setting("device", "the device that is heard", "its name or a part of it", _text, is_text=True),
    Setting("duck", "whether other programs are lowered while the coach speaks", "true, false", _flag),
    Setting("wake", "seconds to wake a headset", "0 to 10", _number(0, 10, int, float)),
    Setting("volume", "softer or louder, in decibels", f"{SOFTEST_DB} to {LOUDEST_DB}", _number(SOFTEST_DB, LOUDEST_DB, int)),
    Setting("chime", "whether a chime answers play and resume", "true, false", _flag),
    Setting("ask", "whether you are asked how it feels, before and after", "true, false", _flag),
    Setting("keys", "which keys", ", ".join(KEY_MAPS), _one_of(*KEY_MAPS), is_text=True),
    Setting("media-keys", "whether media keys are heard", "true, false", _flag),
    Setting("wake-lock", "whether the machine is kept awake", "true, false", _flag),
    Setting("plain", "one line a cue instead of a display", "true, false", _flag),
)  # fmt: skip
"""Every key but those below, in the order in which they are shown."""

CONTROL_SETTINGS = (
    *(
        Setting(f"key-{one.command}", "more keys for it", "keys with spaces between: k tab f13", _keys, is_text=True)
        for one in CONTROLS
        if one.command not in (Command.PRESS_PAUSE, Command.PRESS_PLAY)  # a key does not know
    ),
    Setting("press-twice", "what two presses of the one button mean", ", ".join(MEANINGS), _one_of(*MEANINGS), is_text=True),
    Setting("press-thrice", "what three presses mean", ", ".join(MEANINGS), _one_of(*MEANINGS), is_text=True),
    Setting("pedal", "the pedal or button that is read, on Linux", "auto, off, or its name or a part of it", _text, is_text=True),
)  # fmt: skip
"""Which pedal is read, what the one button means, and for each command of a session keys beside those of the map."""

SIDES = "sides-"
"""With the id of an exercise behind it: what its sides need."""
SIDES_TAKE = "such as: left first, 1 more set left, hold 5 s shorter right"

PROGRESS_SETTINGS = (
    Setting("progress-after", "after how many sessions that went well it becomes more", "0 (never) to 50", _number(0, 50, int)),
    Setting("progress-effort", "the effort at which strengthening still may become more", "0 to 10", _number(0, 10, int)),
    Setting("progress-step", "by how much of its range", "0.01 to 1", _number(0.01, 1, int, float)),
)  # fmt: skip
"""When exercises become more."""

FILE_SETTINGS = (
    Setting("shared-cache", "where machines share phrases", "a whole path, or such as s3://bucket/phrases", _place, is_text=True),
)  # fmt: skip
"""What holds where files are made."""

OTHER_SETTINGS = (*CONTROL_SETTINGS, *PROGRESS_SETTINGS, *FILE_SETTINGS)

BY_NAME = {setting.name: setting for setting in (*SETTINGS, *OTHER_SETTINGS)}


class UserSettings(NamedTuple):
    """What the file says."""

    values: Mapping[str, Value]
    """By key; only values that are accepted."""
    problems: tuple[str, ...] = ()
    """Each mistake in a line: file, line, key."""


def read_settings(path: Path) -> UserSettings:
    """What the file says; nothing if there is none. Never raises: what is wrong is a problem."""
    try:
        text, data = load(path)
    except FileNotFoundError:
        return UserSettings({})
    except StateError as error:
        return UserSettings({}, (f"{error}; the settings are left out",))
    values: dict[str, Value] = {}
    problems = []
    for name, value in data.items():
        setting = _found(name)
        where = f"{path}:{line_of(text, name)}"
        if setting is None:
            shown = name[:40] if name.isprintable() else ascii(name)[:40]
            near = did_you_mean(name, BY_NAME) or "; voicecoach settings names all"
            problems.append(f"{where}: there is no setting “{shown}”{near}")
        elif setting.fits(value):
            values[name] = value
        else:
            problems.append(f"{where}: {name} takes {setting.takes}; this line is left out")
    for problem in problems:
        logger.warning("%s", problem)
    return UserSettings(values, tuple(problems))


def progress_rule(values: Mapping[str, Value]) -> tuple[int, int, float]:
    """After how many sessions, up to which effort, and by what step an exercise becomes more."""
    after, effort, step = (values.get(one.name) for one in PROGRESS_SETTINGS)
    return (
        3 if after is None else int(after),
        6 if effort is None else int(effort),
        0.2 if step is None else float(step),
    )


def press_meanings(values: Mapping[str, Value]) -> tuple[Command, Command]:
    """What two and three presses of the one button mean."""
    twice, thrice = values.get("press-twice", Command.DONE), values.get("press-thrice", Command.HURT)
    return Command(str(twice)), Command(str(thrice))


def more_keys(values: Mapping[str, Value]) -> dict[Command, tuple[str, ...]]:
    """The keys that the settings give to commands beside those of a map."""
    given = {command: values.get(f"key-{command}") for command in Command}
    return {command: tuple(str(keys).lower().split()) for command, keys in given.items() if keys is not None}


def parse_value(name: str, text: str) -> Value:
    """The value that a person typed for a key. Raises ValueError with a sentence for them."""
    setting = _known(name)
    value: Any = text.strip()
    if setting.fits is _flag:
        value = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}.get(
            value.lower()
        )
    elif not setting.is_text:
        for kind in (int, float):
            try:
                value = kind(text) if text.isascii() else text
                break
            except ValueError:
                value = text.strip().lower()
    if not setting.fits(value):
        raise ValueError(f"{name} takes {setting.takes}, not “{text[:40]}”")
    kept: Value = value
    return kept


def set_value(path: Path, name: str, value: Value) -> None:
    """Put one key into the file, which is made if it is missing; all else in it stays, comments too.

    Raises StateError if the file cannot be changed, ValueError for a value that is not accepted.
    """
    if not _known(name).fits(value):
        raise ValueError(f"{name} takes {_known(name).takes}")
    with changed_by_us_alone(path):
        text, data = load_or_new(path)
        lines = text.splitlines(keepends=True)
        written = f"{name} = {toml_of(value)}"
        at = index_of(lines, name)
        if at is not None:
            lines[at] = f"{written}{comment_of(lines[at])}\n"
        else:
            tables = (at for at, line in enumerate(lines) if line.lstrip().startswith("["))
            at = next(tables, len(lines))
            if at and not lines[at - 1].endswith("\n"):
                lines[at - 1] += "\n"
            lines.insert(at, f"{written}\n")
        store(path, "".join(lines), {**data, name: value})


def unset_values(path: Path, names: Iterable[str]) -> None:
    """Take keys out of the file; all else in it stays. Raises as `set_value`."""
    gone = [_known(name).name for name in names]
    if not os.path.lexists(path):
        return
    with changed_by_us_alone(path):
        text, data = load_or_new(path)
        lines = text.splitlines(keepends=True)
        for name in gone:
            at = index_of(lines, name)
            if name in data and at is not None:
                del lines[at]
        store(path, "".join(lines), {name: value for name, value in data.items() if name not in gone})


def of_sides(values: Mapping[str, Value]) -> dict[str, str]:
    """What the sides of exercises need, by their ids."""
    return {name.removeprefix(SIDES): str(value) for name, value in values.items() if name.startswith(SIDES)}


def _found(name: str) -> Setting | None:
    if name.startswith(SIDES):
        from voicecoach.routine.ids import is_id
        from voicecoach.script.side_needs import is_side_needs

        if is_id(name.removeprefix(SIDES)):
            return Setting(name, "what its sides need", SIDES_TAKE, is_side_needs, is_text=True)
    return BY_NAME.get(name)


def _known(name: str) -> Setting:
    found = _found(name)
    if found is not None:
        return found
    near = did_you_mean(name, BY_NAME) or "; voicecoach settings names all"
    raise ValueError(f"there is no setting “{name[:40]}”{near}") from None
