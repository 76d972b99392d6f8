"""What a command that writes text does not replace."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicecoach.cli.kept_files import keep_what_is_there
from voicecoach.errors import ExportError


@pytest.mark.parametrize("there", ["another", "larger than that", "s"])
def test_something_else_is_kept(tmp_path: Path, there: str) -> None:
    target = tmp_path / "a.yaml"
    target.write_text(there, encoding="utf-8")
    with pytest.raises(ExportError, match="that file is there already"):
        keep_what_is_there(target, "so long")


def test_what_has_another_size_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "film.csv"
    target.write_bytes(b"x" * 100)

    def unread(path: Path) -> bytes:
        raise MemoryError(path)

    monkeypatch.setattr(Path, "read_bytes", unread)
    with pytest.raises(ExportError):
        keep_what_is_there(target, "so long")


def test_nothing_empty_and_the_same_are_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.yaml"
    keep_what_is_there(target, "Übung")
    target.touch()
    keep_what_is_there(target, "Übung")
    target.write_bytes("Übung".encode())
    keep_what_is_there(target, "Übung")
    keep_what_is_there(tmp_path, "Übung")
    keep_what_is_there(tmp_path / "a\0b", "Übung")
