"""The silent voice's lengths."""

from __future__ import annotations

import pytest

from voicecoach.speech.espeak import EspeakBackend
from voicecoach.speech.silent import SilentBackend

SAID = [
    *["one", "two", "seven", "thirteen"],
    "twenty five",
    "Hold.",
    "And relax.",
    "Next: pelvic tilt. Five repetitions, each held for five seconds.",
    "Lie on your back with your knees bent and your feet flat.",
    "Stop if it hurts. A stretch may be felt, pain may not.",
    "Lift your hips slowly, and keep your body in one line.",
    "Well done. That was the last exercise for today.",
    "Come down to the floor, onto your hands and knees. Take your time.",
]


@pytest.mark.parametrize("speed", [80, 150, 300])
def test_comes_near_espeak_in_total(speed: int) -> None:
    real, silent = EspeakBackend().open(None, speed), SilentBackend().open(None, speed)

    total = sum(real.length(text) for text in SAID)
    assert abs(sum(silent.length(text) for text in SAID) - total) < 0.05 * total


def test_is_silent_and_as_long_as_it_says() -> None:
    clip = SilentBackend().open(None, 150).say("And relax.")

    assert not clip.samples.any()
    assert clip.onset == 0
    assert clip.length == SilentBackend().open(None, 150).length("And relax.")


def test_known_lengths() -> None:
    voice = SilentBackend().open(None, 150)

    assert [voice.length(text) for text in ("one", "five", "And relax.", "25")] == [8233, 9530, 15212, 16317]
