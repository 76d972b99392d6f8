"""What stands in the .json beside a model of Piper, checked: such files come from anywhere.

A file of that kind has far more than is needed here. What is needed has bounds; what Piper itself then gets is made of
what was checked, and of nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voicecoach.speech.result_checks import on_one_line

LARGEST_CONFIG = 2**20
"""Bytes of the largest .json; those of all published voices have less than 40,000."""

LOWEST_RATE, HIGHEST_RATE = 8_000, 48_000
"""In frames a second; the published voices have 16,000 and 22,050."""

MOST_SYMBOLS, MOST_SPEAKERS = 4096, 4096
_MOST_IDS = 16
_LONGEST_SYMBOL = 16
_MOST_CLUSTERS = 256

SLOWEST_OWN, FASTEST_OWN = 2.0, 0.5
"""The limits of the length scale that a voice's maker advises."""

_START, _PAD, _END = "^", "_", "$"
_ESPEAK_VOICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}")

_KINDS = ("espeak", "text")
"""Of phonemes. The others need packages and downloads of their own."""


class BadConfig(ValueError):
    """The .json is not one of Piper, or not one that can be used here. `str()` says what is wrong, in one line."""


@dataclass(frozen=True, slots=True)
class PiperConfig:
    """What is known of a voice without its model."""

    rate: int
    """Frames a second."""
    language: str
    """A BCP 47 tag in lower case: de-de; empty if it is not known."""
    title: str
    """What a person calls it; may be empty."""
    phonemes: str
    """Of which kind: espeak or text."""
    espeak_voice: str
    """Which voice of espeak-ng makes its phonemes."""
    ids: Mapping[str, tuple[int, ...]]
    """The numbers of each phoneme."""
    symbols: int
    """Above every number of a phoneme."""
    speakers: int
    """How many speak in this model, 1 or more."""
    speaker_names: Mapping[str, int]
    """Those of them who have names."""
    default_speaker: int
    length_scale: float
    """How slow its maker advises it to be, where 1 is the speed that it was trained at."""
    clusters: tuple[tuple[str, ...], ...]
    """Vowels that are one phoneme together."""

    def for_piper(self) -> dict[str, Any]:
        """The same for `piper.config.PiperConfig.from_dict`."""
        return {
            "num_symbols": self.symbols,
            "num_speakers": self.speakers,
            "audio": {"sample_rate": self.rate},
            "espeak": {"voice": self.espeak_voice},
            "phoneme_type": self.phonemes,
            "phoneme_id_map": {symbol: list(ids) for symbol, ids in self.ids.items()},
            "default_speaker_id": self.default_speaker,
            "vowel_clusters": [list(one) for one in self.clusters],
        }


def read_config(data: bytes) -> PiperConfig:
    """The checked config of the bytes of a .json. Raises BadConfig."""
    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise BadConfig("it is not JSON") from None
    if not isinstance(found, dict) or "phoneme_id_map" not in found:
        raise BadConfig("it is not that of a voice of Piper")
    kind = found.get("phoneme_type", "espeak")
    if isinstance(kind, str):
        kind = kind.removeprefix("PhonemeType.").lower()  # as a published voice, es_MX-ald, has it
    if kind not in _KINDS:
        raise BadConfig(f"its phonemes are of the kind {_shown(kind)}, which cannot be made here")
    symbols = _whole(found, "num_symbols", 1, MOST_SYMBOLS)
    speakers = _whole(found, "num_speakers", 1, MOST_SPEAKERS)
    espeak_voice = _section(found, "espeak").get("voice")
    if not isinstance(espeak_voice, str) or not _ESPEAK_VOICE.fullmatch(espeak_voice):
        raise BadConfig(f"its espeak voice is {_shown(espeak_voice)}")
    default = _whole(found, "default_speaker_id", 0, speakers - 1, absent=0)
    scale = _section(found, "inference", absent={}).get("length_scale", 1)
    if (
        isinstance(scale, bool)
        or not isinstance(scale, int | float)
        or not FASTEST_OWN <= scale <= SLOWEST_OWN
    ):
        raise BadConfig(f"its length_scale is {_shown(scale)}, not {FASTEST_OWN} to {SLOWEST_OWN}")
    return PiperConfig(
        rate=_whole(_section(found, "audio"), "sample_rate", LOWEST_RATE, HIGHEST_RATE),
        language=_language(found, espeak_voice),
        title=_title(found),
        phonemes=kind,
        espeak_voice=espeak_voice,
        ids=_ids(found["phoneme_id_map"], symbols),
        symbols=symbols,
        speakers=speakers,
        speaker_names=_speaker_names(found.get("speaker_id_map", {}), speakers),
        default_speaker=default,
        length_scale=float(scale),
        clusters=_clusters(found.get("vowel_clusters", [])),
    )


def _section(found: dict[str, Any], key: str, *, absent: dict[str, Any] | None = None) -> dict[str, Any]:
    section = found.get(key, absent)
    if not isinstance(section, dict):
        raise BadConfig(f"its {key} is missing" if key not in found else f"its {key} is {_shown(section)}")
    return section


def _whole(found: dict[str, Any], key: str, least: int, most: int, *, absent: int | None = None) -> int:
    number = found.get(key, absent)
    if type(number) is not int or not least <= number <= most:
        what = "missing" if number is None else _shown(number)
        raise BadConfig(f"its {key} is {what}, not {least} to {most}")
    return number


def _ids(found: object, symbols: int) -> dict[str, tuple[int, ...]]:
    if not isinstance(found, dict) or len(found) > MOST_SYMBOLS:
        raise BadConfig("its phoneme_id_map is not a table of phonemes")
    ids = {}
    for symbol, numbers in found.items():
        if (
            not 0 < len(symbol) <= _LONGEST_SYMBOL
            or not isinstance(numbers, list)
            or not 0 < len(numbers) <= _MOST_IDS
            or not all(type(number) is int and 0 <= number < symbols for number in numbers)
        ):
            raise BadConfig(f"its phoneme {_shown(symbol)} has the numbers {_shown(numbers)}")
        ids[symbol] = tuple(numbers)
    for needed in (_START, _PAD, _END):
        if needed not in ids:
            raise BadConfig(f"its phoneme_id_map has no “{needed}”")
    return ids


def _speaker_names(found: object, speakers: int) -> dict[str, int]:
    """Names that can be said to `--voice`; others are reached by number."""
    if not isinstance(found, dict):
        raise BadConfig("its speaker_id_map is not a table of speakers")
    return {
        name: number
        for name, number in found.items()
        if 0 < len(name) <= 40
        and name.isprintable()
        and name == name.strip()
        and type(number) is int
        and 0 <= number < speakers
    }


def _clusters(found: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(found, list) or len(found) > _MOST_CLUSTERS:
        raise BadConfig("its vowel_clusters are not a list")
    for one in found:
        if (
            not isinstance(one, list)
            or not 1 < len(one) <= _MOST_IDS
            or not all(isinstance(part, str) and 0 < len(part) <= _LONGEST_SYMBOL for part in one)
        ):
            raise BadConfig(f"one of its vowel_clusters is {_shown(one)}")
    return tuple(tuple(one) for one in found)


def _language(found: dict[str, Any], espeak_voice: str) -> str:
    section = found.get("language")
    code = section.get("code") if isinstance(section, dict) else None
    for tag in (code, espeak_voice):
        if isinstance(tag, str) and _LANGUAGE.fullmatch(plain := tag.lower().replace("_", "-")):
            return plain
    return ""


def _title(found: dict[str, Any]) -> str:
    section = found.get("language")
    named = section if isinstance(section, dict) else {}
    speaker = _words(found.get("dataset")).replace("_", " ").capitalize()
    language, country = _words(named.get("name_english")), _words(named.get("country_english"))
    place = f"{language} ({country})" if language and country else language
    return ", ".join(part for part in (speaker, place) if part)


def _words(value: object) -> str:
    return on_one_line(value)[:60].strip() if isinstance(value, str) else ""


def _shown(value: object) -> str:
    text = on_one_line(repr(value))
    return text if len(text) <= 40 else text[:37] + "..."
