"""Where models of Piper are found, and what is said of those that cannot be used."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path

import pytest

from tests.speech.piper_files import put
from voicecoach.errors import BackendUnavailable, VoiceNotFound
from voicecoach.speech import piper, piper_engine, piper_models
from voicecoach.speech.downloads.catalogue import CatalogueFile, CatalogueVoice, catalogue, row_as_text
from voicecoach.speech.piper import PiperBackend
from voicecoach.speech.piper_models import find_models, own_folder
from voicecoach.speech.registry import BackendStatus, report_backend


@pytest.fixture(autouse=True)
def nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home without voices, no package with one, and the engine as if it were there."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(piper_models, "sys", type("Sys", (), {"path": [str(tmp_path / "site")]}))
    monkeypatch.setattr(piper, "check_package", lambda: tmp_path)


def names() -> list[str]:
    return [model.name for model in find_models()[0]]


def test_models_are_found_in_the_users_folder_and_in_packages(tmp_path: Path) -> None:
    assert find_models() == ((), ())
    put(own_folder(), "de_DE-anna-medium")
    put(own_folder() / "fr_FR-zoe-low", "fr_FR-zoe-low")
    put(tmp_path / "site" / "eve_uk_piper_voice" / "data", "en_GB-eve-medium")
    put(tmp_path / "site" / "other" / "data", "en_GB-other-medium")
    put(tmp_path / "site" / "eve_uk_piper_voice" / "data", "DE_DE-ANNA-MEDIUM")

    assert names() == ["de_DE-anna-medium", "en_GB-eve-medium", "fr_FR-zoe-low"]
    listed = {one.voice: (one.language, one.name) for one in PiperBackend().voices()}  # type: ignore[union-attr]
    assert listed["de_DE-anna-medium"] == ("de-de", "Anna maria, German (Germany)")


def test_a_voice_is_meant_by_its_name_a_part_of_it_or_its_language() -> None:
    put(own_folder(), "de_DE-anna-medium")
    put(own_folder(), "de_DE-anna-high")
    put(own_folder(), "en_GB-eve-low", language={"code": "en_GB"})

    def opened(name: str | None) -> str:
        return PiperBackend().open(name, 150).id

    assert opened(None) == opened("en") == opened("EN-GB") == opened("eve") == "piper:en_GB-eve-low"
    assert opened("anna") == opened("de") == opened("de-de") == "piper:de_DE-anna-medium"
    assert opened("de_de-ANNA-high") == "piper:de_DE-anna-high"
    with pytest.raises(VoiceNotFound, match="no voice “tlh”"):
        opened("tlh")
    with pytest.raises(VoiceNotFound, match="did you mean “de_DE-anna-high”"):
        opened("de_DE-ana-high")


def test_a_speaker_is_meant_by_name_or_number() -> None:
    put(own_folder(), "duo", num_speakers=3, speaker_id_map={"Anna": 0, "Eve": 1}, default_speaker_id=1)

    def opened(name: str) -> str:
        return PiperBackend().open(name, 150).id

    assert opened("duo") == opened("duo#eve") == opened("duo#1") == "piper:duo#Eve"
    assert opened("duo#2") == "piper:duo#2"
    assert [one.voice for one in PiperBackend().voices()] == ["duo#Anna", "duo#Eve", "duo#2"]  # type: ignore[union-attr]
    for wrong in ("duo#3", "duo#²", "duo#99999999"):
        with pytest.raises(VoiceNotFound, match="no speaker"):
            opened(wrong)
    put(own_folder(), "crowd", num_speakers=900)
    assert "crowd#0" in [one.voice for one in PiperBackend().voices()]  # type: ignore[union-attr]


def test_without_a_voice_it_is_said_where_to_put_one() -> None:
    assert list(PiperBackend().voices()) == []
    with pytest.raises(VoiceNotFound, match=r"voicecoach voices --available.*NAME\.onnx") as caught:
        PiperBackend().open(None, 150)
    assert str(own_folder()) in str(caught.value)


def test_a_voice_that_can_be_got_is_offered_with_the_command() -> None:
    with pytest.raises(VoiceNotFound, match=r"voices get piper:de_DE-thorsten-medium, or put NAME\.onnx"):
        PiperBackend().open("de", 150)
    put(own_folder(), "eo-tim", language={"code": "eo"})
    for name in ("de_DE-thorsten-medium", "thorsten", "de", "de-DE"):
        with pytest.raises(
            VoiceNotFound, match=r"to have one: voicecoach voices get piper:de_DE-thorsten-medium$"
        ):
            PiperBackend().open(name, 150)
    with pytest.raises(VoiceNotFound, match="no voice “tlh”"):
        PiperBackend().open("tlh", 150)


def test_one_bad_voice_takes_no_other_with_it() -> None:
    put(own_folder(), "de_DE-anna-medium")
    (own_folder() / "alone.onnx").write_bytes(b"")
    (own_folder() / "bad.onnx").write_bytes(b"")
    (own_folder() / "bad.onnx.json").write_bytes(b"{")
    (own_folder() / "with space.onnx").write_bytes(b"")
    (own_folder() / "huge.onnx").write_bytes(b"")
    (own_folder() / "huge.onnx.json").write_bytes(b" " * (2**20 + 1))

    report = report_backend("piper")
    assert report.state is BackendStatus.AVAILABLE
    assert [one.voice for one in report.voices] == ["de_DE-anna-medium"]
    assert report.reason.startswith("4 of its voices cannot be listed")
    for name, message in (
        ("alone", "alone.onnx.json is missing"),
        ("bad", "it is not JSON"),
        ("huge", "larger than"),
    ):
        with pytest.raises(VoiceNotFound, match=message) as caught:
            PiperBackend().open(name, 150)
        assert f"put a good one into {own_folder()}" in str(caught.value)
        assert "\n" not in str(caught.value)
    assert PiperBackend().open("de", 150).id == "piper:de_DE-anna-medium"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe in place of a file is a thing of Unix")
def test_a_pipe_is_not_waited_for() -> None:
    put(own_folder(), "de_DE-anna-medium")
    path = own_folder() / "de_DE-anna-medium.onnx.json"
    path.unlink()
    os.mkfifo(path)

    with pytest.raises(VoiceNotFound, match="cannot be read"):
        PiperBackend().open("anna", 150)


def test_the_version_is_that_of_the_model_and_its_json() -> None:
    path = put(own_folder(), "de_DE-anna-medium", model=bytes(100_000))
    backend = PiperBackend()
    seen = [backend.open("anna", 150).version]
    assert backend.open("anna", 99).version == seen[0]

    stat = path.stat()
    path.write_bytes(bytes(99_999) + b"1")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    seen.append(backend.open("anna", 150).version)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 10**9))
    seen.append(backend.open("anna", 150).version)
    put(own_folder(), "de_DE-anna-medium", model=path.read_bytes(), piper_version="2")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 10**9))
    seen.append(backend.open("anna", 150).version)

    assert len(set(seen)) == 4
    path.unlink()
    with pytest.raises(VoiceNotFound, match="is missing"):
        piper_models.PiperModel("de_DE-anna-medium", path).version()


def got(name: str, model: bytes) -> Path:
    """A voice as `voicecoach voices get` leaves it."""
    folder = own_folder() / name
    put(folder, name, model)
    files = tuple(
        CatalogueFile(
            file.name,
            file.stat().st_size,
            hashlib.sha256(file.read_bytes()).hexdigest(),
            f"https://example.org/{file.name}",
        )
        for file in (folder / f"{name}.onnx", folder / f"{name}.onnx.json")
    )
    row = CatalogueVoice(
        f"piper:{name}", "Anna", "de-de", "CC0-1.0", True, "Anna", "https://example.org/", files
    )
    (folder / "voice.json").write_bytes(row_as_text(row))
    return folder


def test_a_voice_that_was_got_has_the_version_of_its_hashes_and_is_compared_with_them() -> None:
    folder = got("de_DE-anna-medium", b"right")
    (model,), _ = find_models()
    assert model.got is not None
    assert model.version() == model.got.version
    assert model.read() == b"right"

    (folder / "de_DE-anna-medium.onnx").write_bytes(b"wrong")
    with pytest.raises(
        VoiceNotFound, match=r"is damaged; get it again: voicecoach voices get piper:de_DE-anna"
    ):
        model.read()
    (folder / "de_DE-anna-medium.onnx").write_bytes(b"longer")
    assert find_models()[0] == ()
    with pytest.raises(VoiceNotFound, match="has 6 bytes and not 5"):
        PiperBackend().open("anna", 150)


def test_a_folder_that_says_it_was_got_and_was_not_is_refused() -> None:
    folder = got("de_DE-anna-medium", b"right")
    (folder / "voice.json").write_text("{}")
    with pytest.raises(VoiceNotFound, match=r"voice\.json is damaged"):
        PiperBackend().open("anna", 150)


def test_the_voices_that_can_be_got_are_pinned_and_named_as_they_are_found() -> None:
    rows = [row for row in catalogue() if row.backend == "piper"]

    assert len({row.language.partition("-")[0] for row in rows}) > 12
    for row in rows:
        assert [file.name for file in row.files] == [f"{row.id}.onnx", f"{row.id}.onnx.json"]
        assert row.language == row.id.partition("-")[0].lower().replace("_", "-")
        assert all(re.search(r"/resolve/[0-9a-f]{40}/", file.url) for file in row.files)  # not what is newest


def test_a_missing_package_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(piper, "check_package", piper_engine.check_package)
    monkeypatch.setattr(piper_engine, "find_spec", lambda name: None)
    backend = PiperBackend()
    for ask in (lambda: backend.version, lambda: list(backend.voices()), lambda: backend.open(None, 150)):
        with pytest.raises(BackendUnavailable, match="piper-tts is not installed; pip install piper-tts"):
            ask()

    # Its espeak-ng ends the process if its data are not there.
    (tmp_path / "__init__.py").write_text("")
    (tmp_path / "phonemize_espeak.py").write_text("")
    found = type("Spec", (), {"origin": str(tmp_path / "__init__.py")})
    monkeypatch.setattr(piper_engine, "find_spec", lambda name: found)
    with pytest.raises(BackendUnavailable, match="data of piper-tts are missing"):
        backend.open(None, 150)


def test_another_package_called_piper_is_not_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "piper").mkdir()
    (tmp_path / "piper" / "__init__.py").write_text("raise SystemExit")
    monkeypatch.setattr(piper, "check_package", piper_engine.check_package)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "piper", raising=False)

    with pytest.raises(BackendUnavailable, match="not installed"):
        PiperBackend().open(None, 150)
