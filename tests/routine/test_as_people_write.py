# ruff: noqa: E501, RUF001  (a text and its answer are on one line; the characters of word processors are what this is about)
"""What people write and word processors make of it is read as it was meant, or answered with the right form."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml

from tests.routine.helpers import lines
from tests.routine.test_schema import errors
from tests.script.helpers import loaded
from tests.yardstick import yardstick_s
from voicecoach.errors import RoutineError
from voicecoach.routine.finding import Severity
from voicecoach.routine.lint.rules import lint_routine
from voicecoach.routine.mistakes import OF_A_STEP, OF_AN_EXERCISE
from voicecoach.routine.model import Do, Exercise, Rest, Routine, SayText
from voicecoach.routine.parse import parse_routine
from voicecoach.routine.validation_messages import keys_of
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
        ("hold", "5 breaths", "hold: “5 breaths”: write “breaths: 5”"),
        ("hold", "10 count", "hold: “10 count”: write the seconds, “hold: 10 s”"),
        ("hold", "thirty seconds", "hold: “thirty seconds”: write the number in figures, “30 s”"),
        ("hold", "half a minute", "hold: “half a minute”: write the number in figures, “½ min”"),
        ("hold", "60 Sek.", "hold: “60 Sek.”: units are s, min and h: write “60 s”"),
        ("hold", "10 s (each side)", "hold: “10 s (each side)”: write “hold: 10 s”; an exercise with “sides: each” does all of it on each side"),
        ("hold", "to failure", "hold: “to failure” has no end: write the most, such as “hold: 30 s”, with “open: true” for as long as good form allows"),
        ("hold", "30 s x 3", "hold: “30 s x 3” is two things: write “sets: 3” and “hold: 30 s”"),
        ("hold", "10/20/30 s", "hold: “10/20/30 s”: for sets that differ write a list, “hold: [10 s, 20 s, 30 s]”"),
        ("hold", "up to 30 s", "hold: “up to 30 s”: write “hold: 30 s”, with “open: true” if less is all right"),
        ("reps", "1-2-3-2-1", "reps: “1-2-3-2-1”: for sets that differ write a list, “reps: [1, 2, 3, 2, 1]”"),
        ("reps", "10/10", "reps: “10/10”: write “reps: 10”; an exercise with “sides: each” does all of it on each side"),
        ("reps", "10 L, 5 R", "reps: “10 L, 5 R”: each side has a dose of its own, “left: {reps: 10}” and “right: {reps: 5}”"),
        ("reps", "10-12 reps x 3 sets", "reps: “10-12 reps x 3 sets” is two things: write “sets: 3” and “reps: 10-12”"),
        ("reps", "8 @ RPE 7", "reps: “8 @ RPE 7” is two things: write “reps: 8” and “effort: 7 of 10”"),
        ("reps", "10 slowly", "reps: “10 slowly”: write “reps: 10”, and how slow as a tempo, such as “tempo: 3-1-3”"),
        ("reps", "ten", "reps: “ten”: write the number in figures, “10”"),
        ("time", "45/15", "time: “45/15” is two things: write “time: 45 s” and “rest: 15 s”"),
        ("time", "40 s on 20 s off", "time: “40 s on 20 s off” is two things: write “time: 40 s” and “rest: 20 s”"),
        ("time", "EMOM", "time: “EMOM”: write a step “every: 1 min” with “times” and “steps”"),
        ("rest", "none", "rest: “none”: write “0”, or take the key out"),
        ("rest", "as needed", "rest: “as needed”: write the usual time, such as “1 min”, or a step of its own, “wait: Rest until you are ready.”"),
        ("tempo", "3-0-X-0", "tempo: “3-0-X-0”: write the parts with dashes, “3-0-1-0”, 1 for the x: out, held, back, pause"),
        ("breath", "in for 4, hold 7, out 8", "breath: “in for 4, hold 7, out 8”: write the parts with dashes, “4-7-8”: in, held, out, empty"),
        ("breath", "5.5/5.5", "breath: “5.5/5.5”: write the parts with dashes, “5.5-5.5”: in, held, out, empty"),
        ("breath", "6", "breath: “6” is one part: write each, such as “6-6”: in, held, out, empty"),
        ("effort", "RIR 2", "effort: “RIR 2” is not an effort; write it on a scale to 10, as 8 of 10"),
        ("effort", "50 %", "effort: “50 %” is not an effort; write it on a scale to 10, as 5 of 10"),
        ("load", "none", "load: “none” would be said; write body weight, or take the key out"),
        ("pain", "none", "pain: without this key the coach says to stop if it hurts; take it out, or write such as up to 3 of 10"),
        ("cues", "5 min", "cues: “5 min” does not say when; write “every 5 min”"),
        ("cues", "25%, 50%", "cues: “25%, 50%” does not say when; write a list, [25%, 50%]"),
        ("side", "L", "side: “L” is not known here; did you mean “left”?"),
        ("switch", "every set", "switch: “every set” is not known here; did you mean “each set”?"),
        ("weight", "5 kg", "unknown key “weight”; did you mean “load”?"),
        ("RPE", "7", "unknown key “RPE”; did you mean “effort”?"),
        ("phases", "[a, b]", "“phases” belongs to an exercise, under “exercises”, and not to a step"),
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
        ("3x10 squat", "“3x10 squat” is an exercise and its dose: write “do: squat”, and “sets: 3” and “reps: 10” below it"),
        ("plank (30 s)", "“plank (30 s)” is an exercise and its dose: write “do: plank”, and “hold: 30 s” below it"),
        ("plank: 30 s", "“plank 30 s” is an exercise and its dose: write “do: plank”, and “hold: 30 s” below it"),
        ("plank x 10", "“plank x 10” is an exercise and its dose: write “do: plank”, and “reps: 10” below it"),
        ("rest 20 s", "“rest 20 s” is a key without its colon: write “rest: 20 s”, with a space after the colon"),
        ("rest:20 s", "“rest:20 s” is a key without its colon: write “rest: 20 s”, with a space after the colon"),
        ("plank, squat", "“plank, squat” are several steps: write each on a line of its own, after a dash"),
        ("{exercise: plank, reps: 10}", "unknown step “exercise”; did you mean “do”?"),
        ("{plank: {reps: 10}}", "“plank” is not a kind of step: write “do: plank”, and what is under it beside that"),
        ("{reps: 10}", "“reps” belongs to an exercise: write “do:” and its id, and “reps” below it"),
        ("wait: 10 s", "wait: “10 s” would be said; write what to wait for, and “time: 10 s” below it, or a step “pause: 10 s”"),
        ("say: Breathe in [3 s] and out", "say: “[3 s]” would be read aloud; for silence write [pause 3 s]"),
        ("do: plank, hold: 10 s", "there are two keys on this line; write “hold: …” on a line of its own, below “do”"),
        ("say: {side} leg up", "a text that begins with {side} needs quotes: say: \"{side} leg up\""),
        ("say: **Now**", "items of a list begin with a dash; text that begins with a star belongs in quotes"),
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


@pytest.mark.parametrize(
    "text",
    ["Breathe in (3 sec pause) and out", "Breathe in *pause 3 s* and out", "Breathe in {pause 3} and out",
     "Breathe in -- pause 3 seconds -- and out", "Breathe in \u2013 pause 3 s \u2013 and out", "Breathe in [silence 3s] and out"],
)  # fmt: skip
def test_silence_between_any_marks(text: str) -> None:
    (step,) = parse_routine(f'title: T\nsteps:\n  - say: "{text}"\n').routine.steps
    assert step == SayText(say="Breathe in [pause 3 s] and out")


@pytest.mark.parametrize(
    "text",
    ["One *big* breath", "In \u2013 and out \u2013 again", "Lift -- slowly -- and lower", "Rest (a little)"],
)
def test_other_words_between_marks_stay(text: str) -> None:
    (step,) = parse_routine(f'title: T\nsteps:\n  - say: "{text}"\n').routine.steps
    assert step == SayText(say=text)


def test_an_interval_with_rounds_has_times() -> None:
    with pytest.raises(RoutineError) as caught:
        parse_routine("title: T\nsteps:\n  - {every: 1 min, rounds: 10, steps: [plank]}\n")
    assert (
        lines(caught.value)[0]
        == "3:5: an interval has “times”: write how many, as in “every: 1 min” and “times: 10”"
    )


@pytest.mark.parametrize(
    ("frequency", "read"),
    [("twice daily", "2 a day"), ("2 x daily", "2 a day"), ("BID", "2 a day"), ("t.i.d.", "3 a day"), ("5 days a week", "5 a week"),
     ("twice weekly", "2 a week"), ("each day", "1 a day")],
)  # fmt: skip
def test_how_often(frequency: str, read: str) -> None:
    routine = parse_routine(f"title: T\nfrequency: {frequency}\nsteps: [plank]\n").routine
    assert routine.frequency == read


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("frequency: Mon, Wed, Fri", "frequency: “Mon, Wed, Fri” does not say how often; write it as 3 a week, and when in “about”"),
        ("frequency: every 2 hours", "frequency: “every 2 hours” does not say how often; write it as 8 a day"),
        ("frequency: every 12 h", "frequency: “every 12 h” does not say how often; write it as 2 a day"),
        ("frequency: every 48 hours", "frequency: “every 48 hours” does not say how often; write it as 2 a day, or 3 a week"),
        ("close: none", "close: “none” would be said; take the key out, and the coach has words of its own"),
        ("safety: none", "safety: “none” would be said, and the coach's own notice stays; take the key out"),
        ("patient: Ms Ash", "unknown key “patient”; did you mean “for”?"),
        ("sets: 3", "“sets” belongs to a step; write it below a “do”"),
        ("rounds: 3", "“rounds” is a step; write it in the list under “steps”, after a dash"),
    ],
)  # fmt: skip
def test_keys_of_a_routine(line: str, answer: str) -> None:
    assert mistake(f"title: T\n{line}\nsteps: [plank]\n") == answer


@pytest.mark.parametrize(
    ("text", "place", "answer"),
    [
        ("title:T\nsteps:\n  - plank\n", "1:7", "write a space after the colon"),
        ("title: T\nsteps:\n  -plank\n  -cat\n", "3:3", "steps: write a space after each dash: “- plank”"),
        ("title: T\nsteps:\n  1. plank\n  2. cat\n", "3:3", "steps: write a dash in place of each number: “- plank”"),
        ("title: T\nsteps:\n  * plank\n", "3:4", "items of a list begin with a dash; text that begins with a star belongs in quotes"),
        ("title: T\nsteps:\n  - do: plank\n      hold: 5 s\n", "4:7", "this line is too far left or right: the keys of a step line up two columns right of its dash, and dashes line up"),
        ("title: T\nsteps:\n  - do: plank\n\t  hold: 5 s\n", "4:1", "there is a tab here; indent with spaces"),
        ("```yaml\ntitle: T\nsteps:\n  - plank\n```\n", "1:1", "this is a line of a chat or a web page; take out the lines with ``` and all that is not the routine"),
        ("{\\rtf1\\ansi title: T}", "1:1", "this is a document of a word processor (RTF); save it as plain text"),
        ("<html>T</html>", "1:1", "this is a web page; save it as plain text"),
    ],
)  # fmt: skip
def test_layout_that_is_not_yaml(text: str, place: str, answer: str) -> None:
    with pytest.raises(RoutineError) as caught:
        parse_routine(text)
    assert lines(caught.value) == [f"{place}: {answer}"]


def test_bullets_of_a_letter_are_dashes() -> None:
    routine = parse_routine("title: T\nsteps:\n  \u25aa plank\n  \u25cb cat\n  \u25cf bird\n").routine
    assert [step.do for step in routine.steps if isinstance(step, Do)] == ["plank", "cat", "bird"]


def test_the_keys_that_are_sent_elsewhere_are_keys() -> None:
    assert {*keys_of(Exercise)} - {*keys_of(Do)} >= OF_AN_EXERCISE
    assert {*keys_of(Do)} >= OF_A_STEP


def test_a_number_sign_that_takes_words_away_is_a_warning() -> None:
    text = 'title: Knee #2\nabout: Three #a note\nsteps:\n  - say: "Room #3"\n  - say: Go to room #3 now.\n  - rest: 20 s #2\nexercises: {}\n'
    found = lint_routine(loaded(text))
    assert [(one.line, one.column, one.severity) for one in found if "is a note" in one.message] == [
        (1, 13, Severity.WARNING),
        (5, 21, Severity.WARNING),
    ]


@pytest.mark.parametrize(("step", "value"), [("rest", "20 s"), ("pause", "20 s"), ("sound", "bell")])
def test_a_step_without_its_value(step: str, value: str) -> None:
    with pytest.raises(RoutineError) as caught:
        loaded(f"title: T\nsteps:\n  - {step}\n")
    assert caught.value.message == f"“{step}” needs a value: write such as “{step}: {value}”"
