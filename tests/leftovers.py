"""What a process leaves that was killed while it wrote a file."""

from __future__ import annotations

from pathlib import Path

from voicecoach.half_file import half_file


def leave_half_file(folder: Path, name: str = "dead") -> Path:
    """A half file of a writer on this machine that is gone; `name` makes it another one."""
    with half_file(folder, 0o600) as half:
        prefix, _, suffix = half.path.name.rpartition("-")
    path = folder / f"{prefix}-{name}{Path(suffix).suffix}"
    path.write_bytes(b"half")
    return path
