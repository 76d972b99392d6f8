"""A signal ends every command quietly, with its own code, however early or late it comes."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.cli.run import environment

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")

CODES = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}

AT_IMPORT = """
import os, signal, sys

name, number, *sys.argv[1:] = sys.argv[1:]
signal.signal(signal.SIGINT, signal.default_int_handler)  # not as a job in the background has it
signal.signal(signal.SIGHUP, signal.SIG_DFL)

class Finder:
    def find_spec(self, module, *_):
        if module == name:
            os.kill(os.getpid(), getattr(signal, number))

sys.meta_path.insert(0, Finder())
from voicecoach.__main__ import main
main()
"""


def program(code: str, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=home, env=environment(home),
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("number", CODES)
@pytest.mark.parametrize(
    "module", ["voicecoach.cli", "click", "voicecoach.cli.preview", "voicecoach.compiled", "pydantic"]
)
def test_a_signal_while_a_module_is_imported(module: str, number: str, tmp_path: Path) -> None:
    done = program(AT_IMPORT, module, number, "preview", "gentle-daily", "--estimate", home=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (CODES[number], "", "")


def test_the_signals_are_ours_before_anything_heavy_is_imported() -> None:
    code = "import sys, signal; before = set(sys.modules); import voicecoach.__main__; print({*sys.modules} - before)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert {name.strip("{' }\n") for name in done.stdout.split(",")} == {
        "__future__",
        "voicecoach",
        "voicecoach.__main__",
        "voicecoach.signals",
    }


COMMAND = """
import os, signal, sys, threading
import click, ctypes
from voicecoach import cli
from voicecoach.cli import schema
from voicecoach.__main__ import main
from voicecoach.signals import SIGNALS

signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, {hangup})
where, number = sys.argv[1], getattr(signal, sys.argv[2])
sys.argv[1:] = ["schema"]

@click.command
def command():
    try:
        {body}
        threading.Event().wait(100)
        print("went on")
    finally:
        for _ in range({{"once": 0, "twice": 1, "three times": 2}}[where]):
            os.kill(os.getpid(), number)
        print("taken back", flush=True)

def callback(*_):
    if not called:
        called.append(1)
        os.kill(os.getpid(), number)
    return 0

called = []
schema.schema = command
main()
"""

SENT = "os.kill(os.getpid(), number)"
IN_A_CALLBACK = """
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
        array = (ctypes.c_int * 2)(2, 1)
        ctypes.CDLL(None).qsort(array, 2, ctypes.sizeof(ctypes.c_int), kind(callback))
"""
IN_PYDANTIC = """
        from pydantic import BaseModel, Discriminator, Tag, TypeAdapter
        from typing import Annotated

        class One(BaseModel):
            pass
        choice = Annotated[Annotated[One, Tag("1")] | Annotated[int, Tag("")], Discriminator(lambda _: callback() or "1")]
        one = TypeAdapter(choice)
        one.dump_python(One(), warnings=False)
"""


def command(
    body: str, where: str, number: str, home: Path, hangup: str = "signal.SIG_DFL"
) -> tuple[int, str, str]:
    done = program(COMMAND.format(body=body.strip(), hangup=hangup), where, number, home=home)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("number", CODES)
def test_what_was_begun_is_taken_back(number: str, tmp_path: Path) -> None:
    assert command(SENT, "once", number, tmp_path) == (CODES[number], "taken back\n", "")


def test_a_third_ctrl_c_ends_at_once_and_restores_the_terminal(tmp_path: Path) -> None:
    body = f'SIGNALS.restoring(lambda: print("restored", flush=True)).__enter__(); {SENT}'
    assert command(body, "three times", "SIGINT", tmp_path) == (130, "restored\n", "")


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_second_signal_does_not_hinder_the_undoing(number: str, tmp_path: Path) -> None:
    assert command(SENT, "twice", number, tmp_path) == (CODES[number], "taken back\n", "")


@pytest.mark.parametrize("number", CODES)
def test_one_that_comes_in_the_callback_of_a_library_is_not_lost(number: str, tmp_path: Path) -> None:
    assert command(IN_A_CALLBACK, "once", number, tmp_path) == (CODES[number], "taken back\n", "")


@pytest.mark.parametrize("number", CODES)
def test_one_that_a_library_takes_for_a_mistake_is_not_lost(number: str, tmp_path: Path) -> None:
    assert command(IN_PYDANTIC, "once", number, tmp_path) == (CODES[number], "taken back\n", "")


def test_what_is_ignored_from_the_start_stays_ignored(tmp_path: Path) -> None:
    body = SENT + "; return"
    assert command(body, "once", "SIGHUP", tmp_path, "signal.SIG_IGN") == (0, "taken back\n", "")


AT_THE_END = """
import atexit, os, signal, sys
from voicecoach.__main__ import main

signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
number = getattr(signal, sys.argv.pop())
atexit.register(lambda: os.kill(os.getpid(), number))
main()
"""


@pytest.mark.parametrize("number", CODES)
def test_a_signal_while_python_ends(number: str, tmp_path: Path) -> None:
    done = program(AT_THE_END, "--version", number, home=tmp_path)
    assert (done.returncode, done.stderr) == (CODES[number], "")
    assert "voicecoach" in done.stdout


AT_WORK = """
import atexit, threading
from voicecoach.__main__ import main

class Last:
    def __del__(self):
        print("Python itself ends", flush=True)

last = Last()
atexit.register(print, "atexit")
threading.Thread(target=threading.Event().wait, daemon={daemon}, args=({waits},)).start()
main()
"""


@pytest.mark.parametrize(
    ("daemon", "waits", "more"), [(True, None, []), (False, 0.1, ["Python itself ends"])]
)
def test_a_thread_that_still_runs_is_not_ended_in_its_midst(
    daemon: bool, waits: float | None, more: list[str], tmp_path: Path
) -> None:
    """Python's own end would do so, and C++ or Rust below the thread may abort the process."""
    done = program(AT_WORK.format(daemon=daemon, waits=waits), "--version", home=tmp_path)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [f"voicecoach, version {version('voicecoach')}", "atexit", *more]
