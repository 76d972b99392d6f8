"""Louder and softer come without a step."""

from __future__ import annotations

import numpy as np
import pytest

from voicecoach.play.engine.fades import FADE_S
from voicecoach.play.engine.volume import Volume

RATE = 1000
FADE = round(FADE_S * RATE)


@pytest.mark.parametrize("gain", [0.5, 1.4])
def test_louder_comes_without_a_step(gain: float) -> None:
    volume, half = Volume(RATE), np.full(5, 0.5, np.float32)
    assert volume(half) is half
    volume.gain = gain
    heard = np.concatenate([half, *(volume(half) for _ in range(10))])
    assert heard[-1] == pytest.approx(0.5 * gain)
    assert np.abs(np.diff(heard)).max() < 0.5 / FADE * 1.01
    volume.gain = 1.0
    assert volume(np.full(100, 0.5, np.float32))[-1] == pytest.approx(0.5)


def test_louder_never_overflows() -> None:
    volume = Volume(RATE)
    volume.gain = 3.0
    assert volume(np.full(100, 0.9, np.float32)).max() == 1
