"""When a patient does what, as a calendar file with reminders."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence

from voicecoach.export.captions import plain
from voicecoach.phrases import phrases_of
from voicecoach.practice.plan.calendar import WEEKS_AHEAD, Appointment, appointments_file
from voicecoach.practice.plan.programme import times_a_day
from voicecoach.practice.plan.weeks import WEEK, planned_days
from voicecoach.publish.pages import file_names
from voicecoach.publish.pages.weeks import Shown, is_off
from voicecoach.publish.practice import Brand, Patient

Day = datetime.date


def patient_calendar(
    brand: Brand, patient: Patient, sessions: Sequence[Shown], url: str, today: Day
) -> bytes:
    """The file. Sessions without an end are in it for some months from `today`. Raises ExportError if the library is missing."""
    phrases = phrases_of(patient.language).written
    title = phrases.say("feed-title", practice=plain(brand.name))
    made = max((one.published.first_published for one in sessions), default=today)
    stamp = datetime.datetime(made.year, made.month, made.day, tzinfo=datetime.UTC)
    times = (one for shown in sessions for one in _appointments(patient, shown, url, today))
    return appointments_file(title, sorted(times, key=_order), stamp)


def _order(one: Appointment) -> tuple[Day, datetime.time, str]:
    return one.day, one.time or datetime.time.min, one.uid


def _appointments(patient: Patient, shown: Shown, url: str, today: Day) -> Iterator[Appointment]:
    planned, session = shown.planned, shown.published.session
    folder = (
        url.rpartition("/")[2] or patient.code
    )  # stays the same if the site moves, so that no calendar gets it twice
    page = f"{url}/{file_names.page_name(planned.stem)}" if url else ""
    length = datetime.timedelta(seconds=max(60, round(session.length_s)))
    for day in _days(patient, shown, today):
        for number in range(times_a_day(planned.often)):
            time = planned.at[number] if number < len(planned.at) else None
            own = f"{folder}\n{planned.stem}\n{day}\n{number}"
            uid = f"{hashlib.sha256(own.encode()).hexdigest()[:32]}@voicecoach"
            yield Appointment(uid, plain(session.title), page, day, time, length)


def _days(patient: Patient, shown: Shown, today: Day) -> Iterator[Day]:
    planned = shown.planned
    first = planned.first_day
    last = planned.last_day or max(today, first) + datetime.timedelta(weeks=WEEKS_AHEAD)
    for week in range(1, (last - first).days // WEEK + 2):
        for day in planned_days(planned.often, week, first, lambda one: is_off(patient, one)):
            if day <= last:
                yield day
