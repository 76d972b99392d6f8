"""The recipes of docs/writing-routines.md last what they say, and a colleague has nothing to say of any example of the docs."""

from __future__ import annotations

import re
import runpy
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from voicecoach.cli.check import file_findings, intervals_line
from voicecoach.routine.library import Folders, load_file
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Role, SegmentKind, Side
from voicecoach.session import prepare
from voicecoach.shipped import shipped_scripts_dir
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import EventKind, Timeline

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
GUIDE = (ROOT / "docs" / "writing-routines.md").read_text(encoding="utf-8")
TOOL = runpy.run_path(str(ROOT / "tools" / "readme_sample.py"))
EXAMPLES = {
    re.sub(r"\W+", "-", block.split("\n")[0].removeprefix("title: ").lower()): block
    for page in PAGES
    for block in TOOL["blocks"]("yaml", page.read_text(encoding="utf-8"))
    if block.startswith("title: ")
}
FOLDERS = Folders(user=Path("nowhere"), shipped=shipped_scripts_dir())
VOICE = SilentVoice(150)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    TOOL["put_examples"](tmp_path)
    for name, text in EXAMPLES.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_every_recipe_is_looked_at() -> None:
    recipes = GUIDE.partition("## Recipes\n")[2].partition("\n## ")[0]
    names = {
        re.sub(r"\W+", "-", block.split("\n")[0].removeprefix("title: ").lower())
        for block in TOOL["blocks"]("yaml", recipes)
    }
    assert names == set(LAST)
    assert len(re.findall("^### ", recipes, re.MULTILINE)) == len(names)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_colleague_has_nothing_to_say_of_an_example(name: str, folder: Path) -> None:
    assert list(map(str, file_findings(folder / f"{name}.yaml", FOLDERS))) == []


EFFORTS = (Role.HOLD, Role.REP, Role.BREATH, Role.TIME)

LAST: dict[str, dict[str, float]] = {
    "tabata": {"warm-up-walking": 5 * 60, "marching-in-place": 8 * 20},
    "couch-to-5k-week-one": {"walk": 2 * 5 * 60 + 8 * 90, "run": 8 * 60},
    "mcgill-s-three": {"neutral-spine-crunch": 120, "side-plank": 240, "bird-dog": 240},
    "four-seven-eight": {"relaxing-breath": 6 * 19},
    "box-breathing": {"box": 4 * 60},
    "cyclic-sighing": {"sigh": 33 * 9},
    "body-scan": {"lie-down": 3 * 10},
    "yoga-flow": {"downward-dog": 3 * 5 * 10},
    "heel-drops": {"heel-drop": 2 * 3 * 15 * 7, "heel-drop-with-a-bent-knee": 2 * 3 * 15 * 7},
    "after-the-operation": {"knee-press": 3 * 10 * 5, "heel-slide": 10 * 7 + 5 * 7},
    "slow-squats": {"slow-squat": 2 * 6 * 11},
    "muscle-relaxation": {"arms": 3 * 7},
    "circuit": {"squat": 3 * 10 * 5, "row": 3 * 2 * 10 * 7, "marching-in-place": 3 * 40},
    "every-minute": {"squat": 10 * 8 * 4},
    "as-many-rounds-as-you-can": {"marching-in-place": 6 * 30},
}
"""Seconds of exact effort, by exercise: holds, repetitions, breaths and timed sets."""


@pytest.mark.parametrize("name", LAST)
def test_the_effort_lasts_what_is_written(name: str, folder: Path) -> None:
    # A little above gentle, at which some exercises begin with an easier one.
    timeline = prepare(
        load_file(folder / f"{name}.yaml", folders=FOLDERS), Choices(level=0.001), VOICE
    ).timeline
    found: Counter[str | None] = Counter()
    for part, event in timeline.events():
        if event.kind is EventKind.SPAN and event.role in EFFORTS and part.segment.kind is SegmentKind.WORK:
            found[part.segment.exercise] += event.end - event.start
    for exercise, expected in LAST[name].items():
        assert found[exercise] / timeline.rate == expected, exercise


def from_first_to_last(timeline: Timeline, step: int | None = None) -> float:
    """Seconds from the start of the first work to the end of the last, in one step if one is named."""
    work = [
        part
        for part in timeline.parts
        if part.segment.kind is SegmentKind.WORK and step in (None, *part.segment.place[1:2])
    ]
    return (work[-1].end - work[0].start) / timeline.rate


@pytest.mark.parametrize(
    ("name", "step", "clock"),
    [
        ("tabata", None, "9:20"),
        ("tabata", 2, "3:50"),
        ("couch-to-5k-week-one", None, "30:00"),
        ("as-many-rounds-as-you-can", 1, "12:00"),
        ("every-minute", 1, "9:46"),
    ],
)
def test_what_goes_by_the_clock_is_exact(name: str, step: int | None, clock: str, folder: Path) -> None:
    loaded = load_file(folder / f"{name}.yaml", folders=FOLDERS)
    lasts = from_first_to_last(prepare(loaded, Choices(), VOICE).timeline, step)
    minutes, rest = clock.split(":")
    assert lasts == int(minutes) * 60 + int(rest)
    if step is None:
        assert intervals_line(loaded) == f"asked {clock}, lasts {clock}"
        assert clock in GUIDE


def test_one_operated_leg_is_done_alone(folder: Path) -> None:
    timeline = prepare(load_file(folder / "after-the-operation.yaml"), Choices(), VOICE).timeline
    assert {part.segment.side for part in timeline.parts if part.segment.exercise == "knee-press"} <= {
        None,
        Side.LEFT,
    }


def test_silence_of_a_body_scan_is_exact(folder: Path) -> None:
    timeline = prepare(load_file(folder / "body-scan.yaml"), Choices(), VOICE).timeline
    said = [event for _, event in timeline.events() if event.kind is EventKind.SAY]
    feet = next(number for number, event in enumerate(said) if event.text == "Notice your feet.")
    gaps = [(after.start - before.end) / timeline.rate for before, after in pairwise(said[feet : feet + 3])]
    assert gaps == pytest.approx([20, 20], abs=1e-4)


def test_a_flow_takes_the_way_that_its_words_give(folder: Path) -> None:
    timeline = prepare(load_file(folder / "yoga-flow.yaml"), Choices(), VOICE).timeline
    (first, *_) = [event for _, event in timeline.events() if "step back" in (event.text or "")]
    after = min(event.start for _, event in timeline.events() if event.start > first.end)
    assert 4.0 <= (after - first.end) / timeline.rate < 4.8
