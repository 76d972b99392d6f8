"""Sounds in IPA, as each engine writes them."""

from __future__ import annotations

import pytest

from voicecoach.pronunciation import Reading, marked
from voicecoach.speech.espeak import EspeakBackend
from voicecoach.speech.reading.english_sounds import UnknownSound, espeak_sounds, knows_sounds, misaki_sounds

SOUNDS = {
    "ˌpɪɹɪˈfɔːrmɪs": ("[[p,IrIf'O@mIs]]", "pˌɪɹɪfˈɔɹmɪs", "pˌɪɹɪfˈɔːmɪs"),
    "saɪˈætɪkə": ("[[saI'atIk@]]", "sIˈætɪkə", "sIˈatɪkə"),
    "ˈnɜːs": ("[[n'3:s]]", "nˈɜɹs", "nˈɜːs"),
    "ˈnɜːrs": ("[[n'3:s]]", "nˈɜɹs", "nˈɜːs"),
    "ˈstɑːri": ("[[st'A:ri]]", "stˈɑɹi", "stˈɑːɹi"),
    "ˈbɛtər": ("[[b'Et3]]", "bˈɛtəɹ", "bˈɛtə"),
    "ˈtʃɛər": ("[[tS'e@]]", "ʧˈɛɹ", "ʧˈɛː"),
    "dʒɔɪnt": ("[[dZOInt]]", "ʤYnt", "ʤYnt"),
    "ˈkloʊz jɔːr": ("[[kl'oUz]] [[jO@]]", "klˈOz jɔɹ", "klˈQz jɔː"),
    "ˈlɒt": ("[[l'0t]]", "lˈɑt", "lˈɒt"),
}


@pytest.mark.parametrize("ipa", SOUNDS)
def test_each_engine_has_its_own_letters(ipa: str) -> None:
    espeak, american, british = SOUNDS[ipa]

    assert espeak_sounds(ipa) == espeak
    assert misaki_sounds(ipa, british=False) == american
    assert misaki_sounds(ipa, british=True) == british


@pytest.mark.parametrize("ipa", ["ˈøː", "ħa", "ˈʀa", "y"])
def test_a_sound_that_english_lacks_is_refused(ipa: str) -> None:
    assert not knows_sounds(ipa)
    with pytest.raises(UnknownSound):
        misaki_sounds(ipa, british=False)


@pytest.mark.parametrize("ipa", SOUNDS)
def test_espeak_says_the_sounds_that_it_is_given(ipa: str) -> None:
    voice = EspeakBackend().open("en-us", 150)
    said = voice.phonemes("Now " + marked("x", Reading("", ipa)) + ", please.")

    bare = said.removeprefix("nˈaʊ ").removesuffix(" plˈiːz").replace("ˈ", "").replace("ˌ", "")
    wanted = misaki_sounds(ipa, british=False).translate(
        {
            ord("O"): "oʊ",
            ord("I"): "aɪ",
            ord("Y"): "ɔɪ",
            ord("ʧ"): "tʃ",
            ord("ʤ"): "dʒ",
            ord("ˈ"): None,
            ord("ˌ"): None,
        }
    )
    assert (
        bare.replace("ː", "").replace("ɾ", "t").replace("ɚ", "əɹ").replace("ɜ", "ɜɹ").replace("ɹɹ", "ɹ")
        == wanted
    )
