"""What no voice here can say, for `voicecoach check`: letters of another script, only signs, sounds that no voice makes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from voicecoach.pronunciation import Reading, Readings, parse_reading, pieces
from voicecoach.routine.finding import Finding, Severity
from voicecoach.routine.lint.remark import Remark, findings_at
from voicecoach.routine.tree import Keys

if TYPE_CHECKING:
    from voicecoach.routine.file_model import FileModel
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.routine.model import Exercise
    from voicecoach.routine.tree import Tree

_UNSAID = frozenset(
    {"source", "easier", "harder", "picture", "language", "note", "about", "frequency", "from", "date"}
)
"""Keys of a routine whose texts are not said; an exercise's `about` is."""

_LETTERS = re.compile(r"[^\W\d_]+")


def unsayable_in_routine(loaded: LoadedRoutine) -> tuple[Finding, ...]:
    """Warnings about a routine and its exercises, each at its place."""
    from voicecoach.routine.model import SayText, WaitFor, walk_steps

    routine = loaded.routine
    texts = list(_texts(routine, _UNSAID - {"frequency"}))
    for keys, step in walk_steps(routine.steps):
        if isinstance(step, SayText | WaitFor):
            name = "say" if isinstance(step, SayText) else "wait"
            texts.append(((*keys, name), str(getattr(step, name))))
    of_exercises = {
        name: list(_texts(exercise, _UNSAID - {"about"})) for name, exercise in routine.exercises.items()
    }
    everything = [*texts, *(one for found in of_exercises.values() for one in found)]
    remarks = [*_about_readings(routine.say_as, [text for _, text in everything])]
    own = _parsed(routine.say_as)
    remarks += _about_texts(texts, own)
    for name, exercise in routine.exercises.items():
        found = _about_exercise(exercise, of_exercises[name], own)
        remarks += [remark.below(("exercises", name)) for remark in found]
    return findings_at(remarks, loaded.error)


def unsayable_in_exercise(exercise: Exercise, tree: Tree) -> tuple[Finding, ...]:
    """Warnings about an exercise that has a file of its own."""
    return findings_at(
        list(_about_exercise(exercise, list(_texts(exercise, _UNSAID - {"about"})), {})), tree.error
    )


def lexicon_findings() -> Iterator[Finding]:
    """Warnings about the user's lexicon."""
    from voicecoach.folders import lexicon_file
    from voicecoach.speech.reading.lexicon_file import load_lexicon

    path = lexicon_file()
    lexicon = load_lexicon(path)
    for problem in lexicon.problems:
        yield Finding(Severity.WARNING, problem.message, path, problem.line, problem.column)
    for entry in lexicon.entries:
        if message := _why_unpronounced(entry.word, entry.reading):
            yield Finding(Severity.WARNING, message, path, entry.line, 3)


def _about_exercise(
    exercise: Exercise, texts: list[tuple[Keys, str]], of_routine: Mapping[str, Reading]
) -> Iterator[Remark]:
    yield from _about_readings(exercise.say_as, [text for _, text in texts])
    yield from _about_texts(texts, {**of_routine, **_parsed(exercise.say_as)})


def _parsed(say_as: Mapping[str, str]) -> dict[str, Reading]:
    return {word: parse_reading(reading) for word, reading in say_as.items()}


def _about_readings(say_as: Mapping[str, str], texts: list[str]) -> Iterator[Remark]:
    for word, reading in _parsed(say_as).items():
        keys: Keys = ("say_as", word)
        if message := _why_unpronounced(word, reading):
            yield Remark(message, keys)
        alone = Readings({word: reading})
        if not any(piece.reading for text in texts for piece in pieces(alone.mark(text))):
            yield Remark(
                f"“{word}” is in nothing that is said here; write it as it is in the text", keys, at_key=True
            )


def _why_unpronounced(word: str, reading: Reading) -> str | None:
    from voicecoach.speech.reading.english_sounds import UnknownSound, espeak_sounds

    if not reading.ipa or reading.respelling:
        return None
    try:
        espeak_sounds(reading.ipa)
    except UnknownSound as error:
        return (
            f"no English voice makes the sound “{error}” of “{word}”, which is then read as it is written;"
            f" add other letters: {word}: ... /{reading.ipa}/"
        )
    return None


def _about_texts(texts: list[tuple[Keys, str]], own: Mapping[str, Reading]) -> Iterator[Remark]:
    from voicecoach.folders import lexicon_file
    from voicecoach.speech.reading.lexicon_file import load_lexicon
    from voicecoach.speech.reading.speakable_text import speakable_text

    lexicons = (Readings(own), load_lexicon(lexicon_file()).readings("", "en"))
    for keys, text in texts:
        phrase = text
        for lexicon in lexicons:
            phrase = lexicon.mark(phrase)
        foreign = [
            word for piece in pieces(phrase) if not piece.reading for word in _foreign_words(piece.text)
        ]
        for word in dict.fromkeys(foreign):
            yield Remark(
                f"“{word}” is in letters that no English voice reads; write it in Latin letters,"
                f" or add say_as: {{{word}: how it is said}}",
                keys,
            )
        if not any(sign.isalnum() for sign in speakable_text(phrase, english=True)):
            yield Remark(f"there is nothing in “{text}” that a voice can say; write it in words", keys)


def _foreign_words(text: str) -> Iterator[str]:
    for found in _LETTERS.finditer(text):
        if any(sign.isalpha() and not _is_read(sign) for sign in found[0]):
            yield found[0]


def _is_read(sign: str) -> bool:
    """Latin letters, and Greek ones, which are read by their names."""
    return sign.isascii() or unicodedata.name(sign, "").split(" ")[0] in _READ


_READ = frozenset({"LATIN", "GREEK", "MICRO", "MASCULINE", "FEMININE", "MODIFIER", "FULLWIDTH"})


def _texts(model: FileModel, unsaid: frozenset[str]) -> Iterator[tuple[Keys, str]]:
    """Every text of a model's own fields that is said, with its keys."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if name in unsaid:
            continue
        if type(value) is str:
            yield (name,), value
        elif isinstance(value, tuple):
            yield from (((name, at), text) for at, text in enumerate(value) if type(text) is str)
