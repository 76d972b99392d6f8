"""What holds for every place that phrases are shared in: a folder, memory, FTP, S3."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import needs_module
from tests.speech.clips import KEY, clip
from tests.speech.places import ftp_server, s3_environment, s3_server
from voicecoach.speech.cache.phrase_cache import PhraseCache, Usage
from voicecoach.speech.cache.phrase_entry import packed_entry, phrase_key
from voicecoach.speech.cache.shared_cache import SharedEntries, SharedPhraseCache
from voicecoach.speech.cache.shared_place import PlaceUnusable, SharedPlace

pytestmark = [
    needs_module("fsspec"),
    # Libraries of others: what they leave open when their place is let go, and what they warn of.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]


@pytest.fixture(
    params=[
        "folder",
        "file",
        "memory",
        pytest.param("ftp", marks=[pytest.mark.slow, needs_module("pyftpdlib")]),
        pytest.param("s3", marks=[pytest.mark.slow, needs_module("moto"), needs_module("s3fs")]),
    ]
)
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty place of each kind."""
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o777)
    if request.param == "folder":
        yield os.fspath(shared)
    elif request.param == "file":
        yield shared.as_uri()
    elif request.param == "memory":
        yield f"memory://{tmp_path.name}"
    elif request.param == "ftp":
        with ftp_server(shared) as found:
            yield f"{found}/phrases"
    else:
        with s3_server() as found:
            for name, value in s3_environment(found).items():
                monkeypatch.setenv(name, value)
            monkeypatch.setattr("fsspec.config.conf", {"s3": {"endpoint_url": found}})
            yield "s3://phrases/coach"


@pytest.fixture
def place(address: str) -> SharedPlace:
    return SharedPlace(address)


def machine(place: SharedPlace, folder: Path) -> SharedPhraseCache:
    """The cache of a machine of its own."""
    return SharedPhraseCache(place, folder)


def test_what_one_machine_made_another_has(place: SharedPlace, tmp_path: Path) -> None:
    one, two = machine(place, tmp_path / "one"), machine(place, tmp_path / "two")
    assert one.header(KEY) is None
    assert one.load(KEY) is None
    one.store(KEY, clip())

    header, loaded = two.header(KEY), two.load(KEY)
    assert header is not None
    assert loaded is not None
    assert (header.rate, header.length) == (22050, 990)
    assert loaded.samples.tobytes() == clip().samples.tobytes()
    assert PhraseCache(tmp_path / "two").load(KEY) is not None  # and from now on without the place


def test_what_lies_there_is_named_by_nothing_that_it_says(place: SharedPlace, tmp_path: Path) -> None:
    key = phrase_key("fake:voice", "1", 150, "Welcome, Anna Smith.")
    machine(place, tmp_path / "one").store(key, clip())

    assert place.sizes() == {key.digest: len(packed_entry(key, clip()))}


def test_writing_again_leaves_one_whole_phrase(place: SharedPlace, tmp_path: Path) -> None:
    one = machine(place, tmp_path / "one")
    for seed in (1, 2):
        one.store(KEY, clip(seed=seed))

    loaded = machine(place, tmp_path / "two").load(KEY)
    assert loaded is not None
    assert loaded.samples.tobytes() == clip(seed=2).samples.tobytes()
    assert SharedEntries(place).usage() == Usage(1, len(packed_entry(KEY, clip())))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>Sign in</html>",
        packed_entry(KEY, clip())[:-1],
        packed_entry(KEY, clip()) + b"\0",
        packed_entry(phrase_key("fake:other", "1", 150, "and relax"), clip()),
        packed_entry(KEY, clip())[:60] + b"\0\0" + packed_entry(KEY, clip())[62:],
        packed_entry(KEY, clip())[: -len(KEY.packed)] + bytes(len(KEY.packed)),
    ],
    ids=["empty", "a page", "cut short", "too long", "of another voice", "other samples", "another recipe"],
)
def test_what_is_not_the_phrase_is_made_again_and_replaced(
    place: SharedPlace, tmp_path: Path, data: bytes
) -> None:
    place.write(KEY.digest, data)
    one = machine(place, tmp_path / "one")
    assert one.load(KEY) is None
    assert not (tmp_path / "one").exists()  # nothing of it came here
    one.store(KEY, clip())

    assert machine(place, tmp_path / "two").load(KEY) is not None


def test_expected_phrases_are_here_at_once(place: SharedPlace, tmp_path: Path) -> None:
    keys = [phrase_key("fake:voice", "1", 150, str(number)) for number in range(20)]
    for number, key in enumerate(keys[:15]):
        machine(place, tmp_path / "one").store(key, clip(seed=number))
    machine(place, tmp_path / "two").expect(keys)

    kept = PhraseCache(tmp_path / "two")
    assert [key for key in keys if kept.header(key)] == keys[:15]


def test_removing_and_emptying(place: SharedPlace, tmp_path: Path) -> None:
    one = machine(place, tmp_path / "one")
    keys = [phrase_key("fake:voice", "1", 150, str(number)) for number in range(3)]
    for key in keys:
        one.store(key, clip())
    assert one.remove(keys[0])
    assert not one.remove(keys[0])
    assert machine(place, tmp_path / "two").load(keys[0]) is None

    size = len(packed_entry(keys[1], clip()))
    assert SharedEntries(place).clear() == Usage(2, 2 * size)
    assert SharedEntries(place).usage() == Usage(0, 0)


def test_a_sample_says_what_is_there(place: SharedPlace, tmp_path: Path) -> None:
    entries = SharedEntries(place)
    machine(place, tmp_path / "one").store(KEY, clip())
    place.write(bytes(20), b"of somebody else")

    kept, strange = entries.sample(10)
    assert [one.recipe.text for one in kept] == ["and relax"]
    assert strange == 1
    assert entries.load(KEY) is not None


WRITER = """
import sys
from pathlib import Path
from tests.speech.clips import clip
from voicecoach.speech.cache.phrase_entry import phrase_key
from voicecoach.speech.cache.shared_cache import SharedPhraseCache
from voicecoach.speech.cache.shared_place import Patience, SharedPlace
store = SharedPhraseCache(SharedPlace(sys.argv[1], patience=Patience(60, 60, 60)), Path(sys.argv[2]))
for number in range(20):
    key = phrase_key("fake:voice", "1", 150, str(number))
    store.local.clear()
    found = store.load(key)
    assert found is None or found.samples.tobytes() == clip(20_000, seed=number).samples.tobytes()
    store.store(key, clip(20_000, seed=number))
"""


@pytest.mark.slow
def test_many_write_and_read_the_same_at_the_same_time(
    address: str, place: SharedPlace, tmp_path: Path
) -> None:
    if address.startswith("memory:"):
        pytest.skip("it is that of one process")
    writers = [
        subprocess.Popen([sys.executable, "-W", "ignore", "-c", WRITER, address, str(tmp_path / str(number))])
        for number in range(4)
    ]
    assert [writer.wait(120) for writer in writers] == [0] * 4

    reader = machine(place, tmp_path / "reader")
    for number in range(20):
        loaded = reader.load(phrase_key("fake:voice", "1", 150, str(number)))
        assert loaded is not None
        assert loaded.samples.tobytes() == clip(20_000, seed=number).samples.tobytes()
    assert SharedEntries(place).usage().phrases == 20


def test_a_place_that_is_not_there_is_reported_by_what_lists_it(tmp_path: Path) -> None:
    with pytest.raises(PlaceUnusable, match="no such file or directory"):
        SharedEntries(SharedPlace(str(tmp_path / "not mounted"))).usage()
