"""A render that is ended by a signal takes back what it began."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import mutagen
import pytest

from tests.export.test_render import ROUTINE
from tests.needs import slow_but


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "short.yaml").write_text(ROUTINE)
    return tmp_path


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("number", slow_but(["SIGTERM", "SIGINT", "SIGHUP"], "SIGINT"))
@pytest.mark.parametrize("several", slow_but([False, True], True))
def test_a_signal_leaves_no_half_file_and_no_folder(folder: Path, number: str, several: bool) -> None:
    child = signalled(folder, number, several, signal.SIG_DFL)
    _, errors = child.communicate(timeout=20)
    assert child.returncode == {"SIGTERM": 143, "SIGINT": 130, "SIGHUP": 129}[number], errors
    assert not list(folder.rglob("*.part"))
    assert not list(folder.rglob("*.mp3"))
    assert not (folder / "out").exists()
    assert b"Traceback" not in errors


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_under_nohup_a_closed_terminal_is_nothing(folder: Path) -> None:
    child = signalled(folder, "SIGHUP", False, signal.SIG_IGN)
    assert child.communicate(timeout=60)[1] == b""
    assert child.returncode == 0
    assert mutagen.File(folder / "long.mp3").info.length > 3 * 3600


def signalled(folder: Path, number: str, several: bool, hangup: signal.Handlers) -> subprocess.Popen[bytes]:
    """A render that got this signal in the midst of its first file; `hangup` is what it does at first about SIGHUP."""
    long = ROUTINE.replace("reps: 2, hold: 3 s", "time: 3 h")
    names = ["long.yaml", "longer.yaml"][: 1 + several]
    for name in names:
        (folder / name).write_text(long)
    target = ["-o", "out", "--format", "mp3"] if several else ["-o", "long.mp3"]
    command = [
        sys.executable,
        "-m",
        "voicecoach",
        "render",
        *names,
        *target,
        "--voice",
        "silent",
        "--lufs",
        "-16",
    ]
    child = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder, start_new_session=True,
        preexec_fn=lambda: (signal.signal(signal.SIGINT, signal.SIG_DFL), signal.signal(signal.SIGHUP, hangup)),
    )  # fmt: skip
    deadline = time.monotonic() + 30
    while not list(folder.rglob("*.part")) and time.monotonic() < deadline:
        assert child.poll() is None, child.communicate()
        time.sleep(0.05)
    if number == "SIGTERM":
        child.send_signal(signal.SIGTERM)
    else:  # a terminal sends to all that runs in it
        os.killpg(child.pid, getattr(signal, number))
    return child


TWICE = """
import os, signal, sys
from pathlib import Path
from voicecoach.cli import main

make, remove = Path.mkdir, Path.rmdir

def made(path, *mode, **more):
    make(path, *mode, **more)
    if path.name == "out":
        os.kill(os.getpid(), getattr(signal, sys.argv[1]))

def removed(path):
    os.kill(os.getpid(), getattr(signal, sys.argv[1]))
    remove(path)

Path.mkdir, Path.rmdir = made, removed
main(["render", "short.yaml", "short.yaml", "-o", "out", "--voice", "silent"])
"""


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize(("number", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_an_impatient_user_leaves_no_folder_either(folder: Path, number: str, code: int) -> None:
    """As soon as the folder is there, and once more while it is taken back."""
    command = [sys.executable, "-c", TWICE, number]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == code, done.stderr
    assert {path.name for path in folder.iterdir()} == {"short.yaml"}
