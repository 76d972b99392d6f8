"""From a recording to a phrase: the words are found in a room with noise, at their onset and level, or refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from voicecoach.audio.loudness import integrated_loudness
from voicecoach.audio.pcm import Block, FloatSamples
from voicecoach.audio.resample import resample
from voicecoach.audio.spoken_take import TakeRefused, finish_take
from voicecoach.speech.api import Voice
from voicecoach.speech.registry import open_voice

RATE = 48_000
BEFORE = 30_000
"""Frames of the room before the words."""


@pytest.fixture(scope="module")
def speaker() -> Iterator[Voice]:
    with open_voice("espeak:en-gb") as voice:
        yield voice


def words(speaker: Voice, text: str, level: float = 0.5) -> FloatSamples:
    clip = speaker.say(text)
    heard = resample(clip.heard / np.float32(32768), clip.rate, RATE)
    return heard * np.float32(level / np.abs(heard).max())


def room(frames: int, noise: float, seed: int = 1) -> FloatSamples:
    hum = 5 * noise * np.sin(np.arange(frames) * 2 * np.pi * 50 / RATE)
    return (np.random.default_rng(seed).standard_normal(frames) * noise + hum).astype(np.float32)


def recording(said: FloatSamples, noise: float, after: int = RATE) -> FloatSamples:
    whole = np.concatenate([np.zeros(BEFORE, np.float32), said, np.zeros(after, np.float32)])
    return whole + room(len(whole), noise)


def place_in(whole: FloatSamples, part: FloatSamples) -> float:
    """Where, in seconds after BEFORE, the part is in the whole."""
    size = 1 << (len(whole) + len(part)).bit_length()
    product = np.fft.irfft(np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size)))
    return float(np.argmax(product) - BEFORE) / RATE


@pytest.mark.parametrize("noise", [0.0, 0.0003, 0.004])
@pytest.mark.parametrize("text", ["one", "three", "five", "six", "seven", "Hold.", "Switch sides."])
def test_a_phrase_begins_where_it_begins_whatever_the_room_sounds_like(
    speaker: Voice, text: str, noise: float
) -> None:
    said = words(speaker, text)
    whole = recording(said, noise)
    # A key that is pressed at either end.
    key = 0.1 * np.random.default_rng(2).standard_normal(600).astype(np.float32)
    whole[500:1100] += key
    whole[-700:-100] += key

    clip = finish_take(whole, RATE, noise=room(BEFORE, noise, seed=4)).clip

    assert clip.onset == 0
    assert abs(place_in(whole, clip.samples / np.float32(32768))) < 0.005
    assert abs(clip.length - len(said)) / RATE < 0.05


@pytest.mark.parametrize("level", [0.02, 0.1, 0.9])
@pytest.mark.parametrize("text", ["seven", "Lie on your back, with your knees bent."])
def test_every_phrase_has_the_level_of_all_voices(speaker: Voice, text: str, level: float) -> None:
    clip = finish_take(recording(words(speaker, text, level), 0), RATE).clip

    silence = Block(np.zeros(RATE, np.float32), RATE, silent=True)
    loudness = integrated_loudness([Block.of_pcm(clip.samples, RATE), silence])
    assert loudness == pytest.approx(-16, abs=0.5)
    assert np.abs(clip.samples.astype(int)).max() < 32768 * 10 ** (-1 / 20)


def test_a_file_without_any_silence_is_taken_whole(speaker: Voice) -> None:
    said = words(speaker, "Switch sides.")
    clip = finish_take(said, RATE).clip
    assert abs(clip.length - len(said)) / RATE < 0.03


def test_a_pause_in_a_phrase_stays(speaker: Voice) -> None:
    said = np.concatenate(
        [words(speaker, "Breathe in."), np.zeros(RATE, np.float32), words(speaker, "And out.")]
    )
    clip = finish_take(recording(said, 0.0003), RATE, noise=room(BEFORE, 0.0003)).clip
    assert abs(clip.length - len(said)) / RATE < 0.06


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 96_000])
def test_any_rate_will_do(speaker: Voice, rate: int) -> None:
    clip = finish_take(resample(recording(words(speaker, "seven"), 0.0003), RATE, rate), rate).clip
    assert clip.rate == rate
    assert abs(clip.length / rate - len(words(speaker, "seven")) / RATE) < 0.05


SILENT = "nothing was heard; is the microphone muted"


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda said: np.zeros(0, np.float32), SILENT),
        (lambda said: np.zeros(RATE, np.float32), SILENT),
        (lambda said: np.full(RATE, np.nan, np.float32), SILENT),
        (lambda said: np.full(RATE, 0.3, np.float32), "no words were heard"),
        (lambda said: room(RATE, 0.0002), SILENT),
        (lambda said: np.clip(recording(said, 0) * 6, -1, 1), "it is distorted"),
        (lambda said: np.clip(recording(said, 0) * 6, -0.5, 0.5), "it is distorted"),
        (lambda said: recording(said, 0.05), "the room is too loud"),
        (lambda said: recording(said * 0.01, 0), "it is too soft"),
        (lambda said: recording(np.tile(said, 12), 0.0003), "s is too long for these words"),
    ],
)  # fmt: skip
def test_what_is_not_worth_keeping_is_refused_with_the_reason(speaker: Voice, made, message: str) -> None:
    said = words(speaker, "Switch sides.")
    whole = made(said)
    quiet = whole[: BEFORE - 3000] if len(whole) > 2 * BEFORE else None
    with pytest.raises(TakeRefused, match=message) as caught:
        finish_take(whole, RATE, noise=quiet, longest_s=8)
    assert "\n" not in str(caught.value)


def test_room_noise_alone_is_no_phrase() -> None:
    with pytest.raises(TakeRefused, match=r"no words were heard|the room is too loud"):
        finish_take(room(2 * RATE, 0.02), RATE, noise=room(RATE, 0.02, seed=5))


@pytest.mark.parametrize("length_s", [0.5, 0.7, 1.1])
def test_a_count_has_its_second(length_s: float) -> None:
    said = (0.3 * np.sin(np.arange(round(length_s * RATE)) * 2 * np.pi * 200 / RATE)).astype(np.float32)
    whole = recording(said, 0)
    if length_s > 0.95:
        with pytest.raises(TakeRefused, match="too long for a count, which has one second"):
            finish_take(whole, RATE, count=True)
    else:
        note = finish_take(whole, RATE, count=True).note
        assert ("clearest within 0.6 s" in note) == (length_s > 0.6)
    assert not finish_take(whole, RATE).note


def test_too_few_words_are_noticed(speaker: Voice) -> None:
    take = finish_take(recording(words(speaker, "two"), 0), RATE, least_s=1.0)
    assert "short for these words" in take.note
