"""Folders of voices for tests: rows that no catalogue has, and their files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from voicecoach.speech.downloads.catalogue import VOICE_FILE, CatalogueFile, CatalogueVoice, row_as_text

HOST = "http://127.0.0.1:9"
"""Nobody answers there."""


def a_row(
    files: dict[str, bytes],
    voice: str = "hibari:anna",
    *,
    language: str = "en-gb",
    commercial_use: bool | None = True,
    host: str = HOST,
) -> CatalogueVoice:
    """A voice that is made of these files, by name, which a server at `host` would have."""
    return CatalogueVoice(
        voice=voice,
        name="Anna, British English",
        language=language,
        licence="CC-BY-4.0",
        commercial_use=commercial_use,
        made_by="Anna Example",
        about="https://example.org/",
        files=tuple(
            CatalogueFile(name, len(data), hashlib.sha256(data).hexdigest(), f"{host}/{name}")
            for name, data in files.items()
        ),
    )


def put_voice(root: Path, row: CatalogueVoice, files: dict[str, bytes]) -> Path:
    """The folder of the voice as it is once it was got; row and files need not match."""
    folder = root / row.backend / row.id
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / VOICE_FILE).write_bytes(row_as_text(row))
    return folder
