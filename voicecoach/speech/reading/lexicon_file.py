"""Reading a lexicon: words with their readings, by language or by voice.

    # My words.
    en:
      piriformis: /ˌpɪɹɪˈfɔːɹmɪs/
      SI joint: S I joint
    espeak:en:
      bow your: bough your

A small part of YAML, line by line: a section is a tag of a language, or a voice as --voice names it, and a colon; below it
come words, each on a line that begins with spaces. Nothing else is needed, so nothing else is read: no library is loaded
for it, which a session would wait for, and nothing in it can grow.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from voicecoach.pronunciation import Reading, Readings, parse_reading, read_word

LARGEST = 1_000_000
"""Bytes of a lexicon."""

MOST_ENTRIES = 10_000
"""Words in one lexicon."""

MOST_PROBLEMS = 20
"""So many mistakes are reported; more of them are of one kind."""


class Entry(NamedTuple):
    """One word."""

    section: str
    """In small letters: a tag of a language, a backend, or backend:voice."""
    word: str
    reading: Reading
    line: int


class Problem(NamedTuple):
    """A line that cannot be used."""

    message: str
    line: int
    column: int = 1


class Lexicon(NamedTuple):
    """What a file says."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    """The lines that are left out."""

    def readings(self, voice: str, language: str) -> Readings:
        """Those for a voice: its own before those of its language, and of these the narrower first."""
        fitting = [
            (-how_close, entry.word, entry.reading)
            for entry in self.entries
            if (how_close := _closeness(entry.section, voice, language))
        ]
        fitting.sort(key=lambda row: row[0])
        return Readings((word, reading) for _, word, reading in fitting)


NOTHING = Lexicon(())


def _closeness(section: str, voice: str, language: str) -> int:
    """How narrowly a section names the voice; 0 if it means another one."""
    voice, language = voice.lower(), language.lower()
    if ":" in section:
        return 1000 + len(section) if voice == section or voice.startswith(f"{section}-") else 0
    if section == voice.partition(":")[0]:
        return 500
    return len(section) if language == section or language.startswith(f"{section}-") else 0


def load_lexicon(path: Path) -> Lexicon:
    """The lexicon in the file at `path`: nothing if there is none. Raises nothing: what is wrong is in its problems."""
    if not os.path.lexists(path):
        return NOTHING
    from voicecoach.files import (
        read_bounded,  # what writes comes along: only where there is something to read
    )

    try:
        data = read_bounded(path, LARGEST)
    except FileNotFoundError:
        return NOTHING
    except (OSError, ValueError) as error:
        too_large = isinstance(error, OSError) and error.errno == 27
        why = (
            f"it has more than {LARGEST:,} bytes" if too_large else getattr(error, "strerror", None) or error
        )
        return Lexicon((), (Problem(f"this lexicon cannot be read: {why}", 1),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Lexicon((), (Problem("this file is not in UTF-8; save it as UTF-8", line),))
    return parse_lexicon(text)


_SECTION = re.compile(r"([A-Za-z][\w-]*(?::[\w.-]+)?)\s*:\s*(?:#.*)?")
_KEY = re.compile(
    r"""(?P<q>["'])(?P<quoted>.*?)(?P=q)\s*:(?:\s+(?P<value>.*))?$|(?P<plain>.*?)\s*:(?:\s+(?P<said>.*))?$"""
)


def parse_lexicon(text: str) -> Lexicon:
    """The lexicon in a text; what is wrong with a line is in its problems, and the line is left out."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    section = ""
    for number, line in _lines(text):
        indent = len(line) - len(line.lstrip())
        try:
            if not indent:
                section = _section(line)
                continue
            if "\t" in line[:indent]:
                raise _Mistake("there is a tab here; indent with spaces")
            if not section:
                raise _Mistake("a language comes first, such as “en:”, with its words below it")
            word, reading = _entry(line.strip())
            if (before := seen.setdefault((section, word), number)) != number:
                raise _Mistake(f"“{word}” is written twice, first on line {before}; keep one of them")
            if len(entries) == MOST_ENTRIES:
                raise _TooMany(f"a lexicon has {MOST_ENTRIES:,} words at most; the rest is left out")
            entries.append(Entry(section, word, reading, number))
        except _Mistake as mistake:
            problems.append(Problem(str(mistake), number, indent + 1))
            if isinstance(mistake, _TooMany) or len(problems) == MOST_PROBLEMS:
                break
    return Lexicon(tuple(entries), tuple(problems))


class _Mistake(ValueError):
    """What is wrong with a line."""


class _TooMany(_Mistake):
    """There is no use in reading on."""


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        line = line.rstrip()
        if line.strip() and not line.lstrip().startswith("#") and line != "---":
            yield number, line


def _section(line: str) -> str:
    if found := _SECTION.fullmatch(line):
        return found[1].lower().replace("_", "-")
    if _KEY.fullmatch(line):
        raise _Mistake("a word belongs below its language: indent it with two spaces, under “en:”")
    raise _Mistake(
        "this is neither a language nor a word; write “en:”, and below it “  word: how it is said”"
    )


def _entry(line: str) -> tuple[str, Reading]:
    found = _KEY.fullmatch(line)
    if not found:
        raise _Mistake("there is no colon with a space after the word; write “word: how it is said”")
    value = found["value"] if found["q"] else found["said"]
    value = _value(value or "")
    word = found["quoted"] if found["q"] else found["plain"]
    if value[:1] and value[0] in "[{&*!|>@`%":
        raise _Mistake(f"a reading cannot start with {value[0]}; write how the word is said, on this line")
    try:
        return read_word(word), parse_reading(value)
    except ValueError as error:
        raise _Mistake(str(error)) from error


def _value(value: str) -> str:
    """The value without quotes around it, or a comment after it."""
    value = value.strip()
    if value[:1] and value[0] in "\"'":
        end = value.find(value[0], 1)
        rest = value[end + 1 :].strip()
        if end < 0 or (rest and not rest.startswith("#")):
            raise _Mistake("text in quotes is not closed, or something follows it")
        return value[1:end]
    return re.split(r"\s#", value)[0].strip()
