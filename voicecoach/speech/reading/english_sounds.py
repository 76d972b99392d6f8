"""English sounds in the International Phonetic Alphabet, as each engine writes them.

What is written once serves every accent: an r after a vowel is written, and a voice that says none there leaves it out; the
vowel of “lot” is ɒ, and an American voice makes it ɑ.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from voicecoach.pronunciation import is_marked, pieces


class UnknownSound(ValueError):
    """A sound that no voice of English makes. `str()` is the sign."""


class _Sound(NamedTuple):
    espeak: str
    """espeak-ng's own names, which every accent of it reads in its own way."""
    american: str
    """As misaki writes it, whose alphabet hibari takes."""
    british: str


_CONSONANTS = {
    **{sign: _Sound(sign, sign, sign) for sign in "pbtdkfvszhmnljw"},
    "ɡ": _Sound("g", "ɡ", "ɡ"),
    "θ": _Sound("T", "θ", "θ"),
    "ð": _Sound("D", "ð", "ð"),
    "ʃ": _Sound("S", "ʃ", "ʃ"),
    "ʒ": _Sound("Z", "ʒ", "ʒ"),
    "ŋ": _Sound("N", "ŋ", "ŋ"),
    "ɹ": _Sound("r", "ɹ", "ɹ"),
    "tʃ": _Sound("tS", "ʧ", "ʧ"),
    "dʒ": _Sound("dZ", "ʤ", "ʤ"),
    "ɾ": _Sound("t#", "T", "t"),
    "x": _Sound("k", "k", "k"),
    "ɲ": _Sound("nj", "nj", "nj"),
    "ʎ": _Sound("lj", "lj", "lj"),
}
_VOWELS = {
    "aɪə": _Sound("aI@", "Iə", "Iə"),
    "aʊə": _Sound("aU@", "Wə", "Wə"),
    "eɪ": _Sound("eI", "A", "A"),
    "aɪ": _Sound("aI", "I", "I"),
    "aʊ": _Sound("aU", "W", "W"),
    "ɔɪ": _Sound("OI", "Y", "Y"),
    "oʊ": _Sound("oU", "O", "Q"),
    "əʊ": _Sound("oU", "O", "Q"),
    "o": _Sound("oU", "O", "Q"),
    "ɛə": _Sound("e@", "ɛɹ", "ɛː"),
    "eə": _Sound("e@", "ɛɹ", "ɛː"),
    "ɪə": _Sound("i@", "iə", "ɪə"),
    "ʊə": _Sound("U@", "ʊɹ", "ʊə"),
    "ɑː": _Sound("A:", "ɑ", "ɑː"),
    "ɔː": _Sound("O:", "ɔ", "ɔː"),
    "ɜː": _Sound("3:", "ɜɹ", "ɜː"),
    "iː": _Sound("i:", "i", "iː"),
    "uː": _Sound("u:", "u", "uː"),
    "ɑ": _Sound("A:", "ɑ", "ɑː"),
    "ɔ": _Sound("O:", "ɔ", "ɔː"),
    "ɜ": _Sound("3:", "ɜɹ", "ɜː"),
    "i": _Sound("i", "i", "i"),
    "u": _Sound("u:", "u", "uː"),
    "ɪ": _Sound("I", "ɪ", "ɪ"),
    "ʊ": _Sound("U", "ʊ", "ʊ"),
    "ɛ": _Sound("E", "ɛ", "ɛ"),
    "e": _Sound("E", "ɛ", "ɛ"),
    "æ": _Sound("a", "æ", "a"),
    "a": _Sound("a", "æ", "a"),
    "ʌ": _Sound("V", "ʌ", "ʌ"),
    "ɐ": _Sound("V", "ʌ", "ʌ"),
    "ɒ": _Sound("0", "ɑ", "ɒ"),
    "ə": _Sound("@", "ə", "ə"),
    "ɨ": _Sound("I2", "ᵻ", "ɪ"),
    "ᵻ": _Sound("I2", "ᵻ", "ɪ"),
}
_WITH_R = {
    "ɑː": _Sound("A@", "ɑɹ", "ɑː"),
    "ɔː": _Sound("O@", "ɔɹ", "ɔː"),
    "ɜː": _Sound("3:", "ɜɹ", "ɜː"),
    "ɛə": _Sound("e@", "ɛɹ", "ɛː"),
    "ɪə": _Sound("i@3", "ɪɹ", "ɪə"),
    "ʊə": _Sound("U@", "ʊɹ", "ʊə"),
    "ə": _Sound("3", "əɹ", "ə"),
    "aɪ": _Sound("aI@3", "Iəɹ", "Iə"),
    "aʊ": _Sound("aU@", "Wəɹ", "Wə"),
}
"""A vowel with an r that begins no syllable; it sounds in some accents only."""
_SHORT_WITH_R = {
    "ɑ": "ɑː",
    "ɔ": "ɔː",
    "o": "ɔː",
    "ɜ": "ɜː",
    "ɛ": "ɛə",
    "e": "ɛə",
    "eə": "ɛə",
    "ɪ": "ɪə",
    "i": "ɪə",
    "iː": "ɪə",
    "ʊ": "ʊə",
    "u": "ʊə",
    "uː": "ʊə",
    "oʊ": "ɔː",
    "əʊ": "ɔː",
    "aɪə": "aɪ",
    "aʊə": "aʊ",
}
_SPELLINGS = (
    ("r", "ɹ"), ("g", "ɡ"), ("'", "ˈ"), (",", "ˌ"), ("ɫ", "l"), ("ɻ", "ɹ"), ("ʁ", "ɹ"), ("ʍ", "w"), ("ʧ", "tʃ"),
    ("ʤ", "dʒ"), ("ɝː", "ɜːɹ"), ("ɝ", "ɜːɹ"), ("ɚ", "əɹ"), ("n̩", "ən"), ("l̩", "əl"), ("m̩", "əm"), ("ɬ", "l"),
    ("ɦ", "h"), ("ɱ", "m"), ("ʋ", "v"),
)  # fmt: skip
_SILENT = re.compile("[͜͡‿.ʰˠ̪̯̥̬ˑ̃ʔ]")
_STRESS = "ˈˌ"
_LONGEST_FIRST = re.compile("|".join(sorted([*_CONSONANTS, *_VOWELS, *_STRESS], key=len, reverse=True)))


def espeak_sounds(ipa: str) -> str:
    """As espeak-ng takes it in double brackets, each word in its own. Raises UnknownSound."""
    return " ".join(
        f"[[{_written(word, 0).replace('ˈ', chr(39)).replace('ˌ', ',')}]]" for word in ipa.split()
    )


def misaki_sounds(ipa: str, *, british: bool) -> str:
    """In misaki's alphabet. Raises UnknownSound."""
    return " ".join(_written(word, 2 if british else 1) for word in ipa.split())


def knows_sounds(ipa: str) -> bool:
    """Whether English has all these sounds."""
    try:
        espeak_sounds(ipa)
    except UnknownSound:
        return False
    return True


def espeak_phrase(words: str) -> tuple[str, bool]:
    """What espeak-ng gets of a phrase, and whether there are sounds in it: brackets mean something only then.

    Raises UnknownSound.
    """
    return (_phrase(words, espeak_sounds), True) if is_marked(words) else (words, False)


def misaki_phrase(words: str, *, british: bool) -> str:
    """What hibari gets of a phrase: a word with its sounds is written [word](/sounds/). Raises UnknownSound."""
    if not is_marked(words):
        return words
    return _phrase(words, lambda ipa: f"[word](/{misaki_sounds(ipa, british=british)}/)")


def bracketed_phrase(words: str, *, british: bool) -> str:
    """What Piper gets of a phrase with sounds: them in IPA, as espeak-ng writes it, in double brackets. Raises UnknownSound."""
    phrase = _phrase(words, lambda ipa: f"[[{_espeak_ipa(ipa, british=british)}]]")
    # What follows a bracket begins a clause of its own, whose first comma or full stop would be lost.
    return re.sub(r"\]\]([.,;:!?]+)", r"\1]]", phrase)


def _phrase(words: str, sounds: Callable[[str], str]) -> str:
    """The words, with `sounds` of each marked one, and without any other brackets."""
    return "".join(
        sounds(piece.reading.ipa)
        if piece.reading and piece.reading.ipa
        else (piece.reading.respelling if piece.reading else piece.text).replace("[", " ").replace("]", " ")
        for piece in pieces(words)
    )


def _espeak_ipa(ipa: str, *, british: bool) -> str:
    """In the letters that espeak-ng writes for an American or a British voice."""
    written = ipa_of_misaki(misaki_sounds(ipa, british=british))
    if british:
        return written.replace("ɛː", "eə")
    for misaki, espeak in (
        ("əɹ", "ɚ"),
        ("ɜɹ", "ɜː"),
        ("ɑ", "ɑː"),
        ("ɔ", "ɔː"),
        ("ɔːɪ", "ɔɪ"),
        ("ˈi", "ˈiː"),
        ("ˈu", "ˈuː"),
    ):
        written = written.replace(misaki, espeak)
    return written


def ipa_of_misaki(sounds: str) -> str:
    """What is written in misaki's alphabet, in IPA."""
    return sounds.translate(_OF_MISAKI)


_OF_MISAKI = str.maketrans(
    {
        "A": "eɪ",
        "I": "aɪ",
        "O": "oʊ",
        "Q": "əʊ",
        "W": "aʊ",
        "Y": "ɔɪ",
        "T": "ɾ",
        "ᵊ": "ə",
        "ʧ": "tʃ",
        "ʤ": "dʒ",
    }
)


def _written(word: str, column: int) -> str:
    """The word's sounds in a column of the tables, each stress before its vowel."""
    sounds = _sounds(word)
    out: list[str] = []
    stress = ""
    at = 0
    while at < len(sounds):
        sound = sounds[at]
        at += 1
        if sound in _STRESS:
            stress = sound
            continue
        if sound in _CONSONANTS:
            out.append(_CONSONANTS[sound][column])
            continue
        out.append(stress)
        stress = ""
        following = sounds[at] if at < len(sounds) else ""
        long = sound if sound in _WITH_R else _SHORT_WITH_R.get(sound, "")
        if following == "ɹ" and long and not _begins_a_syllable(sounds[at + 1 :]):
            out.append(_WITH_R[long][column])
            at += 1
        else:
            written = _VOWELS[sound][column]
            # The American vowel of “nurse” has its r within.
            out.append(written.removesuffix("ɹ") if following == "ɹ" and column == 1 else written)
    return "".join(out)


def _begins_a_syllable(rest: list[str]) -> bool:
    """Whether a vowel follows the r."""
    return any(sound in _VOWELS for sound in [one for one in rest if one not in _STRESS][:1])


def _sounds(word: str) -> list[str]:
    word = _SILENT.sub("", word)
    for spelling, meant in _SPELLINGS:
        word = word.replace(spelling, meant)
    found: list[str] = []
    at = 0
    while at < len(word):
        one = _LONGEST_FIRST.match(word, at)
        if one is None:
            raise UnknownSound(word[at])
        found.append(one[0])
        at = one.end()
    if not any(one in _VOWELS or one in _CONSONANTS for one in found):
        raise UnknownSound(word)
    return found
