"""A file that is written, with a signal at every line and a failure at every write: the old one or the new one is there,
and nothing else."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from tests.faults import How, failing_writes, signals_at_each_line
from voicecoach import file_locks, half_file
from voicecoach.errors import ExportError, Interrupted
from voicecoach.export.orders import atomic, interrupts
from voicecoach.export.orders import new_folders as new_folders_module
from voicecoach.export.orders.atomic import replacing, write_text
from voicecoach.export.orders.interrupts import Interrupts
from voicecoach.export.orders.new_folders import new_folders

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="signals and files as POSIX has them"),
    # A signal in the line that closes a file leaves that to Python.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

OLD, NEW = b"old" * 10_000, b"new and longer" * 10_000
SOURCES = [module.__file__ for module in (atomic, new_folders_module, half_file, file_locks)]


class Scene:
    """A folder in which a file is written, over an old one or not, in a folder that is there or not."""

    def __init__(self, root: Path, *, old: bool, deep: bool) -> None:
        self.root = root
        self.old = old
        self.folder = root / "made" if deep else root
        self.target = self.folder / "a.bin"

    def prepare(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir()
        if self.old:
            self.target.write_bytes(OLD)

    def run(self) -> None:
        with new_folders() as make:
            make(self.folder)
            with replacing(self.target) as out:
                for start in range(0, len(NEW), 9_999):
                    out.write(NEW[start : start + 9_999])

    def is_whole(self, error: BaseException | None) -> bool:
        """Whether all is as before, or as after; and as after if nothing was raised."""
        found = {path.name for path in self.root.rglob("*") if path.is_file()}
        if found == {"a.bin"} and self.target.read_bytes() == NEW:
            return True
        before = {"a.bin"} if self.old else set()
        same = found == before and (not self.old or self.target.read_bytes() == OLD)
        return error is not None and same and (self.folder == self.root or not self.folder.exists())


@pytest.fixture(params=[(False, False), (True, False), (False, True)], ids=["new", "old", "deep"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Scene:
    old, deep = request.param
    return Scene(tmp_path / "root", old=old, deep=deep)


def test_an_exception_at_every_line(scene: Scene) -> None:
    tried = 0
    for fault in signals_at_each_line(scene.run, *SOURCES, prepare=scene.prepare):
        tried += 1
        assert scene.is_whole(fault.error), fault
        assert isinstance(fault.error, KeyboardInterrupt)
    assert tried > 40


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_at_every_line(scene: Scene, number: signal.Signals) -> None:
    """As `render` takes them; also in the lines that take them."""

    def run() -> None:
        with Interrupts():
            scene.run()

    def held(*_: object) -> None:
        raise Interrupted(number)

    before = signal.signal(number, held)
    try:
        for fault in signals_at_each_line(
            run, *SOURCES, interrupts.__file__, raises=number, prepare=scene.prepare
        ):
            assert scene.is_whole(fault.error), fault
            assert isinstance(fault.error, Interrupted), fault
            assert fault.error.number == number
            if not fault.where.startswith("interrupts.py"):
                assert signal.getsignal(number) is held, fault
            signal.signal(number, held)
    finally:
        signal.signal(number, before)


@pytest.mark.parametrize("how", How)
def test_a_failure_of_every_write(scene: Scene, how: How) -> None:
    for fault in failing_writes(scene.run, under=scene.root, how=how, prepare=scene.prepare):
        assert scene.is_whole(fault.error), fault
        assert fault.error is None or isinstance(fault.error, ExportError), fault
        if how is How.FULL:
            assert " left on " in str(fault.error)
        if how is How.SHORT:
            assert fault.error is None


def test_what_a_process_left_that_was_killed_goes_with_the_next_file(tmp_path: Path) -> None:
    child = os.fork()
    if not child:
        with replacing(tmp_path / "a.txt") as out:
            out.write(b"half")
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert len(list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part"))) >= 1
    write_text(tmp_path / "b.txt", "whole")
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]
