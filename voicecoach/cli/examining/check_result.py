"""What `doctor` found out about one thing."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum


class CheckState(StrEnum):
    """The state of one thing."""

    OK = "ok"
    MISSING = "missing"
    BROKEN = "broken"
    EXTRA = "extra"
    """Not installed, and only needed by people who want it."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One line of the report."""

    area: str
    """system, voices, outputs, microphones, media keys, wake lock, pedals, files, extras or folders."""
    name: str
    state: CheckState
    detail: str
    fix: str = ""
    """The command that fixes it; empty if there is nothing to fix."""


def install_command(*packages: str, again: bool = True) -> str:
    """The command that installs Python packages, `again` if they are installed and broken."""
    import shlex

    python = f'"{sys.executable}"' if sys.platform == "win32" else shlex.quote(sys.executable)
    return f"{python} -m pip install {'--force-reinstall ' if again else ''}{shlex.join(packages)}"


_PACKAGES = {
    "espeak": "espeakng-loader",
    "hibari": "hibari-tts",
    "pyttsx3": "pyttsx3",
    "miniaudio": "miniaudio",
}
"""The package that a backend or an output of ours needs."""


def package_command(name: str) -> str:
    """The command that installs what a backend or an output of ours needs; empty for a third party's."""
    return install_command(_PACKAGES[name]) if name in _PACKAGES else ""
