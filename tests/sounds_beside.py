"""Sound files that tests put beside routines."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

RATE = 8000


def tone(seconds: float, hertz: float = 440) -> bytes:
    """A WAV file with a tone."""
    time = np.arange(round(seconds * RATE)) / RATE
    data = np.rint(12000 * np.cos(2 * np.pi * hertz * time)).astype("<i2").tobytes()
    form = struct.pack("<HHIIHH", 1, 1, RATE, RATE * 2, 2, 16)
    chunks = b"fmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks


def put(path: Path, data: bytes | str) -> Path:
    """The file at `path`, written with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def routine(path: Path, *sounds: str) -> Path:
    """A routine file that says a word and sounds these."""
    steps = "".join(f"  - sound: {sound}\n" for sound in sounds)
    return put(path, f"title: Sounds\nsteps:\n{steps}  - say: End.\n")
