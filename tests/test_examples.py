"""Every example runs as it is, in a folder of its own; with a voice that says nothing and sessions that take no time."""

from __future__ import annotations

import functools
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

import voicecoach

EXAMPLES = Path(__file__).parent.parent / "examples"
PAGES = [EXAMPLES.with_name("README.md"), *sorted((EXAMPLES.parent / "docs").glob("*.md"))]

MAKES = {
    "batch_for_patients": ["mr-birch.md", "mr-birch.mp3", "ms-ash.md", "ms-ash.mp3"],
    "live_session": [],
    "own_voice": ["hummed.wav"],
    "preview_as_json": [],
    "render_a_routine": ["monday.html", "monday.mp3", "monday.txt"],
    "routine_in_python": [],
}
"""The files that each makes."""

PRINTS = {
    "batch_for_patients": "ms-ash: ",
    "live_session": "Welcome to",
    "own_voice": "hummed.wav",
    "preview_as_json": "Pelvic tilt",
    "render_a_routine": "monday.mp3\nmonday.txt\nmonday.html",
    "routine_in_python": "Slide your right heel away.",
}

SHORT = voicecoach.Routine(
    title="Short",
    exercises={
        "lift": {
            "name": "Pelvic tilt",
            "kind": "warm up",
            "position": "standing",
            "dose": {"reps": 2, "sets": 4},
        }
    },
    steps=["lift"],
)


def test_every_example_is_run() -> None:
    assert sorted(path.stem for path in EXAMPLES.glob("*.py")) == sorted(MAKES) == sorted(PRINTS)


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own; there what takes minutes takes a moment, as what is tried is the example."""
    opened, prepare, performance = voicecoach.open_voice, voicecoach.prepare, voicecoach.Performance

    def silent(spec: str = "auto", *, speed: int = 150) -> voicecoach.OpenVoice:
        return opened("silent", speed=speed)

    def short(routine: Any, *given: Any) -> voicecoach.Session:
        shipped = routine == "gentle-daily" or getattr(routine, "id", None) == "gentle-daily"
        return prepare(SHORT if shipped else routine, *given)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(voicecoach, "open_voice", silent)
    monkeypatch.setattr(voicecoach, "prepare", short)
    monkeypatch.setattr(voicecoach, "Performance", functools.partial(performance, rehearse=True))
    return tmp_path


@pytest.mark.parametrize("name", MAKES)
def test_an_example_does_what_it_says(name: str, quick: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")
    assert sorted(path.name for path in quick.iterdir()) == MAKES[name]
    assert all(path.stat().st_size for path in quick.iterdir())
    assert PRINTS[name] in capsys.readouterr().out


RENDERS = (["monday.html", "monday.mp3", "monday.txt"], "“Welcome to Short.”")
ON_PAGES: dict[str, tuple[list[str], str]] = {
    "README.md": RENDERS,
    "python.md": RENDERS,
    "scale.md": ([], "'processors': "),
}
"""The files that the program on a page makes, and something that it prints."""


@pytest.mark.parametrize(
    ("page", "program"),
    [
        (path.name, program)
        for path in PAGES
        for program in re.findall(
            r"^```python\n(.*?)^```$", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
        )
    ],
)
def test_a_program_on_a_page_runs(
    page: str, program: str, quick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(compile(program, page, "exec"), {})
    files, prints = ON_PAGES[page]
    assert sorted(path.name for path in quick.iterdir()) == files
    assert prints in capsys.readouterr().out
