"""How loud sound is, and what brings speech to the loudness that every voice has here.

Measured as ITU-R BS.1770-4 says (K-weighting, blocks of 400 ms every 100 ms, both gates). The weighting is done on the
spectrum of each 100 ms and not by filters that run through every sample: numpy has none, and FFmpeg's `ebur128` takes
five times the time that all the rest takes. The two agree within 0.1 LU on speech; a test holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio.limiter import amplified_clip
from voicecoach.audio.pcm import Block, Clip

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples

TARGET_LUFS = -16.0
"""The level of telephones and podcasts, and of all speech here, live and in files."""

MOST_GAIN_DB = 30.0
"""A voice that is softer by more than this is not brought all the way up: its hiss would be as loud as its words."""

_ABSOLUTE_GATE, _RELATIVE_GATE = -70.0, -10.0
_OFFSET = -0.691
_PAUSE_S = 0.6
"""Between two phrases of a passage, so that no block of 400 ms holds two of them."""
_CLOSE_DB = 0.02
_TRIES = 12


def integrated_loudness(blocks: Iterable[Block]) -> float | None:
    """The integrated loudness of one channel of speech in LUFS; None if nothing is loud enough to count.

    Memory grows by 80 bytes a second of the session.
    """
    energies = np.concatenate([np.zeros(0), *_energies(blocks)])
    if len(energies) < 4:
        energies = np.pad(energies, (0, 4 - len(energies)))
    sums = np.concatenate([[0.0], np.cumsum(energies)])
    power = (sums[4:] - sums[:-4]) / 4
    loud = power[power > _power(_ABSOLUTE_GATE)]
    if not len(loud):
        return None
    loud = loud[loud > loud.mean() * 10 ** (_RELATIVE_GATE / 10)]
    return float(_OFFSET + 10 * np.log10(loud.mean()))


def speech_gain_db(clips: Sequence[Clip]) -> float:
    """What brings phrases of one voice to TARGET_LUFS after the limiter, in dB to two places; 0 for silence.

    The limiter takes some loudness away, so the gain is tried and corrected until it is right.
    """
    gain_db = 0.0
    for _ in range(_TRIES):
        loudness = integrated_loudness(_passage(clips, gain_db))
        if loudness is None:
            return 0.0
        missing = TARGET_LUFS - loudness
        gain_db = min(gain_db + missing, MOST_GAIN_DB)
        if abs(missing) < _CLOSE_DB:
            break
    return round(gain_db, 2)


def momentary_loudness(samples: FloatSamples, rate: int) -> float:
    """The loudness of the loudest 400 ms of a sound, in LUFS (“momentary”); -inf for silence."""
    silence = np.zeros(rate // 2, np.float32)
    energies = np.concatenate([*_energies([Block(np.concatenate([silence, samples, silence]), rate)])])
    sums = np.concatenate([[0.0], np.cumsum(energies)])
    power = float((sums[4:] - sums[:-4]).max()) / 4
    return float(_OFFSET + 10 * np.log10(power)) if power > 0 else float("-inf")


def _passage(clips: Iterable[Clip], gain_db: float) -> Iterator[Block]:
    for clip in clips:
        yield Block.of_pcm(amplified_clip(clip.heard, clip.rate, 10 ** (gain_db / 20)), clip.rate)
        yield Block(np.zeros(round(_PAUSE_S * clip.rate), np.float32), clip.rate, silent=True)


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


def _energies(blocks: Iterable[Block]) -> Iterator[NDArray[np.float64]]:
    """The mean K-weighted power of each 100 ms in order, some at a time; a rest counts as a whole one."""
    step, weights = 0, np.empty(0, np.float32)
    rest: list[FloatSamples] = []
    held = 0
    silent = True
    for block in blocks:
        if not step:
            step = block.rate // 10
            weights = _weights(step, block.rate)
        samples = block.samples
        if held:  # fill the piece that was begun
            take = min(step - held, len(samples))
            rest.append(samples[:take])
            silent = silent and block.silent
            held += take
            samples = samples[take:]
            if held < step:
                continue
            yield np.zeros(1) if silent else _weighted(np.concatenate(rest)[None, :], weights)
        whole = len(samples) // step
        if whole:
            pieces = samples[: whole * step].reshape(whole, step)
            yield np.zeros(whole) if block.silent else _weighted(pieces, weights)
        rest, held, silent = [samples[whole * step :]], len(samples) - whole * step, block.silent
    if held and not silent:
        last = np.concatenate(rest)
        yield _weighted(np.pad(last, (0, step - held))[None, :], weights)


def _weighted(pieces: FloatSamples, weights: NDArray[np.float32]) -> NDArray[np.float64]:
    """The mean power of each row under `weights`, by Parseval."""
    spectrum = np.fft.rfft(pieces, axis=1)
    power = spectrum.real**2 + spectrum.imag**2
    return (power @ weights).astype(np.float64)


def _weights(size: int, rate: int) -> NDArray[np.float32]:
    """What the power of each bin of a transform of `size` frames counts: both K filters, scaled to mean power."""
    frequencies = np.fft.rfftfreq(size, 1 / rate)
    z = np.exp(-2j * np.pi * frequencies / rate)
    high = _biquad(z, rate, 1681.974450955533, 0.7071752369554196, 3.999843853973347)
    low = _biquad(z, rate, 38.13547087602444, 0.5003270373238773, None)
    twice = np.full(len(frequencies), 2.0)
    twice[0] = 1
    if size % 2 == 0:
        twice[-1] = 1
    weights: NDArray[np.float32] = (twice * np.abs(high * low) ** 2 / size**2).astype(np.float32)
    return weights


def _biquad(
    z: NDArray[np.complex128], rate: int, frequency: float, q: float, gain_db: float | None
) -> NDArray[np.complex128]:
    """The response of the shelf (with a gain) or the high pass (without) of BS.1770 at any rate."""
    k = np.tan(np.pi * frequency / rate)
    a0 = 1 + k / q + k * k
    a = (1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0)
    if gain_db is None:
        b = (1.0, -2.0, 1.0)
    else:
        vh = 10 ** (gain_db / 20)
        vb = vh**0.4996667741545416
        b = ((vh + vb * k / q + k * k) / a0, 2 * (k * k - vh) / a0, (vh - vb * k / q + k * k) / a0)
    response: NDArray[np.complex128] = (b[0] + b[1] * z + b[2] * z * z) / (a[0] + a[1] * z + a[2] * z * z)
    return response
