"""The embedded espeak-ng."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from voicecoach.audio.pcm import Clip
from voicecoach.errors import BackendUnavailable, VoiceNotFound
from voicecoach.speech import espeak, espeak_data
from voicecoach.speech.espeak import EspeakBackend

PHRASES = {
    "en-gb": ["one", "three", "five", "Hold", "and relax", "Breathe in", "Stop if it hurts. Rest.", "café"],
    "en-us": ["one", "four", "and out", "Turn right, then rest for thirty seconds."],
    "es": ["uno", "tres", "perro", "Respire, y relaje los hombros."],
    "de": ["eins", "drei", "Atmen Sie ruhig weiter."],
    "cs": ["tři", "čtyři", "řeka"],
}


@pytest.mark.parametrize("language", PHRASES)
def test_twenty_orders_give_the_same_bytes(language: str) -> None:
    voice = EspeakBackend().open(language, 150)
    seen: dict[str, set[bytes]] = {}
    shuffled = random.Random(1)
    for _ in range(20):
        for text in shuffled.sample(PHRASES[language], len(PHRASES[language])):
            seen.setdefault(text, set()).add(voice.say(text).samples.tobytes())

    assert {text: len(sounds) for text, sounds in seen.items()} == dict.fromkeys(PHRASES[language], 1)


def test_an_english_voice_reads_another_alphabet_steadily() -> None:
    voice = EspeakBackend().open("en-gb", 150)
    sounds = {
        voice.say(text).samples.tobytes() for text in ("три", "one", "три", "five", "три") if text == "три"
    }

    assert len(sounds) == 1


def test_the_library_is_loaded_again_only_if_a_trill_may_occur() -> None:
    assert espeak.has_no_trill("gmw/en", "café, 12 - five")
    assert espeak.has_no_trill("gmw/en-US", "five")
    assert not espeak.has_no_trill("gmw/en", "пять")
    assert not espeak.has_no_trill("gmw/en-GB-scotland", "three")
    assert not espeak.has_no_trill("roa/es", "tres")


def test_the_first_phrase_of_another_process_is_the_same() -> None:
    code = (
        "import sys; from voicecoach.speech.espeak import EspeakBackend as B; v = B().open('en-gb', 150);"
        "sys.stdout.buffer.write(v.say('and relax').samples.tobytes())"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)

    assert done.stdout == EspeakBackend().open("en-gb", 150).say("and relax").samples.tobytes()
    assert done.stderr == b""


def test_voices_of_other_languages_and_speeds_do_not_disturb_one_another() -> None:
    voices = [
        EspeakBackend().open(name, speed) for name, speed in (("en-gb", 150), ("de", 150), ("en-gb", 300))
    ]
    alone = [voice.say("zehn, ten").samples.tobytes() for voice in voices]
    mixed: list[set[bytes]] = [set(), set(), set()]

    def speak(number: int) -> None:
        for _ in range(10):
            mixed[number].add(voices[number].say("zehn, ten").samples.tobytes())

    threads = [threading.Thread(target=speak, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert mixed == [{sound} for sound in alone]
    assert len(set(alone)) == 3


@pytest.mark.parametrize(
    ("asked", "got"),
    [
        (None, "espeak:en-gb"),
        ("en", "espeak:en-gb"),
        ("EN_US", "espeak:en-us"),
        ("gmw/en", "espeak:en-gb"),
        ("de", "espeak:de"),
        ("fr", "espeak:fr-fr"),
        ("es-mx", "espeak:es-419"),
        ("yue", "espeak:yue"),
        ("yue-latn-jyutping", "espeak:yue-latn-jyutping"),
        ("no", "espeak:nb"),
    ],
)
def test_language_tags(asked: str | None, got: str) -> None:
    assert EspeakBackend().open(asked, 150).id == got


def test_the_quick_voices_are_those_of_the_files() -> None:
    known = {
        one.voice: one.identifier for one in espeak_data.read_languages(espeak_data.installed_espeak().data)
    }

    assert {voice: known[voice] for voice in espeak._QUICK} == espeak._QUICK


def test_a_near_name_is_offered() -> None:
    with pytest.raises(VoiceNotFound, match="did you mean “en-gb”"):
        EspeakBackend().open("en-gbb", 150)


def test_opening_loads_neither_library_nor_numpy() -> None:
    code = (
        "import sys; from voicecoach.speech.registry import open_voice; open_voice('espeak');"
        "print([m for m in ('numpy', 'ctypes', 'espeakng_loader', 'importlib.metadata') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout.strip() == "[]"


def test_a_long_folder_for_temporary_files_does_no_harm(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True)
    code = "from voicecoach.speech.espeak import EspeakBackend as B; print(B().open(None, 150).length('one') > 1000)"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env={"TMPDIR": str(deep)}
    )

    assert done.stdout.strip() == "True"


def test_a_language_that_leans_on_the_voice_before_it_may_come_first() -> None:
    code = "from voicecoach.speech.espeak import EspeakBackend as B; print(B().open('kl', 150).length('8') > 1000)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout.strip() == "True"


def test_english_finds_all_its_data(capfd: pytest.CaptureFixture[str]) -> None:
    letters = "".join(chr(code) for code in range(0x20, 0x250))
    code = (
        "from voicecoach.speech.espeak import EspeakBackend as B; voice = B().open(None, 150)\n"
        f"for letter in {letters!r}: voice.length('a ' + letter)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

    assert capfd.readouterr() == ("", "")


def test_leaves_no_folder_behind(tmp_path: Path) -> None:
    code = "from voicecoach.speech.espeak import EspeakBackend as B; B().open(None, 150).say('one')"
    subprocess.run([sys.executable, "-c", code], check=True, env={"TMPDIR": str(tmp_path)})

    assert list(tmp_path.iterdir()) == []


def test_a_missing_package_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak_data, "find_spec", lambda name: None)

    with pytest.raises(BackendUnavailable, match="pip install espeakng-loader"):
        EspeakBackend().open(None, 150)


def counts() -> list[str]:
    ones = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    teens = [
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ]
    tens = ["twenty", "thirty", "forty", "fifty"]
    return [
        *ones,
        *teens,
        *(" ".join(filter(None, (ten, one))) for ten in tens for one in ("", *ones)),
        "sixty",
    ]


def heard_late(clip: Clip) -> float:
    """By how many milliseconds the last of many detectors finds it after its onset."""
    heard = np.abs(clip.heard / 32768)
    peak = heard.max()
    found = [
        int(np.argmax(heard >= level)) for level in (0.01, 0.02, 0.05, 0.02 * peak, 0.05 * peak, 0.1 * peak)
    ]
    for window in (110, 220):
        power = np.convolve(np.concatenate([np.zeros(window - 1), heard**2]), np.ones(window), "valid")
        found += [int(np.argmax(power >= power.max() * part**2)) for part in (0.02, 0.05, 0.1)]
    return max(found) * 1000 / clip.rate


@pytest.mark.parametrize("language", ["en-gb", "en-us"])
def test_every_count_is_heard_when_it_is_due(language: str) -> None:
    """Whoever looks for it with a threshold or a level finds it within 10 ms of the onset."""
    voice = EspeakBackend().open(language, 150)
    late = {text: heard_late(voice.say(text)) for text in counts()}

    assert {text: ms for text, ms in late.items() if ms > 10} == {}


def test_every_count_fits_its_second() -> None:
    voice = EspeakBackend().open(None, 150)

    assert {text for text in counts() if voice.length(text) > 0.95 * voice.rate} == set()
