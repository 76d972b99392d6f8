"""`voicecoach check`: every mistake and every warning of routine and exercise files, each at its line and column."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicecoach.cli.argument_types import MinutesType
from voicecoach.cli.check_shown import Shown
from voicecoach.cli.checked_files import exercise_ids, files_named
from voicecoach.cli.checked_practice import practice_findings
from voicecoach.cli.intervals import intervals_line as intervals_line
from voicecoach.cli.printable import say
from voicecoach.errors import AudioError, RoutineError

if TYPE_CHECKING:
    from voicecoach.routine.finding import Finding
    from voicecoach.routine.library import Folders
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.speech.api import Voice
    from voicecoach.speech.recordings import Recordings


@click.command(epilog="Example: voicecoach check my-routine.yaml exercises/")
@click.argument("files", nargs=-1, metavar="[FILE|FOLDER|NAME]...")
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option(
    "--voice",
    metavar="BACKEND[:VOICE]",
    help="Measure with this voice what fits its time; of your own recordings, say what is missing.",
)
@click.option(
    "--minutes",
    type=MinutesType(),
    metavar="MINUTES",
    help="Also say which routines cannot be fitted to this length, 12 or 12:30.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[str, ...],
    strict: bool,
    voice: str | None,
    minutes: float | None,
    as_json: bool,
) -> None:
    """Look for mistakes in routine, exercise and programme files, and in the folder of a practice.

    Takes files, folders of them, and names that `voicecoach list` shows; with none, all routines of your own. Reports
    every mistake as file:line:column, what is wrong, and what was meant. Ends with 1 if there is an error.
    """
    from voicecoach.cli.recorded_voice import measuring_voice
    from voicecoach.cli.unsayable import lexicon_findings
    from voicecoach.routine.library import default_folders

    measure, recordings = measuring_voice(voice or "silent")
    folders = default_folders()
    named = files_named(files, folders)
    shown = Shown(as_json=as_json)
    if not files and not named.paths and not named.wrong and not as_json:
        say(f"There are no routines of your own in {folders.user} yet.", err=True)
        return
    for finding in (*named.wrong, *lexicon_findings()):
        shown.report(finding)
    for practice in named.practices:
        for said in practice_findings(practice):
            if isinstance(said, str):
                shown.note(said)
            else:
                shown.report(said)
    for path, of_path in named.paths.items():
        of_file = list(file_findings(path, of_path, measure, recordings, minutes))
        for finding in of_file:
            shown.report(finding)
        if not any(one.severity == "error" for one in of_file):
            for line in _notes(path, of_path, measure):
                shown.note(line)
    shown.end(len(named.paths) + len(named.practices))
    if shown.count("error") or (strict and shown.count("warning")):
        ctx.exit(1)


def file_findings(
    path: Path,
    folders: Folders,
    voice: Voice | None = None,
    recordings: Recordings | None = None,
    minutes: float | None = None,
) -> Iterator[Finding]:
    """The findings in one file: its mistakes; if it has none, what a coach would remark, and what `recordings` lack.

    `minutes` is a length that a routine is to be fitted to. Lengths are those of `voice`; None: estimates.
    """
    from voicecoach.audio.sounds import known_sounds, why_unplayable
    from voicecoach.cli.checked_sound import at_own_speed, sound_findings
    from voicecoach.cli.followed import programme_findings, why_it_does_not_fit
    from voicecoach.cli.misfit_findings import misfit_findings
    from voicecoach.cli.recorded_voice import missing_finding
    from voicecoach.cli.unsayable import unsayable_in_exercise, unsayable_in_routine
    from voicecoach.practice.dosage.week_rules import routine_week_remarks
    from voicecoach.practice.plan.programme import is_programme, parse_programme
    from voicecoach.routine.finding import Finding, Severity
    from voicecoach.routine.library import load_text
    from voicecoach.routine.lint.remark import findings_at
    from voicecoach.routine.lint.rules import lint_exercise, lint_routine, lint_sounds, lint_variants
    from voicecoach.routine.lint.windows_names import windows_findings
    from voicecoach.routine.parse import is_exercise, parse_exercise
    from voicecoach.routine.pictures.beside import wrong_picture
    from voicecoach.routine.sounds_beside import SoundsBeside
    from voicecoach.routine.text_file import read_routine_text
    from voicecoach.routine.yaml_reader import read_yaml_tree

    unknown: tuple[Finding, ...] = ()
    try:
        text = read_routine_text(path)
        if is_programme(text, path=path):
            yield from programme_findings(parse_programme(text, path=path), path.absolute().parent)
            return
        if is_exercise(text, path=path):
            known = exercise_ids(path, folders)
            unknown = lint_variants(read_yaml_tree(text, path=path), name=path.stem, known=known)
            parsed = parse_exercise(text, path=path)
            yield from windows_findings((path,))
            yield from map(Finding.of, wrong_picture(parsed.exercise, parsed.tree))
            yield from lint_exercise(parsed.exercise, parsed.tree, name=path.stem, known=known)
            yield from unsayable_in_exercise(parsed.exercise, parsed.tree)
            return
        beside = SoundsBeside(path)
        sounds = {*known_sounds(), *beside.paths}

        def unplayable(name: str) -> str | None:
            return why_unplayable(name, beside.find(name))

        unknown = lint_sounds(read_yaml_tree(text, path=path), sounds, unplayable)
        loaded = load_text(text, path, folders=folders)
        found = (
            *lint_routine(loaded, sounds=sounds, why_unplayable=unplayable),
            *crowded_findings(loaded),
        )
    except RoutineError as error:
        # What is wrong in the values does not hide what is wrong in the names.
        findings = [*map(Finding.of, (error, *error.others)), *unknown]
        yield from sorted(findings, key=lambda one: _order(one, path))
        return
    yield from windows_findings(loaded.files)
    yield from found
    yield from sound_findings(loaded)
    voice = at_own_speed(loaded, voice)
    if loaded.routine.voice is None:
        yield from _language_findings(loaded, path, voice)
    yield from unsayable_in_routine(loaded)
    yield from findings_at([*routine_week_remarks(loaded.routine)], loaded.error)
    if not any(one.severity == "error" for one in found):
        try:
            yield from misfit_findings(loaded, voice)
            if minutes is not None and (why := why_it_does_not_fit(loaded, minutes, voice)):
                yield Finding(Severity.WARNING, why, path)
            if recordings is not None:
                yield from missing_finding(recordings, loaded, path)
        except AudioError as error:
            # A sound that no step names: one of the coach's own, which a file of the user's replaces.
            yield Finding(Severity.ERROR, str(error), path)


def crowded_findings(loaded: LoadedRoutine) -> tuple[Finding, ...]:
    """Intervals too short for what is done in them: mistakes if at every level, warnings if only at the strong one."""
    from voicecoach.cli.crowded_intervals import crowded_remarks
    from voicecoach.routine.lint.remark import findings_at

    return findings_at([*crowded_remarks(loaded.routine)], loaded.error)


def _language_findings(loaded: LoadedRoutine, path: Path, voice: Voice | None) -> Iterator[Finding]:
    """A warning, or none, if the voice reads another language; without a voice, if any that would be used does."""
    from voicecoach.errors import SpeechError
    from voicecoach.routine.finding import Finding, Severity
    from voicecoach.speech.voice_language import is_english, language_gap

    language = loaded.routine.language
    if voice is None or voice.id == "silent":
        if is_english(language):
            return
        from voicecoach.speech.registry import open_voice

        try:
            with open_voice(language=language) as opened:
                gap = language_gap(opened, language)
        except SpeechError:
            return
    else:
        gap = language_gap(voice, language)
    if gap:
        yield Finding(Severity.WARNING, gap, path)


def _notes(path: Path, folders: Folders, voice: Voice | None) -> Iterator[str]:
    """What an author may want to know about a routine without mistakes."""
    from voicecoach.cli.checked_sound import at_own_speed
    from voicecoach.cli.followed import week_in_words
    from voicecoach.practice.dosage.week_rules import own_week_in_words
    from voicecoach.practice.plan.programme import is_programme, parse_programme
    from voicecoach.routine.library import load_text
    from voicecoach.routine.parse import is_exercise
    from voicecoach.routine.text_file import read_routine_text
    from voicecoach.script.choices import Choices
    from voicecoach.script.coach import segments
    from voicecoach.script.floor_visits import floor_visits

    text = read_routine_text(path)
    if is_exercise(text, path=path):
        return
    if is_programme(text, path=path):
        yield f"{path}: {week_in_words(parse_programme(text, path=path), path.absolute().parent)}"
        return
    loaded = load_text(text, path, folders=folders)
    voice = at_own_speed(loaded, voice)
    # Another order might spare a sore back.
    if (visits := floor_visits(segments(loaded.routine, Choices()))) > 1:
        yield f"{path}: it leads down to the floor and up again {visits} times"
    if week := own_week_in_words(loaded.routine):
        yield f"{path}: a week of it: {week}"
    if line := intervals_line(loaded, voice):
        yield f"{path}: {line}"


def _order(finding: Finding, path: Path) -> tuple[float, int]:
    """Findings of the file itself by line; after them those of files that it needs, and those without a place, as found."""
    if finding.path != path or finding.line is None:
        return math.inf, 0
    return finding.line, finding.column or 0
