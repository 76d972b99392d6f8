"""Voices in the user's folder: found, opened, told apart; and each kind of damage is one line with the fix."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.speech.voice_folders import a_row, put_voice
from voicecoach.errors import VoiceNotFound
from voicecoach.speech.downloads.catalogue import row_as_text
from voicecoach.speech.downloads.installed_voices import installed_voice, installed_voices, voice_folder

FILES = {"anna.onnx": b"a network", "anna.json": b"{}"}
ROW = a_row(FILES)


def test_what_is_there_is_found_in_whatever_case(tmp_path: Path) -> None:
    folder = put_voice(tmp_path, ROW, FILES)
    put_voice(tmp_path, a_row(FILES, "piper:de_DE-Eva"), FILES)

    found = installed_voice("hibari:ANNA", root=tmp_path)
    assert found is not None
    assert (found.row, found.folder) == (ROW, folder)
    assert folder == voice_folder("hibari:anna", root=tmp_path)
    assert [found.read(), found.read(ROW.files[1])] == [b"a network", b"{}"]
    assert [one.row.voice for one in installed_voices(root=tmp_path).good] == [
        "hibari:anna",
        "piper:de_DE-Eva",
    ]
    assert [one.row.voice for one in installed_voices("piper", root=tmp_path).good] == ["piper:de_DE-Eva"]
    assert installed_voice("piper:de_de-eva", root=tmp_path) is not None
    assert installed_voice("hibari:eve", root=tmp_path) is None


def test_what_is_not_a_voice_yet_is_nothing(tmp_path: Path) -> None:
    put_voice(tmp_path, ROW, FILES).joinpath("voice.json").unlink()
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "hibari" / "notes.txt").write_text("mine")

    assert installed_voices(root=tmp_path) == installed_voices(root=tmp_path / "none")
    assert installed_voices(root=tmp_path).bad == ()
    assert installed_voice("hibari:anna", root=tmp_path) is None


def test_the_version_is_that_of_the_files(tmp_path: Path) -> None:
    versions = set()
    for number, files in enumerate(
        (FILES, {**FILES, "anna.onnx": b"A network"}, {**FILES, "anna.json": b"[]"})
    ):
        put_voice(tmp_path / str(number), a_row(files), files)
        found = installed_voice("hibari:anna", root=tmp_path / str(number))
        assert found is not None
        versions.add(found.version)
    assert len(versions) == 3


def overwrite(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


def replaced_by_a_folder(folder: Path) -> None:
    (folder / "anna.onnx").unlink()
    (folder / "anna.onnx").mkdir()


def replaced_by_a_pipe(folder: Path) -> None:
    (folder / "anna.onnx").unlink()
    os.mkfifo(folder / "anna.onnx")


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (overwrite("voice.json", b""), "voice.json is damaged: it is not JSON"),
        (overwrite("voice.json", b'{"format": 9, "voice": {}}'), "newer version of voicecoach"),
        (overwrite("voice.json", row_as_text(replace(ROW, voice="hibari:eve"))), "another voice, hibari:eve"),
        (overwrite("anna.onnx", b"a netw"), "anna.onnx has 6 bytes and not 9"),
        (overwrite("anna.onnx", b"a network and more"), "anna.onnx has 18 bytes and not 9"),
        (lambda folder: (folder / "anna.json").unlink(), "anna.json cannot be read, it is gone"),
        (replaced_by_a_folder, "anna.onnx"),
        pytest.param(
            replaced_by_a_pipe, "anna.onnx", marks=pytest.mark.skipif(os.name == "nt", reason="no pipes")
        ),
    ],
)  # fmt: skip
def test_damage_that_shows_is_said_with_the_fix(
    tmp_path: Path, harm: Callable[[Path], object], message: str
) -> None:
    harm(put_voice(tmp_path, ROW, FILES))

    with pytest.raises(VoiceNotFound, match=message) as caught:
        installed_voice("hibari:anna", root=tmp_path)
    assert str(caught.value).endswith("get it again: voicecoach voices get hibari:anna")
    assert str(caught.value).isprintable()
    folders = installed_voices(root=tmp_path)
    assert (folders.good, [str(one) for one in folders.bad]) == ((), [str(caught.value)])


def test_damage_within_is_found_when_it_is_read(tmp_path: Path) -> None:
    folder = put_voice(tmp_path, ROW, FILES)
    found = installed_voice("hibari:anna", root=tmp_path)
    assert found is not None

    (folder / "anna.onnx").write_bytes(b"a nEtwork")
    with pytest.raises(VoiceNotFound, match="damaged; get it again"):
        found.read()
    (folder / "anna.onnx").write_bytes(b"grown since it was opened")
    with pytest.raises(VoiceNotFound, match="larger than 9 bytes; get it again"):
        found.read()
    (folder / "anna.onnx").unlink()
    with pytest.raises(VoiceNotFound, match="it is gone; get it again"):
        found.read()
