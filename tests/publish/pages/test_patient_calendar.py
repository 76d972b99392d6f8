"""The calendar of a patient, read back by icalendar."""

from __future__ import annotations

import datetime
from dataclasses import replace

from tests.needs import needs_module
from tests.publish.pages import samples
from voicecoach.practice.plan.rhythm import Rhythm
from voicecoach.publish.practice import Patient

pytestmark = needs_module("icalendar")


def events(one: Patient, day: int = 0, url: str = samples.URL) -> list[dict[str, object]]:
    from icalendar import Calendar

    read = Calendar.from_ical(samples.of_patient(one, day, url)["calendar.ics"])
    return [
        {
            "uid": str(event["UID"]),
            "start": event.decoded("DTSTART"),
            "says": str(event.get("DESCRIPTION", "")),
        }
        for event in read.walk("VEVENT")
    ]


def test_each_time_is_an_event_on_its_day_and_not_on_a_day_off():
    times = (datetime.time(7, 30), datetime.time(19))
    one = samples.patient(samples.planned("morning", 0, 9, at=times), not_on=(6, samples.after(1)))
    found = events(one)
    days = sorted({event["start"].date() for event in found})  # type: ignore[attr-defined]
    off = {samples.after(1), samples.after(6)}
    assert days == [samples.after(day) for day in range(10) if samples.after(day) not in off]
    assert len(found) == 2 * len(days)
    assert found[0]["start"] == datetime.datetime(2026, 11, 2, 7, 30)
    assert found[0]["says"] == f"{samples.URL}/morning.html"


def test_days_of_a_week_are_spread_and_without_a_time_last_all_day():
    found = events(samples.patient(samples.planned("evening", 0, 13, Rhythm(3, 3, "week", apart=True))))
    assert len(found) == 6
    assert all(type(event["start"]) is datetime.date for event in found)


def test_names_of_events_stay_when_the_site_moves():
    one = samples.patient(samples.planned("morning", 0, 6))
    moved = events(one, url=f"https://other.example/{samples.TOKEN}")
    assert [event["uid"] for event in moved] == [event["uid"] for event in events(one, day=3)]
    assert len({str(event["uid"]) for event in moved}) == 12


def test_without_an_address_no_event_has_one():
    assert {event["says"] for event in events(samples.patient(), url="")} == {""}


def test_days_that_are_all_off_make_no_event():
    one = replace(samples.patient(), not_on=tuple(range(7)))
    assert events(one) == []
