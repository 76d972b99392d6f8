"""Days and times of day on the command line."""

from __future__ import annotations

import datetime
import re
from typing import Any

import click

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}")


def this_day() -> datetime.date:
    """The date where this machine is."""
    return datetime.datetime.now().astimezone().date()


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A date as 2026-01-31; or today, yesterday."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        word = str(value).strip().lower()
        if word in ("today", "yesterday"):
            return this_day() - datetime.timedelta(days=word == "yesterday")
        try:
            if not _DAY.fullmatch(word):
                raise ValueError(word)
            return datetime.date.fromisoformat(word)
        except ValueError:
            raise click.BadParameter(
                f"“{value}” is not a day; write it as {this_day()}, today or yesterday", ctx, param
            ) from None


class TimeOfDay(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A time as 7:30."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.time:
        if isinstance(value, datetime.time):
            return value
        try:
            if not _TIME.fullmatch(str(value)):
                raise ValueError(value)
            hour, minute = map(int, str(value).split(":"))
            return datetime.time(hour, minute)
        except ValueError:
            raise click.BadParameter(
                f"“{value}” is not a time of day; write it as 7:30 or 19:05", ctx, param
            ) from None


def moment_of(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """That moment where this machine is."""
    return datetime.datetime.combine(day, time).astimezone()
