"""The options of `diary add` and `diary edit`: when a session was, and how it felt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from voicecoach.cli.days import Day, TimeOfDay
from voicecoach.cli.numbers import Number, Whole

NONE = "none"
"""What takes a value back."""
MOST_MINUTES = 24 * 60

ClickCommand = TypeVar("ClickCommand", bound=Callable[..., Any])


class Scale(Whole):
    """From 0 to 10, or NONE."""

    name = "0-10"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return NONE if value == NONE else super().convert(value, param, ctx)


def felt_options(command: ClickCommand) -> ClickCommand:
    """What a person may add to a session."""
    for option in reversed(
        [
            click.option("--on", "day", type=Day(), metavar="DAY", help="The day: 2026-01-31, today, yesterday."),
            click.option("--at", "time", type=TimeOfDay(), metavar="TIME", help="When it began, as 7:30."),
            click.option("--minutes", type=Number(0, MOST_MINUTES), metavar="N", help="How long it lasted."),
            click.option("--pain-before", type=Scale(0, 10), metavar="0-10", help="Pain before it; none takes it back."),
            click.option("--pain-after", type=Scale(0, 10), metavar="0-10", help="Pain after it."),
            click.option("--effort", type=Scale(0, 10), metavar="0-10", help="How hard it was."),
            click.option("--note", metavar="TEXT", help="In your own words."),
        ]
    ):  # fmt: skip
        command = option(command)
    return command
