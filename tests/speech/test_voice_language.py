"""A voice of the routine's language is taken, and one of another language is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import needs_module
from tests.phrases.made_languages import GERMAN, add_language, languages_in
from tests.speech.piper_files import put
from voicecoach.cli.check import file_findings
from voicecoach.cli.routine_language import note_language, routine_language
from voicecoach.routine.library import default_folders
from voicecoach.speech import piper, piper_models
from voicecoach.speech.counts import count_in
from voicecoach.speech.piper_models import own_folder
from voicecoach.speech.registry import auto_order, open_voice
from voicecoach.speech.voice_language import is_english, language_gap, main_language

ROUTINE = """
title: Morgen
language: de
exercises:
  heben: {name: Heben, kind: strengthen, position: standing, go: Heben., dose: {reps: 3}}
steps: [heben]
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without voices, no package with one, and piper as if it were installed."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(piper_models, "sys", type("Sys", (), {"path": []}))
    monkeypatch.setattr(piper, "check_package", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def german(home: Path) -> Iterator[Path]:
    """The coach knows German; a routine in it."""
    add_language(home / "languages", "de", GERMAN)
    routine = home / "morgen.yaml"
    routine.write_text(ROUTINE, encoding="utf-8")
    with languages_in(home / "languages"):
        yield routine


def opened(spec: str, language: str) -> str:
    with open_voice(spec, language=language, cache=None) as voice:
        return voice.id


@needs_module("piper")
@pytest.mark.usefixtures("home")
def test_auto_reads_the_language_of_the_routine() -> None:
    if auto_order()[1] == "espeak":
        assert opened("auto", "de") == "espeak:de"
    put(own_folder(), "de_DE-anna-medium")
    assert opened("auto", "de") == opened("", "de-AT") == opened("AUTO", "DE_de") == "piper:de_DE-anna-medium"
    assert opened("auto", "en-gb") == opened("auto", "") == "hibari:heart"


@needs_module("piper")
@pytest.mark.usefixtures("home")
def test_a_backend_alone_is_its_voice_of_that_language() -> None:
    put(own_folder(), "de_DE-anna-medium")
    put(own_folder(), "fr_FR-zoe-medium", language={"code": "fr_FR"})

    assert opened("espeak", "de") == "espeak:de"
    assert opened("piper", "fr") == "piper:fr_FR-zoe-medium"
    assert opened("hibari", "de") == "hibari:heart"
    assert opened("espeak:en-us", "de") == "espeak:en-us"
    assert opened("silent", "de") == "silent"


def test_without_a_voice_of_the_language_it_is_as_for_english() -> None:
    assert opened("espeak", "xx") == "espeak:en-gb"
    assert opened("auto", "xx") == "hibari:heart"
    with pytest.raises(ValueError, match="named by a tag"):
        open_voice("auto", language=None)  # type: ignore[arg-type]


def test_a_voice_of_another_language_is_named_with_what_to_do() -> None:
    with open_voice("espeak:en-us", cache=None) as voice, open_voice("silent") as silent:
        gap = language_gap(voice, "de-at")
        assert gap.startswith("the voice espeak:en-us reads en-us, and this is in de-at; ")
        assert "voicecoach voices --language de" in gap
        assert (
            language_gap(voice, "en-gb") == language_gap(silent, "de") == language_gap(object(), "de") == ""
        )


def test_tags_are_compared_by_their_language() -> None:
    assert [main_language(tag) for tag in ("de-AT", "pt_BR", "", "EN")] == ["de", "pt", "", "en"]
    assert is_english("en_GB")
    assert is_english("")
    assert not is_english("eo")


def test_the_commands_say_so_once(german: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note_language("hibari", [str(german), str(german)])
    note_language("auto", [str(german)])  # espeak has German
    note_language("espeak:de", [str(german)])
    note_language("nobody:x", [str(german)])
    note_language("espeak:de", ["gentle-daily", "no-such-routine"])

    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(";")[0] for line in lines] == [
        "voicecoach: the voice hibari:heart reads en-us, and this is in de",
        "voicecoach: the voice espeak:de reads de, and this is in en",
    ]
    assert (routine_language(str(german)), routine_language("gentle-daily")) == ("de", "en")


def test_no_routine_is_read_if_there_is_only_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicecoach.phrases.languages", lambda: ("en",))
    assert routine_language("/no/such/routine.yaml") == "en"
    note_language("auto", ["/no/such/routine.yaml"])


def test_check_says_so_too(german: Path) -> None:
    def warned(spec: str | None) -> list[str]:
        voice = open_voice(spec, cache=None) if spec else None
        found = file_findings(german, default_folders(), voice)
        return [one.message for one in found if "this is in" in one.message]

    assert warned("hibari")[0].startswith("the voice hibari:heart reads en-us, and this is in de;")
    assert warned("espeak:de") == warned("silent") == warned(None) == []


@pytest.mark.usefixtures("german")
def test_numbers_of_another_language_are_known_as_counts() -> None:
    assert [
        count_in(words, "de-de") for words in ("eins", "Zwo.", "drei!", "12", "112", "drei Sekunden")
    ] == [
        "eins",
        "Zwo",
        "drei",
        "12",
        None,
        None,
    ]
    assert count_in("eins", "fr") is None
    assert count_in("one", "fr") is None
    assert count_in("Twenty one.", "en-gb") == "twenty-one"
