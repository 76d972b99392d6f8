"""`voicecoach new --practice`: the folder of a practice to start from."""

from __future__ import annotations

import datetime
from pathlib import Path

from voicecoach.cli.kept_files import keep_what_is_there
from voicecoach.cli.printable import say

_TITLE = "My practice"


def make_practice(folder: Path, title: str | None, *, force: bool) -> None:
    """Writes its files. Raises ExportError if one exists and must not be replaced; RoutineError for the title."""
    from voicecoach.export.orders.atomic import write_text
    from voicecoach.publish.folder.new_practice import new_practice_files

    today = datetime.date.today()
    monday = today + datetime.timedelta(days=7 - today.weekday())
    texts = new_practice_files(title or _TITLE, monday.isoformat())
    for name, text in texts.items() if not force else ():
        keep_what_is_there(folder / name, text)
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_text(folder / name, text)
        say(folder / name)
