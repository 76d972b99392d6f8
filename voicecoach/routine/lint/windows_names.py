"""File names that Windows cannot hold: a routine sent to somebody there would not arrive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from voicecoach.files import DEVICE_NAMES
from voicecoach.routine.finding import Finding, Severity

_REFUSED = re.compile(r'[<>:"\\|?*\x00-\x1f]')


def windows_findings(files: Iterable[Path]) -> Iterator[Finding]:
    """A warning for each file whose name Windows cannot hold."""
    for path in dict.fromkeys(files):
        if why := _why_refused(path.name):
            message = f"Windows cannot hold a file of this name: {why}; choose another"
            yield Finding(Severity.WARNING, message, path)


def _why_refused(name: str) -> str:
    if found := _REFUSED.search(name):
        return f"it has “{found[0]}” in it" if found[0].isprintable() else "it has a hidden character in it"
    if name.endswith((" ", ".")):
        return "it ends with a space or a dot"
    stem = name.partition(".")[0].rstrip()
    return f"“{stem}” is the name of a device there" if stem.lower() in DEVICE_NAMES else ""
