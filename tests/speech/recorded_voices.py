"""Recorded voices that tests make: tones in the place of words."""

from __future__ import annotations

import numpy as np

from voicecoach.audio.pcm import Clip
from voicecoach.speech.recording_file import RATE
from voicecoach.speech.recordings import AboutRecordings, Recordings
from voicecoach.units import Frames


def tone(length_s: float = 0.4, pitch_hz: float = 300) -> Clip:
    """A sound that is no other: as long and as high as is asked for."""
    at = np.arange(round(length_s * RATE)) / RATE
    samples = np.rint(9000 * np.sin(2 * np.pi * pitch_hz * at)).astype(np.int16)
    samples.flags.writeable = False
    return Clip(samples, RATE, Frames(0))


def recorded(name: str, *texts: str, fallback: str = "silent") -> Recordings:
    """A voice with these phrases, each with a pitch of its own."""
    made = Recordings(name)
    for number, text in enumerate(texts):
        made.keep(text, tone(pitch_hz=250 + 40 * number))
    made.keep_about(AboutRecordings(fallback=fallback))
    return made
