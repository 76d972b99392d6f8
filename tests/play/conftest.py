"""What every test here needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.play.rig import Rig
from voicecoach.speech.api import Voice
from voicecoach.speech.registry import open_voice


@pytest.fixture(autouse=True)
def _no_session_stays_open() -> Iterator[None]:
    yield
    while Rig.made:
        Rig.made.pop().crash()


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    """A session that has begun."""
    return Rig(tmp_path)


@pytest.fixture(scope="session")
def voice() -> Iterator[Voice]:
    """The voice of the platform, whose words are looked for in what was heard."""
    made = open_voice("espeak", cache=None)
    yield made
    made.close()


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that programs share, so that a phrase is made once."""
    return tmp_path_factory.mktemp("cache")
