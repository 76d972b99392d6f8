"""Long silences of an MP3, which its encoder is never asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.export import samples
from tests.export.test_sound import recording, write
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import Timeline


def test_an_mp3_with_long_silences_is_as_if_each_had_been_encoded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Silences are copies of one frame, and the file is to the byte that of an encoder that saw all."""
    from voicecoach.export.sound import mp3

    words = [samples.say(at, at + 0.4, "word") for at in (0.5, 1.2, 2.0, 7.0, 7.6, 20.0, 41.3)]
    part = samples.part(0, 0, 60, SegmentKind.WORK, *words, title="Long", visit=1)
    timeline = Timeline("r", "R", "v", samples.RATE, (part,))
    skipped = []
    skip = mp3._Copier.skip
    monkeypatch.setattr(mp3._Copier, "skip", lambda *given: (skipped.append(given), skip(*given)))
    copied = write(tmp_path / "copied.mp3", recording(timeline))
    monkeypatch.setattr(mp3, "_shortened", lambda pieces, _: ((samples, 0) for samples, _ in pieces))
    plain = write(tmp_path / "plain.mp3", recording(timeline))
    assert copied.read_bytes() == plain.read_bytes()
    assert len(skipped) == 8
