"""Long silences of an MP3, which its encoder is never asked about."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.export import samples
from tests.export.test_sound import decoded, recording, write
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import Timeline


def test_an_mp3_with_long_silences_is_as_if_each_had_been_encoded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Silences are copies of one frame: what is heard, the length and the bit rate are those of an encoder that saw all."""
    from voicecoach.export import encode, mp3

    words = [samples.say(at, at + 0.4, "word") for at in (0.5, 1.2, 2.0, 7.0, 7.6, 20.0, 41.3)]
    part = samples.part(0, 0, 60, SegmentKind.WORK, *words, title="Long", visit=1)
    timeline = Timeline("r", "R", "v", samples.RATE, (part,))
    copied = write(tmp_path / "copied.mp3", recording(timeline))
    monkeypatch.setattr(mp3, "_packets", encode.packets)
    plain = write(tmp_path / "plain.mp3", recording(timeline))
    assert copied.read_bytes() != plain.read_bytes()
    assert copied.stat().st_size == pytest.approx(plain.stat().st_size, abs=200)
    ours, theirs = decoded(copied, samples.RATE), decoded(plain, samples.RATE)
    assert len(ours) == len(theirs)
    assert np.abs(ours - theirs).max() < 0.02
