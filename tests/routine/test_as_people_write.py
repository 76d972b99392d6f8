# ruff: noqa: E501, RUF001  (a text and its answer are on one line; the characters of word processors are what this is about)
"""What people write and word processors make of it is read as it was meant, or answered with the right form."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml

from tests.routine.helpers import lines
from tests.routine.test_schema import errors
from tests.yardstick import yardstick_s
from voicecoach.errors import RoutineError
from voicecoach.routine.model import Do, Rest, Routine, SayText
from voicecoach.routine.parse import parse_routine
from voicecoach.typography import plain_layout
from voicecoach.units import Range


def do(**dose: str) -> str:
    step = {"do": "plank", **dose}
    return yaml.safe_dump({"title": "T", "steps": [step]}, allow_unicode=True, sort_keys=False)


def mistake(text: str) -> str:
    with pytest.raises(RoutineError) as caught:
        parse_routine(text)
    (line,) = lines(caught.value)
    return line.split(": ", 1)[1]


@pytest.mark.parametrize(
    ("hold", "low", "high"),
    [
        ("1½ min", 90, 90), ("½ min", 30, 30), ("1 1/2 min", 90, 90), ("3/4 min", 45, 45), ("1min30", 90, 90),
        ("1 min 05", 65, 65), ("~10 s", 10, 10), ("≈ 10 s", 10, 10), ("ca. 10 s", 10, 10), ("About 10 sec", 10, 10),
        ("10 sec.", 10, 10), ("10 secs", 10, 10), ("10–15 s", 10, 15), ("10 — 15 s", 10, 15), ("10‑15 s", 10, 15),
        ("10 − 15 s", 10, 15), ("10\u00a0s", 10, 10), ("10\u202fs", 10, 10), ("10\u2009–\u200915\u00a0s", 10, 15),
        ("1'30\"", 90, 90), ("1’30”", 90, 90), ("30″", 30, 30), ("30''", 30, 30), ("2'", 120, 120), ("１０ s", 10, 10),
        ("“10 s”", 10, 10), ("10\u200b s", 10, 10), ("30 s – 1½ min", 30, 90),
    ],
)  # fmt: skip
def test_times(hold: str, low: float, high: float) -> None:
    (step,) = parse_routine(do(hold=hold)).routine.steps
    assert isinstance(step, Do)
    assert step.hold == Range(low, high)


@pytest.mark.parametrize(
    "hold",
    ["1½ min", "½ min", "1 1/2 min", "3/4 min", "1min30", "1 min 05", "~10 s", "≈ 10 s", "ca. 10 s", "About 10 sec", "10 sec.",
     "10–15 s", "10 — 15 s", "10\u00a0s", "10\u202fs", "1'30\"", "30''", "2'", "30 s – 1½ min"],
)  # fmt: skip
def test_the_schema_lets_them_through(hold: str) -> None:
    assert errors(do(hold=hold), Routine) == []


@pytest.mark.parametrize("text", ["8–12", "~10", "about 8 to 12", "8\u00a0–\u00a012"])
def test_numbers(text: str) -> None:
    (step,) = parse_routine(do(reps=text, tempo="2–1–2")).routine.steps
    assert isinstance(step, Do)
    assert step.reps is not None
    assert step.reps.low in (8, 10)
    assert errors(do(reps=text.replace("about", "About").lower(), tempo="2–1–2"), Routine) == []


@pytest.mark.parametrize(
    ("key", "value", "answer"),
    [
        ("reps", "3x10", "reps: “3x10” is two things: write “sets: 3” and “reps: 10”"),
        ("reps", "3 × 8–12", "reps: “3 × 8–12” is two things: write “sets: 3” and “reps: 8-12”"),
        ("sets", "3 sets of 10", "sets: “3 sets of 10” is two things: write “sets: 3” and “reps: 10”"),
        ("hold", "3 x 30 s", "hold: “3 x 30 s” is two things: write “sets: 3” and “hold: 30 s”"),
        ("time", "3x30", "time: “3x30” is two things: write “sets: 3” and “time: 30”"),
        ("reps", "10 per side", "reps: “10 per side”: write “reps: 10”; an exercise with “sides: each” does all of it on each side"),
        ("reps", "10 each", "reps: “10 each”: write “reps: 10”; an exercise with “sides: each” does all of it on each side"),
        ("reps", "10/leg", "reps: “10/leg”: write “reps: 10”; an exercise with “sides: each” does all of it on each side"),
        ("hold", "2 mins/side", "hold: “2 mins/side”: write “hold: 2 mins”; an exercise with “sides: each” does all of it on each side"),
        ("reps", "10+", "reps: “10+” has no end: write the most, such as “reps: 10”, with “open: true” for as many as good form allows"),
        ("reps", "AMRAP", "reps: “AMRAP” has no end: write the most, such as “reps: 20”, with “open: true” for as many as good form allows"),
        ("reps", "to failure", "reps: “to failure” has no end: write the most, such as “reps: 20”, with “open: true” for as many as good form allows"),
        ("tempo", "3010", "tempo: “3010”: write the parts with dashes, “3-0-1-0”: out, held, back, pause"),
        ("tempo", "30X1", "tempo: “30X1”: write the parts with dashes, “3-0-1-1”, 1 for the x: out, held, back, pause"),
        ("tempo", "3/1/3", "tempo: “3/1/3”: write the parts with dashes, “3-1-3”: out, held, back, pause"),
        ("reps", "12, 10, 8", "reps: “12, 10, 8”: for sets that differ write a list, “reps: [12, 10, 8]”"),
        ("reps", "10x", "reps: “10x”: write the number alone, “10”"),
        ("sets", "3 sets", "sets: “3 sets”: write the number alone, “3”"),
        ("hold", "7,5 s", "hold: “7,5 s”: write the decimals after a point, “7.5 s”"),
    ],
)  # fmt: skip
def test_shorthand_is_answered_with_the_keys_that_say_it(key: str, value: str, answer: str) -> None:
    assert mistake(do(**{key: value})) == answer


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        ("Side plank 3x30 s", "“Side plank 3x30 s” is an exercise and its dose: write “do: side-plank”, and “sets: 3” and “hold: 30 s” below it"),
        ("Bird dog 10", "“Bird dog 10” is an exercise and its dose: write “do: bird-dog”, and “reps: 10” below it"),
        ("plank, 30 s", "“plank, 30 s” is an exercise and its dose: write “do: plank”, and “hold: 30 s” below it"),
    ],
)  # fmt: skip
def test_an_exercise_with_its_dose_on_one_line(step: str, answer: str) -> None:
    assert mistake(f"title: T\nsteps:\n  - {step}\n") == answer


PASTED = """\
title:\u00a0“Morning: back”
steps:
\u00a0 – do: plank
    hold:\u00a010–15\u202fs
  — rest: 20\u00a0s
  • say: “Lie on your back, and breathe.”
  - say: She said “float”, and then “rest”.
  - {say: “Lift, then lower.”}
  - “cat”
exercises:
  own:
    name: ‘Don’t rush’
    kind: “stretch”
    position: on\u00a0the\u00a0back
    setup: [“Lie on your side, now.”, “Keep {side} out.”]
"""


def test_a_routine_that_was_pasted_from_a_letter_is_read() -> None:
    routine = parse_routine(PASTED).routine
    plank, rest, say, said, flow, cat = routine.steps
    assert routine.title == "Morning: back"
    assert isinstance(plank, Do)
    assert plank.hold == Range(10, 15)
    assert rest == Rest(rest="20 s")  # type: ignore[arg-type]
    assert say == SayText(say="Lie on your back, and breathe.")
    assert said == SayText(say="She said “float”, and then “rest”.")
    assert flow == SayText(say="Lift, then lower.")
    assert cat == Do(do="cat")
    own = routine.exercises["own"]
    assert (own.name, own.kind, own.position) == ("Don’t rush", "stretch", "on the back")
    assert own.setup == ("Lie on your side, now.", "Keep {side} out.")


def test_places_stay_those_of_the_file() -> None:
    tree = parse_routine(PASTED).tree
    assert tree.place(("steps", 0, "hold")) == (4, 11)
    assert tree.place(("steps", 1, "rest")) == (5, 11)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (do(hold="10 с"), "“с” in it is CYRILLIC SMALL LETTER ES (U+0441)"),
        (do(reps="1О"), "“О” in it is CYRILLIC CAPITAL LETTER O (U+041E)"),
        (do(hold="10\u200e s"), "a hidden character in it is LEFT-TO-RIGHT MARK (U+200E)"),
        ("title: T\nsteps:\n  - do: plank\n    rерs: 3\n", "“е” in it is CYRILLIC SMALL LETTER IE (U+0435)"),
        ("title: T\nsteps:\n  - rеst: 3\n", "“е” in it is CYRILLIC SMALL LETTER IE (U+0435)"),
        ("title: T\nsteps: [сat]\n", "“с” in it is CYRILLIC SMALL LETTER ES (U+0441)"),
    ],
)  # fmt: skip
def test_a_message_names_what_only_looks_like_what_was_meant(text: str, named: str) -> None:
    assert named in mistake(text)


def test_python_takes_the_same() -> None:
    values: dict[str, Any] = {"do": "plank", "hold": "1½\u00a0min", "optional": "“yes”"}
    assert Do(**values).hold == Range(90, 90)


def test_a_megabyte_of_quotes_is_read_at_once() -> None:
    began = time.process_time()
    for text in ("[" + "“a”, " * 100_000, "- " * 300_000 + "“", "“" * 300_000, "x: " + " " * 900_000 + "“"):
        plain_layout(text)
    assert time.process_time() - began < 600 * yardstick_s()
