"""What espeak-ng's library hands over while it speaks, and how it reads a text. Nothing here loads the library."""

from __future__ import annotations

from typing import Any

from voicecoach.errors import SynthesisFailed
from voicecoach.speech.espeak_data import NAME

_OK = 0
_GO_ON, _STOP = 0, 1
_CHARS_UTF8 = 1
_IN_IPA = 2


class Heard:
    """What the library hands over while it speaks."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._error: BaseException | None = None
        self._complete = False

    def clear(self) -> None:
        """For the next phrase."""
        self._pieces.clear()
        self._error = None
        self._complete = False

    def take(self, wave: Any, count: int, _events: Any) -> int:
        """The callback: raises nothing, whatever happens."""
        try:
            import ctypes

            if count > 0:
                self._pieces.append(ctypes.string_at(wave, count * 2))
            self._complete = not wave
        except BaseException as error:  # C would drop it, and go on without this piece
            self._error = error
            return _STOP
        return _GO_ON

    def whole(self, status: int, text: str) -> bytes:
        """All of the phrase. Raises SynthesisFailed if it is not complete, and what was raised in the callback."""
        if self._error is not None:
            raise self._error
        if status != _OK:
            raise SynthesisFailed(f"the library answered {status}", backend=NAME, phrase=text)
        if not self._complete:
            raise SynthesisFailed("the library stopped before the end", backend=NAME, phrase=text)
        return b"".join(self._pieces)


def read_phonemes(library: Any, text: str) -> str:
    """How the library reads the text, in IPA, by the voice that it is set to."""
    import ctypes

    function = library.espeak_TextToPhonemes
    function.restype = ctypes.c_char_p
    rest = ctypes.c_char_p(text.encode("utf-8", "replace"))
    clauses: list[str] = []
    while rest.value is not None:  # it moves on by one clause a call
        said = function(ctypes.byref(rest), _CHARS_UTF8, _IN_IPA)
        if said is None:
            break
        clauses.append(said.decode("utf-8", "replace").strip())
    return " ".join(" ".join(clauses).replace("_", " ").replace(": :", "").split())
