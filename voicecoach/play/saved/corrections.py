"""A person's corrections to sessions in the diary, for the coach, which does not open it: a small file beside the record.

    {"format": 1, "deleted": ["20260102T070000-4711"], "felt": {"20260103T070000-4712": {"effort": 4}}}

The diary writes it again after each change; a missing or broken one counts as empty.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from voicecoach.files import read_bounded
from voicecoach.logs import logger_for

if TYPE_CHECKING:
    from voicecoach.play.saved.record import Record

logger = logger_for(__name__)

FORMAT = 1
LARGEST = 16 * 2**20
FELT = ("pain_before", "pain_after", "effort")


class Corrections(NamedTuple):
    """By the names of sessions."""

    deleted: frozenset[str] = frozenset()
    felt: dict[str, dict[str, int | None]] = {}  # noqa: RUF012 - never changed

    def applied(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records with the person's corrections; deleted ones are left out."""
        for record in records:
            if record.session not in self.deleted:
                own = self.felt.get(record.session)
                yield replace(record, **own) if own else record  # type: ignore[arg-type]

    def as_json(self) -> str:
        """What the file holds."""
        made = {"format": FORMAT, "deleted": sorted(self.deleted), "felt": self.felt}
        return json.dumps(made, sort_keys=True) + "\n"


def corrections_file(record: Path) -> Path:
    """Where they are, for that file of records."""
    return record.with_name("corrections.json")


def read_corrections(path: Path) -> Corrections:
    """What the file says. Never raises: what is wrong is logged."""
    try:
        data = json.loads(read_bounded(path, LARGEST))
        if data["format"] != FORMAT:
            raise ValueError("it has another format")
        felt = {str(name): _felt(own) for name, own in data["felt"].items()}
        return Corrections(frozenset(map(str, data["deleted"])), felt)
    except FileNotFoundError:
        return Corrections()
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        logger.warning("%s: what was corrected is not known: %s", path, error)
        return Corrections()


def _felt(own: dict[str, Any]) -> dict[str, int | None]:
    for name, value in own.items():
        if name not in FELT or not (value is None or (type(value) is int and 0 <= value <= 10)):
            raise ValueError(f"{name[:40]!r} is not what somebody felt")
    return own
