"""The catalogue of voices: what is in it is true, and what is wrong with another one is one line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

from voicecoach.errors import VoiceNotFound
from voicecoach.speech.downloads.catalogue import (
    LARGEST_CATALOGUE,
    LARGEST_FILE,
    BadCatalogue,
    catalogue,
    find_row,
    read_catalogue,
    read_row,
    row_as_text,
)
from voicecoach.speech.registry import BUILT_IN

Change = Callable[[dict[str, Any]], object]


def a_row() -> dict[str, Any]:
    file = {"name": "anna.onnx", "bytes": 9, "sha256": "0" * 64, "url": "https://example.org/anna.onnx"}
    return {
        "voice": "hibari:anna",
        "name": "Anna",
        "language": "en-gb",
        "licence": "MIT",
        "commercial_use": None,
        "made_by": "Anna",
        "about": "https://example.org/",
        "files": [file],
    }


def text_of(*rows: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"format": 1, "voices": list(rows), **more}).encode()


def test_every_voice_that_can_be_got_is_of_a_backend_of_ours() -> None:
    assert {row.backend for row in catalogue()} <= set(BUILT_IN)
    assert len(catalogue()) == len({row.voice for row in catalogue()})


def test_the_guide_says_how_large_they_are_and_how_many_languages_there_are() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "voices.md").read_text(encoding="utf-8")
    of_piper = [row for row in catalogue() if row.backend == "piper"]
    languages = {row.language.partition("-")[0] for row in of_piper}
    assert f"{len(languages)} of them have voices that can be got here" in guide
    smallest, largest = (int(found) for found in re.findall(r"a file of (\d+) to (\d+) MB", guide)[0])
    for row in of_piper:
        assert smallest <= sum(file.bytes for file in row.files) / 1e6 <= largest, row.voice


def test_hibaris_own_list_says_the_same() -> None:
    hibari = pytest.importorskip("hibari.voices")
    theirs = {
        (
            f"hibari:{name}", row["language"].lower(), row["file"], row["bytes"], row["sha256"],
            hibari.BASE_URL + row["file"],
        )
        for name, row in hibari.VOICES.items()
        if not row["bundled"]
    }  # fmt: skip
    ours = {
        (row.voice, row.language, file.name, file.bytes, file.sha256, file.url)
        for row in catalogue()
        if row.backend == "hibari"
        for file in row.files
    }
    assert ours == theirs


def test_a_row_is_read_as_it_was_written() -> None:
    for row in catalogue():
        assert read_row(row_as_text(row)) == row
    with pytest.raises(FrozenInstanceError):
        catalogue()[0].name = "Eve"  # type: ignore[misc]


def set_to(key: str, value: Any) -> Change:
    return lambda row: row.update({key: value})


def file_set_to(key: str, value: Any) -> Change:
    return lambda row: row["files"][0].update({key: value})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (set_to("voice", "anna"), "voice is a backend and a voice of it"),
        (set_to("voice", "hibari:../anna"), "voice is a backend"),
        (set_to("voice", "hibari:nul"), "voice is a backend"),
        (set_to("voice", "hibari:anna\n"), "voice is a backend"),
        (set_to("name", "A\x1b[2J"), "name is a text on one line"),
        (set_to("name", ""), "name is a text"),
        (set_to("name", "a" * 201), "name is a text"),
        (set_to("language", "en_GB"), "language is a language"),
        (set_to("licence", None), "licence is a text"),
        (set_to("commercial_use", "no"), "commercial_use is true, false or null"),
        (set_to("commercial_use", 1), "commercial_use is true, false or null"),
        (set_to("about", "http://example.org/"), "about is an address by https"),
        (set_to("files", []), "files is empty"),
        (set_to("files", {}), "files is a list"),
        (set_to("files", a_row()["files"] * 2), "files has anna.onnx twice"),
        (set_to("colour", "red"), "key that is not known: 'colour'"),
        (lambda row: row.pop("licence"), "has no licence"),
        (file_set_to("name", "../../anna.onnx"), "name is a file's name"),
        (file_set_to("name", "/etc/passwd"), "name is a file's name"),
        (file_set_to("name", ".bashrc"), "name is a file's name"),
        (file_set_to("name", "con.onnx"), "name is a file's name"),
        (file_set_to("name", "voice.json"), "keeps for itself"),
        (file_set_to("name", "anna.part"), "keeps for itself"),
        (file_set_to("bytes", 0), "bytes is 1 to"),
        (file_set_to("bytes", True), "bytes is 1 to"),
        (file_set_to("bytes", 9.0), "bytes is 1 to"),
        (file_set_to("bytes", LARGEST_FILE + 1), "bytes is 1 to"),
        (file_set_to("sha256", "0" * 63), "sha256 is 64"),
        (file_set_to("sha256", "A" * 64), "sha256 is 64"),
        (file_set_to("url", "http://example.org/anna.onnx"), "url is an address by https"),
        (file_set_to("url", "http://127.0.0.1.example.org/anna.onnx"), "url is an address by https"),
        (file_set_to("url", "http://127.0.0.1@example.org/anna.onnx"), "url is an address by https"),
        (file_set_to("url", "file:///etc/passwd"), "url is an address"),
        (file_set_to("url", "https://user:secret@example.org/a"), "url is an address"),
        (file_set_to("url", "https://example.org/a b"), "url is an address"),
    ],
)
def test_a_bad_row_is_refused_with_its_place(change: Change, message: str) -> None:
    good, row = a_row(), a_row()
    change(row)

    assert read_catalogue(text_of(good))[0].voice == "hibari:anna"
    with pytest.raises(BadCatalogue, match=message) as caught:
        read_catalogue(text_of({**good, "voice": "hibari:eve"}, row))
    assert "voices[1]" in str(caught.value)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "is an object"),
        (b"{}", "has no format"),
        (b'{"format": NaN, "voices": []}', "NaN"),
        (b'{"format": 1, "format": 1, "voices": []}', "twice"),
        (b'{"format": 0, "voices": []}', "no format number"),
        (b'{"format": 2, "voices": []}', "newer version"),
        (b'{"format": 1, "voices": {}}', "voices is a list"),
        (text_of(a_row(), {**a_row(), "voice": "hibari:ANNA"}), "hibari:ANNA twice"),
        (b" " * (LARGEST_CATALOGUE + 1), "larger than"),
    ],
)
def test_what_is_no_catalogue_is_refused(text: bytes, message: str) -> None:
    with pytest.raises(BadCatalogue, match=message):
        read_catalogue(text)


def test_a_voice_is_found_by_its_name_and_by_the_part_that_is_its_own() -> None:
    rows = read_catalogue(
        text_of(a_row(), {**a_row(), "voice": "hibari:eve"}, {**a_row(), "voice": "piper:eve"})
    )

    assert find_row("hibari:anna", rows).voice == "hibari:anna"
    assert find_row(" Anna ", rows).voice == "hibari:anna"
    assert find_row("Piper:Eve", rows).voice == "piper:eve"
    with pytest.raises(VoiceNotFound, match="say which one: hibari:eve or piper:eve"):
        find_row("eve", rows)
    with pytest.raises(VoiceNotFound, match="hibari:anna"):
        find_row("hibari:ana", rows)
    with pytest.raises(VoiceNotFound, match="voices --available"):
        find_row("zzzzzz", rows)
