"""Fluent takes a tenth of a second to import, with babel: what is quick does without it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import environment

CODE = """\
import sys
sys.argv = ["voicecoach", *sys.argv[1:]]
from voicecoach.__main__ import main
try:
    main()
except SystemExit as end:
    print(end.code or 0, sorted({"fluent", "babel", "pydantic"} & set(sys.modules)), file=sys.stderr)
"""


def imported(home: Path, *arguments: str) -> list[str]:
    """Which of the slow libraries a run of the program has imported at its end."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments],
        env=environment(home), capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    code, _, found = done.stderr.strip().splitlines()[-1].partition(" ")
    assert code == "0", done.stderr
    names: list[str] = json.loads(found.replace("'", '"'))
    return names


@pytest.mark.slow
@pytest.mark.parametrize("form", ["text", "srt", "vtt", "lrc", "ssml", "json"])
def test_the_preview_of_a_kept_session_needs_no_fluent(tmp_path: Path, form: str) -> None:
    preview = ("preview", "core-and-back", "--estimate", "--format", form)
    assert "fluent" in imported(tmp_path, *preview)
    assert imported(tmp_path, *preview) == []
