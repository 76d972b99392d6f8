"""What a command line may have as a routine, an exercise, a level or a length."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.numbers import is_plain
from voicecoach.routine.breath_pace import breath_pace, pace_text
from voicecoach.script.choice_values import minutes_in
from voicecoach.script.choices import LEVELS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from voicecoach.routine.model import Routine

    _OfFloat = click.ParamType[float]
    _OfStr = click.ParamType[str]
else:
    _OfFloat = _OfStr = click.ParamType  # older clicks cannot be subscripted


class RoutineType(_OfStr):
    """The id of a routine or the path of its file; a shell completes both."""

    name = "routine"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from voicecoach.routine.library import default_folders, yaml_files

        known = {path.stem for _, folder in default_folders() for path in yaml_files(folder)}
        ids = sorted(name for name in known if name.startswith(incomplete))
        # If no id is meant, the shell looks for files itself.
        return [CompletionItem(name) for name in ids] or [CompletionItem(incomplete, type="file")]


class ExerciseType(_OfStr):
    """The id of an exercise; a shell completes those that `among` finds in the routines named, or in all."""

    name = "exercise"

    def __init__(self, among: Callable[[Routine], Collection[str]], more: tuple[str, ...] = ()) -> None:
        self._among = among
        self._more = more
        """What else can be given there if there are exercises."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        found = {name for routine in _routines_named(ctx) for name in self._among(routine)}
        names = [*sorted(found), *(self._more if found else ())]
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _routines_named(ctx: click.Context) -> Iterator[Routine]:
    """The routines on a line that is still being typed, as far as they can be read; all of them if none is named."""
    from voicecoach.errors import RoutineError
    from voicecoach.routine.library import list_routines, load_routine

    given = [ctx.params.get("routine"), *(ctx.params.get("routines") or ()), *ctx.args]
    # After an option without its value, click leaves arguments unread.
    names = [name for name in given if name]
    if not names:
        yield from (one.loaded.routine for one in list_routines() if one.loaded)
    for name in names:
        with contextlib.suppress(RoutineError):
            yield load_routine(name).routine


class BreathType(_OfStr):
    """Seconds in and out of a breath."""

    name = "breath"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return pace_text(breath_pace(str(value)))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class LevelType(_OfFloat):
    """A number from 0 to 1, or one of the words for levels."""

    name = "level"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if isinstance(value, str) and value.lower() in LEVELS:
            return LEVELS[value.lower()]
        level = float(value) if is_plain(str(value)) else -1.0
        if not 0 <= level <= 1:
            self.fail(f"“{value}” is not a level: a number from 0 to 1, or {', '.join(LEVELS)}", param, ctx)
        return level


class MinutesType(_OfFloat):
    """A length in minutes: 12, 12.5 or 12:30."""

    name = "minutes"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            return minutes_in(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)
