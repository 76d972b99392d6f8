"""What a test needs of the machine: a program, or a package of an extra.

On a bare machine the test skips and says what is missing. In CI (CI=true) nothing may skip: the same test fails there,
so that `.ci/run` has to install the part. Anyone who needs a new program adds it to the list in `.ci/run`.

    @needs_program("ffprobe")
    def test_chapters_are_read_back() -> None: ...

    pytestmark = [needs_program("pulseaudio"), needs_module("simpleaudio")]    # for a whole file

In the middle of a test, and in fixtures: `path = program("ffprobe")`.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet


def in_ci() -> bool:
    """Whether nothing may be missing."""
    return os.environ.get("CI", "").lower() in ("true", "1")


def needs_program(name: str) -> pytest.MarkDecorator:
    """A mark: the test runs the program `name`."""
    return _needs(shutil.which(name) is not None, f"the program {name} is not installed")


def needs_module(name: str) -> pytest.MarkDecorator:
    """A mark: the test uses the package `name`, which not every install has."""
    return _needs(importlib.util.find_spec(name) is not None, f"the package {name} is not installed")


def program(name: str) -> str:
    """The path of the program `name`; if it is missing, skips the test, or fails it in CI."""
    found = shutil.which(name)
    if found:
        return found
    if in_ci():
        pytest.fail(f"the program {name} is not installed, and CI must have it")
    pytest.skip(f"the program {name} is not installed")


def _needs(found: bool, reason: str) -> pytest.MarkDecorator:
    # In CI the mark lets the test run into what is missing: it fails with the real error.
    return pytest.mark.skipif(not found and not in_ci(), reason=reason)


def slow_but(values: Iterable[Any], *quick: Any) -> list[ParameterSet]:
    """Parameters of a test: `quick` run always, the other `values` only where slow tests run.

    @pytest.mark.parametrize("suffix", slow_but(["wav", "flac", "mp3"], "wav"))
    """
    found = list(values)
    assert all(value in found for value in quick), "a quick value is none of the values"
    marks = {True: (), False: (pytest.mark.slow,)}
    return [
        pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=marks[value in quick])
        for value in found
    ]


in_real_time = pytest.mark.flaky(reruns=3, reruns_delay=2)
"""For single tests that run a real program against the clock: a machine that was busy elsewhere gets another try. What
is wrong in the program is wrong each time. Never for a whole file: a pure test that fails once has failed."""
