"""Finds outputs by name; imports one only when it is asked for.

An output is an entry point in the group `voicecoach.outputs`. Those of this project are in that group like
anybody else's, and are listed here too: a look through the entry points of everything that is installed costs
20 ms of the time to the first word. A third party's output may therefore not take one of our names.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from voicecoach.errors import DeviceError
from voicecoach.near import did_you_mean
from voicecoach.play.sinks.api import OUTPUT_GROUP
from voicecoach.play.sinks.checked import CheckedOutput, load_checked
from voicecoach.play.sinks.output_calls import describe_error

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

BUILT_IN = {
    "pulse": "voicecoach.play.sinks.pulse:PulseOutput",
    "miniaudio": "voicecoach.play.sinks.miniaudio:MiniaudioOutput",
    "simpleaudio": "voicecoach.play.sinks.simpleaudio:SimpleaudioOutput",
    "null": "voicecoach.play.sinks.null:NullOutput",
    "capture": "voicecoach.play.sinks.capture:CaptureOutput",
}
"""The entry points of pyproject.toml, word for word; a test holds the two together."""

AUTO = "voicecoach.play.sinks.usual:UsualOutput"
"""What `--output auto` means."""

_INSTALL = {
    "auto": "pip install miniaudio",
    "miniaudio": "pip install miniaudio",
    "simpleaudio": "pip install simpleaudiohamiltoncs",
}


def registered_outputs() -> Iterable[EntryPoint]:
    """What is registered."""
    # Imported here: a name of ours needs no look, and reading packages' metadata brings half an e-mail client
    # along.
    from importlib.metadata import entry_points

    return entry_points(group=OUTPUT_GROUP)


def output_names() -> tuple[str, ...]:
    """Every output there is: our own, then those of third parties, sorted."""
    others = {entry.name for entry in registered_outputs()} - set(BUILT_IN)
    ours = [name for name in BUILT_IN if name != "pulse" or sys.platform.startswith("linux")]
    return (*ours, *sorted(others))


def find_output(name: str) -> CheckedOutput:
    """The output of that name behind our checks, `auto` for the usual one. Raises DeviceError if there is none or it is
    broken."""
    try:
        return load_checked(name, lambda: _load(name)())
    except ImportError as exc:
        fix = _INSTALL.get(name, "install it again")
        raise DeviceError(
            f"it is not installed here ({describe_error(exc)}); fix it with: {fix}", output=name
        ) from exc


def _load(name: str) -> Any:
    if name in BUILT_IN or name == "auto":
        module, _, attribute = BUILT_IN.get(name, AUTO).partition(":")
        return getattr(importlib.import_module(module), attribute)
    for entry in registered_outputs():
        if entry.name == name:
            return entry.load()
    known = ("auto", *output_names())
    hint = did_you_mean(name, known) or f"; there are {', '.join(known)}"
    raise DeviceError(f"there is no such output{hint}", output=name)
