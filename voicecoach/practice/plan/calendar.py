"""A programme as a calendar file (iCalendar, RFC 5545): an event for every time that something is planned, with a reminder.

Each is a separate event, which every calendar can read and a person can move or delete by itself; and each keeps its name,
so that a calendar that imports the file again changes what it has instead of adding more.

Times without a `time_zone` float: half past seven is that wherever the person is, in summer and in winter. With one they are
written in UTC, each as that zone's clock has it on its day: readers differ in what they make of a zone's rules.
"""

from __future__ import annotations

import datetime
import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from voicecoach.errors import ExportError
from voicecoach.practice.plan.programme import times_a_day
from voicecoach.practice.plan.weeks import week_of

if TYPE_CHECKING:
    from pathlib import Path

    from icalendar import Event

    from voicecoach.practice.plan.due import Schedule, Scheduled

Day = datetime.date

USUAL_LENGTH = datetime.timedelta(minutes=15)
"""The length of a session whose length is not known."""
MORNING = datetime.timedelta(hours=8)
"""After midnight: when a calendar reminds of what has no time of day."""
WEEKS_AHEAD = 26
"""How many weeks of a programme without an end are in the file."""


class Planned(NamedTuple):
    """One time that something is planned."""

    scheduled: Scheduled
    day: Day
    number: int
    """Which time of that day, from 0."""

    @property
    def time(self) -> datetime.time | None:
        """When; None: at any time of the day."""
        at = self.scheduled.planned.at
        return at[self.number] if self.number < len(at) else None


def require_library(path: Path | str) -> None:
    """Raises ExportError, for the file `path`, if the library is not installed."""
    try:
        import icalendar  # noqa: F401
    except ImportError as error:
        raise ExportError(
            "a calendar needs one more library: pip install 'voicecoach[calendar]'", path=path
        ) from error


def planned_times(schedule: Schedule, today: Day) -> Iterator[Planned]:
    """Everything that is planned from `today` on, in order: to the end, or for WEEKS_AHEAD weeks."""
    week = max(1, week_of(today, schedule.start))
    last = schedule.programme.weeks or week + WEEKS_AHEAD - 1
    for one in range(week, last + 1):
        found = [
            Planned(scheduled, day, number)
            for index, scheduled in enumerate(schedule.routines)
            for day in schedule.planned(index, one)
            for number in range(times_a_day(scheduled.rhythm))
            if day >= today
        ]
        yield from sorted(found, key=lambda one: (one.day, one.time or datetime.time.min))


class Appointment(NamedTuple):
    """One event of a calendar file."""

    uid: str
    """Stays the same when the file is made again."""
    title: str
    says: str
    """The description; may be empty."""
    day: Day
    time: datetime.time | None
    """None: at any time of the day."""
    length: datetime.timedelta
    remind: datetime.timedelta = datetime.timedelta()
    """How long before its time the calendar reminds."""
    zone: str | None = None
    """The zone of its time, as Europe/Berlin; None: wherever the person is."""


def calendar_text(
    schedule: Schedule,
    titles: Mapping[str, str],
    lengths: Mapping[str, datetime.timedelta],
    now: datetime.datetime,
) -> bytes:
    """The file. `titles` and `lengths` are those of routines, by id; `now` has its zone."""
    programme = schedule.programme
    appointments = (
        Appointment(
            uid=_name(schedule, planned),
            title=titles[planned.scheduled.routine],
            says=f"voicecoach play {planned.scheduled.routine}{_option(planned)}\n{programme.title}",
            day=planned.day,
            time=planned.time,
            length=_length(planned, lengths),
            remind=datetime.timedelta(minutes=programme.remind),
            zone=programme.time_zone,
        )
        for planned in planned_times(schedule, now.date())
    )
    return appointments_file(programme.title, appointments, now)


def _option(planned: Planned) -> str:
    minutes = planned.scheduled.planned.minutes
    return "" if minutes is None else f" --minutes {minutes:g}"


def _length(planned: Planned, lengths: Mapping[str, datetime.timedelta]) -> datetime.timedelta:
    minutes = planned.scheduled.planned.minutes
    if minutes is None:
        return lengths.get(planned.scheduled.routine, USUAL_LENGTH)
    return datetime.timedelta(minutes=math.ceil(minutes))


def appointments_file(title: str, appointments: Iterable[Appointment], now: datetime.datetime) -> bytes:
    """A calendar file of that title; `now`, with its zone, is when it is made. Raises ExportError as `require_library`."""
    require_library(title)
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//voicecoach//programme//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for one in appointments:
        event = _event(one)
        event.add("dtstamp", now.astimezone(datetime.UTC))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(one: Appointment) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", one.uid)
    event.add("summary", one.title)
    if one.says:
        event.add("description", one.says)
    event.add("transp", "TRANSPARENT")  # the time stays free in the calendar
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", one.title)
    if one.time is None:
        event.add("dtstart", one.day)
        event.add("dtend", one.day + datetime.timedelta(days=1))
        reminder.add("trigger", MORNING)
    else:
        begin = datetime.datetime.combine(one.day, one.time)
        if one.zone is not None:
            from zoneinfo import ZoneInfo

            begin = begin.replace(tzinfo=ZoneInfo(one.zone)).astimezone(datetime.UTC)
        event.add("dtstart", begin)
        event.add("duration", one.length)
        reminder.add("trigger", -one.remind)
    event.add_component(reminder)
    return event


def _name(schedule: Schedule, planned: Planned) -> str:
    own = f"{schedule.programme.title}\n{planned.scheduled.routine}\n{planned.day}\n{planned.number}"
    return f"{hashlib.sha256(own.encode()).hexdigest()[:32]}@voicecoach"
