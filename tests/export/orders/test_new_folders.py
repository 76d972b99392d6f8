"""Folders for files: made where they are missing, taken back where nothing came of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from voicecoach.errors import ExportError
from voicecoach.export.orders.new_folders import new_folders


def test_what_was_made_and_stayed_empty_goes_and_all_else_stays(tmp_path: Path) -> None:
    (tmp_path / "before").mkdir()
    with pytest.raises(KeyboardInterrupt), new_folders() as folder:  # noqa: PT012
        assert folder(tmp_path / "before") == tmp_path / "before"
        folder(folder(tmp_path / "outer") / "inner")
        (folder(tmp_path / "filled") / "a.wav").touch()
        raise KeyboardInterrupt
    assert sorted(path.name for path in tmp_path.iterdir()) == ["before", "filled"]


@pytest.mark.skipif(os.name != "posix", reason="the words of the system as POSIX has them")
@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("file", "that is a file"),
        ("none/a", "no such"),
        ("file/a", "not a directory"),
        ("a" * 1000, "too long"),
    ],
)
def test_where_no_folder_can_be_made(tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match=reason) as caught, new_folders() as folder:
        folder(tmp_path / place)
    assert "\n" not in str(caught.value)
