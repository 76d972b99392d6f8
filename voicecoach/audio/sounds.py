"""Chimes by name: the user's own first, then the shipped ones. Loads numpy only to load samples."""

from __future__ import annotations

import errno
import functools
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.audio.wav_reader import Wave, parse_wav
from voicecoach.errors import AudioError, SoundNotFound
from voicecoach.files import read_bounded
from voicecoach.folders import user_sounds_dir
from voicecoach.shipped import shipped_sounds_dir
from voicecoach.sound_beside import LARGEST, leads_out
from voicecoach.typography import kebab
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip, FloatSamples
    from voicecoach.sound_beside import SoundBeside

ONSET_LEVEL = 0.01
"""The first frame that is heard reaches this share of full scale (-40 dB)."""

LEVEL_LUFS = -18.0
"""The loudest 400 ms of every sound, the user's own too: 3 to 5 dB below spoken counts, which have -13.5 to -15.3 in
that measure where speech has -16 in all, for a tone is heard through words where words are not."""

HIGHEST_PEAK_DB = -4.0
"""No sound has a higher peak, in dBFS, nor is made louder once it has: a tick of 80 ms is over before it could be as loud
as a bell."""

MOST_GAIN_DB = 20.0
"""A sound that needs more is hiss, and stays soft."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_NAME = 64


def known_sounds() -> tuple[str, ...]:
    """Every name that `load_sound` finds, sorted."""
    return tuple(sorted({name for folder in _folders() for name, _ in _files(folder)}))


def own_sound(name: str) -> Path | None:
    """The user's own file of that name, which goes before a shipped sound; None if there is none."""
    return next((path for known, path in _files(user_sounds_dir()) if known == name), None)


def why_unplayable(name: str, beside: SoundBeside | None = None) -> str | None:
    """Why the sound of that name cannot be played, with its file; None if it can."""
    try:
        read_sound(name, beside)
    except AudioError as error:
        return str(error)
    return None


def sound_length(name: str, rate: int, beside: SoundBeside | None = None) -> Frames:
    """How long a sound is heard, in frames at `rate`: equals the length of what `load_sound` gives, without the samples.

    Raises SoundNotFound, AudioError.
    """
    wave, onset = read_sound(name, beside)
    return Frames(-(-(wave.frames - onset) * rate // wave.rate))


@functools.lru_cache(maxsize=16)
def load_sound(name: str, rate: int, beside: SoundBeside | None = None) -> Clip:
    """The sound of that name at `rate` frames a second and at its level, from its onset on.

    `name` is an id such as `bell`, never a path; `beside` is its file, if that travels with a routine's. Raises
    SoundNotFound if there is none, AudioError if its file is not a WAV file that can be played.
    """
    import numpy as np

    from voicecoach.audio.pcm import Clip
    from voicecoach.audio.resample import resample

    wave, onset = read_sound(name, beside)
    heard = resample(wave.mono()[onset:], wave.rate, rate)
    peak = float(np.abs(heard).max(initial=0.0))
    if peak:
        heard = heard * np.float32(10 ** (sound_gain_db(heard, rate, peak) / 20))
    samples = np.clip(np.rint(heard * 32767), -32767, 32767).astype(np.int16)
    samples.flags.writeable = False
    return Clip(samples, rate, Frames(0))


def sound_gain_db(samples: FloatSamples, rate: int, peak: float) -> float:
    """What brings a sound to its level, in dB; `peak` is its own, of full scale, above 0."""
    from voicecoach.audio.loudness import momentary_loudness

    wanted = LEVEL_LUFS - momentary_loudness(samples, rate)
    return min(wanted, HIGHEST_PEAK_DB - 20 * math.log10(peak), MOST_GAIN_DB)


def read_sound(name: str, beside: SoundBeside | None = None) -> tuple[Wave, Frames]:
    """The file of that sound, and the frame from which on it is heard. Loads no numpy. Raises SoundNotFound, AudioError."""
    path = _find(name) if beside is None else _checked(name, Path(beside.path))
    try:
        data = read_bounded(path, LARGEST)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise AudioError(
                f"{path}: is larger than {LARGEST // 2**20} MB, too large for a sound"
            ) from error
        raise AudioError(f"{path}: cannot be read ({error.strerror})") from error
    wave = parse_wav(data, str(path))
    onset = wave.onset(ONSET_LEVEL)
    if onset is None:
        raise AudioError(f"{path}: is silent, or nearly")
    return wave, onset


def _find(name: str) -> Path:
    if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
        raise SoundNotFound(f"“{name[:80]}” is not the name of a sound; write a name such as bell", name=name)
    odd: Path | None = None
    for folder in _folders():
        path = folder / f"{name}.wav"
        if not path.is_file():
            # Perhaps with capitals or spaces in its name.
            path = next((other for known, other in _files(folder) if known == name), path)
        if not path.is_file():
            odd = odd or (path if path.exists() or path.is_symlink() else None)
            continue
        return _checked(name, path)
    if odd is not None:
        return _checked(name, odd)
    from voicecoach.near import did_you_mean

    known = known_sounds()
    hint = did_you_mean(name, known) or f"; there are {', '.join(known)}"
    raise SoundNotFound(f"no sound “{name}”{hint}; your own go into {user_sounds_dir()} as WAV", name=name)


def _checked(name: str, path: Path) -> Path:
    """The path, if a sound may be read there. It is not read: a pipe would make it wait."""
    if not path.is_file():
        raise SoundNotFound(f"{path}: is not a file, or leads to none; put a WAV file there", name=name)
    if leads_out(path):
        raise AudioError(f"{path}: leads out of its folder; put the file itself there")
    return path


def _folders() -> tuple[Path, Path]:
    return user_sounds_dir(), shipped_sounds_dir()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every sound of a folder, with its name."""
    try:
        for path in sorted(folder.iterdir()):
            name = kebab(path.stem)
            if path.suffix.lower() == ".wav" and not path.name.startswith(".") and _NAME.fullmatch(name):
                yield name, path
    except OSError:
        return
