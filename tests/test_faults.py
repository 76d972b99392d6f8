"""The faults that other tests are made with are where they say, each once, and end."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

import pytest

from tests.faults import Fault, How, failing_writes, signals_at_each_line


def _three_steps(done: list[str]) -> None:
    done.append("one")
    try:
        done.append("two")
    finally:
        done.append("cleared up")


def test_each_line_is_interrupted_once() -> None:
    done: list[str] = []
    lengths = []
    for fault in signals_at_each_line(lambda: _three_steps(done), __file__, prepare=done.clear):
        assert isinstance(fault.error, KeyboardInterrupt)
        assert fault.where.startswith("test_faults.py:")
        lengths.append((fault.n, list(done)))
    # The lambda, then the lines of the function; `try` is a line in some versions of Python.
    assert [n for n, _ in lengths] == list(range(1, len(lengths) + 1))
    assert [] in [found for _, found in lengths]
    assert ["one", "cleared up"] in [found for _, found in lengths]
    assert done == ["one", "two", "cleared up"]


def test_finer_than_lines_there_are_instructions() -> None:
    done: list[str] = []
    lines = list(signals_at_each_line(lambda: _three_steps(done), __file__))
    finely = list(signals_at_each_line(lambda: _three_steps(done), __file__, finely=True))
    assert len(finely) > 2 * len(lines)


def test_a_real_signal_runs_its_handler_at_the_line() -> None:
    def leave(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        faults = list(signals_at_each_line(lambda: _three_steps([]), __file__, raises=signal.SIGTERM))
    finally:
        signal.signal(signal.SIGTERM, before)
    assert faults
    assert all(isinstance(fault.error, SystemExit) and fault.error.code == 143 for fault in faults)


def test_an_error_of_the_code_itself_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(signals_at_each_line(lambda: 1 // 0, "elsewhere.py"))
    with pytest.raises(ZeroDivisionError):
        list(failing_writes(lambda: 1 // 0, under=Path("/nowhere"), how=How.FULL))


def _write(folder: Path) -> None:
    """Every way to write that the code under test may take."""
    (folder / "within").mkdir(exist_ok=True)
    with (folder / "within" / "a").open("w", encoding="utf-8") as text:
        text.write("a" * 100)
    descriptor = os.open(folder / "b", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        written = os.write(descriptor, b"b" * 100)
        assert written == 100, written
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    handle, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(b"c" * 100_000)
    Path(name).replace(folder / "c")


def _faults(folder: Path, how: How) -> list[Fault]:
    def reset() -> None:
        for file in folder.rglob("*"):
            if file.is_file():
                file.unlink()
        if (folder / "within").is_dir():
            (folder / "within").rmdir()

    return list(failing_writes(lambda: _write(folder), under=folder, how=how, prepare=reset))


def test_each_write_fails_once(tmp_path: Path) -> None:
    faults = _faults(tmp_path, How.BROKEN)
    assert all(isinstance(fault.error, OSError) and fault.error.errno == 5 for fault in faults), faults
    kinds = [fault.where.split()[0] for fault in faults]
    assert kinds == [
        "mkdir", "open", "write", "close",
        "open", "write", "fsync", "close",
        "open", "write", "close", "replace",
    ]  # fmt: skip
    assert (tmp_path / "c").stat().st_size == 100_000


def test_a_full_disk_stays_full(tmp_path: Path) -> None:
    def twice() -> None:
        for _ in range(2):
            try:
                (tmp_path / "a").write_text("a")
            except OSError:
                done.append(False)
            else:
                done.append(True)

    done: list[bool] = []
    for fault in failing_writes(twice, under=tmp_path, how=How.BROKEN, prepare=done.clear):
        assert fault.error is None
        assert done.count(False) == 1
    for fault in failing_writes(twice, under=tmp_path, how=How.FULL, prepare=done.clear):
        assert done == ([False, False] if fault.n <= 3 else [True, False])


def test_a_short_write_says_so_and_file_objects_write_the_rest(tmp_path: Path) -> None:
    faults = _faults(tmp_path, How.SHORT)
    assert [fault.where.split()[0] for fault in faults] == ["write"] * 3
    first, second, third = faults
    assert first.error is None
    assert third.error is None
    assert isinstance(second.error, AssertionError), "os.write says how much it took, and here nobody looked"


def test_elsewhere_and_reading_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "old").write_text("old")

    def run() -> None:
        assert (tmp_path / "there" / "old").read_text() == "old"
        (tmp_path / "elsewhere").write_text("new")

    assert not list(failing_writes(run, under=tmp_path / "there", how=How.FULL))
