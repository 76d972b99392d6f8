"""Options that several commands share, so that they mean the same everywhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from voicecoach.cli.argument_types import BreathType, MinutesType
from voicecoach.cli.argument_types import ExerciseType as ExerciseType
from voicecoach.cli.argument_types import LevelType as LevelType
from voicecoach.cli.argument_types import RoutineType as RoutineType
from voicecoach.cli.numbers import Number, Whole
from voicecoach.cli.printable import say
from voicecoach.folders import lexicon_file, settings_file
from voicecoach.routine.count_in import MOST_COUNTED_IN
from voicecoach.script.choices import (
    OF_A_ROUTINE,
    Choices,
    Counting,
    Day,
    Pace,
    Talk,
    Where,
)
from voicecoach.script.cue import Side
from voicecoach.script.session_number import MOST_SESSIONS
from voicecoach.speech.api import DEFAULT_SPEED, FASTEST, SLOWEST

if TYPE_CHECKING:
    from voicecoach.audio.music import Music
    from voicecoach.routine.model import Routine


ClickCommand = TypeVar("ClickCommand", bound=Callable[..., Any])


class ChosenOption(click.Option):
    """An option whose default the user may have chosen in the settings, under the key `setting`.

    What is typed wins; `--help` shows what holds. A settings file with mistakes is reported once, and stops nothing.
    """

    def __init__(self, *args: Any, setting: str, **attrs: Any) -> None:
        attrs["show_default"] = True
        super().__init__(*args, **attrs)
        self.setting = setting

    def get_default(self, ctx: click.Context, call: bool = True) -> Any:
        chosen = _settings(ctx)
        return chosen[self.setting] if self.setting in chosen else super().get_default(ctx, call)


class RoutineOption(ChosenOption):
    """An option that a routine has a key for: the key wins over the settings, and what is typed over both."""

    of_routine = True
    """Whether the command takes a routine, so that its help mentions the routine's own value."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        if record is None or self.show_default is not True or not self.of_routine:
            return record
        names, text = record
        return names, text.replace("[default: ", "[default: the routine's, else ")


def _settings(ctx: click.Context) -> Mapping[str, Any]:
    """The user's settings, read once a command."""
    found: Mapping[str, Any] | None = ctx.meta.get(_SETTINGS)
    if found is None:
        found = {}
        if os.path.lexists(file := settings_file()):
            from voicecoach.settings import read_settings

            read = read_settings(file)
            found = read.values
            if not ctx.resilient_parsing:  # a shell that completes shows nothing else
                for problem in read.problems:
                    say(f"voicecoach: {problem}", err=True)
        ctx.meta[_SETTINGS] = found
    return found


def user_settings() -> Mapping[str, Any]:
    """The user's settings, in the command that runs now."""
    return _settings(click.get_current_context())


_SETTINGS = f"{__name__}.settings"


def choice_options(command: ClickCommand) -> ClickCommand:
    """--level, --minutes, --talk, --session, --count, --first, --pace and more; gathered by `choices_from`."""
    for option in reversed(
        [
            click.option("--level", cls=RoutineOption, setting="level", type=LevelType(), default="gentle",
                         metavar="0-1|gentle|steady|strong",
                         help="How much: the point on every range of the routine."),
            click.option("--minutes", type=MinutesType(), metavar="MINUTES",
                         help="Fit the session to this length, 12 or 12:30: at most that."),
            click.option("--day", type=click.Choice([d.value for d in Day]), default=Day.NORMAL.value, show_default=True,
                         help="How you are: flare is the least, easier, with longer rests; strong is the most, and harder."),
            click.option("--skip", multiple=True, metavar="EXERCISE,...", type=ExerciseType(_done),
                         help="Leave out these exercises."),
            click.option("--only", multiple=True, metavar="EXERCISE,...", type=ExerciseType(_done),
                         help="Do only these exercises, and the warm-up."),
            click.option("--position", type=click.Choice([w.value for w in Where]),
                         help="Do only what begins in this position, and the warm-up."),
            click.option("--talk", cls=RoutineOption, setting="talk", type=click.Choice([t.value for t in Talk]),
                         default=Talk.AUTO.value,
                         help="How much is said. auto: all of what is new to you, little of what you know well."),
            click.option("--session", type=Whole(1, MOST_SESSIONS), metavar="N",
                         help="Coach as in your session N of this routine.  [default: 1; live, by your records]"),
            click.option("--count", cls=RoutineOption, setting="count", type=click.Choice([c.value for c in Counting]),
                         default=Counting.EVERY.value, help="How seconds and repetitions are counted."),
            click.option("--first", cls=ChosenOption, setting="first",
                         type=click.Choice([Side.LEFT.value, Side.RIGHT.value]), default=Side.LEFT.value,
                         help="The side to begin with."),
            click.option("--pace", cls=RoutineOption, setting="pace", type=click.Choice([p.value for p in Pace]),
                         default=Pace.USUAL.value,
                         help="How much time there is to move from one position to another."),
            click.option("--count-in", cls=RoutineOption, setting="count-in", type=Whole(0, MOST_COUNTED_IN), metavar="NUMBER",
                         help="Count each set in from here: 3 is “three, two”, 0 is none.  [default: 3]"),
            click.option("--breath", cls=ChosenOption, setting="breath", type=BreathType(), metavar="IN-OUT",
                         help="How you breathe, in seconds: 4-6. A pattern with a held breath stays as its author wrote it."),
            click.option("--include", multiple=True, metavar="EXERCISE|all",
                         type=ExerciseType(lambda routine: routine.optional(), more=("all",)),
                         help="Do this optional exercise too; may be given again."),
            click.option("--easier", multiple=True, metavar="EXERCISE",
                         type=ExerciseType(lambda routine: routine.eased()),
                         help="Do the easier variant of this exercise; may be given again."),
        ]
    ):  # fmt: skip
        command = option(command)
    return command


def _sides_that_differ() -> dict[str, str]:
    found = user_settings()
    if not found:
        return {}
    from voicecoach.settings import of_sides

    return of_sides(found)


def _done(routine: Routine) -> Collection[str]:
    return {step.do for step in routine.done()}


def _listed(given: Collection[str]) -> frozenset[str]:
    """The ids of several options, each with commas between several."""
    return frozenset(one.strip() for text in given for one in text.split(",") if one.strip())


def choices_from(options: dict[str, Any]) -> Choices:
    """Takes the options of `choice_options` out of a command's keyword arguments.

    Whatever was not typed gives way to what a routine says, whether it comes from the settings or is the default.
    """
    context = click.get_current_context()
    default = click.core.ParameterSource.DEFAULT
    typed = click.core.ParameterSource.COMMANDLINE
    if options["day"] != Day.NORMAL and context.get_parameter_source("level") is typed:
        raise click.UsageError(f"--day {options['day']} says the level; leave --level out.")
    asked = {name for name in (*OF_A_ROUTINE, "breath") if options[name] is not None}
    left = [name for name in asked if context.get_parameter_source(name) is default]
    made = Choices(
        level=options.pop("level"),
        minutes=options.pop("minutes", None),
        day=Day(options.pop("day")),
        skip=_listed(options.pop("skip")),
        only=_listed(options.pop("only")),
        position=options.pop("position", None),
        sides=options.pop("sides", None) or _sides_that_differ(),
        talk=Talk(options.pop("talk")),
        session=options.pop("session", None),
        count=Counting(options.pop("count")),
        first=Side(options.pop("first")),
        pace=Pace(options.pop("pace")),
        count_in=options.pop("count_in"),
        breath=options.pop("breath"),
        include=frozenset(options.pop("include")),
        easier=frozenset(options.pop("easier")),
    )
    return made.giving_way(left)


def music_options(command: ClickCommand) -> ClickCommand:
    """--music, --no-music and --music-level; gathered by `music_from`."""
    path = click.option("--music", type=click.Path(), metavar="FILE",
                        help="Play this under the words, over and over, softer while something is said."
                             "  [default: the routine's, if it has any]")  # fmt: skip
    none = click.option("--no-music", is_flag=True, help="Play no music, even if the routine has some.")
    level = click.option("--music-level", type=Number(-60, -16), default=-24.0, show_default=True,
                         metavar="LUFS", help="How loud the music is while nothing is said.")  # fmt: skip
    return path(none(level(command)))


class AskedMusic(NamedTuple):
    """What the options say about music."""

    path: Path | None
    """The file; None if no file is named."""
    level_lufs: float
    of_routine: bool
    """Whether the routine's own is played, if it has any."""

    @property
    def music(self) -> Music | None:
        """The music that is named, if any."""
        from voicecoach.audio.music import Music

        return None if self.path is None else Music(self.path, self.level_lufs)


def music_from(options: dict[str, Any]) -> AskedMusic:
    """Takes the options of `music_options` out of a command's keyword arguments."""
    path, none, level = options.pop("music"), options.pop("no_music"), options.pop("music_level")
    if path is not None and none:
        raise click.UsageError("--music and --no-music do not go together.")
    return AskedMusic(None if path is None else Path(path), level, of_routine=path is None and not none)


class _VoiceOption(RoutineOption):
    """Reports the mistakes in the user's lexicon whenever a voice is opened; they stop nothing."""

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        if not ctx.resilient_parsing and os.path.lexists(file := lexicon_file()):
            from voicecoach.speech.reading.lexicon_file import load_lexicon

            for problem in load_lexicon(file).problems:
                say(f"voicecoach: {file}:{problem.line}:{problem.column}: {problem.message}", err=True)
        return super().process_value(ctx, value)


def voice_options(command: ClickCommand) -> ClickCommand:
    """--voice and --speed."""
    speed = click.option("--speed", cls=RoutineOption, setting="speed", type=Whole(SLOWEST, FASTEST),
                         default=DEFAULT_SPEED, metavar="WORDS", help="Words a minute.")  # fmt: skip
    voice = click.option("--voice", cls=_VoiceOption, setting="voice", default="auto", metavar="BACKEND[:VOICE]",
                         help="Who speaks: auto, espeak:en-us, pyttsx3, silent ...")  # fmt: skip
    return voice(speed(command))
