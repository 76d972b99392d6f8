"""Several processes at once: they end with the one that started them, whatever becomes of it or of one of them."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.export.test_render import ROUTINE
from voicecoach.export.orders import workers
from voicecoach.export.orders.workers import CannotStart, Workers
from voicecoach.logs import logger_for

posix = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


def doubled(number: int) -> int:
    logger_for("voicecoach.test").warning("doubling %d", number)
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 14:
        raise ValueError("fourteen")
    return 2 * number


def died(number: int, how: str) -> str:
    return f"{number} died of {how}"


@posix
@pytest.mark.slow  # starts processes, which takes two seconds
def test_a_process_that_is_killed_costs_its_task_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), Workers(doubled, 2) as started:
        results = list(started.results([1, 13, 2, 13, 13, 3], died))  # type: ignore[arg-type]
    assert sorted(map(str, results)) == sorted(["2", "4", "6", *["13 died of signal 9"] * 3])
    assert "doubling 3" in caplog.messages  # what they log is heard here
    with Workers(doubled, 1) as started, pytest.raises(ValueError, match="fourteen"):
        list(started.results([14], died))  # type: ignore[arg-type]


def test_no_process_at_all_is_reported_before_anything_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(workers.SpawnProcess, "start", refused)
    with pytest.raises(CannotStart, match="Resource temporarily unavailable"):
        Workers(doubled, 2).__enter__()


RENDER = """
import sys
{before}
from voicecoach.__main__ import main

if __name__ == "__main__":
    main()
"""
NO_SEMAPHORES = """
import _multiprocessing

class SemLock:
    def __init__(self, *_, **__):
        raise PermissionError(13, "Permission denied")

_multiprocessing.SemLock = SemLock
"""
NO_PROCESSES = """
from voicecoach.export.orders import workers

def refused(self):
    raise BlockingIOError(11, "Resource temporarily unavailable")

workers.SpawnProcess.start = refused
"""


def started(folder: Path, before: str, text: str) -> subprocess.Popen[str]:
    (folder / "program.py").write_text(RENDER.format(before=before))
    for name in ("a", "b"):
        (folder / f"{name}.yaml").write_text(text)
    command = [sys.executable, "program.py", "render", "a.yaml", "b.yaml", "-o", "out", "--format", "mp3"]
    return subprocess.Popen(
        [*command, "--voice", "silent", "--lufs", "-16"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )  # fmt: skip


@pytest.mark.slow
@posix
def test_a_system_without_semaphores_renders_all_the_same(tmp_path: Path) -> None:
    """/dev/shm is missing or read-only."""
    child = started(tmp_path, NO_SEMAPHORES, ROUTINE)
    _, told = child.communicate(timeout=60)
    assert (child.returncode, told) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"a.mp3", "b.mp3"}


@pytest.mark.slow
def test_a_system_that_starts_no_process_renders_one_after_the_other_and_says_so(tmp_path: Path) -> None:
    child = started(tmp_path, NO_PROCESSES, ROUTINE)
    _, told = child.communicate(timeout=60)
    assert child.returncode == 0
    assert told == (
        "voicecoach: one routine after the other, as no further process can be started:"
        " Resource temporarily unavailable\n"
    )
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"a.mp3", "b.mp3"}


def ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="/proc is a part of Linux")
def test_processes_end_with_a_parent_that_is_killed_and_take_their_half_files_back(tmp_path: Path) -> None:
    child = started(tmp_path, "", ROUTINE.replace("reps: 2, hold: 3 s", "time: 5 h"))
    pause = threading.Event()
    while len(list(tmp_path.rglob("*.part"))) < 2:
        assert child.poll() is None, child.communicate()
        pause.wait(0.02)
    processes = [int(pid) for pid in Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split()]
    assert len(processes) >= 2
    for process in processes:  # so that none is done first
        os.kill(process, signal.SIGSTOP)
    child.kill()
    child.wait()
    for process in processes:
        os.kill(process, signal.SIGCONT)
    for _ in range(1500):
        if all(map(ended, processes)):
            break
        pause.wait(0.02)
    left = list(tmp_path.rglob("*.*3")) + list(tmp_path.rglob("*.part"))
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    child.communicate()
    assert not left
    assert all(map(ended, processes))
