"""Runs the real program, in a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

GENTLE = ("gentle-daily", "--estimate")


def environment(home: Path, **more: str) -> dict[str, str]:
    """This process's environment with the user's folders below `home`."""
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "CACHE", "CONFIG", "STATE")}
    return {**os.environ, "HOME": str(home), **folders, **more}


def run(
    home: Path, *arguments: str, cwd: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """`python -m voicecoach` with these arguments; what it prints is read as UTF-8."""
    return subprocess.run(
        [sys.executable, "-m", "voicecoach", *arguments],
        cwd=cwd or home,
        env=environment(home, **more),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


def user_scripts(home: Path) -> Path:
    """The folder of the user's own routines in that home, made."""
    import platformdirs

    if sys.platform.startswith("linux"):
        folder = home / "data" / "voicecoach" / "scripts"
    else:
        folder = Path(platformdirs.user_data_path("voicecoach", appauthor=False)) / "scripts"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
