"""Damaged files, full disks and signals: a kept phrase is the old one, the new one, or a miss."""

from __future__ import annotations

import os
import shutil
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from tests.faults import How, failing_writes, signals_at_each_line
from tests.speech.clips import KEY, clip
from voicecoach import file_locks, files, folders
from voicecoach import half_file as half_file_module
from voicecoach.speech.cache import phrase_cache as module
from voicecoach.speech.cache import phrase_entry
from voicecoach.speech.cache.phrase_cache import PhraseCache, Usage
from voicecoach.speech.cache.phrase_entry import phrase_key


def only_file(store: PhraseCache) -> Path:
    (path,) = store.folder.iterdir()
    return path


@pytest.mark.parametrize("keep", [0, 1, 40, 51, 52, 53, 1000, 2052, 2060])
def test_a_file_cut_short_is_a_miss(store: PhraseCache, keep: int) -> None:
    store.store(KEY, clip())
    path = only_file(store)
    path.write_bytes(path.read_bytes()[:keep])

    assert store.header(KEY) is None
    assert store.load(KEY) is None


def test_a_flipped_bit_in_any_byte_is_a_miss(store: PhraseCache) -> None:
    store.store(KEY, clip(frames=40))
    path = only_file(store)
    good = path.read_bytes()
    for place in range(len(good)):
        bad = bytearray(good)
        bad[place] ^= 1 << place * 5 % 8
        path.write_bytes(bad)
        if place < 52 + 80:
            assert store.load(KEY) is None, place
        else:  # in the key, which is read only to make the phrase again
            assert store.kept() == [], place
        if place < 52:
            assert store.header(KEY) is None, place


def test_a_file_of_another_phrase_is_a_miss(store: PhraseCache) -> None:
    other = phrase_key("fake:voice", "1", 150, "and rest")
    store.store(other, clip())
    only_file(store).rename(store.folder / f"{KEY.digest.hex()}.phrase")

    assert store.header(KEY) is None
    assert store.load(KEY) is None


def forged(rate: int, onset: int, frames: int, data: bytes) -> bytes:
    head = struct.pack(
        "<8s20sIIIII", b"vcphras2", KEY.digest, rate, onset, frames, zlib.crc32(data), len(KEY.packed)
    )
    return head + struct.pack("<I", zlib.crc32(head)) + data + KEY.packed


@pytest.mark.parametrize(
    "data",
    [
        forged(22050, 11, 10, b"\0" * 20),
        forged(0, 0, 10, b"\0" * 20),
        forged(22050, 0, 2**32 - 1, b"\0" * 20),
        forged(22050, 0, 10, b"\0" * 22),
        os.urandom(4096),
        b"RIFF\x24\0\0\0WAVEfmt ",
    ],
    ids=["onset beyond the end", "no rate", "absurd length", "too much", "noise", "a WAV file"],
)
def test_a_forged_file_is_a_miss(store: PhraseCache, data: bytes) -> None:
    store.store(KEY, clip())
    only_file(store).write_bytes(data)

    assert store.header(KEY) is None
    assert store.load(KEY) is None


def test_a_folder_or_a_pipe_in_its_place_is_a_miss(store: PhraseCache) -> None:
    path = store.folder / f"{KEY.digest.hex()}.phrase"
    path.mkdir(parents=True)
    assert store.load(KEY) is None
    store.store(KEY, clip())  # cannot replace the folder, and says nothing

    if hasattr(os, "mkfifo"):
        path.rmdir()
        os.mkfifo(path)
        assert store.load(KEY) is None


def test_a_miss_is_replaced_by_the_next_write(store: PhraseCache) -> None:
    store.store(KEY, clip())
    only_file(store).write_bytes(b"nonsense")
    store.store(KEY, clip(seed=1))

    loaded = store.load(KEY)
    assert loaded is not None
    assert np.array_equal(loaded.samples, clip(seed=1).samples)


def test_a_place_that_is_not_a_folder_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = PhraseCache(tmp_path / "file" / "phrases")
    for _ in range(5):
        store.store(KEY, clip())

    assert store.load(KEY) is None
    assert store.clear() == Usage(0, 0)
    store.sweep()


def test_a_full_disk_leaves_no_half_file(store: PhraseCache, monkeypatch: pytest.MonkeyPatch) -> None:
    store.store(phrase_key("a", "b", 1, "c"), clip())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    store.store(KEY, clip())
    assert len(list(store.folder.iterdir())) == 1


# An interrupt between the opening of a file and the block that closes it leaves that to the garbage collector.
left_open = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


OLD, NEW = clip(seed=1), clip(seed=2)


SOURCES = [one.__file__ for one in (module, phrase_entry, files, folders, half_file_module, file_locks)]


def prepared(store: PhraseCache) -> None:
    """The phrase as it was kept before, and nothing else."""
    store.clear()
    store.store(KEY, OLD)


def is_whole(store: PhraseCache, fault: object) -> None:
    """What is kept under the key is the old phrase or the new one."""
    loaded = store.load(KEY)
    assert loaded is not None, fault
    assert loaded.samples.tobytes() in (OLD.samples.tobytes(), NEW.samples.tobytes()), fault
    assert [one.recipe.text for one in store.kept()] == ["and relax"], fault


@left_open
@pytest.mark.parametrize("sweep_every", [1, 128])
def test_a_signal_at_any_line_leaves_the_old_phrase_or_the_new_one(tmp_path: Path, sweep_every: int) -> None:
    store = PhraseCache(tmp_path / "phrases", sweep_every=sweep_every)
    rounds = 0
    for fault in signals_at_each_line(
        lambda: store.store(KEY, NEW), *SOURCES, prepare=lambda: prepared(store)
    ):
        rounds += 1
        assert isinstance(fault.error, KeyboardInterrupt), fault
        is_whole(store, fault)
        assert len(list(store.folder.iterdir())) <= 2, (
            fault
        )  # a half file at the worst, which a sweep removes
    assert rounds > 10


@left_open
def test_a_signal_at_any_line_of_reading_does_no_harm(store: PhraseCache) -> None:
    for fault in signals_at_each_line(
        lambda: store.load(KEY), module.__file__, phrase_entry.__file__, prepare=lambda: prepared(store)
    ):
        assert isinstance(fault.error, KeyboardInterrupt), fault
        is_whole(store, fault)


@pytest.mark.parametrize("how", How)
def test_a_disk_that_fails_leaves_the_old_phrase_or_the_new_one(tmp_path: Path, how: How) -> None:
    folder = tmp_path / "phrases"
    rounds = 0
    for fault in failing_writes(
        lambda: PhraseCache(folder, sweep_every=1).store(KEY, NEW),
        under=tmp_path,
        how=how,
        prepare=lambda: prepared(PhraseCache(folder)),
    ):
        rounds += 1
        assert fault.error is None, fault
        is_whole(PhraseCache(folder), fault)
        assert len(list(folder.iterdir())) == 1, fault
    assert rounds


@pytest.mark.parametrize("how", How)
def test_a_disk_that_fails_at_first_keeps_nothing_or_all(tmp_path: Path, how: How) -> None:
    folder = tmp_path / "made" / "phrases"
    for fault in failing_writes(
        lambda: PhraseCache(folder).store(KEY, NEW),
        under=tmp_path,
        how=how,
        prepare=lambda: shutil.rmtree(tmp_path / "made", ignore_errors=True),
    ):
        assert fault.error is None, fault
        loaded = PhraseCache(folder).load(KEY)
        assert loaded is None or loaded.samples.tobytes() == NEW.samples.tobytes(), fault
