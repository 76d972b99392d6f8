"""The files of a patient beside those of the sessions: the page of all of them, the feed, the calendar, the cover."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache

from voicecoach.export.captions import plain
from voicecoach.export.page.colours import LIGHT, readable_on
from voicecoach.export.page.cover import cover_png
from voicecoach.publish.job import MadeFile
from voicecoach.publish.pages import file_names
from voicecoach.publish.pages.feed import feed_xml
from voicecoach.publish.pages.home_page import home_page
from voicecoach.publish.pages.patient_calendar import patient_calendar
from voicecoach.publish.pages.published import Published
from voicecoach.publish.pages.weeks import settled_day, shown_sessions
from voicecoach.publish.practice import Patient, Practice

COVER_SIDE = 1400
"""Pixels: the least that directories of podcasts ask for."""


def patient_files(
    practice: Practice, patient: Patient, published: Sequence[Published], url: str, today: datetime.date
) -> tuple[MadeFile, ...]:
    """All of them; no feed and no cover without `url`, the address of the patient's folder.

    They change with `today` only on the days that `settled_day` gives. Raises ExportError if a library is missing.
    """
    url, brand = url.rstrip("/"), practice.brand
    day = max(settled_day(patient, today), datetime.date(1970, 1, 1))
    sessions = shown_sessions(patient, published)
    home = home_page(brand, patient, sessions, url, day)
    made = [
        MadeFile(file_names.HOME, home.encode("utf-8")),
        MadeFile(file_names.CALENDAR, patient_calendar(brand, patient, sessions, url, day)),
    ]
    if url:
        made.append(MadeFile(file_names.FEED, feed_xml(brand, patient, sessions, url, day)))
        made.append(MadeFile(file_names.COVER, _cover(plain(brand.name), readable_on(LIGHT, brand.colour))))
    return tuple(made)


@lru_cache(maxsize=4)
def _cover(name: str, colour: str) -> bytes:
    """The same for all patients of a practice: drawn once."""
    return cover_png(name, side=COVER_SIDE, colour=colour)
