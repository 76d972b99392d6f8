"""Looks at each voice, output, format, extra and folder of this machine. Opens no device unless asked to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from voicecoach.cli.examining.check_result import CheckResult, CheckState, install_command
from voicecoach.cli.examining.controls import examine_controls
from voicecoach.cli.examining.sound import examine_sound
from voicecoach.cli.examining.voices import examine_voices

_EXTRAS = {
    "calendar": ({"icalendar": "icalendar"}, "a programme as a calendar"),
    "cluster": ({"distributed": "distributed"}, "several machines for the sessions of a practice"),
    "pdf": ({"fpdf2": "fpdf"}, "handouts as PDF"),
    "plot": ({"matplotlib": "matplotlib"}, "a session as a picture, and how it went over weeks"),
    "practice": (
        {"fpdf2": "fpdf", "icalendar": "icalendar", "segno": "segno"},
        "publish: pages of a practice",
    ),
    "shared": ({"fsspec": "fsspec"}, "phrases shared between machines at an address"),
}
"""An extra's packages with the module of each, and what it is for. Voices and outputs report theirs."""


def examine_machine(*, play: bool = False) -> Iterator[CheckResult]:
    """Everything that was found, area by area. Raises nothing because of what is broken."""
    yield from _system()
    yield from examine_voices()
    yield from examine_sound(play=play)
    yield from examine_controls()
    yield from _files()
    yield from _extras()
    yield from _folders()


def _system() -> Iterator[CheckResult]:
    import platform
    from importlib.metadata import version

    yield CheckResult("system", "voicecoach", CheckState.OK, version("voicecoach"))
    yield CheckResult("system", "Python", CheckState.OK, f"{platform.python_version()}, {sys.executable}")
    yield CheckResult(
        "system", "machine", CheckState.OK, f"{platform.system()} {platform.release()}, {platform.machine()}"
    )
    encoding = sys.stdout.encoding or "none"
    plain = encoding.lower().replace("-", "") == "utf8"
    yield CheckResult(
        "system",
        "text",
        CheckState.OK if plain else CheckState.BROKEN,
        encoding if plain else f"{encoding}: the terminal cannot show “, … and letters of other languages",
        "" if plain else "set PYTHONUTF8=1" if sys.platform == "win32" else "export LC_ALL=C.UTF-8",
    )


def _files() -> Iterator[CheckResult]:
    from voicecoach.export.formats import SOUND_FORMATS
    from voicecoach.export.orders.encoder_trial import try_encoder

    for form in SOUND_FORMATS:
        try:
            try_encoder(form)
        except ImportError as error:
            yield CheckResult(
                "files",
                form.name,
                CheckState.MISSING,
                f"the encoder is not installed ({error})",
                install_command("av"),
            )
        except Exception as error:  # encoders raise what they like
            yield CheckResult(
                "files",
                form.name,
                CheckState.BROKEN,
                f"{type(error).__name__}: {error}",
                install_command("av"),
            )
        else:
            yield CheckResult("files", form.name, CheckState.OK, form.suffix)


def _extras() -> Iterator[CheckResult]:
    from importlib.util import find_spec

    for name, (packages, purpose) in _EXTRAS.items():
        missing = [package for package, module in packages.items() if find_spec(module) is None]
        state = CheckState.EXTRA if missing else CheckState.OK
        fix = install_command(*missing, again=False) if missing else ""
        yield CheckResult("extras", name, state, purpose, fix)


def _folders() -> Iterator[CheckResult]:
    from voicecoach.folders import user_sounds_dir
    from voicecoach.routine.library import default_folders
    from voicecoach.shipped import shipped_sounds_dir
    from voicecoach.speech.cache.phrase_cache import phrases_folder
    from voicecoach.speech.recordings import recordings_dir

    folders = default_folders()
    for name, folder in (("our routines", folders.shipped), ("our sounds", shipped_sounds_dir())):
        here = folder.is_dir() and any(folder.iterdir())
        state, fix = (CheckState.OK, "") if here else (CheckState.BROKEN, install_command("voicecoach"))
        yield CheckResult(
            "folders", name, state, str(folder) if here else f"{folder} is empty or missing", fix
        )
    own: tuple[tuple[str, Callable[[], Path]], ...] = (
        ("your routines", lambda: folders.user),
        ("your sounds", user_sounds_dir),
        ("your recordings", recordings_dir),
        ("kept phrases", phrases_folder),
    )
    for name, find in own:
        yield _writable(name, find())


def _writable(name: str, folder: Path) -> CheckResult:
    """Whether files could be put there; nothing is made to find out."""
    import os
    import shlex

    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not there.is_dir():
        fix = f"mv {shlex.quote(str(there))} {shlex.quote(str(there) + '.old')}"
        return CheckResult(
            "folders", name, CheckState.BROKEN, f"{there} is a file where a folder should be", fix
        )
    if not os.access(there, os.W_OK | os.X_OK):
        fix = f'sudo chown -R "$USER" {shlex.quote(str(there))}'
        return CheckResult("folders", name, CheckState.BROKEN, f"{there} cannot be written", fix)
    return CheckResult(
        "folders", name, CheckState.OK, str(folder) if there == folder else f"{folder} (not made yet)"
    )
