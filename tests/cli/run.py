"""Runs the real program, in a home of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.forked import Done, voicecoach

GENTLE = ("gentle-daily", "--estimate")


def environment(home: Path, **more: str) -> dict[str, str]:
    """This process's environment with the user's folders below `home`."""
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "CACHE", "CONFIG", "STATE")}
    return {**os.environ, "HOME": str(home), **folders, **more}


def run(home: Path, *arguments: str, cwd: Path | None = None, **more: str) -> Done:
    """`python -m voicecoach` with these arguments; what it prints is read as UTF-8."""
    return voicecoach(arguments, cwd=cwd or home, environment=environment(home, **more))


def user_scripts(home: Path) -> Path:
    """The folder of the user's own routines in that home, made."""
    import platformdirs

    if sys.platform.startswith("linux"):
        folder = home / "data" / "voicecoach" / "scripts"
    else:
        folder = Path(platformdirs.user_data_path("voicecoach", appauthor=False)) / "scripts"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
