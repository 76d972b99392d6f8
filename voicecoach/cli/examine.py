"""What works on this machine: a look at each voice, output, format, extra and folder. Opens no device unless asked to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from voicecoach.cli.check_result import CheckResult, CheckState, install_command
from voicecoach.cli.examine_controls import examine_controls
from voicecoach.errors import VoicecoachError
from voicecoach.logs import logger_for

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip

logger = logger_for(__name__)

TEST_PHRASE = "This is voicecoach. You can hear me."

_PACKAGES = {
    "espeak": "espeakng-loader",
    "hibari": "hibari-tts",
    "pyttsx3": "pyttsx3",
    "miniaudio": "miniaudio",
}
"""The package that brings a backend or an output of ours."""

_EXTRA_VOICES = {"piper": "piper-tts"}
"""The package of a backend that not every install has."""

_ON_REQUEST = {
    "piper": ("there is no voice for it yet", "voicecoach voices --available"),
    "recorded": ("nothing is recorded yet", "voicecoach record ROUTINE --name NAME"),
}
"""Backends that have no voice until somebody wants one: what to say of them then, and the command."""

_EXTRAS = {
    "pdf": ("fpdf2", "fpdf", "handouts as PDF"),
    "plot": ("matplotlib", "matplotlib", "a session as a picture"),
}
"""An extra's package, its module, and what it is for."""


def examine_machine(*, play: bool = False) -> Iterator[CheckResult]:
    """Everything that was found, area by area. Raises nothing on account of what is broken."""
    yield from _system()
    yield from _voices()
    yield from _outputs(play=play)
    yield from _last_session()
    yield _microphones()
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


def _voices() -> Iterator[CheckResult]:
    found = list(_backends())
    yield _auto({one.name: one for one in found})
    yield from found
    yield from _damaged_voices()


def _auto(found: dict[str, CheckResult]) -> CheckResult:
    """Which voice is taken if none is asked for, and why not a better one."""
    from voicecoach.speech.registry import AUTO, auto_order

    better: list[CheckResult] = []
    for name in auto_order():
        one = found[name]
        if one.state is CheckState.OK:
            why = "; ".join(f"{other.name} is {other.state.value}: {other.detail}" for other in better)
            fix = better[0].fix if better else ""
            return CheckResult("voices", AUTO, CheckState.OK, f"{name}, as {why}" if why else name, fix)
        better.append(one)
    detail = f"none of {', '.join(auto_order())} works"
    return CheckResult("voices", AUTO, CheckState.MISSING, detail, better[0].fix)


def _damaged_voices() -> Iterator[CheckResult]:
    from voicecoach.speech.installed_voices import installed_voices

    for error in installed_voices().bad:
        detail, _, command = error.message.rpartition(": voicecoach ")
        fix = f"voicecoach {command}"
        detail = detail.removesuffix("; get it again").removesuffix("; remove it")
        yield CheckResult("voices", error.backend, CheckState.BROKEN, detail, fix)


def _backends() -> Iterator[CheckResult]:
    from voicecoach.speech.registry import BackendStatus as Found
    from voicecoach.speech.registry import report_backends

    for report in report_backends():
        fix = _pip(report.name)
        if report.state is Found.MISSING and report.name in _EXTRA_VOICES:
            command = install_command(_EXTRA_VOICES[report.name], again=False)
            yield CheckResult("voices", report.name, CheckState.EXTRA, report.reason, command)
            continue
        if report.state is not Found.AVAILABLE:
            yield CheckResult("voices", report.name, CheckState(report.state.value), report.reason, fix)
            continue
        if not report.voices and report.name in _ON_REQUEST:
            detail, command = _ON_REQUEST[report.name]
            yield CheckResult("voices", report.name, CheckState.EXTRA, detail, command)
            continue
        count = f"{len(report.voices)} voice{'' if len(report.voices) == 1 else 's'}"
        try:
            said = _say(report.name)
        except VoicecoachError as error:
            yield CheckResult("voices", report.name, CheckState.BROKEN, str(error), fix)
        except Exception as error:  # a third party's code may raise what it likes
            yield CheckResult(
                "voices", report.name, CheckState.BROKEN, f"{type(error).__name__}: {error}", fix
            )
        else:
            yield CheckResult("voices", report.name, CheckState.OK, f"{count}; {said}")


def _say(backend: str) -> str:
    """Speaks with the default voice of a backend; what a person should know of it."""
    import contextlib

    from voicecoach.speech.registry import open_voice

    with contextlib.closing(open_voice(backend, cache=None)) as voice:
        clip = voice.say("One.")
        return f"{voice.id} speaks, {clip.rate} Hz"


def _outputs(*, play: bool) -> Iterator[CheckResult]:
    from voicecoach.cli.play_clip import play_clip
    from voicecoach.play.sinks.output_calls import DoesNotAnswer
    from voicecoach.play.sinks.registry import find_output, output_names

    clip = _test_clip() if play else None
    for name in output_names():
        try:
            output = find_output(name)
            devices = output.devices()
            heard = ""
            if clip is not None and name not in ("null", "capture"):
                heard = f"; played a phrase through {play_clip(output, clip)}: did you hear it?"
        except VoicecoachError as error:
            message = str(getattr(error, "message", error))
            state = CheckState.EXTRA if name == "simpleaudio" else CheckState.MISSING
            if "it is broken" in message or isinstance(error, DoesNotAnswer):
                state = CheckState.BROKEN
            yield CheckResult(
                "outputs", name, state, message.partition("; fix it with")[0], _fix_for_output(name, message)
            )
        else:
            yield CheckResult(
                "outputs", name, CheckState.OK, (", ".join(devices) or _what_it_is(name)) + heard
            )


def _last_session() -> Iterator[CheckResult]:
    """Whether the sound of the last session had holes."""
    from voicecoach.play.saved.record import read_records, record_file

    try:
        records = list(read_records(record_file()))
    except OSError as error:
        logger.info("no last session: %s", error)
        return
    if records:
        breaks = records[-1].breaks
        times = "once" if breaks == 1 else f"{breaks} times"
        broken = f"the sound broke off {times}: this machine was busy, or the output queues too little"
        state = CheckState.BROKEN if breaks else CheckState.OK
        yield CheckResult("outputs", "last session", state, broken if breaks else "its sound had no holes")


def _microphones() -> CheckResult:
    """What `record` can hear by. Not needed by anybody who only listens."""
    from voicecoach.record.microphone import MiniaudioInput

    try:
        devices = MiniaudioInput().devices()
    except VoicecoachError as error:
        why = str(getattr(error, "message", error)).partition(". Plug")[0]
    else:
        why = "" if devices else "no microphone found"
    if why:
        # Files need none.
        return CheckResult("microphones", "record", CheckState.EXTRA, why, "voicecoach record ROUTINE --list")
    return CheckResult("microphones", "record", CheckState.OK, ", ".join(devices))


def _what_it_is(output: str) -> str:
    """What a person should know of an output without devices."""
    if output == "simpleaudio":
        from voicecoach.play.sinks.simpleaudio_package import installed_package

        return f"ready, by {installed_package().name}"
    return {"null": "plays to nobody", "capture": "writes a WAV file"}.get(output, "ready")


def _fix_for_output(name: str, message: str) -> str:
    if "fix it with: " in message:
        return message.partition("fix it with: ")[2]
    if "does not answer" in message and sys.platform.startswith("linux"):
        return "pulseaudio -k" if which("pulseaudio") else "systemctl --user restart pipewire pipewire-pulse"
    if ("no sound system" in message or name == "pulse") and sys.platform.startswith("linux"):
        return "sudo apt install pulseaudio"
    return _pip(name)


def _test_clip() -> Clip | None:
    from voicecoach.speech.registry import open_voice

    try:
        return open_voice(cache=None).say(TEST_PHRASE)
    except VoicecoachError as error:
        logger.info("nothing to play: %s", error)  # the voices say why
        return None


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

    for name, (package, module, purpose) in _EXTRAS.items():
        here = find_spec(module) is not None
        state = CheckState.OK if here else CheckState.EXTRA
        yield CheckResult(
            "extras", name, state, purpose, "" if here else install_command(package, again=False)
        )


def _folders() -> Iterator[CheckResult]:
    from voicecoach.folders import user_sounds_dir
    from voicecoach.routine.library import default_folders
    from voicecoach.shipped import shipped_sounds_dir
    from voicecoach.speech.phrase_cache import phrases_folder
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


def _pip(name: str) -> str:
    """The command that brings a backend or an output of ours; empty for a third party's."""
    return install_command(_PACKAGES[name]) if name in _PACKAGES else ""
