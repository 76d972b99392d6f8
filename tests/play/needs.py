"""What tests of live sessions need, asked for in the middle of a test or a fixture; see `tests.needs`."""

from __future__ import annotations

import importlib.util

import pytest

from tests.needs import in_ci, program
from voicecoach.errors import DeviceError
from voicecoach.play.sinks.simpleaudio_package import installed_package


def need(*programs: str) -> None:
    """Skip this test unless all these programs are here; in CI they must be."""
    for name in programs:
        program(name)


def need_simpleaudio() -> None:
    """The same for one of the packages that are simpleaudio."""
    try:
        installed_package()
    except (ImportError, DeviceError) as error:
        if in_ci():
            pytest.fail(f"{error}, and CI must have it")
        pytest.skip(str(error))


def need_module(name: str) -> None:
    """The same for a package of Python."""
    if importlib.util.find_spec(name) is None:
        reason = f"the package {name} is not installed"
        if in_ci():
            pytest.fail(f"{reason}, and CI must have it")
        pytest.skip(reason)
