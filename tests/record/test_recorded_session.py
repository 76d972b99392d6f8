"""A session in a voice that was recorded in a noisy room, at a level that wanders: as loud as every session, on every beat."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from voicecoach.audio.loudness import integrated_loudness
from voicecoach.audio.resample import resample
from voicecoach.record.needed import missing_phrases, needed_phrases
from voicecoach.record.takes import finish_phrase
from voicecoach.routine.library import load_routine
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Role
from voicecoach.session import prepare
from voicecoach.speech.recording_file import RATE
from voicecoach.speech.recordings import Recordings
from voicecoach.speech.registry import open_voice
from voicecoach.timeline.mix import mix
from voicecoach.timeline.timeline import EventKind

ROUTINE = """
title: One
exercises:
  lift:
    name: Lift
    kind: strengthen
    position: standing
    setup: [Stand with your feet as wide as your hips., Rest your hands on a wall.]
    go: Lift.
    remind: [Breathe evenly all the time.]
    dose: {reps: 2, hold: 10 s}
steps:
  - lift
"""


@pytest.mark.slow  # forty phrases are spoken, recorded and measured
def test_a_recorded_session_is_as_loud_as_any_and_counts_on_the_beat(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(ROUTINE)
    loaded, made, chance = load_routine(tmp_path / "one.yaml"), Recordings("anna"), np.random.default_rng(3)
    with open_voice("espeak:en-gb") as speaker:
        while missing := missing_phrases(needed_phrases(loaded, Choices(), made.phrases()), made.phrases()):
            for phrase in missing:
                clip = speaker.say(phrase.text)
                said = resample(clip.heard / np.float32(32768), clip.rate, RATE)
                said = said * np.float32(10 ** (chance.uniform(-25, -6) / 20))
                whole = np.concatenate([np.zeros(40_000, np.float32), said, np.zeros(RATE, np.float32)])
                whole += chance.standard_normal(len(whole)).astype(np.float32) * np.float32(2e-4)
                made.keep(phrase.text, finish_phrase(whole, RATE, phrase, whole[:36_000]).clip)

    with open_voice("recorded:anna") as voice:
        timeline = prepare(loaded, Choices(), voice).timeline
        blocks = list(mix(timeline.parts, voice))
    assert integrated_loudness(blocks) == pytest.approx(-16, abs=0.5)
    sound = np.abs(np.concatenate([block.samples for block in blocks]))
    assert sound.max() < 10 ** (-1 / 20)
    counts = [
        event for _, event in timeline.events() if event.kind is EventKind.SAY and event.role is Role.COUNT
    ]
    assert len(counts) > 15
    for count in counts:
        heard = sound[count.start - RATE // 20 : count.end]
        onset = int(np.argmax(heard >= 0.05 * sound[count.start : count.end].max())) - RATE // 20
        assert abs(onset) < 0.005 * RATE, count
