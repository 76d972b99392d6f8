"""`voicecoach new`: a routine file to start from, made by a few questions or from a list of exercises."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicecoach.cli.exercise_ids import complete_exercises
from voicecoach.cli.kept_files import keep_what_is_there
from voicecoach.cli.printable import one_line, say, say_data
from voicecoach.cli.terminal import has_keyboard
from voicecoach.errors import ExportError, RoutineError

if TYPE_CHECKING:
    from voicecoach.routine.exercise_search import ListedExercise
    from voicecoach.routine.loaded_routine import LoadedRoutine

_TO_STDOUT = "-"
_TITLE = "My routine"
_QUESTIONS = {
    "title": f"What is it called? [{_TITLE}]",
    "for": "Who is it for? (Enter for nobody)",
    "frequency": "How often is it to be done? (2 a day, 3 a week; Enter to leave it open)",
}
_EXERCISES = "Which exercises, in order, with commas between? (? shows all, ?hip those for hips)"


@click.command("new", epilog="Example: voicecoach new --exercises pelvic-tilt,bird-dog,plank -o core.yaml")
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="FILE|FOLDER|-",
    help="The routine file; left out, it is named after the title. - prints it.",
)
@click.option("--title", metavar="TEXT", help=f"What the coach calls it.  [default: {_TITLE}]")
@click.option(
    "--exercises",
    "named",
    multiple=True,
    metavar="ID,ID...",
    shell_complete=complete_exercises,
    help="The exercises, in order; voicecoach exercises finds them.",
)
@click.option("--for", "for_whom", metavar="NAME", help="Who it is for: printed on the handout.")
@click.option("--often", metavar="TEXT", help="How often it is to be done: 2 a day, 3 a week.")
@click.option(
    "--practice",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Make the folder of a practice instead: its file, and that of a first patient.",
)
@click.option("--edit", is_flag=True, help="Open it in $VISUAL or $EDITOR, and check it afterwards.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@click.pass_context
def new_file(
    ctx: click.Context,
    output: str | None,
    title: str | None,
    named: tuple[str, ...],
    for_whom: str | None,
    often: str | None,
    practice: Path | None,
    edit: bool,
    force: bool,
) -> None:  # fmt: skip
    """Make a new routine file, or the folder of a practice.

    On a terminal it asks for what is not given; with --exercises it asks nothing. Into a strengthening routine without a
    warm-up it puts one first. The file passes voicecoach check, and its note says how much each exercise is.
    """
    from voicecoach.routine.exercise_search import list_exercises
    from voicecoach.routine.library import default_folders, load_text
    from voicecoach.routine.new_routine import new_routine_text, with_warm_up

    if practice is not None:
        if output is not None or named or for_whom is not None or often is not None or edit:
            raise click.UsageError("--practice makes a folder; it goes with --title and --force alone.")
        from voicecoach.cli.new_practice import make_practice

        make_practice(practice, title, force=force)
        return
    if output == "":
        raise click.UsageError("-o names nothing; give it a file or a folder, or leave it out.")
    if edit and output == _TO_STDOUT:
        raise click.UsageError("-o - prints the routine, so that there is no file to edit.")
    editor = _editor() if edit else []
    folders = default_folders()
    listed = list_exercises(folders=folders, beside=_folder_of(output))
    given = {"title": title, "for": for_whom, "frequency": often}
    for key, value in given.items():
        if value is not None:
            _refuse(key, value)
    asks = not named and has_keyboard()
    if asks:
        given = {key: _answer(key) if value is None else value for key, value in given.items()}
        names = _asked_for_exercises(listed)
    else:
        names = _names(",".join(named))
        if not names:
            raise click.UsageError("There is no terminal to ask on; give --exercises pelvic-tilt,plank.")
        _refuse_unknown(names, listed)
    known = {one.id: one.exercise for one in listed if one.exercise is not None}
    whole = with_warm_up(names, known)
    keys = {**{key: value or "" for key, value in given.items()}, "title": given["title"] or _TITLE}
    text = new_routine_text(keys, whole, known)
    target = _target(output, keys["title"])
    loaded = load_text(text, target, folders=folders)
    if output == _TO_STDOUT:
        say_data(text)
    else:
        _write(target, text, force=force)
        say(f"{target}  {_summary(loaded)}")
    if len(whole) > len(names):
        say(f"{whole[0]} was put first, as nothing else warms up before what strengthens", err=True)
    if editor:
        _edit(editor, target)
        from voicecoach.cli.check import check

        ctx.invoke(check, files=(str(target),), strict=False, voice=None)


def _folder_of(output: str | None) -> Path:
    if output is None or output == _TO_STDOUT:
        return Path()
    return Path(output) if os.path.isdir(output) else Path(output).parent  # noqa: PTH112 - never raises


def _target(output: str | None, title: str) -> Path:
    from voicecoach.routine.ids import id_of

    own = Path(f"{id_of(title, id_of(_TITLE, ''))}.yaml")
    if output is None or output == _TO_STDOUT:
        return own
    if output.endswith(("/", os.sep)) or os.path.isdir(output):  # noqa: PTH112 - never raises
        return Path(output) / own
    if not output.lower().endswith((".yaml", ".yml")):
        raise ExportError("the name of a routine file ends in .yaml", path=output)
    return Path(output)


def _refuse(key: str, value: str) -> None:
    """Raises RoutineError for what cannot be the value of that key of a routine."""
    from voicecoach.routine.model import Routine

    Routine.model_validate({"title": _TITLE, "steps": ["x"], key: value})


def _answer(key: str) -> str:
    while True:
        answer = _ask(_QUESTIONS[key])
        try:
            if answer:
                _refuse(key, answer)
        except RoutineError as error:
            say(error, err=True)
        else:
            return answer


def _ask(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)).strip()


def _asked_for_exercises(listed: tuple[ListedExercise, ...]) -> list[str]:
    while True:
        answer = _ask(_EXERCISES)
        if answer.startswith("?"):
            _show(answer[1:], listed)
            continue
        try:
            names = _names(answer)
            _refuse_unknown(names, listed)
        except RoutineError as error:
            say(error, err=True)
        else:
            if names:
                return names


def _show(words: str, listed: tuple[ListedExercise, ...]) -> None:
    from voicecoach.cli.exercises import exercise_table
    from voicecoach.routine.exercise_search import Wanted

    wanted = Wanted(tuple(words.split()))
    found = [one for one in listed if one.exercise is not None and wanted.finds(one)]
    for line in exercise_table(found) if found else ["No exercise matches."]:
        say(line, err=True)


def _names(answer: str) -> list[str]:
    """The ids that somebody means, who may write names: “Side plank” is side-plank."""
    from voicecoach.routine.ids import id_of

    return [id_of(part, part.strip()) for part in answer.split(",") if part.strip()]


def _refuse_unknown(names: list[str], listed: tuple[ListedExercise, ...]) -> None:
    from voicecoach.near import did_you_mean
    from voicecoach.routine.tree import shorten

    by_id = {one.id: one for one in listed}
    for name in names:
        found = by_id.get(name)
        if found is None:
            hint = did_you_mean(name, by_id) or "; voicecoach exercises lists all"
            raise RoutineError(f"there is no exercise “{shorten(name)}”{hint}")
        if found.error is not None:
            raise found.error


def _write(target: Path, text: str, *, force: bool) -> None:
    from voicecoach.export.orders.atomic import write_text

    try:
        if not force:
            keep_what_is_there(target, text)
    except ExportError:
        question = f"{one_line(str(target))} is there already. Replace it?"
        if not has_keyboard() or not click.confirm(question, default=False, err=True):
            raise
    write_text(target, text)


def _summary(loaded: LoadedRoutine) -> str:
    from voicecoach.export.captions import clock
    from voicecoach.script.choices import LEVELS, Choices
    from voicecoach.session import prepare
    from voicecoach.speech.registry import open_voice

    count = len({step.do for step in loaded.routine.done()})
    voice = open_voice("silent")
    lengths = [
        clock(prepare(loaded, Choices(level=LEVELS[word]), voice).timeline.duration)
        for word in ("gentle", "strong")
    ]
    length = " to ".join(dict.fromkeys(lengths))
    return f"{count} exercise{'' if count == 1 else 's'}, about {length}"


def _editor() -> list[str]:
    """The command of the user's editor. Raises UsageError if none is named."""
    import shlex

    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(named, posix=sys.platform != "win32")
    except ValueError:
        command = []
    if not command:
        raise click.UsageError("--edit opens the editor that EDITOR names; set it, such as EDITOR=nano.")
    return command


def _edit(command: list[str], target: Path) -> None:
    import subprocess

    try:
        # Absolute: no name is then taken for an option.
        done = subprocess.run([*command, str(target.absolute())], check=False)
    except OSError as error:
        raise ExportError(f"{command[0]} cannot be started: {error.strerror}", path=target) from error
    if done.returncode:
        raise ExportError(f"{command[0]} ended with {done.returncode}; the file stays as it is", path=target)
