"""What may be in a text that is spoken."""

from __future__ import annotations

import unicodedata

from voicecoach.routine.mistakes import NOTHING_TO_SAY, ONLY_SILENCE
from voicecoach.routine.silences import silence_in, with_silences, without_silences

_SLOTS = ("{side}", "{other}")


def spoken_words(text: str) -> str:
    """Only what a voice can say: no control characters, no markup, something to pronounce; silence as `[pause 3 s]`."""
    text = with_silences(text)
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") and character not in "\n\t":
            raise ValueError(f"a control character (U+{ord(character):04X}) cannot be spoken; take it out")
    if "<" in text or ">" in text:
        raise ValueError("markup is not spoken; write plain words without < and >")
    plain = text
    for slot in _SLOTS:
        plain = plain.replace(slot, "")
    if "{" in plain or "}" in plain:
        raise ValueError("the only words in braces are {side} and {other}")
    text = " ".join(text.split())
    if not any(character.isalnum() for character in without_silences(text)):
        raise ValueError(ONLY_SILENCE if silence_in(text) else NOTHING_TO_SAY)
    return text
