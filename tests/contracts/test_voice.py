"""What every voice must do: the same tests over each backend, bare and with its phrases kept."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.needs import in_ci, slow_but
from tests.speech.recorded_voices import recorded
from voicecoach.errors import BackendUnavailable, SynthesisFailed, VoiceNotFound
from voicecoach.speech.api import FASTEST, SLOWEST, Voice
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.registry import find_backend, open_voice

RATES = {
    "espeak": 22050,
    "hibari": 24000,
    "piper": 22050,
    "pyttsx3": 22050,
    "recorded": 48000,
    "silent": 22050,
}
SLOW = {"piper"}
"""Those that take seconds for what others say in one."""
BACKENDS = slow_but(RATES, *(RATES.keys() - SLOW))
VOICES = slow_but(
    [f"{name}{kept}" for name in RATES for kept in ("", ", kept")],
    *(f"{name}{kept}" for name in RATES.keys() - SLOW for kept in ("", ", kept")),
)
PHRASES = ("one", "five", "and relax", "Lift your hips.", "Breathe in.", "Stop if it hurts, and rest.")

AWKWARD = (
    "",
    "   ",
    "...",
    "\x01200S five \x00 four \x1b[31m",
    "<speak>hello</speak>",
    "[[sl'nc 500]] hello",
    "\U0001f9d8 stretch",
    "שלום",
    "\ud800 lone",
    "e\u0301tire",
    "a" * 400,
    "--help",
    "line\nbreak\ttab",
)


@pytest.fixture(scope="module", autouse=True)
def a_recorded_voice() -> Iterator[None]:
    """With some of the phrases; espeak says the others."""
    made = recorded("anna", "one", "and relax", fallback="espeak")
    yield
    made.remove_all()


def opened(spec: str, cache: PhraseCache | None, speed: int = 150) -> Voice:
    try:
        return open_voice(spec, speed=speed, cache=cache)
    except (BackendUnavailable, VoiceNotFound) as error:
        if in_ci() or (isinstance(error, VoiceNotFound) and spec != "piper"):
            raise
        pytest.skip(str(error))  # of piper there may be the package, and no voice


@pytest.fixture(scope="module", params=VOICES)
def voice(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Voice]:
    name, _, kept = request.param.partition(", ")
    voice = opened(name, PhraseCache(tmp_path_factory.mktemp("phrases")) if kept else None)
    yield voice
    voice.close()


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    opened(request.param, None).close()
    return str(request.param)


def test_names_itself_by_backend(voice: Voice) -> None:
    assert voice.rate == RATES[voice.id.partition(":")[0]]


@pytest.mark.parametrize("text", PHRASES)
def test_a_clip_is_what_a_clip_should_be(voice: Voice, text: str) -> None:
    clip = voice.say(text)

    assert clip.samples.dtype == np.int16
    assert clip.samples.ndim == 1
    assert not clip.samples.flags.writeable
    assert clip.rate == voice.rate
    assert 0 <= clip.onset < len(clip.samples)
    assert 0.1 * clip.rate < clip.length < 6 * clip.rate


@pytest.mark.parametrize("text", PHRASES)
def test_ends_where_the_sound_ends(voice: Voice, text: str) -> None:
    samples = np.abs(voice.say(text).samples.astype(int))

    assert samples[-voice.rate // 1000 :].max() >= samples.max() * 0.005


def test_length_is_the_length_of_what_is_said(voice: Voice) -> None:
    for text in ("seven", "and lower", "Three more."):
        before = voice.length(text)
        assert before == voice.say(text).length == voice.length(text)


def test_the_same_text_gives_the_same_samples_whatever_came_before(voice: Voice) -> None:
    first = {text: voice.say(text) for text in PHRASES}
    shuffled = random.Random(7)
    for _ in range(3):
        for text in shuffled.sample(PHRASES, len(PHRASES)):
            again = voice.say(text)
            assert again.onset == first[text].onset
            assert np.array_equal(again.samples, first[text].samples), text


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_is_spoken_or_refused_by_name(voice: Voice, text: str) -> None:
    clip = None
    with contextlib.suppress(SynthesisFailed):
        clip = voice.say(text)
    if clip is None:
        with pytest.raises(SynthesisFailed) as caught:
            voice.say(text)
        assert caught.value.phrase == text
        assert "\n" not in str(caught.value).replace(text, "")
    else:
        assert clip.length > 0


def test_markup_is_not_obeyed(voice: Voice) -> None:
    assert voice.length('one <break time="9s"/> two') < 8 * voice.rate
    assert voice.length("\x01900P one") < 3 * voice.rate


def test_closes_twice(backend: str) -> None:
    voice = opened(backend, None)
    voice.say("one")
    voice.close()
    voice.close()


def test_speeds(backend: str) -> None:
    lengths = []
    for speed in (SLOWEST, 150, FASTEST):
        voice = opened(backend, None, speed)
        lengths.append(voice.length("Lift your hips slowly."))
        voice.close()

    assert lengths[0] > 1.3 * lengths[1] > 2 * lengths[2]


def test_an_unknown_voice_is_not_found(backend: str) -> None:
    with pytest.raises(VoiceNotFound, match="no voice “zz-top”"):
        open_voice(f"{backend}:zz-top", cache=None)


def test_lists_the_voice_that_it_opens(backend: str) -> None:
    listed = list(find_backend(backend).voices())
    voice = opened(backend, None)

    assert voice.id.partition(":")[2] in {"", *(one.voice for one in listed)}
    assert {one.backend for one in listed} == {backend}
    assert all(one.language == one.language.lower() and one.name for one in listed)
    assert len({one.voice for one in listed}) == len(listed)
    voice.close()


def test_every_voice_can_be_listed(backend: str) -> None:
    made = find_backend(backend)

    assert made.voices()
    assert made.left_out == ()


def test_the_version_is_known_without_a_phrase(backend: str) -> None:
    made = find_backend(backend)

    assert made.version
    assert made.version == find_backend(backend).version


def test_a_kept_phrase_needs_no_engine(backend: str, tmp_path: Path) -> None:
    first = opened(backend, PhraseCache(tmp_path))
    said = first.say("and relax")
    first.close()

    second = opened(backend, PhraseCache(tmp_path))
    clip = second.say("and relax")
    assert second.length("and relax") == said.length
    assert np.array_equal(clip.samples, said.samples)
    second.close()
