"""What tests of voices share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from importlib.metadata import entry_points as really
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.speech import broken_backends
from tests.speech.broken_backends import Enter
from tests.speech.voice_folders import a_row
from voicecoach.speech import checked_voice
from voicecoach.speech.api import VOICE_GROUP
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.checked_voice import Limits
from voicecoach.speech.downloads import catalogue


@pytest.fixture(autouse=True)
def _in_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """The voices that tests make up can be got, as far as messages say."""
    real, made_up = catalogue.catalogue(), (a_row({}, "hibari:anna"), a_row({}, "piper:de_DE-anna-medium"))
    monkeypatch.setattr(
        "voicecoach.speech.downloads.installed_voices.catalogue",
        SimpleNamespace(catalogue=lambda: real + made_up),
    )


@pytest.fixture
def store(tmp_path: Path) -> PhraseCache:
    """An empty one, whose folder is not made yet."""
    return PhraseCache(tmp_path / "made" / "phrases")


@pytest.fixture
def entered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Enter]:
    """Makes a class the backend `bad`, with little patience for what hangs."""
    monkeypatch.setattr(checked_voice, "LIMITS", Limits(0.3, 0.3, 0.3, 0.3, 0, 0.1))
    broken_backends.RELEASED.clear()

    def enter(backend: Callable[[], Any]) -> None:
        monkeypatch.setattr(broken_backends, "ENTERED", backend, raising=False)
        entry = EntryPoint("bad", "tests.speech.broken_backends:ENTERED", VOICE_GROUP)

        def entry_points(**asked: Any) -> Any:
            return [entry] if asked.get("group") == VOICE_GROUP else really(**asked)

        monkeypatch.setattr("importlib.metadata.entry_points", entry_points)

    yield enter
    broken_backends.RELEASED.set()


@pytest.fixture
def patient(entered: Enter, monkeypatch: pytest.MonkeyPatch) -> Enter:
    """The same for what does not hang: however busy the machine is, it may take its time."""
    monkeypatch.setattr(checked_voice, "LIMITS", Limits())
    return entered
