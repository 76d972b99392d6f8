"""What works on this machine: a look at each voice, output, format, extra and folder. Opens no device unless asked to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from voicecoach.errors import VoicecoachError
from voicecoach.logs import logger_for

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.play.sinks.api import Output

logger = logger_for(__name__)

TEST_PHRASE = "This is voicecoach. You can hear me."

_PACKAGES = {"espeak": "espeakng-loader", "pyttsx3": "pyttsx3", "miniaudio": "miniaudio"}
"""The package that brings a backend or an output of ours."""

_EXTRAS = {
    "pdf": ("fpdf2", "fpdf", "handouts as PDF"),
    "plot": ("matplotlib", "matplotlib", "a session as a picture"),
    "media-keys": ("dbus-fast", "dbus_fast", "media keys and headset buttons"),
}
"""An extra's package, its module, and what it is for."""


class State(StrEnum):
    """Of one thing that was looked at."""

    OK = "ok"
    MISSING = "missing"
    BROKEN = "broken"
    EXTRA = "extra"
    """Not here, and only needed by whoever wants it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    area: str
    """system, voices, outputs, media keys, files, extras or folders."""
    name: str
    state: State
    detail: str
    mend: str = ""
    """The command that mends it; empty where nothing is to mend."""


def examine(*, play: bool = False) -> Iterator[Finding]:
    """Everything that was found, area by area. Raises nothing on account of what is broken."""
    yield from _system()
    yield from _voices()
    yield from _outputs(play=play)
    yield from _media_keys()
    yield from _files()
    yield from _extras()
    yield from _folders()


def _system() -> Iterator[Finding]:
    import platform
    from importlib.metadata import version

    yield Finding("system", "voicecoach", State.OK, version("voicecoach"))
    yield Finding("system", "Python", State.OK, f"{platform.python_version()}, {sys.executable}")
    yield Finding(
        "system", "machine", State.OK, f"{platform.system()} {platform.release()}, {platform.machine()}"
    )
    encoding = sys.stdout.encoding or "none"
    plain = encoding.lower().replace("-", "") == "utf8"
    yield Finding(
        "system",
        "text",
        State.OK if plain else State.BROKEN,
        encoding if plain else f"{encoding}: the terminal cannot show “, … and letters of other languages",
        "" if plain else "set PYTHONUTF8=1" if sys.platform == "win32" else "export LC_ALL=C.UTF-8",
    )


def _voices() -> Iterator[Finding]:
    from voicecoach.speech.registry import BackendStatus as Found
    from voicecoach.speech.registry import report_backends

    for report in report_backends():
        mend = _pip(report.name)
        if report.state is not Found.AVAILABLE:
            yield Finding("voices", report.name, State(report.state.value), report.reason, mend)
            continue
        count = f"{len(report.voices)} voice{'' if len(report.voices) == 1 else 's'}"
        try:
            said = _say(report.name)
        except VoicecoachError as error:
            yield Finding("voices", report.name, State.BROKEN, str(error), mend)
        except Exception as error:  # a third party's code may raise what it likes
            yield Finding("voices", report.name, State.BROKEN, f"{type(error).__name__}: {error}", mend)
        else:
            yield Finding("voices", report.name, State.OK, f"{count}; {said}")


def _say(backend: str) -> str:
    """Speaks with the default voice of a backend; what a person should know of it."""
    import contextlib

    from voicecoach.speech.registry import open_voice

    with contextlib.closing(open_voice(backend, cache=None)) as voice:
        clip = voice.say("One.")
        return f"{voice.id} speaks, {clip.rate} Hz"


def _outputs(*, play: bool) -> Iterator[Finding]:
    from voicecoach.play.sinks.limited_calls import DoesNotAnswer
    from voicecoach.play.sinks.registry import find_output, output_names

    clip = _test_clip() if play else None
    for name in output_names():
        try:
            output = find_output(name)
            devices = output.devices()
            heard = ""
            if clip is not None and name not in ("null", "capture"):
                heard = f"; played a phrase through {_play(output, clip)}: did you hear it?"
        except VoicecoachError as error:
            message = str(getattr(error, "message", error))
            state = State.EXTRA if name == "simpleaudio" else State.MISSING
            if "it is broken" in message or isinstance(error, DoesNotAnswer):
                state = State.BROKEN
            yield Finding(
                "outputs", name, state, message.partition("; mend it with")[0], _mend_output(name, message)
            )
        else:
            yield Finding("outputs", name, State.OK, (", ".join(devices) or _what_it_is(name)) + heard)


def _what_it_is(output: str) -> str:
    """What a person should know of an output without devices."""
    if output == "simpleaudio":
        from voicecoach.play.sinks.simpleaudio_package import installed

        return f"ready, by {installed().name}"
    return {"null": "plays to nobody", "capture": "writes a WAV file"}.get(output, "ready")


def _mend_output(name: str, message: str) -> str:
    if "mend it with: " in message:
        return message.partition("mend it with: ")[2]
    if "does not answer" in message and sys.platform.startswith("linux"):
        return "pulseaudio -k" if which("pulseaudio") else "systemctl --user restart pipewire pipewire-pulse"
    if "no sound system" in message and sys.platform.startswith("linux"):
        return "sudo apt install pulseaudio"
    return _pip(name)


def _test_clip() -> Clip | None:
    from voicecoach.speech.registry import open_voice

    try:
        return open_voice(cache=None).say(TEST_PHRASE)
    except VoicecoachError as error:
        logger.info("nothing to play: %s", error)  # the voices say why
        return None


def _play(output: Output, clip: Clip) -> str:
    """Plays the clip to its end; the name of what really plays. Raises DeviceError."""
    import numpy as np

    from voicecoach.play.clock import RealClock
    from voicecoach.play.sinks.api import Piece

    samples = clip.heard.astype(np.float32) / np.float32(32768)
    done = 0

    def pull(frames: int) -> Piece:
        nonlocal done
        piece = samples[done : done + frames]
        done += len(piece)
        return Piece(piece, seam=done >= len(samples))

    clock = RealClock()
    sink = output.open(clip.rate, None, clock)
    try:
        sink.start(pull)
        latest = clock.now() + len(samples) / clip.rate + 3.0
        while sink.heard(done) < len(samples) and clock.now() < latest:
            clock.sleep(0.05)
            if done >= len(samples):
                clock.sleep(0.2)  # what the device still holds
                break
        return sink.backend
    finally:
        sink.close()


def _files() -> Iterator[Finding]:
    from voicecoach.export.formats import SOUND_FORMATS
    from voicecoach.export.orders.encoder_trial import try_encoder

    for form in SOUND_FORMATS:
        try:
            try_encoder(form)
        except ImportError as error:
            yield Finding(
                "files", form.name, State.MISSING, f"the encoder is not installed ({error})", _install("av")
            )
        except Exception as error:  # encoders raise what they like
            yield Finding(
                "files", form.name, State.BROKEN, f"{type(error).__name__}: {error}", _install("av")
            )
        else:
            yield Finding("files", form.name, State.OK, form.suffix)


def _media_keys() -> Iterator[Finding]:
    """Whether the media keys of the desktop would reach a session."""
    if not sys.platform.startswith("linux"):
        return
    from voicecoach.play.controls.bus import NoBus, look_at_the_bus

    try:
        yield Finding("media keys", "session bus", State.OK, look_at_the_bus())
    except NoBus as error:
        yield Finding("media keys", "session bus", State.MISSING, str(error), error.mend)
    except ImportError:
        detail = (
            "the package dbus-fast is not installed, so no media key and no headset button reaches a session"
        )
        yield Finding("media keys", "session bus", State.EXTRA, detail, _install("dbus-fast", anew=False))


def _extras() -> Iterator[Finding]:
    from importlib.util import find_spec

    for name, (package, module, purpose) in _EXTRAS.items():
        if name == "media-keys" and not sys.platform.startswith("linux"):
            continue
        here = find_spec(module) is not None
        state = State.OK if here else State.EXTRA
        yield Finding("extras", name, state, purpose, "" if here else _install(package, anew=False))


def _folders() -> Iterator[Finding]:
    from voicecoach.folders import user_sounds_dir
    from voicecoach.routine.library import default_folders
    from voicecoach.shipped import shipped_sounds_dir
    from voicecoach.speech.phrase_cache import phrases_folder

    folders = default_folders()
    for name, folder in (("our routines", folders.shipped), ("our sounds", shipped_sounds_dir())):
        here = folder.is_dir() and any(folder.iterdir())
        state, mend = (State.OK, "") if here else (State.BROKEN, _install("voicecoach"))
        yield Finding("folders", name, state, str(folder) if here else f"{folder} is empty or missing", mend)
    own: tuple[tuple[str, Callable[[], Path]], ...] = (
        ("your routines", lambda: folders.user),
        ("your sounds", user_sounds_dir),
        ("kept phrases", phrases_folder),
    )
    for name, find in own:
        yield _writable(name, find())


def _writable(name: str, folder: Path) -> Finding:
    """Whether files could be put there; nothing is made to find out."""
    import os
    import shlex

    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not there.is_dir():
        mend = f"mv {shlex.quote(str(there))} {shlex.quote(str(there) + '.old')}"
        return Finding("folders", name, State.BROKEN, f"{there} is a file where a folder should be", mend)
    if not os.access(there, os.W_OK | os.X_OK):
        mend = f'sudo chown -R "$USER" {shlex.quote(str(there))}'
        return Finding("folders", name, State.BROKEN, f"{there} cannot be written", mend)
    return Finding("folders", name, State.OK, str(folder) if there == folder else f"{folder} (not made yet)")


def _pip(name: str) -> str:
    """The command that brings a backend or an output of ours; empty for a third party's."""
    return _install(_PACKAGES[name]) if name in _PACKAGES else ""


def _install(package: str, *, anew: bool = True) -> str:
    import shlex

    python = f'"{sys.executable}"' if sys.platform == "win32" else shlex.quote(sys.executable)
    return f"{python} -m pip install {'--force-reinstall ' if anew else ''}{shlex.quote(package)}"
