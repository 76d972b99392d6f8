"""The command line: opens paths, prints, and maps errors to exit codes. Nothing below it does any of these.

Each command is one file beside this one and is imported only when it is called, so that `--help` stays quick.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.printable import one_line, say, say_text
from voicecoach.cli.streams import let_go_of_stdout, prepare_streams
from voicecoach.errors import Interrupted, VoicecoachError
from voicecoach.near import did_you_mean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_COMMANDS = {
    "list": ("Show the routines that are here, with their true length.", "list:list_routines"),
    "exercises": ("Look for exercises, and show all that is in one.", "exercises:exercises"),
    "preview": ("Show what will be said and when, without a sound.", "preview:preview"),
    "play": ("Coach a routine aloud, now.", "play:play"),
    "resume": ("Go on with a session that was left.", "resume:resume"),
    "render": ("Write a routine to a sound file.", "render:render"),
    "new": ("Make a new routine file.", "new_file:new_file"),
    "publish": ("Make a private page for each patient of a practice.", "publish:publish"),
    "check": ("Look for mistakes in routine and exercise files.", "check:check"),
    "import": ("Make a routine of a table, a list, or another program's file.", "import_file:import_file"),
    "export": ("Write a routine as a table, or for another program.", "export_file:export_file"),
    "record": ("Record the phrases of a routine with your own voice.", "record:record"),
    "schema": ("Print the JSON Schema of routine files, for editors.", "schema:schema"),
    "voices": ("List every voice, with its language; get and remove others.", "voices:voices"),
    "say": ("Say a phrase, and show how it is read.", "say_phrase:say_phrase"),
    "today": ("Say what is due today, and why.", "today:today"),
    "plan": ("Show the days of a programme, and write a calendar of them.", "plan:plan"),
    "progress": ("Show how it went over the weeks; a page for your therapist.", "how_it_went:progress"),
    "diary": ("What was done, and how it felt.", "diary:diary"),
    "breath": ("Measure your own breath, and keep it.", "breath:breath"),
    "settings": ("Show and change what holds for every session.", "settings:settings"),
    "cache": ("See, check and empty the store of spoken phrases.", "cache:cache"),
    "doctor": ("Report what works on this machine, and how to fix the rest.", "doctor:doctor"),
}
"""A command's name, its one line of help, and its place: module:attribute."""


class _LazyGroup(click.Group):
    """Lists its commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[cmd_name][1].split(":")
        command: click.Command = getattr(importlib.import_module(f"voicecoach.cli.{module}"), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            hint = did_you_mean(args[0], _COMMANDS) or ". See voicecoach --help."
            ctx.fail(f"There is no command “{args[0]}”{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            # Click would turn it into an Abort, and begin a new line in whatever stderr is.
            raise SystemExit(_code_of(error)) from error

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        names = [
            CompletionItem(name, help=line)
            for name, (line, _) in _COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return names + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (line, _) in _COMMANDS.items()])


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: voicecoach play gentle-daily",
)
@click.version_option(None, "-V", "--version", package_name="voicecoach")
@click.option(
    "-v", "--verbose", is_flag=True, help="Report on stderr what happens, and what went wrong unnoticed."
)
@click.option("--debug", is_flag=True, help="The same, with everything that a developer may need.")
@click.option(
    "--log-file", type=click.Path(), metavar="FILE", help="Append all of that to a file, with the time."
)
def voicecoach(verbose: bool, debug: bool, log_file: str | None) -> None:
    """Coach exercise sessions by voice: live, as sound files, or as text."""
    if verbose or debug or log_file is not None:
        from voicecoach.cli.logs import show_logs

        show_logs(verbose=verbose, debug=debug, file=log_file)


_OF_THE_GROUP = ("-v", "--verbose", "--debug", "--log-file")


def main(args: list[str] | None = None) -> Any:
    """Run the command line and exit: 0 done, 1 a VoicecoachError, 2 bad usage, 130 Ctrl-C, 143 SIGTERM, 129 SIGHUP.

    1 is also for a place that cannot be read or written, a reader that went away (`| head`), and a lack of memory.
    Anything else is a fault of ours, and its traceback is the report.
    """
    _spare_time()
    try:
        prepare_streams()
        code = voicecoach.main(args=args, prog_name="voicecoach", standalone_mode=False) or 0
        sys.stdout.flush()
        sys.exit(code)
    except click.UsageError as error:
        _report_usage(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        say(f"voicecoach: {error.format_message()}", err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(_code_of(KeyboardInterrupt()))
    except KeyboardInterrupt as error:
        sys.exit(_code_of(error))
    except VoicecoachError as error:
        _log_the_end()
        _report(error)
        sys.exit(1)
    except BrokenPipeError:
        let_go_of_stdout()
        sys.exit(1)
    except OSError as error:
        _log_the_end()
        where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        say(f"voicecoach: {where}{error.strerror or error}", err=True)
        let_go_of_stdout()
        sys.exit(1)
    except MemoryError:
        say("voicecoach: there is not enough memory for this", err=True)
        sys.exit(1)


_OBJECTS_BETWEEN_SEARCHES = 100_000
"""Python has 700: a command that reads a few models and thousands of rows would look for circles a hundred times, in vain."""


def _spare_time() -> None:
    """Leave out what Python and pydantic would do at each start, and no command needs."""
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)
    # It would read the entry points of every package that is installed, for one that wants to watch our models.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def _code_of(error: KeyboardInterrupt) -> int:
    return error.code if isinstance(error, Interrupted) else 128 + signal.SIGINT


def _log_the_end() -> None:
    """Log where the error that ends the command was raised, for a developer."""
    if "voicecoach.cli.logs" in sys.modules:  # otherwise nobody listens, and logging costs an import
        from voicecoach.logs import logger_for

        logger_for(__name__).debug("the command ends with an error", exc_info=True)


def _report_usage(error: click.UsageError) -> None:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    message = error.format_message().replace("\n\t", " ")  # as click lists what an option takes
    see = f"{error.ctx.command_path} --help" if error.ctx else "voicecoach --help"
    hint = "" if see in message else f" See {see}."
    if isinstance(error, click.NoSuchOption) and error.option_name in _OF_THE_GROUP:
        hint = f" It goes before the command: voicecoach {error.option_name} ..."
    say(f"voicecoach: {message if message[-1:] in '.?!' else message + '.'}{hint}", err=True)


def _report(error: VoicecoachError) -> None:
    from voicecoach.errors import DeviceError
    from voicecoach.export.orders.batch import error_lines

    for line in error_lines(error):
        if isinstance(error, DeviceError):
            # What an output says may have a second line, which says what to do; the checks around outputs allow no third.
            named = one_line(error.output)
            say_text("\n".join(line.replace(error.output, named).split("\n")[:2]) + "\n", err=True)
        else:
            say(line, err=True)
