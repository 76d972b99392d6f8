"""Too much in a week, of a routine and of a programme; the shipped routines are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import run
from voicecoach.practice.dosage.volume import in_words, volume_of
from voicecoach.routine.library import load_routine

SQUATS = """title: Squats
{keys}
steps:
  - do: easy-walking-on-the-spot
  - {{do: squat, sets: {sets}, rest: 1 min}}
"""


def checked(tmp_path: Path, text: str, **files: str) -> tuple[list[str], str]:
    """The warnings of a file, and what is noted of it."""
    for name, own in files.items():
        (tmp_path / f"{name}.yaml").write_text(own)
    (tmp_path / "it.yaml").write_text(text)
    done = run(tmp_path, "check", "it.yaml")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines(), done.stderr


@pytest.mark.parametrize(
    ("keys", "sets", "expected"),
    [
        ("frequency: 3 a week", 3, []),
        (
            "frequency: 4 a week",
            3,
            ["it.yaml:2:12: warning: frequency: this mostly strengthens, and 4 a week is on"],
        ),
        ("frequency: 2 a day\nsafety: [prescribed]", 3, []),
        (
            "frequency: 2 a day\nsafety: [prescribed]",
            4,
            ["it.yaml:2:12: warning: frequency: 56 sets of “squat”"],
        ),
        ("about: Whenever.", 50, []),
    ],
)
def test_a_week_of_a_routine(tmp_path: Path, keys: str, sets: int, expected: list[str]) -> None:
    warnings, notes = checked(tmp_path, SQUATS.format(keys=keys, sets=sets))
    assert [one[: len(two)] for one, two in zip(warnings, expected, strict=True)] == expected
    assert ("a week of it: warm up " in notes) == ("frequency" in keys)


PROGRAMME = """title: P
routines:
  - {{do: core-and-back, often: {often}}}
  - {{do: {other}, often: {other_often}}}
"""


@pytest.mark.parametrize(
    ("often", "other", "other_often", "expected"),
    [
        ("3 a week", "five-for-strength", "3 a week", []),
        (
            "5 a week",
            "gentle-daily",
            "daily",
            ["3:10: warning: “core-and-back” strengthens on two days running (5 a"],
        ),
        (
            "2 a week",
            "five-for-strength",
            "3 a week",
            [
                "4:10: warning: “core-and-back” and “five-for-strength” strengthen the same (back, bottom, hips), on "
            ],
        ),
        (
            "3 a week",
            "./calves.yaml",
            "4 a week",
            ["4:10: warning: “calves” strengthens on two days running"],
        ),
        ("3 a week", "./arms.yaml", "3 a week", []),
    ],
)
def test_a_week_of_a_programme(
    tmp_path: Path, often: str, other: str, other_often: str, expected: list[str]
) -> None:
    calves = SQUATS.format(keys="about: Legs.", sets=2)
    prescribed = SQUATS.format(keys="safety: [prescribed]", sets=2)
    text = PROGRAMME.format(often=often, other=other, other_often=other_often)
    warnings, notes = checked(tmp_path, text, calves=calves, arms=prescribed)
    assert [
        one.removeprefix("it.yaml:")[: len(two)] for one, two in zip(warnings, expected, strict=True)
    ] == expected
    assert "it.yaml: week 1: warm up " in notes


def test_the_sets_of_all_routines_are_added(tmp_path: Path) -> None:
    squats = SQUATS.format(keys="safety: [prescribed]", sets=5)
    text = "title: P\nroutines: [{do: ./a.yaml, often: 5 a week}, {do: ./b.yaml, often: 5 a week, weeks: 3 on}]\n"
    warnings, notes = checked(tmp_path, text, a=squats, b=squats)
    assert len(warnings) == 1
    assert warnings[0].startswith(
        "it.yaml:2:11: warning: week 3 has 50 sets of “squat” a week at the strong level"
    )
    assert "week 3: warm up 50 to 70 min, strengthen 50 sets" in notes


def test_what_a_session_of_the_articles_is() -> None:
    routine = load_routine("five-for-strength").routine
    least, most = volume_of(routine, "gentle"), volume_of(routine)
    assert most.sets == {"bird-dog": 1, "hip-extension": 1, "side-plank": 1, "pelvic-tilt": 3}
    assert in_words(least, most).startswith("warm up 5 to 7 min, stretch ")
    assert in_words(least, most).endswith("strengthen 4 to 6 sets")
