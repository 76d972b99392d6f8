"""The store of phrases: what it keeps, for whom, and what it forgets."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from tests.leftovers import leave_half_file
from tests.speech.clips import KEY, clip
from voicecoach.half_file import half_file
from voicecoach.speech.cache.phrase_cache import PhraseCache, Usage
from voicecoach.speech.cache.phrase_entry import phrase_key


def only_file(store: PhraseCache) -> Path:
    (path,) = store.folder.iterdir()
    return path


def test_keeps_a_phrase(store: PhraseCache) -> None:
    store.store(KEY, clip())

    header, loaded = store.header(KEY), store.load(KEY)
    assert header is not None
    assert loaded is not None
    assert (header.rate, header.onset, header.frames, header.length) == (22050, 10, 1000, 990)
    assert np.array_equal(loaded.samples, clip().samples)
    assert (loaded.rate, loaded.onset) == (22050, 10)
    assert not loaded.samples.flags.writeable


def test_asking_makes_no_folder(store: PhraseCache) -> None:
    assert store.load(KEY) is None
    assert store.header(KEY) is None
    assert store.usage() == Usage(0, 0)
    assert not store.folder.exists()


def test_every_part_of_the_key_counts() -> None:
    keys = {
        KEY,
        phrase_key("fake:other", "1", 150, "and relax"),
        phrase_key("fake:voice", "2", 150, "and relax"),
        phrase_key("fake:voice", "1", 151, "and relax"),
        phrase_key("fake:voice", "1", 150, "and relax."),
        phrase_key("fake:voice1", "", 150, "and relax"),
        phrase_key("fake:voice", "1", 150, "\ud800"),
    }
    assert len(keys) == 7


def test_nobody_else_can_read_what_is_kept(tmp_path: Path) -> None:
    store = PhraseCache(tmp_path / "one" / "two" / "phrases")
    before = os.umask(0)
    try:
        store.store(KEY, clip())
    finally:
        os.umask(before)

    places = [tmp_path / "one", tmp_path / "one" / "two", store.folder, only_file(store)]
    if sys.platform != "win32":
        assert [oct(path.stat().st_mode & 0o777) for path in places] == ["0o700"] * 3 + ["0o600"]


def test_says_what_is_kept(store: PhraseCache) -> None:
    keys = [phrase_key("fake:voice", "1", 150, text) for text in ("one", "zwei: drei", "\ud800", "")]
    for key in keys:
        store.store(key, clip())
    old = store.folder / f"{keys[0].digest.hex()}.phrase"
    os.utime(old, (1000, 1000))

    assert {one.key for one in store.kept()} == set(keys)
    assert {one.recipe.text for one in store.kept()} == {"one", "zwei: drei", "\ud800", ""}
    assert {one.recipe[:3] for one in store.kept()} == {("fake:voice", "1", 150)}
    assert old.stat().st_mtime == 1000  # looking at it does not count as use


def test_what_nobody_reads_any_more_goes(store: PhraseCache) -> None:
    for version in ("1", "2"):
        store.store(phrase_key("fake:voice", version, 150, "one"), clip())
    (store.folder / f"{'0' * 40}.clip").write_bytes(b"of an older form")
    (store.folder / f"{'1' * 40}.phrase").write_bytes(b"damaged")
    (store.folder / "holiday.jpg").write_bytes(b"of somebody else")

    assert store.usage().phrases == 3
    assert store.remove_outdated(lambda recipe: recipe.version == "1").phrases == 3
    assert [one.recipe.version for one in store.kept()] == ["2"]
    assert (store.folder / "holiday.jpg").exists()
    assert store.usage().phrases == 1


def test_a_sweep_removes_files_of_an_older_form(store: PhraseCache) -> None:
    store.store(KEY, clip())
    (store.folder / f"{'0' * 40}.clip").write_bytes(b"of an older form")
    store.sweep()

    assert [path.suffix for path in store.folder.iterdir()] == [".phrase"]


def test_is_bounded_and_forgets_what_was_used_least_recently(tmp_path: Path) -> None:
    size = 52 + 2 * 1000 + 20
    store = PhraseCache(tmp_path, limit=10 * size, sweep_every=1)
    keys = [phrase_key("fake", "1", 150, str(number)) for number in range(30)]
    hour_ago = time.time() - 3600
    for number, key in enumerate(keys):
        store.store(key, clip())
        os.utime(tmp_path / f"{key.digest.hex()}.phrase", (hour_ago + number, hour_ago + number))
        assert store.usage().bytes <= 10 * size + size

    kept = [number for number, key in enumerate(keys) if store.header(key)]
    assert kept == list(range(min(kept), 30))
    assert 9 <= len(kept) <= 11


def test_use_is_remembered(tmp_path: Path) -> None:
    size = 52 + 2 * 1000 + 20
    store = PhraseCache(tmp_path, limit=2 * size)
    keys = [phrase_key("fake", "1", 150, str(number)) for number in range(3)]
    for number, key in enumerate(keys):
        store.store(key, clip())
        os.utime(tmp_path / f"{key.digest.hex()}.phrase", (1000 + number, 1000 + number))

    store.header(keys[0])
    store.sweep()
    assert store.header(keys[0]) is not None
    assert store.header(keys[1]) is None


def test_half_files_of_the_dead_go_and_files_of_others_stay(store: PhraseCache) -> None:
    store.store(KEY, clip())
    with half_file(store.folder, 0o600) as busy:
        dead, foreign = leave_half_file(store.folder), store.folder / "holiday.jpg"
        foreign.write_bytes(b"x")
        os.utime(foreign, (1000, 1000))

        store.sweep()
        assert [path.exists() for path in (dead, busy.path, foreign)] == [False, True, True]
        assert store.clear().phrases == 1
        assert set(store.folder.iterdir()) == {busy.path, foreign}
    assert list(store.folder.iterdir()) == [foreign]


def test_several_processes_write_and_read_at_once(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
import numpy as np
from tests.speech.clips import KEY, clip
from voicecoach.audio.pcm import Clip
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.cache.phrase_entry import phrase_key
from voicecoach.units import Frames
store = PhraseCache(Path(sys.argv[1]), limit=60_000, sweep_every=4)
for turn in range(60):
    number = turn % 12
    key = phrase_key("fake", "1", 150, str(number))
    store.store(key, Clip(np.full(3000 + number, number, np.int16), 22050, Frames(0)))
    for other in range(12):
        clip = store.load(phrase_key("fake", "1", 150, str(other)))
        assert clip is None or (len(clip.samples) == 3000 + other and (clip.samples == other).all())
"""
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(4)]
    assert [process.wait(60) for process in running] == [0, 0, 0, 0]
    assert not list(tmp_path.glob("*.part"))
    assert PhraseCache(tmp_path).usage().bytes <= 60_000 + 4 * 8000


def test_a_length_needs_no_numpy(tmp_path: Path) -> None:
    PhraseCache(tmp_path).store(KEY, clip())
    code = (
        "import sys; from pathlib import Path; from voicecoach.speech.cache.phrase_cache import PhraseCache;"
        "import voicecoach.speech.cache.cached_voice; from voicecoach.speech.cache.phrase_entry import phrase_key;"
        "h = PhraseCache(Path(sys.argv[1])).header(phrase_key('fake:voice', '1', 150, 'and relax'));"
        "print(h.length, [m for m in ('numpy', 'ctypes', 'platformdirs', 'hashlib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], check=True, capture_output=True, text=True)

    assert done.stdout.strip() == "990 []"
