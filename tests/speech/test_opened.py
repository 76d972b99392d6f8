"""A voice that was opened: closed by a `with` block, and had at another speed."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicecoach.speech.cache.cached_voice import CachedVoice
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.checked_voice import CheckedVoice
from voicecoach.speech.levelled_voice import LevelledVoice
from voicecoach.speech.registry import open_voice


def test_every_wrapper_is_closed_by_a_with_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    for kind in (CachedVoice, LevelledVoice, CheckedVoice):
        monkeypatch.setattr(kind, "close", lambda self: closed.append(type(self).__name__))
    opened = [
        open_voice("espeak:en-gb", cache=PhraseCache(tmp_path)),
        open_voice("espeak:en-gb", cache=None),
        open_voice("silent"),
    ]
    for voice in opened:
        with pytest.raises(ZeroDivisionError), voice as same:
            1 / (same is not voice)
    assert closed == ["CachedVoice", "LevelledVoice", "CheckedVoice"]


@pytest.mark.parametrize("spec", ["silent", "espeak", "espeak:en-us"])
def test_a_voice_is_had_at_another_speed(spec: str) -> None:
    with open_voice(spec, speed=120, cache=None) as slow, slow.at_speed(240) as fast:
        assert (slow.speed, fast.speed, fast.id) == (120, 240, slow.id)
        assert slow.length("Lift your hips.") > 1.5 * fast.length("Lift your hips.")
        assert type(fast) is type(slow)
        with pytest.raises(ValueError, match="80 to 450"):
            fast.at_speed(500)


@pytest.mark.parametrize("spec", [None, 3, b"silent"])
def test_a_voice_is_named_by_a_text(spec: object) -> None:
    with pytest.raises(ValueError, match="a voice is named by a text"):
        open_voice(spec)  # type: ignore[arg-type]
