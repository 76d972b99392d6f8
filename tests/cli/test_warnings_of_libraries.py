"""What Python's `warnings` say is for developers: a user's terminal has it if it was asked for."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

WARNS = """
import sys, warnings
from voicecoach import __main__, cli
cli.main = lambda: warnings.warn("of a library")
__main__.main()
"""
WARNS_IN_A_WORKER = """
import multiprocessing, warnings
from voicecoach import __main__, cli

def start():
    worker = multiprocessing.get_context("spawn").Process(target=warnings.warn, args=("of a library",))
    worker.start()
    worker.join()

cli.main = start
if __name__ == "__main__":
    __main__.main()
"""


def said(program: str, *options: str, **more: str) -> str:
    asked = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONWARNINGS", "PYTHONDEVMODE")
    }
    done = subprocess.run(
        [sys.executable, *options, "-c", program],
        env={**asked, **more},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.parametrize("program", [WARNS, pytest.param(WARNS_IN_A_WORKER, marks=pytest.mark.slow)])
def test_nobody_else_reads_them(program: str) -> None:
    assert said(program) == ""


def test_those_who_ask_do() -> None:
    for found in (said(WARNS, "-W", "default"), said(WARNS, PYTHONWARNINGS="default")):
        assert "UserWarning: of a library" in found
