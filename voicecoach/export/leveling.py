"""The loudness of a whole session, where another is asked for than the one that every voice has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from voicecoach.audio.limiter import CEILING_DB, amplified
from voicecoach.audio.loudness import measure

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block

_SAMPLE_S = 90.0
_MOST_MAKE_UP_DB = 8.0
_ROUNDS = 5
_CLOSE_DB = 0.05


def gain_to(target: float, blocks: Callable[[], Iterable[Block]], ceiling_db: float = CEILING_DB) -> float:
    """What to multiply the samples with, so that they have `target` LUFS behind the limiter; 1 for silence.

    Found on a sample of the session: one and a half to three minutes of what is no silence, from all over it. The
    limiter takes some loudness away, so the gain is tried and corrected.
    """
    sample = _sample(blocks())
    loudness = measure(sample)
    if loudness is None:
        return 1.0
    wanted = gain_db = target - loudness
    for _ in range(_ROUNDS):
        after = measure(amplified(sample, 10 ** (gain_db / 20), ceiling_db))
        missing = 0.0 if after is None else target - after
        gain_db = min(gain_db + missing, wanted + _MOST_MAKE_UP_DB)
        if abs(missing) < _CLOSE_DB:
            break
    return float(10 ** (gain_db / 20))


def _sample(blocks: Iterable[Block]) -> list[Block]:
    """Some minutes of what is no silence, from all over the session; all of it where there is no more."""
    sample: list[Block] = []
    held, every = 0, 1
    for number, block in enumerate(block for block in blocks if not block.silent):
        if number % every:
            continue
        sample.append(block)
        held += len(block.samples)
        if held > 2 * _SAMPLE_S * block.rate:  # half of it goes, and half as much is taken from here on
            sample, every = sample[::2], every * 2
            held = sum(len(one.samples) for one in sample)
    return sample
