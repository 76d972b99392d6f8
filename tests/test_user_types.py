"""What the documentation says may be given passes a user's own strict mypy, and what may not does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.needs import needs_module

pytestmark = [pytest.mark.slow, needs_module("mypy")]  # it reads the whole package

EXAMPLES = Path(__file__).parent.parent / "examples"

GOOD = """
import voicecoach
from voicecoach import Choices, Exercise, Routine, Talk, Voice, coach, load_routine, open_voice, prepare, preview

choices = Choices(talk="short", level="0.5", count="chimes", first="right", include=["a"], easier="b")
talk: Talk = choices.talk
level: float = choices.level
include: frozenset[str] = Choices(level="steady", include={"all"}).include
routine = Routine(
    title="Mine",
    exercises={"lift": Exercise(name="Lift", kind="strengthen", position="standing")},
    steps=["lift", {"rest": 20}],
)
version: str = voicecoach.__version__


def length(voice: Voice) -> float:
    return prepare(routine, choices, voice).timeline.duration


with open_voice("silent", speed=120) as voice, voice.at_speed(150) as faster:
    assert length(voice) > length(faster)
    print(preview(prepare(load_routine(routine), choices, voice), "json"), coach(routine, choices), voice.speed)
"""

BAD = """
from voicecoach import Choices, open_voice, prepare

Choices(level=[0.5])
Choices(easier=3)
open_voice(speed="fast")
prepare({"title": "A"}, Choices(), open_voice())
"""


def checked(folder: Path, program: str) -> str:
    (folder / "program.py").write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder / "cache"), "program.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=500,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_an_example_is_typed(path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / "examples"  # one cache for all
    folder.mkdir(exist_ok=True)
    assert "Success" in (said := checked(folder, path.read_text(encoding="utf-8"))), said


def test_a_users_program_is_type_checked(tmp_path: Path) -> None:
    assert "Success" in (said := checked(tmp_path, GOOD)), said
    said = checked(tmp_path, BAD)
    wrong = [int(line.split(":")[1]) for line in said.splitlines() if ": error:" in line]
    assert wrong == [4, 5, 6, 7], said
