"""A session whose voice is a tone: `python -m tests.play.tone_session OUTPUT [PHRASES]`. A line of its input pauses or goes on.

Every hole in what is played shows in a recording, as the tone never stops by itself for less than PAUSE_S.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from voicecoach import Choices, Performance
from voicecoach.audio.pcm import Clip, FloatSamples
from voicecoach.play.commands import Command
from voicecoach.units import Frames, to_frames

RATE = 22050
"""Of the voice."""
HERTZ = 441
PHRASE_S = 4.0
PAUSE_S = 0.2

PHRASES = 60


def routine_of(phrases: int) -> str:
    """What is played, so many phrases long: one every 4.2 seconds or more."""
    return "title: Tone\nsafety: []\nsteps:\n" + "  - say: Tone.\n" * phrases


class ToneVoice:
    """Says everything as a tone of PHRASE_S that begins and ends softly."""

    id = "tone:one"
    rate = RATE

    def say(self, text: str) -> Clip:
        at = np.arange(self.length(text))
        ends = np.minimum(1, np.minimum(at, at[::-1]) / (0.02 * RATE))
        return Clip((8000 * ends * np.sin(2 * np.pi * HERTZ * at / RATE)).astype(np.int16), RATE, Frames(0))

    def length(self, text: str) -> Frames:
        return to_frames(PHRASE_S, RATE)

    def close(self) -> None:
        pass


def holes_in(sound: FloatSamples, rate: int) -> list[float]:
    """The length of each hole in a recording of such a session, in seconds."""
    loud = np.flatnonzero(np.abs(sound) > 1e-3)
    gaps = np.diff(loud) / rate
    return [float(gap) for gap in gaps if 0.002 < gap < 0.75 * PAUSE_S]


def clicks_in(sound: FloatSamples, rate: int) -> int:
    """How many steps there are in a recording that such a tone cannot make."""
    steepest = 8000 / 32768 * 2 * np.pi * HERTZ / rate
    return int((np.abs(np.diff(sound)) > 1.5 * steepest).sum())


def main() -> None:
    """Until the input ends."""
    with TemporaryDirectory() as folder:
        routine = Path(folder) / "tone.yaml"
        routine.write_text(routine_of(int(sys.argv[2]) if len(sys.argv) > 2 else PHRASES))
        with Performance(routine, ToneVoice(), choices=Choices(), output=sys.argv[1]) as performance:

            def listen() -> None:
                for _ in sys.stdin:
                    performance.ask(Command.TOGGLE)
                performance.ask(Command.QUIT)
                performance.ask(Command.QUIT)

            threading.Thread(target=listen, daemon=True).start()
            performance.run()
        print(performance.record.breaks)  # noqa: T201 - for the test


if __name__ == "__main__":
    main()
