"""Protects what somebody wrote: a command that writes text replaces no other file, unless it is asked to."""

from __future__ import annotations

from pathlib import Path

from voicecoach.errors import ExportError


def keep_what_is_there(target: Path, text: str) -> None:
    """Raises ExportError if something else than `text` is in the file, so that nobody's own work is lost."""
    wanted = text.encode()
    try:
        size = target.stat().st_size if target.is_file() else 0
        # Not read if its size differs: it may be anything, of any size.
        differs = size > 0 and (size != len(wanted) or target.read_bytes() != wanted)
    except (OSError, ValueError):
        return  # writing reports what is wrong
    if differs:
        raise ExportError(
            "that file is there already; choose another name with -o, or replace it with --force", path=target
        )
