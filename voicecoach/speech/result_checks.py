"""Checks of what a backend returns: nothing of it is used before it has passed here.

Each function returns what it was given, as our own plain values, or raises BadResult. They run where the backend runs, so that
an attribute that hangs or raises is the backend's fault as well.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from voicecoach.errors import SpeechError
from voicecoach.speech.api import VoiceInfo
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip

LOWEST_RATE, HIGHEST_RATE = 8_000, 192_000
"""In frames a second."""

LONGEST_S = 25 * 60
"""A phrase is shorter than this."""

MOST_GAIN_DB = 60
"""The most that a voice may say it needs; what is measured has a lower limit."""

MOST_VOICES = 20_000
"""A backend that lists more never ends."""

_LONGEST_NAME = 200
_LONGEST_MESSAGE = 300


class BadResult(Exception):
    """What a backend returned is not what a backend returns. `str()` says what, in one line."""


def on_one_line(text: str) -> str:
    """For a message: without line breaks, every control character written out, and not too long."""
    shown = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in " ".join(text.split())
    )
    return shown if len(shown) <= _LONGEST_MESSAGE else shown[: _LONGEST_MESSAGE - 3] + "..."


def describe_exception(error: BaseException) -> str:
    """A foreign exception in one line, even if its own `str()` fails."""
    try:
        said = str(error)
    except BaseException:
        said = ""
    return on_one_line(f"{type(error).__name__}: {said}").rstrip(": ")


def checked_name(value: object, what: str) -> str:
    """Text that may be shown and be a part of a key."""
    if type(value) is not str:
        raise BadResult(f"{what} is {_kind(value)}, not text")
    if not value.strip():
        raise BadResult(f"{what} is empty")
    if len(value) > _LONGEST_NAME:
        raise BadResult(f"{what} is {len(value)} characters long, “{on_one_line(value[:20])}...”")
    if not value.isprintable() or value != value.strip():
        raise BadResult(
            f"{what} has control characters or spaces around it, “{on_one_line(repr(value)[1:-1])}”"
        )
    return value


def checked_voice_id(value: object, backend: str) -> str:
    """The id of a backend's voice: phrases are kept under it, so it cannot be that of another backend."""
    found = checked_name(value, "its id")
    if found != backend and not found.startswith(f"{backend}:"):
        raise BadResult(f"its id is “{found}”, not “{backend}:...”")
    return found


def language_tag(value: object) -> str:
    """A tag in small letters with hyphens: en-gb; empty for what is none."""
    fits = (
        type(value) is str
        and len(value) <= _LONGEST_NAME
        and value.replace("-", "").replace("_", "").isalnum()
    )
    return value.lower().replace("_", "-") if fits and isinstance(value, str) else ""


def checked_rate(value: object) -> int:
    """Frames a second."""
    number = _whole(value, "its rate")
    if not LOWEST_RATE <= number <= HIGHEST_RATE:
        raise BadResult(f"its rate is {number}, not {LOWEST_RATE} to {HIGHEST_RATE}")
    return number


def checked_length(value: object, rate: int) -> Frames:
    """How long a phrase is heard."""
    number = _whole(value, "its length")
    if not 0 < number < LONGEST_S * rate:
        raise BadResult(f"its length is {number} frames, not 1 to {LONGEST_S * rate - 1}")
    return Frames(number)


def checked_gain_db(value: object) -> float | None:
    """What a voice says that it needs to be at its level."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadResult(f"its gain_db is {_kind(value)}, not a number of decibels")
    if abs(value) > MOST_GAIN_DB:
        raise BadResult(f"its gain_db is {value:g}, not {-MOST_GAIN_DB} to {MOST_GAIN_DB}")
    return float(value)


def checked_clip(value: object, rate: int) -> Clip:
    """A phrase, with samples that nobody can change any more."""
    import numpy as np

    from voicecoach.audio.pcm import Clip

    if not isinstance(value, Clip):
        raise BadResult(f"it returned {_kind(value)}, not a Clip")
    samples = value.samples
    if not isinstance(samples, np.ndarray):
        raise BadResult(f"its samples are {_kind(samples)}, not an array")
    if samples.dtype != np.int16:
        raise BadResult(f"its samples are {samples.dtype}, not int16")
    if samples.ndim != 1:
        raise BadResult(f"its samples have {samples.ndim} dimensions, not one")
    found = _whole(value.rate, "the rate of its sound")
    if found != rate:
        raise BadResult(f"the rate of its sound is {found}, and its own {rate}")
    onset = _whole(value.onset, "its onset")
    if not 0 <= onset <= len(samples):
        raise BadResult(f"its onset is {onset}, not 0 to {len(samples)}")
    if onset == len(samples):
        raise BadResult("it returned no sound")
    if len(samples) >= LONGEST_S * rate:
        raise BadResult(f"it returned {len(samples) / rate / 60:.0f} minutes of sound")
    flags = samples.flags
    if type(samples) is not np.ndarray or flags.writeable or not (flags.owndata and flags.c_contiguous):
        samples = np.array(samples, np.int16, copy=True, subok=False)
        samples.flags.writeable = False
    return Clip(samples, rate, Frames(onset))


def checked_voices(found: Iterable[object], backend: str) -> tuple[tuple[VoiceInfo, ...], tuple[str, ...]]:
    """The voices that are listed well, and what is wrong with each other one."""
    good: dict[str, VoiceInfo] = {}
    bad = []
    for number, one in enumerate(islice(found, MOST_VOICES + 1), start=1):
        if number > MOST_VOICES:
            raise BadResult(f"it lists more than {MOST_VOICES} voices")
        try:
            info = _info(one, backend)
            if info.voice in good:
                raise BadResult(f"“{info.voice}” is listed twice")
        except Exception as error:
            bad.append(
                f"no. {number}: {error if isinstance(error, BadResult) else describe_exception(error)}"
            )
        else:
            good[info.voice] = info
    return tuple(good.values()), tuple(bad)


def _info(value: object, backend: str) -> VoiceInfo:
    if isinstance(value, SpeechError):
        raise BadResult(on_one_line(f"{value.backend}: {value.message}"))
    if not isinstance(value, VoiceInfo):
        raise BadResult(f"it is {_kind(value)}, not a VoiceInfo")
    info = VoiceInfo(
        checked_name(value.backend, "its backend"),
        checked_name(value.voice, "its voice"),
        checked_name(value.language, "its language"),
        checked_name(value.name, "its name"),
    )
    if info.backend != backend:
        raise BadResult(f"its backend is “{info.backend}”, not “{backend}”")
    return info


def _whole(value: object, what: str) -> int:
    if isinstance(value, bool):
        raise BadResult(f"{what} is {value}, not a whole number")
    try:
        return operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        raise BadResult(f"{what} is {_kind(value)}, not a whole number") from None


def _kind(value: object) -> str:
    return "None" if value is None else f"of type {on_one_line(type(value).__name__)}"
