"""The first words that are kept: whole, of this session alone, or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from voicecoach.compiled import clear_timelines
from voicecoach.opening import LONGEST_S, MOST_KEPT, Opening, keep_opening, kept_opening, opening_key

KEY = opening_key("digest", "espeak:en 1 150", 3)
OPENING = Opening(24000, np.arange(-5000, 5000, dtype=np.int16).tobytes())


def the_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    assert kept_opening(KEY, tmp_path) is None
    keep_opening(KEY, OPENING, tmp_path)
    assert kept_opening(KEY, tmp_path) == OPENING
    assert the_file(tmp_path).stat().st_mode & 0o077 == 0, "a title is for its user alone"


@pytest.mark.parametrize(
    "other",
    [("digest2", "espeak:en 1 150", 3), ("digest", "espeak:en 2 150", 3), ("digest", "espeak:en 1 150", 4)],
)
def test_another_session_voice_or_number_is_a_miss(other: tuple[str, str, int], tmp_path: Path) -> None:
    keep_opening(KEY, OPENING, tmp_path)
    assert kept_opening(opening_key(*other), tmp_path) is None
    the_file(tmp_path).rename(tmp_path / f"{opening_key(*other).hex()}.opening")
    assert kept_opening(opening_key(*other), tmp_path) is None, "a file under another name neither"


def test_a_damaged_file_is_a_miss_wherever_it_is_damaged(tmp_path: Path) -> None:
    keep_opening(KEY, OPENING, tmp_path)
    file = the_file(tmp_path)
    whole = file.read_bytes()
    for at in (*range(50), len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert kept_opening(KEY, tmp_path) is None, at
    for length in (0, 1, 7, 39, 44, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:length])
        assert kept_opening(KEY, tmp_path) is None, length
    file.write_bytes(whole + b"\0\0")
    assert kept_opening(KEY, tmp_path) is None
    file.unlink()
    file.mkdir()
    assert kept_opening(KEY, tmp_path) is None
    keep_opening(KEY, OPENING, tmp_path)
    file.rmdir()
    keep_opening(KEY, OPENING, tmp_path)
    assert kept_opening(KEY, tmp_path) == OPENING


def test_nothing_too_long_or_empty_is_kept(tmp_path: Path) -> None:
    for samples in (b"", bytes(2 * (LONGEST_S * 8000 + 1))):
        keep_opening(KEY, Opening(8000, samples), tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_oldest_go_first(tmp_path: Path) -> None:
    import os

    keys = [opening_key("digest", "voice", number) for number in range(MOST_KEPT + 3)]
    for number, key in enumerate(keys):
        keep_opening(key, Opening(8000, b"\1\0"), tmp_path)
        file = tmp_path / f"{key.hex()}.opening"
        if file.exists():
            os.utime(file, (number, number))
    assert len(list(tmp_path.iterdir())) == MOST_KEPT
    assert kept_opening(keys[-1], tmp_path) is not None
    assert kept_opening(keys[0], tmp_path) is None


def test_they_are_cleared_with_the_timelines(tmp_path: Path) -> None:
    keep_opening(KEY, OPENING, tmp_path)
    assert clear_timelines(tmp_path) == 0
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keep_opening(KEY, OPENING, tmp_path / "file")
    assert kept_opening(KEY, tmp_path / "file") is None
