"""A shared folder whose disk fails, and writers who are killed in the middle: nobody ever has half a phrase, or another one."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.faults import How, failing_writes
from tests.needs import slow_but
from tests.speech.clips import KEY, clip
from voicecoach import half_file
from voicecoach.speech.cache import place_backends
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.cache.phrase_entry import packed_entry
from voicecoach.speech.cache.place_backends import FolderPlace
from voicecoach.speech.cache.shared_cache import SharedEntries, SharedPhraseCache
from voicecoach.speech.cache.shared_place import SharedPlace

OLD, NEW = clip(seed=1), clip(seed=2)
NAME = f"{KEY.digest.hex()}.phrase"


def killed_at_line(number: int, folder: Path) -> bool:
    """Writes the new phrase in a process that is killed at so many lines; whether it came so far."""
    seen = 0

    def at_line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal seen
        if frame.f_code.co_filename not in (place_backends.__file__, half_file.__file__):
            return None
        if event == "line":
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)
        return at_line

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of a fork beside threads: the child uses none
        child = os.fork()
    if child == 0:
        sys.settrace(at_line)
        try:
            FolderPlace(folder).write(NAME, packed_entry(KEY, NEW))
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.parametrize("old", slow_but([False, True], True))
def test_a_writer_killed_at_any_line_leaves_the_old_phrase_or_the_new_one(tmp_path: Path, old: bool) -> None:
    shared, number = tmp_path / "shared", 0
    shared.mkdir()
    before, after = OLD.samples.tobytes() if old else None, NEW.samples.tobytes()
    outcomes = []
    while True:
        number += 1
        place = SharedPlace(str(shared))
        SharedEntries(place).clear()
        if old:
            place.write(KEY.digest, packed_entry(KEY, OLD))
        if not killed_at_line(number, shared):
            break
        loaded = SharedPhraseCache(place, tmp_path / f"{number}").load(KEY)
        outcomes.append(None if loaded is None else loaded.samples.tobytes())
    assert len(outcomes) > 10
    assert set(outcomes) == {before, after}
    assert outcomes == sorted(outcomes, key=lambda one: one == after)  # once it is there, it stays

    # What they left is removed by the one who empties the place.
    SharedEntries(SharedPlace(str(shared))).clear()
    assert not [path for path in shared.rglob("*") if path.is_file()]


@pytest.mark.parametrize("how", How)
def test_a_disk_that_fails_leaves_the_old_phrase_or_the_new_one(tmp_path: Path, how: How) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    place = SharedPlace(str(shared))
    rounds = 0
    for fault in failing_writes(
        lambda: SharedPhraseCache(SharedPlace(str(shared)), tmp_path / "one").store(KEY, NEW),
        under=shared,
        how=how,
        prepare=lambda: place.write(KEY.digest, packed_entry(KEY, OLD)),
    ):
        rounds += 1
        assert fault.error is None, fault
        loaded = SharedPhraseCache(SharedPlace(str(shared)), tmp_path / f"reader {rounds}").load(KEY)
        assert loaded is not None, fault
        assert loaded.samples.tobytes() in (OLD.samples.tobytes(), NEW.samples.tobytes()), fault
        own = PhraseCache(tmp_path / "one").load(KEY)  # and the one who spoke it has it in any case
        assert own is not None, fault
        assert own.samples.tobytes() == NEW.samples.tobytes(), fault
    assert rounds
