"""Parts of the system that a test needs: skipped with the reason where one is missing, failed where CI=true."""

from __future__ import annotations

import os
import shutil

import pytest


def need(*programs: str) -> None:
    """Skip this test unless all these programs are here; in CI they must be."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        _leave_out(f"needs {', '.join(missing)}")


def need_module(name: str) -> None:
    """The same for a package of Python."""
    try:
        __import__(name)
    except ImportError:
        _leave_out(f"needs the package {name}")


def _leave_out(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and in CI it must be there")
    pytest.skip(reason)
