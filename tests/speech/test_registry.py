"""Backends by entry points, and voices by what --voice says."""

from __future__ import annotations

import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from voicecoach.audio.pcm import Clip
from voicecoach.errors import BackendUnavailable, SpeechError, VoiceNotFound
from voicecoach.speech import registry
from voicecoach.speech.api import VOICE_GROUP, VoiceInfo
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.registry import (
    BUILT_IN,
    BackendStatus,
    backend_names,
    find_backend,
    open_voice,
    report_backend,
)
from voicecoach.speech.silent import SilentVoice


class Polly(SilentVoice):
    """A third party's voice."""

    id = "parrot:polly"


class Parrot:
    """A third party's backend."""

    version = "1"
    cacheable = False

    def voices(self) -> list[VoiceInfo]:
        return [VoiceInfo("parrot", "polly", "en-gb", "Polly")]

    def open(self, voice: str | None, speed: int) -> SilentVoice:
        if voice == "dead":
            raise RuntimeError("it is\nno more")
        return Polly(speed)


class Stand(Parrot):
    """Takes the place of a built-in backend."""

    def open(self, voice: str | None, speed: int) -> SilentVoice:
        return type("Other", (SilentVoice,), {"id": f"{STANDS_FOR}:polly"})(speed)


class Headless:
    """Cannot be made."""

    def __init__(self) -> None:
        raise OSError("no display")


class Absent(Parrot):
    """Its engine is not here."""

    def voices(self) -> list[VoiceInfo]:
        raise BackendUnavailable("install the engine", backend="absent")


HERE = __name__
STANDS_FOR = "pyttsx3" if registry.sys.platform.startswith("linux") else "espeak"
FOREIGN = {
    "parrot": f"{HERE}:Parrot",
    "headless": f"{HERE}:Headless",
    "absent": f"{HERE}:Absent",
    "gone": "no_such_module:Backend",
    "misspelt": f"{HERE}:Backened",
    "espeak": f"{HERE}:Headless",
    "auto": f"{HERE}:Parrot",
    "a:b": f"{HERE}:Parrot",
    "\x1b[31mred": f"{HERE}:Parrot",
}


@pytest.fixture
def foreign(monkeypatch: pytest.MonkeyPatch) -> None:
    def entry_points(**wanted: Any) -> list[EntryPoint]:
        assert wanted == {"group": VOICE_GROUP}
        return [EntryPoint(name, place, VOICE_GROUP) for name, place in FOREIGN.items()]

    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)


def test_ours_are_the_entry_points_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))

    assert project["project"]["entry-points"][VOICE_GROUP] == BUILT_IN


@pytest.mark.usefixtures("foreign")
def test_a_third_party_voice_is_opened_like_ours() -> None:
    assert open_voice("parrot:polly").length("one") > 0
    assert backend_names() == (
        "espeak",
        "hibari",
        "piper",
        "pyttsx3",
        "recorded",
        "silent",
        "parrot",
        "headless",
        "absent",
        "gone",
        "misspelt",
    )


@pytest.mark.usefixtures("foreign")
def test_nobody_takes_a_name_of_ours() -> None:
    assert type(find_backend("espeak")._backend).__name__ == "EspeakBackend"


@pytest.mark.usefixtures("foreign")
@pytest.mark.parametrize(
    ("name", "state", "reason"),
    [
        ("parrot", BackendStatus.AVAILABLE, ""),
        ("headless", BackendStatus.BROKEN, "OSError: no display"),
        ("absent", BackendStatus.MISSING, "install the engine"),
        ("gone", BackendStatus.BROKEN, "ModuleNotFoundError: No module named 'no_such_module'"),
        ("misspelt", BackendStatus.BROKEN, "AttributeError"),
        ("silent", BackendStatus.AVAILABLE, ""),
    ],
)
def test_reports(name: str, state: BackendStatus, reason: str) -> None:
    found = report_backend(name)

    assert found.state == state
    assert reason in found.reason
    assert bool(found.voices) == (state is BackendStatus.AVAILABLE)


@pytest.mark.usefixtures("foreign")
@pytest.mark.parametrize("spec", ["headless", "gone", "misspelt", "parrot:dead"])
def test_a_broken_backend_is_one_line(spec: str) -> None:
    with pytest.raises(BackendUnavailable, match="broken") as caught:
        open_voice(spec)

    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("foreign")
def test_an_unknown_backend_is_reported_with_the_list() -> None:
    with pytest.raises(
        BackendUnavailable,
        match=r"did you mean “parrot”\?; there are espeak, hibari, piper, pyttsx3, recorded, silent, parrot",
    ):
        open_voice("parrott")


ORDER = (
    "hibari",
    *(("espeak", "pyttsx3") if registry.sys.platform.startswith("linux") else ("pyttsx3", "espeak")),
)


def test_auto_is_the_natural_voice() -> None:
    with open_voice("auto", cache=None) as voice:
        assert voice.id == "hibari:heart"


def test_auto_takes_the_next_if_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = ORDER
    monkeypatch.setitem(BUILT_IN, first, "no_such_module:Backend")
    with open_voice("auto", cache=None) as voice:
        assert voice.id.startswith(second)

    monkeypatch.setitem(BUILT_IN, third, f"{HERE}:Stand")
    monkeypatch.setitem(BUILT_IN, second, "no_such_module:Backend")
    assert open_voice("auto", cache=None).id == f"{third}:polly"

    monkeypatch.setitem(BUILT_IN, third, f"{HERE}:Headless")
    with pytest.raises(BackendUnavailable) as caught:
        open_voice("auto")
    assert "no_such_module" in str(caught.value)
    assert "no display" in str(caught.value)


class Mute(Parrot):
    """Opens, and cannot say a word: a model that is damaged, a runtime that this processor cannot run."""

    cacheable = True

    def open(self, voice: str | None, speed: int) -> SilentVoice:
        def say(self: SilentVoice, text: str) -> Clip:
            raise BackendUnavailable("the model is damaged", backend="hibari")

        return type("Muted", (SilentVoice,), {"id": "hibari:heart", "say": say, "length": say})(speed)


def test_auto_takes_the_next_if_the_natural_voice_cannot_speak(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(BUILT_IN, "hibari", f"{HERE}:Mute")

    for cache in (None, PhraseCache(tmp_path)):
        with open_voice("auto", cache=cache) as voice:
            assert voice.id.startswith(ORDER[1])


def test_specs_are_forgiving_about_case_and_space() -> None:
    assert open_voice(" Silent ").id == "silent"
    with pytest.raises(VoiceNotFound):
        open_voice("silent:other")
    assert issubclass(VoiceNotFound, SpeechError)
