"""A short sound as plain bytes, made without numpy: that takes longer to load than the sound may be late."""

from __future__ import annotations

import sys
from array import array
from itertools import islice
from typing import TYPE_CHECKING

from voicecoach.audio.sounds import HIGHEST_PEAK_DB, LEVEL_LUFS, MOST_GAIN_DB, read_sound

if TYPE_CHECKING:
    from voicecoach.audio.wav_reader import Wave

LONGEST_S = 0.5
"""Seconds of a sound that are played; what is longer fades out there."""

_FADE_S = 0.03
_MOMENT_S = 0.4
"""What the level of a sound is measured over, in seconds."""


def quick_sound(name: str, rate: int, gain_db: float = 0.0) -> bytes:
    """The sound of that name at `rate` frames a second and about as loud as `load_sound` has it: mono, signed 16 bits in the
    machine's own order. `gain_db` is added. Raises SoundNotFound, AudioError."""
    wave, onset = read_sound(name)
    longest = round(LONGEST_S * wave.rate)
    heard = _mono(wave, onset, longest)
    if onset + longest < wave.frames:
        fade = round(_FADE_S * wave.rate)
        heard[-fade:] = [value * (fade - at) / fade for at, value in enumerate(heard[-fade:], 1)]
    factor = 32767 * _factor(heard, wave.rate) * 10 ** (gain_db / 20)
    step = wave.rate / rate
    count = int(len(heard) / step)
    heard += (0.0, 0.0)
    made = array("h", bytes(2 * count))
    for number in range(count):
        place = number * step
        at = int(place)
        before = heard[at]
        value = round(factor * (before + (place - at) * (heard[at + 1] - before)))
        made[number] = max(-32767, min(32767, value))
    return made.tobytes()


def _mono(wave: Wave, first: int, frames: int) -> list[float]:
    """So many frames, the channels averaged."""
    if wave.width == 2 and not wave.floating and wave.channels == 1:
        samples = array("h", native(wave.data[2 * first : 2 * (first + frames)]))
        return [sample / 32768 for sample in samples]
    values = islice(wave.values(), first * wave.channels, (first + frames) * wave.channels)
    return [sum(frame) / wave.channels for frame in zip(*[values] * wave.channels, strict=True)]


def louder(pcm: bytes, gain_db: float) -> bytes:
    """The same samples at another level; what is beyond full scale is clipped."""
    if not gain_db:
        return pcm
    factor = 10 ** (gain_db / 20)
    return array("h", (max(-32768, min(32767, round(one * factor))) for one in array("h", pcm))).tobytes()


def native(pcm: bytes) -> bytes:
    """Little-endian samples in the machine's own order."""
    if sys.byteorder == "little":
        return pcm
    samples = array("h", pcm)
    samples.byteswap()
    return samples.tobytes()


def _factor(heard: list[float], rate: int) -> float:
    """What brings it to the level of all sounds. Its loudness is taken for its power, which for tones is right to 1 dB."""
    peak = max(map(abs, heard), default=0.0)
    moment = round(_MOMENT_S * rate)
    loudest = max(sum(value * value for value in part) for part in (heard[:moment], heard[-moment:]))
    if not loudest:
        return 1.0
    wanted: float = 10 ** (LEVEL_LUFS / 20) / (loudest / moment) ** 0.5
    return min(wanted, 10 ** (HIGHEST_PEAK_DB / 20) / peak, 10 ** (MOST_GAIN_DB / 20))
