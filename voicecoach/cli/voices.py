"""`voicecoach voices`: what can be given to --voice, and what can be downloaded for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.printable import say, say_text

if TYPE_CHECKING:
    from voicecoach.speech.downloads.catalogue import CatalogueVoice
    from voicecoach.speech.registry import BackendReport


@click.group(invoke_without_command=True, epilog="Example: voicecoach voices --language en")
@click.option("--language", metavar="TAG", help="Only voices of this language: en, or en-gb.")
@click.option("--backend", metavar="NAME", help="Only voices of this backend: espeak, pyttsx3, silent ...")
@click.option("--available", is_flag=True, help="List those that can be downloaded, not those that are here.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, for programs.")
@click.pass_context
def voices(
    context: click.Context, language: str | None, backend: str | None, available: bool, as_json: bool
) -> None:
    """List every voice, with its language; get more voices, and remove them.

    --voice takes what is in the first column. Backends that cannot be used here are listed at the end, with
    the reason, and so are downloaded voices that are damaged.
    """
    if context.invoked_subcommand is not None:
        if language or backend or available or as_json:
            raise click.UsageError("The options before the command are for the list.", context)
        return
    from voicecoach.speech.registry import find_backend, report_backend, report_backends

    if backend is not None:
        find_backend(backend)  # an unknown name is an error, not an empty list
    to_get = [row for row in _to_get(backend) if language is None or _speaks(row.language, language)]
    if available:
        _list_available(to_get, as_json=as_json)
        return
    found = report_backends() if backend is None else (report_backend(backend),)
    rows = _rows(found, language)
    if as_json:
        listed = {
            "voices": rows,
            "unavailable": _unavailable(found),
            "available": [_row_to_get(row) for row in to_get],
        }
        say_text(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")
        return
    _print_table(rows, ("voice", "language", "name"))
    if not rows:
        say(f"No voice here speaks {language}." if language else "No voice here.", err=True)
    if to_get:
        more = f"{len(to_get)} more voice{'s' if len(to_get) > 1 else ''}"
        say(f"{more} can be downloaded; to see them: voicecoach voices --available", err=True)
    for problem in _damaged(backend):
        say(problem, err=True)
    for one in _unavailable(found):
        say(f"{one['backend']} is {one['state']}: {one['reason']}", err=True)


@voices.command(epilog="Example: voicecoach voices get hibari:emma")
@click.argument("name")
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Take the files from a folder, without a network.",
)
def get(name: str, source: Path | None) -> None:
    """Download a voice of the list that `voicecoach voices --available` shows.

    Its licence is shown first. A download that was interrupted goes on from where it was. Each file is checked against
    its hash before it takes its place, also those from a folder.
    """
    from voicecoach.cli.progress import Progress
    from voicecoach.speech.downloads.catalogue import catalogue, find_row
    from voicecoach.speech.downloads.getting_voices import get_voice

    row = find_row(name, catalogue())
    say(f"{row.voice}: {row.name}, {_megabytes(row.bytes)}")
    say(f"made by {row.made_by}; licence {row.licence}; {row.about}")
    if row.commercial_use is not True:
        say(_TERMS[row.commercial_use], err=True)
    with Progress(row.voice) as progress:
        needed = get_voice(row, progress.reach, source=source)
    say(f"{row.voice} is here{'' if needed else ' already'}. To hear it: --voice {row.voice}")
    _say_if_unusable(row)


_TERMS = {
    False: "Its licence does not allow commercial use: do not use it where you are paid, as for the patients of a practice.",
    None: "Its licence does not say whether commercial use is allowed: ask its maker before you use it where you are paid.",
}


@voices.command(epilog="Example: voicecoach voices remove hibari:emma")
@click.argument("name")
def remove(name: str) -> None:
    """Remove a voice that was downloaded, or what there is of it; or all that was recorded as recorded:NAME."""
    from voicecoach.cli.recorded_voice import recordings_of
    from voicecoach.errors import SpeechError, VoiceNotFound
    from voicecoach.speech.downloads.catalogue import catalogue, find_row
    from voicecoach.speech.downloads.getting_voices import remove_voice
    from voicecoach.speech.downloads.installed_voices import installed_voices

    recordings = recordings_of(name)
    if recordings is not None:
        recordings.remove_all()
        say(f"Removed {recordings.voice}.")
        return
    here = installed_voices()
    known = {row.voice: row for row in (*catalogue(), *(one.row for one in here.good))}
    if name in known or name in {damaged.backend for damaged in here.bad}:
        voice = name
    elif _is_built_in(name):
        message = "it came with voicecoach or with this system, so there is nothing to remove"
        raise SpeechError(message, backend=name)
    else:
        voice = find_row(name, tuple(known.values())).voice
    if not remove_voice(voice, catalogue()):
        raise VoiceNotFound("it is not among those that were downloaded", backend=voice)
    say(f"Removed {voice}.")


def _is_built_in(name: str) -> bool:
    """Whether it speaks here without having been downloaded, as those of espeak do."""
    from voicecoach.speech.registry import backend_names, report_backend

    backend = name.strip().lower().partition(":")[0]
    if backend not in backend_names():
        return False
    here = report_backend(backend).voices
    return name.strip().lower() in {backend, *(f"{backend}:{one.voice}".lower() for one in here)}


def _to_get(backend: str | None) -> list[CatalogueVoice]:
    """What the catalogue has and this machine does not."""
    from voicecoach.speech.downloads.catalogue import catalogue
    from voicecoach.speech.downloads.installed_voices import installed_voices

    here = {one.row.voice for one in installed_voices().good}
    return [row for row in catalogue() if row.voice not in here and backend in (None, row.backend)]


def _list_available(rows: list[CatalogueVoice], *, as_json: bool) -> None:
    listed = [_row_to_get(row) for row in rows]
    if as_json:
        say_text(json.dumps({"available": listed}, ensure_ascii=False, indent=2) + "\n")
        return
    for row in listed:
        row["size"] = _megabytes(row["bytes"])
        row["licence"] += _USE[row["commercial_use"]]
    _print_table(listed, ("voice", "language", "size", "name", "licence"))
    if rows:
        say("To download one: voicecoach voices get NAME", err=True)
    else:
        say("No other voice can be downloaded.", err=True)


_USE = {True: "", False: " (no commercial use)", None: " (ask about commercial use)"}


def _row_to_get(row: CatalogueVoice) -> dict[str, Any]:
    return {
        "voice": row.voice,
        "language": row.language,
        "name": row.name,
        "backend": row.backend,
        "bytes": row.bytes,
        "licence": row.licence,
        "commercial_use": row.commercial_use,
        "made_by": row.made_by,
    }


def _damaged(backend: str | None) -> list[str]:
    from voicecoach.speech.downloads.installed_voices import installed_voices

    return [str(error) for error in installed_voices(backend).bad]


def _say_if_unusable(row: CatalogueVoice) -> None:
    """A voice can be downloaded before the engine that speaks it is installed."""
    from voicecoach.speech.registry import report_backend

    report = report_backend(row.backend)
    if report.reason and not report.voices:
        say(f"{row.backend} is {report.state.value}: {report.reason}", err=True)


def _rows(found: tuple[BackendReport, ...], language: str | None) -> list[dict[str, str]]:
    return [
        {
            "voice": voice.voice if voice.voice == voice.backend else f"{voice.backend}:{voice.voice}",
            "language": voice.language,
            "name": voice.name,
            "backend": voice.backend,
        }
        for one in found
        for voice in sorted(one.voices, key=lambda voice: (voice.language, voice.voice))
        if language is None or _speaks(voice.language, language)
    ]


def _speaks(tag: str, wanted: str) -> bool:
    wanted = wanted.lower().replace("_", "-")
    return tag == wanted or tag.startswith(wanted + "-")


def _unavailable(found: tuple[BackendReport, ...]) -> list[dict[str, str]]:
    return [
        {"backend": one.name, "state": one.state.value, "reason": one.reason} for one in found if one.reason
    ]


def _print_table(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> None:
    """Aligned columns; plain text, so that it can be searched and cut."""
    widths = [max((len(row[column]) for row in rows), default=0) for column in columns]
    for row in rows:
        line = "  ".join(row[column].ljust(width) for column, width in zip(columns, widths, strict=True))
        say(line.rstrip())


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
