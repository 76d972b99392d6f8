"""`voicecoach exercises`: what a routine can do, looked for by what is known of it; and one of them in full."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.columns import columns, cut
from voicecoach.cli.exercise_ids import complete_exercises
from voicecoach.cli.options import RoutineType
from voicecoach.cli.printable import say, say_text
from voicecoach.cli.word_type import WordType
from voicecoach.near import did_you_mean
from voicecoach.routine.kinds import Kind
from voicecoach.routine.position import Position

if TYPE_CHECKING:
    from voicecoach.routine.exercise_search import ListedExercise

_WIDEST = 48
"""Cells of a name and of the parts of the body in the table; longer ones are cut, and complete in JSON."""


@click.command(epilog="Example: voicecoach exercises hip --kind stretch")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option(
    "--kind",
    type=WordType("kind", [kind.value for kind in Kind]),
    metavar="KIND",
    help=f"Only {', '.join(kind.value for kind in Kind)}.",
)
@click.option(
    "--position",
    type=WordType("position", [position.value for position in Position]),
    metavar="POSITION",
    help="Only those that start there: standing, on-the-back ...",
)
@click.option(
    "--body",
    multiple=True,
    metavar="PART",
    help="Only for this part of the body: hips, lower back ...; may be given again.",
)
@click.option(
    "--of",
    "routine",
    type=RoutineType(),
    metavar="ROUTINE",
    help="Those of one routine, with their variants and what only it has.",
)
@click.option(
    "--show",
    metavar="ID",
    shell_complete=complete_exercises,
    help="Everything in one exercise: its words, sides, doses and cautions.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object, for programs; with all that is in each."
)
def exercises(
    words: tuple[str, ...],
    kind: str | None,
    position: str | None,
    body: tuple[str, ...],
    routine: str | None,
    show: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Look for exercises: those that come with voicecoach, your own, and those in the folder exercises here.

    WORD is the beginning of a word in an exercise's id, name, kind, position, props, parts of the body, or in what it is
    for; several must all be there. The first column is what a routine writes.
    """
    from voicecoach.routine.exercise_search import Wanted, exercises_of, known_parts, list_exercises
    from voicecoach.routine.library import default_folders, load_routine

    folders = default_folders()
    if routine is not None:
        listed = exercises_of(load_routine(routine, folders=folders), folders=folders)
    else:
        listed = list_exercises(folders=folders, beside=Path())
    if show is not None:
        if words or kind or position or body:
            raise click.UsageError("--show names one exercise; leave out the words and filters of a search.")
        found = [_named(show, listed)]
    else:
        wanted = Wanted(words, kind, position, body)
        found = [one for one in listed if wanted.finds(one)]
    if as_json:
        say_text(json.dumps(_object(found), ensure_ascii=False, indent=1) + "\n")
        return
    if show is not None:
        for line in _whole(found[0]):
            say(line)
        return
    if found:
        for line in exercise_table(found):
            say(line)
    else:
        _say_that_there_is_none(words, body, listed, known_parts(listed))
    for one in found:
        if one.error is not None:
            say(one.error, err=True)


def _named(name: str, listed: tuple[ListedExercise, ...]) -> ListedExercise:
    from voicecoach.errors import RoutineError
    from voicecoach.routine.tree import shorten

    found = next((one for one in listed if one.id == name), None)
    if found is None:
        hint = did_you_mean(name, (one.id for one in listed)) or "; voicecoach exercises lists all"
        raise RoutineError(f"there is no exercise “{shorten(name)}”{hint}")
    if found.error is not None:
        raise found.error
    return found


def _say_that_there_is_none(
    words: tuple[str, ...], body: tuple[str, ...], listed: tuple[ListedExercise, ...], parts: list[str]
) -> None:
    hint = ""
    if words:
        hint = did_you_mean(" ".join(words), (one.id for one in listed))
    elif body:
        hint = did_you_mean(body[0], parts) or (f"; there is {', '.join(parts)}" if parts else "")
    say(f"No exercise matches{hint or '; voicecoach exercises lists all'}", err=True)


def exercise_table(found: list[ListedExercise]) -> Iterator[str]:
    """The lines of a table of exercises."""
    lines = [["EXERCISE", "NAME", "KIND", "POSITION", "SIDES", "BODY", ""]]
    for listed in found:
        mark = "" if listed.origin == "shipped" else listed.origin
        one = listed.exercise
        if one is None:
            lines.append([listed.id, "(has mistakes, see below)", "", "", "", "", mark])
            continue
        sides = "" if one.sides.value == "none" else one.sides.value
        body = cut(", ".join(one.body), _WIDEST)
        lines.append(
            [listed.id, cut(one.name, _WIDEST), one.kind.value, one.position.value, sides, body, mark]
        )
    return columns(lines)


def _object(found: list[ListedExercise]) -> dict[str, Any]:
    return {"format": 1, "exercises": [_row(one) for one in found]}


def _row(listed: ListedExercise) -> dict[str, Any]:
    place = {"origin": listed.origin, "path": None if listed.path is None else str(listed.path)}
    if listed.exercise is None:
        return {"id": listed.id, **place, "error": str(listed.error)}
    # A note is for the person who keeps the file.
    plain = listed.exercise.model_dump(mode="json", exclude_none=True, exclude={"note"})
    return {"id": listed.id, **place, "error": None, **plain}


def _whole(listed: ListedExercise) -> Iterator[str]:
    from voicecoach.cli.shown_exercise import sections
    from voicecoach.phrases import phrases_of
    from voicecoach.script.choices import Choices
    from voicecoach.script.wording import Wording

    assert listed.exercise is not None
    place = "" if listed.path is None else f"{listed.path} ({listed.origin})"
    yield f"{listed.exercise.name}: {listed.id}"
    words = Wording(phrases_of("en"), Choices())
    for label, texts in (*sections(listed.id, listed.exercise, words), ("File", (place,))):
        for number, text in enumerate(filter(None, texts)):
            yield f"  {'' if number else label:<10}{text}"
