"""An answer of an assistant program, with the amounts of an exercise below its name, becomes a routine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interchange.helpers import imported

BY_HEADINGS = """# \U0001f9d8 Back at home

Here's a 15-minute routine for you.
**Duration:** 15 minutes

### 1. Bird Dog
Move like a slow cat.
- **Sets:** 3
- **Reps:** 8 per side
- **Rest:** 45 seconds
- **Tempo:** 3-1-1
- **Equipment:** a mat

### 2. Glute Bridge
**How to:**
1. Lie on your back.
2. Lift your hips.

**Sets:** 3 \u00d7 12\u201315
**Hold:** 2 seconds at the top

---
**Remember:** stop if it hurts.
"""


def test_a_heading_is_an_exercise_if_its_amounts_are_below_it(tmp_path: Path) -> None:
    read = imported(tmp_path, BY_HEADINGS, "answer.md")
    assert read.routine.title == "Back at home"
    assert list(read.doses()) == [
        ("bird-dog", {"tempo": "3-1-1", "sets": "3", "reps": "8", "rest": "45"}),
        ("bridge", {"sets": "3", "reps": "12-15", "hold": "2"}),
    ]
    assert [step["say"] for step in read.steps if "say" in step] == [
        "Bird dog: Move like a slow cat.",
        "Bridge: Lie on your back.",
        "Bridge: Lift your hips.",
        "Bridge: Hold at the top",
    ]
    left_out = [remark for remark in read.one.remarks if "left out" in remark]
    assert [remark.partition("“")[2] for remark in left_out] == [
        "Here's a 15-minute routine for you.”",
        "Duration: 15 minutes”",
        "Equipment: a mat”",
        "Remember: stop if it hurts.”",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "**Exercise 1: Planks**\n* Hold for 20\u201330 seconds\n* Repeat 3 times\n\n**Exercise 2: Squat**\n* 2 sets of 8\n",
        "Plank\n3 times 20-30 s\n\nSquat\n2 sets of 8\n",
        "1. Plank\n   - Reps: 3\n   - Hold: 20 to 30 seconds\n2. Squat - 8 reps\n   - 2 sets\n",
        "### 1. Plank\n**How to:**\n1. Lie on your stomach.\n**Reps:** 3\n**Hold:** 20-30 s\n### 2. Squat\n2 sets of 8\n",
        "- Planks: hold 20-30 s\n  - Reps: 3\n- Squat\n  \u25e6 2 sets of 8 reps\n",
    ],
)
def test_ways_to_write_it(tmp_path: Path, text: str) -> None:
    plank, squat = imported(tmp_path, text, "list.txt").doses()
    assert plank == ("plank", {"reps": "3", "hold": "20-30"})
    assert squat == ("squat", {"sets": "2", "reps": "8"})


@pytest.mark.parametrize(
    "heading", ["## Circuit A \u2014 3 rounds", "**Strength (3 rounds)**", "Circuit (3 rounds):"]
)
def test_rounds_are_named_in_a_heading(tmp_path: Path, heading: str) -> None:
    (step,) = imported(
        tmp_path, f"{heading}\n- Squats \u2014 15 reps\n- Plank \u2014 40 seconds\n", "list.md"
    ).steps
    assert step == {"repeat": 3, "steps": [{"do": "squat", "reps": 15}, {"do": "plank", "hold": "40 s"}]}


def test_rounds_with_a_rest_and_a_pause_that_is_a_hold(tmp_path: Path) -> None:
    text = (
        "**Warm-up**\n- March in place 1 min\n**Main Workout (2 rounds, rest 60 sec between rounds):**\n"
        "1. Bridge \u2013 15 reps (pause 2 sec at the top)\n2. Step-up 10 reps\n## Day 2\n- Squat 10\n"
    )
    read = imported(tmp_path, text, "list.md")
    assert read.steps[1] == {
        "repeat": 2,
        "steps": [
            {"do": "bridge", "reps": 15, "hold": "2 s"},
            {"do": "step-up", "reps": 10},
            {"rest": "60 s"},
        ],
    }
    assert read.routine.exercises["step-up"].kind == "strengthen", "a new part is no warm-up any more"
    assert "“Day 2” goes on in the same session" in read.remarks


def test_one_line_says_the_rests_of_all(tmp_path: Path) -> None:
    text = "- Squat 3x10\n- Plank 2 x 30 s, rest 15 s\nRest 1 min between sets\nRest 20 s between exercises\n"
    read = imported(tmp_path, text, "list.md")
    assert read.steps == [
        {"do": "squat", "sets": 3, "reps": 10, "rest": "60 s"},
        {"rest": "20 s"},
        {"do": "plank", "sets": 2, "hold": "30 s", "rest": "15 s"},
    ]
    assert "line 3: the rest of 60 s is taken between all sets" in read.remarks


def test_a_tempo_of_something_held_is_said_to_be_left_out(tmp_path: Path) -> None:
    read = imported(tmp_path, "1. Squat 10 reps\n   - Tempo: 4-0-4\n   - Hold: 2 s\n", "list.md")
    assert list(read.doses()) == [("squat", {"reps": "10", "hold": "2"})]
    assert "is held; its tempo 4-0-4 is left out" in read.remarks


@pytest.mark.parametrize("tempo", ["0-0-0", "3-90-1"])
def test_a_tempo_that_nobody_can_keep_is_refused(tmp_path: Path, tempo: str) -> None:
    from voicecoach.errors import RoutineError

    with pytest.raises(RoutineError, match="the parts of a tempo last"):
        imported(tmp_path, f"Squat 10 reps, tempo {tempo}\n", "list.md")
