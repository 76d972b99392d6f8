"""The libraries of the extra `practice`, asked for once before anything is made."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from voicecoach.errors import ExportError

NEEDED = ("fpdf", "icalendar", "segno")


def require_libraries(folder: Path) -> None:
    """Raises ExportError, for the practice in `folder`, if one of them is not installed."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise ExportError(
            f"to publish needs more libraries ({', '.join(missing)}): pip install 'voicecoach[practice]'",
            path=folder,
        )
