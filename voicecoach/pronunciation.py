"""How a word is said if its spelling does not show it: a respelling, its sounds, or both; and how that travels in a phrase.

A phrase is text. A word that has a reading of its own stands in it between marks, with the reading: the word first, as it
is shown, then what is said. The marks are characters of Unicode's private use, which no author's text keeps, so that nothing
that is written can forge them.

A reading is found once: what it says is not looked up again, so that readings can form no circle.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

LONGEST = 200
"""Characters of a word or phrase, and of its reading."""

_WORD, _SAID, _SOUNDS, _END = "\ue000", "\ue001", "\ue002", "\ue003"
MARKS = frozenset((_WORD, _SAID, _SOUNDS, _END))

_MARKED = re.compile(
    f"{_WORD}([^\ue000-\ue003]*){_SAID}([^\ue000-\ue003]*){_SOUNDS}([^\ue000-\ue003]*){_END}"
)

IPA_SIGNS = frozenset(
    "abcdefhijklmnopqrstuvwxyzɡgæɑɐɒɔəɚɘɛɜɝɞɤɨɪɯʌʊʉɵœøɶʏᵻãõẽĩũ"
    "βçɕðɖɟɠɢɣɥɦɧɫɬɭɮɱŋɰɲɳɴɸɹɺɻɽɾʀʁʂʃʈʋʍʎʐʑʒʔʕʙʜʝʟθχħ"
    "ˈˌːˑ.‿ʰʲʷˠˤ͡ ̃ ̩̯̥̬̪ˡⁿ'"
)
"""What may be written between slashes: letters and marks of the International Phonetic Alphabet."""


class Reading(NamedTuple):
    """How a word is said."""

    respelling: str
    """Other words or letters that every voice reads as it is meant; empty if there are only sounds."""
    ipa: str
    """The sounds in the International Phonetic Alphabet, without slashes; empty if there is only a respelling."""

    def __str__(self) -> str:
        return " ".join(part for part in (self.respelling, self.ipa and f"/{self.ipa}/") if part)


class Piece(NamedTuple):
    """A stretch of a phrase."""

    text: str
    """As it is written."""
    reading: Reading | None = None
    """How it is said, if it has a reading of its own."""


def read_word(text: str) -> str:
    """The word or phrase that gets a reading. Raises ValueError, with what is wrong, if it cannot be one."""
    word = " ".join(text.split())
    _check_text(word, "a word")
    return word


def parse_reading(text: str) -> Reading:
    """The reading that an author wrote: `S I joint`, `/ˌpɪɹɪˈfɔːmɪs/`, or both, one after the other.

    Raises ValueError, with what is wrong.
    """
    text = " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())
    _check_text(text, "a reading")
    said, slash, rest = text.partition("/")
    ipa, closing, after = rest.partition("/")
    if slash and (not closing or after):
        raise ValueError("sounds are written between two slashes at the end, as in /ˈbəʊ/")
    ipa = ipa.strip()
    if slash and not any(sign.isalpha() and sign not in "ˈˌːˑ" for sign in ipa):
        raise ValueError("there are no sounds between the slashes; write some, or take the slashes out")
    if strange := [sign for sign in ipa if sign not in IPA_SIGNS]:
        raise ValueError(f"“{strange[0]}” is not a sign of the International Phonetic Alphabet")
    said = said.strip()
    if not ipa and not any(sign.isalnum() for sign in said):
        raise ValueError("there is nothing to say in this reading")
    return Reading(said, ipa)


def _check_text(text: str, what: str) -> None:
    if not text:
        raise ValueError(f"{what} is missing")
    if len(text) > LONGEST:
        raise ValueError(f"{what} has {LONGEST} characters at most")
    for sign in "" if text.isprintable() else text:
        if unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn"):
            raise ValueError(f"a control character (U+{ord(sign):04X}) cannot be spoken; take it out")
    if any(sign in text for sign in "<>{}[]"):
        raise ValueError(f"{what} is plain, without markup: no < > {{ }} [ ]")


def marked(word: str, reading: Reading) -> str:
    """The word with its reading, as a part of a phrase."""
    return f"{_WORD}{word}{_SAID}{reading.respelling}{_SOUNDS}{reading.ipa}{_END}"


def is_marked(phrase: str) -> bool:
    """Whether some word of the phrase has a reading of its own."""
    return _WORD in phrase


def pieces(phrase: str) -> Iterator[Piece]:
    """The phrase in order; a mark that is out of place is left out."""
    at = 0
    for found in _MARKED.finditer(phrase):
        if found.start() > at:
            yield Piece(without_marks(phrase[at : found.start()]))
        yield Piece(found[1], Reading(found[2], found[3]))
        at = found.end()
    if at < len(phrase):
        yield Piece(without_marks(phrase[at:]))


def without_marks(text: str) -> str:
    """The text without any of the marks themselves."""
    return "".join(sign for sign in text if sign not in MARKS) if MARKS.intersection(text) else text


def as_written(phrase: str) -> str:
    """The phrase as it is shown, without readings."""
    return "".join(piece.text for piece in pieces(phrase)) if is_marked(phrase) else phrase


def as_respelled(phrase: str) -> str:
    """The phrase for a voice that knows no sounds: respellings in the place of their words."""
    if not is_marked(phrase):
        return phrase
    return "".join(
        (piece.reading.respelling if piece.reading else "") or piece.text for piece in pieces(phrase)
    )


def as_printed(phrase: str) -> str:
    """The phrase for a reader: what is said in the place of each word that has a reading."""
    return "".join(str(piece.reading or piece.text) for piece in pieces(phrase))


class Readings:
    """Words and phrases with their readings. Looking a phrase up takes as long with ten thousand of them as with ten."""

    def __init__(self, entries: Mapping[str, Reading] | Iterable[tuple[str, Reading]] = ()) -> None:
        """A word in small letters is found however it is written; one with a capital only as it is. First come wins."""
        self._by_start: dict[str, list[tuple[str, Reading]]] = {}
        for word, reading in entries.items() if isinstance(entries, Mapping) else entries:
            rows = self._by_start.setdefault(_start(word), [])
            if all(word != other for other, _ in rows):
                rows.append((word, reading))
        for rows in self._by_start.values():
            rows.sort(key=lambda row: -len(row[0]))

    def __bool__(self) -> bool:
        return bool(self._by_start)

    def mark(self, phrase: str) -> str:
        """The phrase, with each of these words marked, the longest first; what is marked already stays."""
        if not self._by_start:
            return phrase
        if not is_marked(phrase):
            return self._mark(phrase)
        return "".join(
            marked(piece.text, piece.reading) if piece.reading else self._mark(piece.text)
            for piece in pieces(phrase)
        )

    def _mark(self, text: str) -> str:
        out: list[str] = []
        done = 0
        for start in _STARTS.finditer(text):
            at = start.start()
            if at < done or (rows := self._by_start.get(start[0].lower())) is None:
                continue
            for word, reading in rows:
                end = at + len(word)
                there = text[at:end].replace("\u2019", "'")
                if (there == word or (word.islower() and there.lower() == word)) and not _goes_on(text, end):
                    if _OWNER.match(text, end) and word[-1].isalpha():
                        end += 2
                        reading = _owner(reading)
                    out += [text[done:at], marked(text[at:end], reading)]
                    done = end
                    break
        return "".join((*out, text[done:])) if out else text


_STARTS = re.compile(r"\w+|[^\w\s]")
_OWNER = re.compile(r"['\u2019]s\b")


def _start(word: str) -> str:
    found = _STARTS.match(word)
    return found[0].lower() if found else ""


def _goes_on(text: str, end: int) -> bool:
    """Whether the last word goes on after what was found."""
    return end < len(text) and (text[end].isalnum() or text[end] == "_") and text[end - 1].isalnum()


def _owner(reading: Reading) -> Reading:
    """The reading with the s of “McKenzie's”."""
    respelling, ipa = reading
    if ipa:
        ipa += "ɪz" if ipa[-1] in "szʃʒ" else "s" if ipa[-1] in "ptkfθ" else "z"
    return Reading(respelling and f"{respelling}'s", ipa)
