"""The earlier sessions, read once for all that is concluded from them."""

from __future__ import annotations

from pathlib import Path

from voicecoach.files import why_not_written
from voicecoach.logs import logger_for
from voicecoach.play.saved.record import Record, read_records

logger = logger_for(__name__)


def earlier_records(file: Path, *, without: str | None = None) -> tuple[Record, ...]:
    """The sessions in a file of records, except the one of that name.

    A file that cannot be read counts as empty, and is logged.
    """
    try:
        return tuple(record for record in read_records(file) if record.session != without)
    except OSError as exc:
        logger.warning("%s: what was done before is not known: %s", file, why_not_written(exc))
        return ()
