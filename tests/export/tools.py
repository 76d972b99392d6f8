"""Programs that read our files back. A machine without one skips, saying so; CI may not."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def program(name: str) -> str:
    """The path of a program; skips the test where it is missing, fails it in CI."""
    found = shutil.which(name)
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI must have the program {name}")
    pytest.skip(f"the program {name} is not installed")


def run(name: str, *arguments: str | Path, feed: bytes | None = None) -> str:
    """What the program prints; it must end well."""
    done = subprocess.run(
        [program(name), *map(str, arguments)], input=feed, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode()
