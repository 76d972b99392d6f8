"""`voicecoach settings`: what applies to every session, unless a command says otherwise."""

from __future__ import annotations

from pathlib import Path
from textwrap import shorten

import click

from voicecoach.cli.printable import say, say_data
from voicecoach.settings import BY_NAME, OTHER_SETTINGS, SETTINGS, SIDES, SIDES_TAKE, Setting

_TAKES_WIDTH = 70
"""Columns for what a setting takes."""


class _KeyType(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """The name of a setting; a shell completes it."""

    name = "key"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return value

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(one.name, help=one.about)
            for one in BY_NAME.values()
            if one.name.startswith(incomplete)
        ]


@click.group(invoke_without_command=True, epilog="Example: voicecoach settings set voice espeak:en-us")
@click.pass_context
def settings(context: click.Context) -> None:
    """Show and change what holds for every session.

    An option on a command line wins over a setting, and a setting over what is built in. Without a command: every
    setting, and where the file is.
    """
    if context.invoked_subcommand is not None:
        return
    from voicecoach.folders import settings_file
    from voicecoach.settings import of_sides, read_settings

    path = settings_file()
    found = read_settings(path)
    for problem in found.problems:
        say(problem, err=True)
    say(f"# {path}")
    # The 22 that give keys a meaning are shown if they do.
    others = [one for one in OTHER_SETTINGS if one.name in found.values or not one.name.startswith("key-")]
    sides = [Setting(SIDES + one, "what its sides need", SIDES_TAKE, bool) for one in of_sides(found.values)]
    shown_settings = [*SETTINGS, *others, *sides]
    width = max(len(one.name) for one in shown_settings)
    for one in shown_settings:
        if one.name in found.values:
            value = found.values[one.name]
            shown = str(value).lower() if isinstance(value, bool) else str(value)
        else:
            shown = "-"
        say(
            f"{one.name.ljust(width)}  {shown.ljust(16)}  {one.about}: {shorten(one.takes, _TAKES_WIDTH, placeholder=' ...')}"
        )
    say("key-done, key-next ...: more keys for what keys do; sides-EXERCISE: what its sides need")


def _takes(setting: Setting) -> str:
    return shorten(setting.takes, _TAKES_WIDTH, placeholder=" ...", break_on_hyphens=False)


@settings.command(
    "set",
    epilog="Example: voicecoach settings set volume -6",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("key", type=_KeyType())
@click.argument("value")
def set_(key: str, value: str) -> None:
    """Choose VALUE for KEY, for every session from now on.

    `voicecoach settings` shows the keys, and what each takes.
    """
    from voicecoach.folders import settings_file
    from voicecoach.settings import parse_value, set_value

    try:
        chosen = parse_value(key, value)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if key == "voice":
        from voicecoach.speech.registry import open_voice

        open_voice(str(chosen)).close()  # an unknown one is reported now, not tomorrow on the mat
    elif key.startswith("key-"):
        from voicecoach.play.controls.table import KEY_MAPS, key_map
        from voicecoach.settings import more_keys, read_settings

        for name in KEY_MAPS:  # one that a session would refuse is reported now
            key_map(name, more_keys({**read_settings(settings_file()).values, key: chosen}))
    elif key == "output" and chosen != "auto":
        from voicecoach.play.sinks.registry import find_output

        find_output(str(chosen))
    elif key.startswith(SIDES):
        _refuse_no_sides(key.removeprefix(SIDES))
    set_value(settings_file(), key, chosen)


def _refuse_no_sides(exercise: str) -> None:
    """Report at once what would never have an effect. Exercises that only a routine's own file has are not known here."""
    from voicecoach.routine.exercise_search import list_exercises
    from voicecoach.routine.kinds import Sides
    from voicecoach.routine.library import default_folders

    listed = list_exercises(folders=default_folders(), beside=Path())
    found = next((one.exercise for one in listed if one.id == exercise), None)
    if found is not None and found.sides is Sides.NONE:
        raise click.UsageError(f"“{exercise}” has no sides, so that {SIDES}{exercise} would have no effect")


@settings.command(epilog="Example: voicecoach settings unset voice")
@click.argument("keys", metavar="KEY...", nargs=-1, type=_KeyType())
@click.option("--all", "everything", is_flag=True, help="Every setting.")
def unset(keys: tuple[str, ...], everything: bool) -> None:
    """Go back to what is built in."""
    from voicecoach.folders import settings_file
    from voicecoach.settings import of_sides, read_settings, unset_values

    if everything == bool(keys):
        raise click.UsageError("Name the settings to unset, or give --all.")
    try:
        every = (*BY_NAME, *(SIDES + one for one in of_sides(read_settings(settings_file()).values)))
        unset_values(settings_file(), every if everything else keys)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


@settings.command(epilog="Example: nano $(voicecoach settings path)")
def path() -> None:
    """Print where the file is."""
    from voicecoach.folders import settings_file

    say_data(f"{settings_file()}\n")
