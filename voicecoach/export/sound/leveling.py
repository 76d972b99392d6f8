"""The gain of a whole session, if another loudness is asked for than every voice has, or if a ceiling takes some of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicecoach.audio.limiter import CEILING_DB, amplified_blocks
from voicecoach.audio.loudness import integrated_loudness

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block

_SAMPLE_S = 45.0
_MOST_MAKE_UP_DB = 10.0
_ROUNDS = 5
_CLOSE_DB = 0.05
_MAKE_UP = 1.4
"""What a lower ceiling takes away, in dB a dB, as a first guess."""
_LEFT = 0.7
"""What a limiter leaves of one dB more, as a first guess."""
_LEFT_AT_LEAST = 0.25


@dataclass(frozen=True, slots=True)
class Gain:
    """How a session comes to its loudness."""

    factor: float = 1.0
    """What its samples are multiplied with, ahead of the limiter."""
    missing_db: float = 0.0
    """How much softer than asked it is all the same, as more of it would be distorted."""


def gain_to(
    target: float | None,
    blocks: Callable[[], Iterable[Block]],
    ceiling_db: float = CEILING_DB,
    lift_db: float = 0.0,
) -> Gain:
    """The gain with which the samples have `target` LUFS behind the limiter, as near as they come; none for silence.

    None: as loud as they are without a limiter; `lift_db` comes on top. The limiter takes some loudness away, the more the
    louder: how much is found on 45 to 90 seconds from all over the session, where the gain is tried and corrected by what
    the last try brought.
    """
    sample = _sample(blocks())
    loudness = integrated_loudness(sample)
    whole = loudness if target is None else integrated_loudness(blocks())
    if loudness is None or whole is None:
        return Gain()
    wanted = lift_db + (0.0 if target is None else target - whole)
    gain_db = wanted + _MAKE_UP * (CEILING_DB - ceiling_db)
    before, tried_db, left, missing = None, gain_db, _LEFT, 0.0
    for _ in range(_ROUNDS):
        after = integrated_loudness(amplified_blocks(sample, 10 ** (gain_db / 20), ceiling_db))
        missing = 0.0 if after is None else loudness + wanted - after
        if after is None or abs(missing) < _CLOSE_DB:
            break
        if before is not None and gain_db != tried_db:
            left = max((after - before) / (gain_db - tried_db), _LEFT_AT_LEAST)
        before, tried_db = after, gain_db
        gain_db = min(gain_db + missing / left, wanted + _MOST_MAKE_UP_DB)
    # To two places: how a sum is rounded is not the same on every machine, and the file is to be.
    return Gain(float(10 ** (round(gain_db, 2) / 20)), max(0.0, missing))


def _sample(blocks: Iterable[Block]) -> list[Block]:
    """A minute or so of sound without silences, from all over the session; all of it if there is no more."""
    sample: list[Block] = []
    held, every = 0, 1
    for number, block in enumerate(block for block in blocks if not block.silent):
        if number % every:
            continue
        sample.append(block)
        held += len(block)
        if held > 2 * _SAMPLE_S * block.rate:  # half of it goes, and half as much is taken from here on
            sample, every = sample[::2], every * 2
            held = sum(map(len, sample))
    return sample
