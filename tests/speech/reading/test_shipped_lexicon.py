"""What the shipped lexicon makes of what voices read wrongly: listened to by how espeak-ng and hibari read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from voicecoach.speech.api import OpenVoice
from voicecoach.speech.reading.lexicons import shipped_lexicon
from voicecoach.speech.registry import open_voice

VERBS = {
    "Close your eyes.": "klˈəʊz",
    "Close both eyes.": "klˈəʊz",
    "Open and close.": "klˈəʊz",
    "Now close your hand.": "klˈəʊz",
    "Keep them close.": "klˈəʊs",
    "Stay close to the wall.": "klˈəʊs",
    "With closed eyes.": "klˈəʊzd",
    "Bow your head.": "bˈaʊ",
    "Bow forward.": "bˈaʊ",
    "A bow and arrow.": "bˈəʊ",
    "Lead with your heel.": "lˈiːd",
    "A lead weight.": "lˈɛd",
    "Where you live.": "lˈɪv",
    "Wind down.": "wˈaɪnd",
    "A muscle tear.": "tˈeə",
    "Use a towel.": "jˈuːz",
    "Use your hands.": "jˈuːz",
    "The use of a towel.": "jˈuːs",
    "One minute.": "mˈɪnɪt",
    "A minute movement.": "maɪnjˈuːt",
    "Separate your feet.": "sˈɛpəɹeɪt",
    "Two separate movements.": "sˈɛpɹət",
    "Alternate sides.": "ˈɔːltəneɪt",
    "On alternate sides.": "ɔːltˈɜːnət",
    "Contract your muscles.": "kəntɹˈakt",
    "Increase the stretch.": "ɪŋkɹˈiːs",
    "An increase.": "ˈɪŋkɹiːs",
    "Present your palms.": "pɹɪzˈɛnt",
    "Transfer your weight.": "tɹansfˈɜː",
    "Read the sheet.": "ɹˈiːd",
    "Rest.": "ɹˈɛst",
}
TERMS = {
    "the piriformis": "pˌɪɹɪfˈɔːmɪs",
    "Pilates": "pɪlˈɑːtiːz",
    "Theraband": "θˈɛɹəband",
    "fascia": "fˈaʃə",
    "spondylolisthesis": "spˌɒndɪləʊlɪsθˈiːsɪs",
    "the SI joint": "ˌɛs aɪ dʒˈɔɪnt",
    "iliopsoas": "ˌɪliəʊsˈəʊəs",
    "savasana": "ʃəvˈɑːsənə",
    "namaste": "nˈɑːməsteɪ",
    "meniscus": "mənˈɪskəs",
}


@pytest.fixture(scope="module")
def british() -> Iterator[OpenVoice]:
    with open_voice("espeak:en-gb", cache=None) as voice:
        yield voice


@pytest.mark.parametrize("phrase", [*VERBS, *TERMS])
def test_a_word_is_read_as_it_is_meant(british: OpenVoice, phrase: str) -> None:
    assert (VERBS | TERMS)[phrase] in british.phonemes(phrase)  # type: ignore[attr-defined]


@pytest.mark.slow  # loads the model
def test_the_natural_voice_reads_them_too() -> None:
    american = {
        "Close both eyes.": "klˈoʊz",
        "Bow forward.": "bˈaʊ",
        "Keep them close.": "klˈoʊs",
        "Two separate movements.": "sˈɛpəɹət",
        "Theraband": "θˈɛɹəbænd",
        "sacrum": "sˈeɪkɹəm",
        "tai chi": "tˌaɪ tʃˈi",
    }
    with open_voice("hibari", cache=None) as voice:
        read = {phrase: voice.phonemes(phrase) for phrase in american}  # type: ignore[attr-defined]
    assert all(american[phrase] in read[phrase] for phrase in american), read


def test_each_word_makes_a_difference(british: OpenVoice) -> None:
    """An entry that changes nothing for a voice that it is for would only be one more thing to read."""
    readings = shipped_lexicon().readings("espeak:en-gb", "en-gb")

    unfound = [
        entry.word
        for entry in shipped_lexicon().entries
        if readings.mark(f"The {entry.word}.") == f"The {entry.word}."
    ]
    assert unfound == []
    unsaid = [
        entry.word
        for entry in shipped_lexicon().entries
        if entry.reading.ipa and not british.can_pronounce(entry.reading.ipa)
    ]  # type: ignore[attr-defined]
    assert unsaid == []
    assert len(shipped_lexicon().entries) >= 200
