"""The sessions of the shipped routines are what a reviewer last agreed to."""

from __future__ import annotations

import difflib

import pytest

from tests.golden import ROUTINES, compiled, golden_file, table
from voicecoach.shipped import shipped_scripts_dir


@pytest.mark.parametrize("name", ROUTINES)
def test_the_session_is_the_one_that_was_agreed(name: str):
    now = table(compiled(name)).splitlines()
    agreed = golden_file(name).read_text(encoding="utf-8").splitlines()
    if now != agreed:
        difference = list(difflib.unified_diff(agreed, now, "agreed", "now", lineterm="", n=1))
        shown = "\n".join(difference[:60])
        pytest.fail(
            f"{shown}\n\nIf this is meant: python -m tests.golden --update, and commit what it wrote", False
        )


def test_every_shipped_routine_is_held():
    shipped = {path.stem for path in shipped_scripts_dir().glob("*.yaml")}
    assert shipped <= set(ROUTINES)
