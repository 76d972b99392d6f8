"""What tests of voices share."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicecoach.speech.phrase_cache import PhraseCache


@pytest.fixture
def store(tmp_path: Path) -> PhraseCache:
    """An empty one, whose folder is not made yet."""
    return PhraseCache(tmp_path / "made" / "phrases")
