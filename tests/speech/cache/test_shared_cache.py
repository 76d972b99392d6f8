"""Phrases that several machines share: what a place may do wrong, and what a session has of it all the same."""

from __future__ import annotations

import builtins
import logging
import os
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.needs import needs_module
from tests.speech.broken_backends import Backend, Enter
from tests.speech.cache.test_cached_voice import Counting
from tests.speech.clips import KEY, clip
from tests.speech.places import Hours, StrangePlace, strange
from voicecoach.speech.cache.cached_voice import CachedVoice
from voicecoach.speech.cache.default_cache import default_cache
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.cache.phrase_entry import LARGEST, PhraseKey, packed_entry, phrase_key
from voicecoach.speech.cache.place_address import VARIABLE, shown_address, why_no_place
from voicecoach.speech.cache.shared_cache import SharedPhraseCache, place_at
from voicecoach.speech.cache.shared_place import (
    FAILURES,
    PATIENCE,
    Patience,
    PlaceUnusable,
    SharedPlace,
)
from voicecoach.speech.registry import open_voice

QUICK = Patience(open_s=0.2, one_s=0.2, slow_s=10, list_s=0.2)


@pytest.fixture
def backend() -> StrangePlace:
    return StrangePlace()


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> Any:
    """The warnings so far."""
    caplog.set_level(logging.WARNING, "voicecoach.speech.cache.shared_place")
    return lambda: [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]


def keys(count: int) -> list[PhraseKey]:
    return [phrase_key("fake:voice", "1", 150, str(number)) for number in range(count)]


def raising(*errors: BaseException) -> Any:
    """What raises them, the last one again and again."""
    waiting = list(errors)

    def fail(what: str) -> None:
        raise waiting.pop(0) if len(waiting) > 1 else waiting[0]

    return fail


def test_what_is_here_is_not_asked_for_there(backend: StrangePlace, tmp_path: Path) -> None:
    store = SharedPhraseCache(strange(backend), tmp_path)
    store.store(KEY, clip())
    backend.asked.clear()
    store.expect([KEY])

    assert store.load(KEY) is not None
    assert store.header(KEY) is not None
    assert not backend.asked


def test_what_is_not_there_is_asked_for_once_a_minute(backend: StrangePlace, tmp_path: Path) -> None:
    hours = Hours()
    store = SharedPhraseCache(strange(backend, now=hours), tmp_path)
    store.expect([KEY])
    assert store.header(KEY) is None
    assert store.load(KEY) is None
    assert backend.count("read") == 1

    hours.now_s = 61
    SharedPhraseCache(strange(backend), tmp_path / "other").store(KEY, clip())
    assert store.load(KEY) is not None


def test_a_disk_that_is_full_here_still_has_the_phrases_of_there(
    backend: StrangePlace, tmp_path: Path
) -> None:
    SharedPhraseCache(strange(backend), tmp_path / "one").store(KEY, clip())
    (tmp_path / "file").write_text("in the way")
    store = SharedPhraseCache(strange(backend), tmp_path / "file" / "phrases")

    assert store.header(KEY) is not None
    assert store.load(KEY) is not None


def test_a_place_that_hangs_is_waited_for_once(backend: StrangePlace, tmp_path: Path, heard: Any) -> None:
    released = threading.Event()
    backend.before = lambda what: released.wait(30) and None
    store = SharedPhraseCache(strange(backend, QUICK), tmp_path)
    try:
        store.expect(keys(50))
        for key in keys(50):
            assert store.load(key) is None
            store.store(key, clip())
    finally:
        released.set()

    assert (backend.count("read"), backend.count("write")) == (1, 1)
    assert [line.partition(": ")[0] for line in heard()] == [
        "s3://bucket/phrases cannot be read, so phrases are made here",
        "s3://bucket/phrases cannot be written, so new phrases are kept on this machine alone",
    ]
    assert heard()[0].endswith("it did not answer within 0.2 s")
    assert all(PhraseCache(tmp_path).header(key) for key in keys(50))


def test_a_place_that_fails_is_left_alone_for_a_minute(
    backend: StrangePlace, tmp_path: Path, heard: Any
) -> None:
    hours = Hours()
    store = SharedPhraseCache(strange(backend, now=hours), tmp_path)
    backend.before = raising(ConnectionError("refused"))
    for key in keys(20):
        assert store.load(key) is None
    assert backend.count("read") == FAILURES
    assert len(heard()) == 1
    assert "refused (ConnectionError)" in heard()[0]

    hours.now_s += PATIENCE.away_s + 1
    assert store.load(keys(21)[-1]) is None
    assert store.load(keys(22)[-1]) is None
    assert backend.count("read") == FAILURES + 1  # one more is enough

    hours.now_s += PATIENCE.away_s + 1
    backend.before = lambda what: None
    backend.there[f"{KEY.digest.hex()}.phrase"] = packed_entry(KEY, clip())
    assert store.load(KEY) is not None
    assert len(heard()) == 1


def test_a_failure_now_and_then_is_nothing(backend: StrangePlace, tmp_path: Path, heard: Any) -> None:
    store = SharedPhraseCache(strange(backend), tmp_path)
    for number, key in enumerate(keys(12)):
        backend.before = raising(TimeoutError("busy")) if number % FAILURES else lambda what: None
        assert store.load(key) is None
    assert backend.count("read") == 12
    assert not heard()


@pytest.mark.parametrize(
    "error",
    [
        PermissionError(13, "Access denied"),
        OSError(28, "No space left on device"),
        NotImplementedError("read only"),
        FileNotFoundError(2, "The specified bucket does not exist"),
    ],
)
def test_a_place_that_cannot_be_written_is_still_read(
    backend: StrangePlace, tmp_path: Path, heard: Any, error: Exception
) -> None:
    SharedPhraseCache(strange(backend), tmp_path / "one").store(KEY, clip())
    backend.before = lambda what: raising(error)(what) if what == "write" else None
    backend.asked.clear()
    store = SharedPhraseCache(strange(backend), tmp_path / "two")
    for key in keys(20):
        store.store(key, clip())

    assert store.load(KEY) is not None
    assert backend.count("write") == FAILURES
    assert len(heard()) == 1
    assert "cannot be written, so new phrases are kept on this machine alone" in heard()[0]


def test_a_place_that_is_slower_than_the_voice_is_given_up_and_what_it_brought_is_used(
    backend: StrangePlace, tmp_path: Path, heard: Any
) -> None:
    hours = Hours()
    for key in keys(20):
        SharedPhraseCache(strange(backend), tmp_path / "one").store(key, clip())
    backend.asked.clear()
    store = SharedPhraseCache(strange(backend, now=hours), tmp_path / "two")
    backend.before = lambda what: setattr(hours, "now_s", hours.now_s + 1.5)

    assert [store.load(key) is not None for key in keys(20)] == [True] * FAILURES + [False] * (20 - FAILURES)
    assert heard()[0].endswith("it takes 1.5 s for one phrase")


def test_an_entry_without_end_is_not_taken_in(backend: StrangePlace, tmp_path: Path) -> None:
    asked = []

    class Endless(StrangePlace):
        def read(self, name: str, most: int) -> bytes:
            asked.append(most)
            return bytes(most + 1)

    assert SharedPhraseCache(strange(Endless()), tmp_path).load(KEY) is None
    assert asked == [LARGEST]


def test_a_folder_never_reads_more_than_that(tmp_path: Path) -> None:
    path = tmp_path / KEY.digest.hex()[:2] / f"{KEY.digest.hex()}.phrase"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(LARGEST + 2)
    assert SharedPlace(str(tmp_path)).read(KEY.digest) is None

    path.unlink()
    if hasattr(os, "mkfifo"):  # nobody waits for somebody to write into it
        os.mkfifo(path)
        assert SharedPlace(str(tmp_path)).read(KEY.digest) is None


def test_another_rate_is_made_again_and_replaced(backend: StrangePlace, tmp_path: Path) -> None:
    voice = Counting()
    wrong = CachedVoice(voice, SharedPhraseCache(strange(backend), tmp_path / "one"), version="1", speed=150)
    key = wrong._key("one")
    other = clip()
    other = type(other)(other.samples, voice.rate * 2, other.onset)
    SharedPhraseCache(strange(backend), tmp_path / "one").store(key, other)

    right = CachedVoice(voice, SharedPhraseCache(strange(backend), tmp_path / "two"), version="1", speed=150)
    assert right.length("one") == voice.say("one").length
    third = SharedPhraseCache(strange(backend), tmp_path / "three").load(key)
    assert third is not None
    assert third.rate == voice.rate


def test_machines_with_other_versions_of_a_voice_never_meet(backend: StrangePlace, tmp_path: Path) -> None:
    """Two machines, one after an update: each has its own phrases, no matter which was first."""
    made = {}
    for version in ("1", "2", "1", "2"):
        voice = Counting()
        store = SharedPhraseCache(strange(backend), tmp_path / f"{len(made)}-{version}")
        CachedVoice(voice, store, version=version, speed=150).say("one")
        made[f"{len(made)}-{version}"] = len(voice.said)
    assert list(made.values()) == [1, 1, 0, 0]
    assert len(backend.there) == 2


def test_the_gain_of_a_voice_is_found_here(backend: StrangePlace, tmp_path: Path, patient: Enter) -> None:
    """It goes into everything that is made and shared, so what others wrote never decides it."""
    patient(Backend)
    with open_voice("bad", cache=SharedPhraseCache(strange(backend), tmp_path)) as voice:
        voice.say("one")
    assert len(list(tmp_path.iterdir())) == 2
    assert len(backend.there) == 1


@pytest.mark.parametrize("spec", ["espeak:en-gb"])
def test_phrases_of_the_place_sound_as_those_made_here(
    backend: StrangePlace, tmp_path: Path, spec: str
) -> None:
    words = ["one", "And relax.", "Lie on your back."]
    said = []
    for number in range(2):
        store = SharedPhraseCache(strange(backend), tmp_path / str(number))
        with open_voice(spec, cache=store) as voice:
            said.append(np.concatenate([voice.say(text).samples for text in words]))
    assert np.array_equal(*said)
    assert backend.count("write") == len(words)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", "not one line"),
        ("phrases", "neither an address"),
        ("~/phrases", "neither an address"),
        ("s3://", "names nothing"),
        ("s3:///", "names nothing"),
        ("simplecache::s3://bucket/phrases", "two addresses"),
        ("s3://bucket/\nphrases", "not one line"),
        ("s3://" + "b" * 1000, "not one line"),
    ],
)
def test_what_is_no_place(address: str, why: str) -> None:
    assert why in why_no_place(address)
    with pytest.raises(ValueError, match="is not a place for phrases"):
        SharedPlace(address)


@pytest.mark.parametrize(
    "address", ["/mnt/phrases", "s3://bucket", "s3://bucket/a/b", "sftp://me@host:22/p", "memory://x"]
)
def test_what_is_a_place(address: str) -> None:
    assert not why_no_place(address)


def test_a_password_is_shown_nowhere(tmp_path: Path, heard: Any) -> None:
    assert shown_address("ftp://me:secret@host/a?token=1") == "ftp://me@host/a"
    place = SharedPlace(
        "ftp://me:secret@host/a?token=1",
        backend=lambda address: raising(OSError(f"no login for {address} (secret)"))(""),
    )
    store = SharedPhraseCache(place, tmp_path)
    for key in keys(5):
        store.load(key)
    with pytest.raises(PlaceUnusable) as error:
        place.sizes()

    assert len(heard()) == 1
    for said in (*heard(), str(error.value), place.shown):
        assert "secret" not in said
        assert "token" not in said


def test_a_missing_package_is_named(tmp_path: Path, heard: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    really = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("fsspec"):
            raise ModuleNotFoundError(f"No module named {name!r}", name="fsspec")
        return really(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    store = SharedPhraseCache(SharedPlace("s3://bucket/phrases"), tmp_path)
    for key in keys(5):
        assert store.load(key) is None
    assert heard() == [
        "s3://bucket/phrases cannot be read, so phrases are made here: it needs fsspec: pip install 'voicecoach[shared]'"
    ]


@needs_module("fsspec")
def test_an_unknown_kind_of_address_is_reported(tmp_path: Path, heard: Any) -> None:
    store = SharedPhraseCache(SharedPlace("nonsense://bucket/phrases"), tmp_path)
    for key in keys(5):
        assert store.load(key) is None
    assert len(heard()) == 1
    assert "nonsense" in heard()[0]


def test_the_environment_names_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert type(default_cache()) is PhraseCache
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    found = default_cache()
    assert isinstance(found, SharedPhraseCache)
    assert found.place.address == str(tmp_path)
    assert found.place is place_at(str(tmp_path))  # one for the process: it complains once
    monkeypatch.setenv(VARIABLE, "phrases")
    assert type(default_cache()) is PhraseCache
