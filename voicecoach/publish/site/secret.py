"""The secret of a practice, from which its patients' addresses are made: they stay the same, and reveal nothing.

It is in the folder of the practice. Anyone who has it and knows a code can compute the address of that patient's page.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from pathlib import Path

from voicecoach.errors import StateError
from voicecoach.files import read_bounded, why_not_written, write_atomically

KEPT = ".voicecoach"
"""The folder for what voicecoach keeps, in that of the practice."""

_SIZE = 32
"""Bytes."""
_TOKEN_SIZE = 20
"""Bytes: 160 bits, which are 32 letters and digits."""


class Secret:
    """What addresses are made with."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, code: str) -> str:
        """What the folder of a patient is called: 32 small letters and digits that nobody can guess."""
        made = hmac.digest(self._key, b"patient\0" + code.encode(), hashlib.sha256)
        return base64.b32encode(made[:_TOKEN_SIZE]).decode("ascii").lower()

    @property
    def practice(self) -> str:
        """Identifies the practice to its site, and reveals nothing."""
        return hmac.digest(self._key, b"practice", hashlib.sha256)[:8].hex()


def kept_secret(practice: Path) -> Secret | None:
    """The secret of the practice with this folder; None if it has none yet. Raises StateError for one that is broken."""
    path = practice / KEPT / "secret"
    try:
        text = read_bounded(path, 3 * _SIZE).decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StateError(f"it cannot be read: {(error.strerror or str(error)).lower()}", path=path) from error
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != _SIZE:
        raise StateError(
            "it is broken, and the addresses of all patients come from it; put it back from a backup, or remove"
            " it and publish to a new folder, with new addresses", path=path,
        )  # fmt: skip
    return Secret(key)


def open_secret(practice: Path) -> Secret:
    """The secret, made if there is none yet. Raises StateError."""
    found = kept_secret(practice)
    if found is not None:
        return found
    path = practice / KEPT / "secret"
    key = os.urandom(_SIZE)
    try:
        write_atomically(path, key.hex().encode() + b"\n")
    except OSError as error:
        raise StateError(f"it cannot be written: {why_not_written(error)}", path=path) from error
    return Secret(key)


def unkept_secret() -> Secret:
    """A secret that is not kept, for a look at what would be made."""
    return Secret(os.urandom(_SIZE))
