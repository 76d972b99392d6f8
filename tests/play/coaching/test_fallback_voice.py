"""A phrase that cannot be spoken is a chime; a voice that cannot speak at all is an error."""

from __future__ import annotations

import pytest

from voicecoach.audio.pcm import Clip
from voicecoach.audio.sounds import load_sound
from voicecoach.errors import SynthesisFailed
from voicecoach.play.coaching.fallback_voice import CHIME, FallbackVoice
from voicecoach.speech.silent import SilentVoice
from voicecoach.units import Frames


class Failing(SilentVoice):
    """Cannot speak what has an x in it."""

    def length(self, text: str) -> Frames:
        if "x" in text:
            raise SynthesisFailed("no x", backend="failing", phrase=text)
        return super().length(text)

    def say(self, text: str) -> Clip:
        if "x" in text:
            raise SynthesisFailed("no x", backend="failing", phrase=text)
        return super().say(text)


@pytest.mark.parametrize("ask", ["say", "length"])
def test_the_first_phrase_must_be_spoken(ask: str) -> None:
    failed: list[str] = []
    voice = FallbackVoice(Failing(150), failed.append)
    with pytest.raises(SynthesisFailed):
        getattr(voice, ask)("box")
    assert failed == []


def test_later_a_chime_takes_the_place_of_a_phrase_and_is_reported_once() -> None:
    failed: list[str] = []
    voice = FallbackVoice(Failing(150), failed.append)
    voice.say("one")
    chime = load_sound(CHIME, voice.rate).length
    assert voice.length("box") == voice.say("box").length == voice.length("box") == chime
    assert failed == ["box"]
