"""What is not installed is said before anything is made."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from voicecoach.errors import ExportError
from voicecoach.publish.pages import libraries

PROJECT = Path(__file__).parents[3] / "pyproject.toml"


def test_a_missing_library_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(libraries, "NEEDED", ("json", "no_such_library"))
    with pytest.raises(
        ExportError, match=r"needs more libraries \(no_such_library\): pip install 'voicecoach\[practice\]'"
    ):
        libraries.require_libraries(Path("practice"))


def test_the_extra_has_all_of_them():
    extras = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert [one.partition(">")[0] for one in extras["practice"]] == ["voicecoach[pdf,calendar]", "segno"]
    libraries.require_libraries(Path("practice"))
