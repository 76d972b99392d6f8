"""A list becomes a routine, as people and assistant programs write one."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest

from tests.interchange.helpers import imported, work_seconds
from tests.needs import slow_but
from tests.yardstick import yardstick_s
from voicecoach.errors import RoutineError
from voicecoach.routine.model import Kind


@pytest.mark.parametrize(
    ("line", "dose"),
    [
        ("Squat 3 x 10, rest 15 s", {"sets": "3", "reps": "10", "rest": "15"}),
        ("- 10 squats", {"reps": "10"}),
        ("1. Squat: 3x12", {"sets": "3", "reps": "12"}),
        ("2) Squats \u2013 3 sets of 8-10 reps", {"sets": "3", "reps": "8-10"}),
        ("* **Squats**: 3 sets \u00d7 10 reps (rest 60s)", {"sets": "3", "reps": "10", "rest": "60"}),
        ("• squats x 10", {"reps": "10"}),
        ("Do 10 squats", {"reps": "10"}),
        ("- [ ] Squats 10 reps x 3 sets, 1 min rest between sets", {"sets": "3", "reps": "10", "rest": "60"}),
        ("Squat 3x8 with 12 kg", {"sets": "3", "reps": "8", "load": "12 kg"}),
        ("Squats for 1 minute", {"time": "60"}),
        ("Squats 1:30", {"time": "90"}),
        ("Squats (45 sec)", {"time": "45"}),
        ("Squats to failure", {"reps": "20", "open": "True"}),
        ("Squats 3 x 1,5 min", {"sets": "3", "time": "90"}),
    ],
)  # fmt: skip
def test_ways_to_write_an_amount(tmp_path: Path, line: str, dose: dict[str, str]) -> None:
    assert list(imported(tmp_path, f"{line}\n", "list.md").doses()) == [("squat", dose)]


@pytest.mark.parametrize(
    ("line", "exercise", "dose"),
    [
        ("Plank 3 x 30 s, rest 15 s", "plank", {"sets": "3", "hold": "30", "rest": "15"}),
        ("Hold plank for 30 seconds", "plank", {"hold": "30"}),
        ("Plank 3x30", "plank", {"sets": "3", "hold": "30"}),
        ("Side plank (left) 20 s", "side-plank", {"hold": "20", "side": "left"}),
        ("Side plank, right side, 20 s", "side-plank", {"hold": "20", "side": "right"}),
        ("Side plank 20s/side", "side-plank", {"hold": "20"}),
        ("Bird dog 2 x 10 each side", "bird-dog", {"sets": "2", "reps": "10"}),
        ("Hamstring stretch 30 sec each leg x 3", "hamstring-stretch", {"reps": "3", "hold": "30"}),
        ("Pelvic tilts 10 times, holding each for 5 seconds", "pelvic-tilt", {"reps": "10", "hold": "5"}),
        ("Bridge: 3 sets x 10 reps, hold 5 seconds", "bridge", {"sets": "3", "reps": "10", "hold": "5"}),
        ("Child's pose, 5 breaths", "child-s-pose", {"breaths": "5"}),
        ("March in place - 2 minutes", "marching-in-place", {"time": "120"}),
    ],
)  # fmt: skip
def test_ways_to_write_a_hold_and_a_side(
    tmp_path: Path, line: str, exercise: str, dose: dict[str, str]
) -> None:
    assert list(imported(tmp_path, f"{line}\n", "list.txt").doses()) == [(exercise, dose)]


ASSISTANT = """# Back at home

Here is a gentle routine for you:

## Warm-up (3 minutes)
1. **Walk on the spot** \u2013 2 minutes. Breathe evenly.

## Main part
| Exercise | Sets | Reps | Rest |
|:---------|:----:|-----:|------|
| Bridge   | 2    | 8    | 30 s |
| Wall sit | 1    | 20 s |      |

Rest 1 minute

## 2 rounds
- Squats 10
- [Plank](https://example.org/plank) 20 s

Remember to drink water!
"""


def test_what_an_assistant_writes(tmp_path: Path) -> None:
    read = imported(tmp_path, ASSISTANT, "answer.md")
    routine = read.routine
    assert routine.title == "Back at home"
    assert [step.get("do", step.get("rest", step.get("repeat", step.get("say")))) for step in read.steps] == [
        "Easy walking on the spot: Breathe evenly",
        "easy-walking-on-the-spot",
        "bridge",
        "wall-sit",
        "60 s",
        2,
    ]
    assert routine.exercises["wall-sit"].kind is Kind.STRENGTHEN
    assert "line 3 is not an exercise, and left out: “Here is a gentle routine for you:”" in read.remarks
    assert "line 20 is not an exercise, and left out: “Remember to drink water!”" in read.remarks
    assert work_seconds(read.loaded) == pytest.approx(120 + 2 * 8 * 5 + 20 + 2 * (10 * 5 + 20))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dear Ms Ash,\nplease do your exercises.\n", "there is no exercise in this file"),
        ("Plank 3 x 0 s\n", "go from 1 to"),
        ("## Circuit (3 rounds, rest 60 min)\n- Plank 30 s\n", "rests (in seconds) go from 0 to"),
        ("## Plank\n- Sets: 5000\n", "sets go from 1 to"),
        ("- " + "squat " * 1000 + "10\n", "more than 2,000 characters"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", "does not name its columns"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(RoutineError) as caught:
        imported(tmp_path, text, "list.md")
    assert words in caught.value.message


def test_long_notes_and_markup_are_made_sayable(tmp_path: Path) -> None:
    note = "Keep <b>your</b> {back} flat. " * 40
    read = imported(tmp_path, f"- Calf raise 10 x — {note}\n", "list.md")
    (exercise,) = read.routine.exercises.values()
    assert len(exercise.setup) > 1
    assert "<" not in "".join(exercise.setup)


@pytest.mark.parametrize(
    "piece",
    slow_but(
        [", ", "- ", "3 x ", "1:", "hold it each ", "10-", "left ", "[a](", "** ", "1 to "],
        "3 x ",
        "[a](",
        "1 to ",
    ),
)
def test_a_file_of_nothing_but_signs_takes_no_time(tmp_path: Path, piece: str) -> None:
    line = "- 10 squats " + (piece * 1000)[:1900]
    imported_or_not(tmp_path, "- squat 1")
    began = time.process_time()
    imported_or_not(tmp_path, f"{line}\n" * 50)
    assert time.process_time() - began < 1000 * yardstick_s()


def imported_or_not(folder: Path, text: str) -> None:
    with contextlib.suppress(RoutineError):
        imported(folder, text, "list.md")
