"""`voicecoach voices`: what can be given to --voice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from voicecoach.cli.printable import say, say_text

if TYPE_CHECKING:
    from voicecoach.speech.registry import BackendReport


@click.command(epilog="Example: voicecoach voices --language en")
@click.option("--language", metavar="TAG", help="Only voices of this language: en, or en-gb.")
@click.option("--backend", metavar="NAME", help="Only voices of this backend: espeak, pyttsx3, silent ...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, for programs.")
def voices(language: str | None, backend: str | None, as_json: bool) -> None:
    """List every voice, with its language.

    --voice takes what is in the first column. Backends that cannot be used here are listed at the end, with
    the reason.
    """
    from voicecoach.speech.registry import find_backend, report_backend, report_backends

    if backend is not None:
        find_backend(backend)  # an unknown name is an error, not an empty list
    found = report_backends() if backend is None else (report_backend(backend),)
    rows = _rows(found, language)
    if as_json:
        listed = {"voices": rows, "unavailable": _unavailable(found)}
        say_text(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")
        return
    _print_table(rows)
    if not rows:
        say(f"No voice here speaks {language}." if language else "No voice here.", err=True)
    for one in _unavailable(found):
        say(f"{one['backend']} is {one['state']}: {one['reason']}", err=True)


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


def _print_table(rows: list[dict[str, str]]) -> None:
    """Aligned columns; plain text, so that it can be searched and cut."""
    columns = ("voice", "language", "name")
    widths = [max((len(row[column]) for row in rows), default=0) for column in columns]
    for row in rows:
        line = "  ".join(row[column].ljust(width) for column, width in zip(columns, widths, strict=True))
        say(line.rstrip())
