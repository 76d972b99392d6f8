"""`--shared-cache`: where the commands that make files fetch spoken phrases, and put new ones.

A live session has no such option: nothing there waits for a network.
"""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from voicecoach.cli.logs import say_warnings_of
from voicecoach.cli.options import ChosenOption
from voicecoach.speech.cache.place_address import VARIABLE, scheme_of, shown_address, why_no_place

NONE = "none"


def shared_cache_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Sets it for this command, those below it, and every process that it starts."""

    @functools.wraps(command)
    def with_the_place(*args: Any, shared_cache: str | None, **options: Any) -> Any:
        click.get_current_context().with_resource(_used(shared_cache))
        return command(*args, **options)

    return click.option(
        "--shared-cache",
        cls=ChosenOption,
        setting="shared-cache",
        envvar=VARIABLE,
        metavar="PLACE|none",
        callback=_checked,
        help="Fetch spoken phrases from here, and put new ones there: a folder or s3://bucket/folder.",
    )(with_the_place)


def shared_place_in_use() -> str:
    """The address of the place that the command uses; empty if there is none."""
    return os.environ.get(VARIABLE, "")


@contextlib.contextmanager
def _used(address: str | None) -> Iterator[None]:
    """Reads the place from the environment. A place that fails costs only time, so it is reported and stops nothing."""
    before = os.environ.pop(VARIABLE, None)
    done = say_warnings_of("voicecoach.speech.cache.shared_place") if address else lambda: None
    try:
        if address:
            os.environ[VARIABLE] = address
        yield
    finally:
        done()
        os.environ.pop(VARIABLE, None)
        if before is not None:
            os.environ[VARIABLE] = before


def _checked(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The address, with an absolute path."""
    if not value or value == NONE or context.resilient_parsing:
        return None
    address = value if scheme_of(value) or "\0" in value else str(Path(value).absolute())
    if why := why_no_place(address):
        raise click.BadParameter(f"{shown_address(value)[:60]} is not a place for phrases: {why}.")
    from voicecoach.speech.cache.place_backends import why_not_reached

    if why := why_not_reached(address):
        raise click.ClickException(f"{shown_address(address)}: {why}")
    return address
