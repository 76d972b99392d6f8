"""What voicecoach keeps is written whole or not at all, for its user alone; and what a dead process left goes away."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import How, failing_writes, signals_at_each_line
from tests.leftovers import leave_half_file
from voicecoach import file_locks, files, folders, half_file

posix = pytest.mark.skipif(os.name != "posix", reason="modes, locks and pipes as POSIX has them")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind in ("data", "cache", "config", "state"):
        monkeypatch.setenv(f"XDG_{kind.upper()}_HOME", str(tmp_path / kind))
    return tmp_path


@posix
def test_new_folders_are_for_their_user_alone_and_so_are_files(home: Path) -> None:
    file = folders.state_dir() / "places" / "a.json"
    files.write_atomically(file, b"a")
    assert [mode(one) for one in (file.parent, file.parent.parent, home / "state")] == [0o700] * 3
    assert mode(file) == 0o600


@posix
def test_folders_of_ours_that_are_open_are_closed_and_no_others(home: Path) -> None:
    own = folders.data_dir() / "scripts"
    own.mkdir(parents=True)
    for one in (own, own.parent, home / "data"):
        one.chmod(0o755)
    folders.make_private(own)
    assert [mode(one) for one in (own, own.parent, home / "data")] == [0o700, 0o700, 0o755]
    elsewhere = home / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    folders.make_private(elsewhere)
    assert mode(elsewhere) == 0o755


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of Linux")
@pytest.mark.parametrize("value", ["", "relative", "./here"])
def test_a_folder_of_the_environment_that_is_not_absolute_counts_as_none(
    home: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", value)
    assert folders.data_dir() == home / ".local" / "share" / "voicecoach"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of Linux")
def test_without_a_home_nothing_is_made_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for kind in ("DATA", "CACHE", "CONFIG", "STATE"):
        monkeypatch.delenv(f"XDG_{kind}_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    for folder in (folders.data_dir(), folders.cache_dir(), folders.config_dir(), folders.state_dir()):
        assert not folder.exists()
        with pytest.raises(OSError, match=r".") as caught:
            files.write_atomically(folder / "a", b"a")
        assert files.why_not_written(caught.value) == "this user has no home folder"
    assert list(tmp_path.iterdir()) == []


OLD, NEW = b"old" * 1000, b"new" * 2000


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("durable", [True, False])
@pytest.mark.parametrize("how", How)
def test_whichever_write_fails_the_old_file_or_the_new_one_is_there(
    tmp_path: Path, how: How, durable: bool
) -> None:
    file = tmp_path / "within" / "a.json"

    def prepare() -> None:
        file.parent.mkdir(exist_ok=True)
        for path in file.parent.iterdir():
            path.unlink()
        file.write_bytes(OLD)

    rounds = 0
    for fault in failing_writes(
        lambda: files.write_atomically(file, NEW, durable=durable), under=tmp_path, how=how, prepare=prepare
    ):
        rounds += 1
        whole = NEW if how is How.SHORT or fault.where.startswith("close") else OLD
        assert file.read_bytes() == whole, fault
        assert left(file.parent) == ["a.json"], fault
        assert isinstance(fault.error, OSError) is (how is not How.SHORT), fault
    assert rounds >= (1 if how is How.SHORT else 4)


@pytest.mark.parametrize("finely", [False, True], ids=["lines", "instructions"])
def test_wherever_a_signal_comes_the_old_file_or_the_new_one_is_there(tmp_path: Path, finely: bool) -> None:
    file = tmp_path / "a.json"
    found = set()
    for fault in signals_at_each_line(
        lambda: files.write_atomically(file, NEW), files.__file__, folders.__file__, half_file.__file__, file_locks.__file__,
        prepare=lambda: file.write_bytes(OLD), finely=finely,
    ):  # fmt: skip
        found.add(held := file.read_bytes())
        assert held in (OLD, NEW), fault
        files.remove_leftovers(tmp_path)
        assert left(tmp_path) == ["a.json"], fault
        assert isinstance(fault.error, KeyboardInterrupt)
    assert found == {OLD, NEW}


@posix
def test_what_a_killed_process_left_goes_away_and_what_lives_stays(tmp_path: Path) -> None:
    code = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from voicecoach import file_locks, files\n"
        "folder = Path(sys.argv[1])\n"
        "file_locks.lock_file(folder / f'{sys.argv[2]}.lock')\n"
        "def replace(*_):\n"
        "    print('here', flush=True)\n"
        "    time.sleep(60)\n"
        "Path.replace = replace\n"
        "files.write_atomically(folder / f'{sys.argv[2]}.json', b'x')\n"
    )
    running = []
    for name in ("dead", "alive"):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), name], stdout=subprocess.PIPE, text=True
        )
        running.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
    dead = running[0]
    try:
        dead.send_signal(signal.SIGKILL)
        dead.wait(10)
        assert len(left(tmp_path)) == 4
        files.remove_leftovers(tmp_path)
        there = left(tmp_path)
        assert len(there) == 2
        assert [name for name in there if name.endswith(".lock")] == ["alive.lock"]
        assert file_locks.lock_file(tmp_path / "alive.lock") is None
        handle = file_locks.lock_file(tmp_path / "dead.lock")
        assert handle is not None
        file_locks.unlock_file(tmp_path / "dead.lock", handle)
    finally:
        for process in running:
            process.kill()
            process.communicate()
    files.remove_leftovers(tmp_path)
    assert left(tmp_path) == []


@posix
def test_only_ordinary_files_of_dead_writers_are_leftovers(tmp_path: Path) -> None:
    pipe, folder, link, loop = (
        leave_half_file(tmp_path, name) for name in ("pipe", "folder", "link", "loop")
    )
    for path in (pipe, folder, link, loop):
        path.unlink()
    os.mkfifo(pipe)
    folder.mkdir()
    (tmp_path / "elsewhere").write_text("x")
    link.symlink_to("elsewhere")
    loop.symlink_to(loop.name)
    (tmp_path / ".voicecoach-00000000-another-machine.part").write_text("x")
    (tmp_path / "own.part").write_text("x")
    before = left(tmp_path)
    files.remove_leftovers(tmp_path)
    files.remove_leftovers(tmp_path / "none")
    assert left(tmp_path) == before
    leave_half_file(tmp_path)
    files.remove_leftovers(tmp_path)
    assert left(tmp_path) == before


@posix
def test_a_lock_that_its_owner_removed_meanwhile_is_taken_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.lock"
    real = file_locks.try_lock
    calls: list[int] = []

    def locked(handle: int) -> bool | None:
        if not calls:
            path.unlink()  # between the opening and the locking, by the one who had it
        calls.append(handle)
        return real(handle)

    monkeypatch.setattr(file_locks, "try_lock", locked)
    handle = file_locks.lock_file(path)
    assert handle is not None
    assert len(calls) == 2
    monkeypatch.undo()
    assert file_locks.lock_file(path) is None
    file_locks.unlock_file(path, handle)
    assert left(tmp_path) == []


@posix
def test_only_an_ordinary_file_of_bounded_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(bytes(11))
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("large", "pipe", "loop", "none", "."):
        with pytest.raises(OSError, match=r"."):
            files.read_bounded(tmp_path / name, 10)
    assert files.read_bounded(tmp_path / "large", 11) == bytes(11)
