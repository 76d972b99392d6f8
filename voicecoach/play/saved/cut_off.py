"""Sessions that were cut off, by a flat battery or a kill: what was done in them, and what hurt, comes into the record later.

The place of such a session says that it has not ended, and no process has its lock. It stays, so that `resume` can go on with it.
"""

from __future__ import annotations

import datetime
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import VoicecoachError
from voicecoach.files import read_bounded
from voicecoach.logs import logger_for

if TYPE_CHECKING:
    from voicecoach.play.saved.record import Record

logger = logger_for(__name__)

_RUNS = b'"ended": ""'
"""What the place of a session has in it until the session is in the record: no text of it can hold unescaped quotes."""
LARGEST = 16 * 2**20
"""Bytes of the largest file that is looked at."""


def note_cut_off(places: Path, file: Path) -> None:
    """Add to the file of records each session with a place in the folder `places` that was cut off. What fails is logged."""
    try:
        found = sorted(places.iterdir())
    except OSError as error:  # mostly as nothing was played yet
        logger.debug("%s: no session was cut off: %s", places, error)
        return
    for path in found:
        try:
            if path.suffix == ".json" and _RUNS in read_bounded(path, LARGEST):
                _note(path, file)
        except (OSError, ValueError, OverflowError, VoicecoachError) as error:
            logger.warning("%s: a session that was cut off is not in the record: %s", path, error)


def _note(path: Path, file: Path) -> None:
    # Here, as almost always there is none, and the models take long to load.
    from voicecoach.play.saved.place import PlaceKeeper, load_place
    from voicecoach.play.saved.record import append_record, read_records

    keeper = PlaceKeeper(path.stem, path.parent)
    if not keeper.take():
        return  # it runs
    try:
        place = load_place(path)
        if place.record.ended:
            return
        left_at = path.stat().st_mtime_ns
        moment = datetime.datetime.fromtimestamp(left_at / 1e9, datetime.UTC)
        record = replace(place.record, ended=moment.isoformat(timespec="seconds"))
        known = {one.session: one for one in read_records(file)}.get(record.session)
        if known is None or not _has_all(known, record):
            append_record(record, file)
            known = record
        if known.finished:
            keeper.forget()
        else:
            keeper.save(replace(place, record=record))
            os.utime(path, ns=(left_at, left_at))  # `resume` takes the one that was left last
    finally:
        keeper.leave()


def _has_all(known: Record, record: Record) -> bool:
    """Whether the line that is known was written after the place of the same session."""
    then, now = (
        (one.seconds, len(one.done), len(one.hurt), len(one.skipped), one.pain_before is not None)
        for one in (known, record)
    )
    return all(before >= after for before, after in zip(then, now, strict=True))
