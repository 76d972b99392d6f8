"""Which package is the simpleaudio of this machine, and what its process needs to be heard.

`simpleaudiohamiltoncs` has wheels for all Pythons that we run on and comes with the install. The original, or its fork
`simpleaudio-patched`, is taken if somebody has installed it and it does not crash on this Python.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from voicecoach.errors import DeviceError
from voicecoach.play.sinks.alsa_plugins import plugin_folder

WHEELS = "simpleaudiohamiltoncs"
"""The package that has wheels, and its module."""

SERVER_QUEUE_MS = 1000
"""How much of a buffer a server of PulseAudio or PipeWire is given ahead, in milliseconds: a busy machine then leaves no holes,
which the tenth of a second that the library asks of ALSA does not outlast. The end of the process silences it all the same."""

_CRASHES = (
    "simpleaudio 1.0.4 crashes on Python 3.12 and newer; have one that works beside it:\n"
    f"pip install {WHEELS}, or if that has no wheel: pip install simpleaudio-patched"
)


@dataclass(frozen=True, slots=True)
class Package:
    """One that is installed and works here."""

    module: str
    """What to import."""
    name: str
    """What to install, and its version."""


def installed_package() -> Package:
    """The one that is used. Raises ImportError if there is none, DeviceError if there is only one that crashes."""
    original = importlib.util.find_spec("simpleaudio") is not None
    if original and (sys.version_info < (3, 12) or _version("simpleaudio-patched")):
        return _package("simpleaudio", "simpleaudio-patched", "simpleaudio")
    if importlib.util.find_spec(WHEELS) is not None:
        return _package(WHEELS, WHEELS)
    if original:
        raise DeviceError(_CRASHES, output="simpleaudio")
    raise ImportError("no module named simpleaudiohamiltoncs or simpleaudio")


def child_environment(
    package: Package, given: Mapping[str, str] = os.environ, root: Path = Path("/")
) -> dict[str, str]:
    """The environment for a process that plays with it: its own libasound is shown the system's plugins, and the way to a sound
    server has room for SERVER_QUEUE_MS.

    What the user has set stays.
    """
    made = {"PULSE_LATENCY_MSEC": str(SERVER_QUEUE_MS), **given}
    if package.module == WHEELS and sys.platform.startswith("linux") and "ALSA_PLUGIN_DIR" not in made:
        folder = plugin_folder(root)
        if folder is not None:
            made["ALSA_PLUGIN_DIR"] = str(folder)
    return made


def _package(module: str, *names: str) -> Package:
    for name in names:
        version = _version(name)
        if version:
            return Package(module, f"{name} {version}")
    return Package(module, module)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
