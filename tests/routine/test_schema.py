"""The JSON Schema lets through what the reader lets through, and stops the mistakes that are made most."""

from __future__ import annotations

import functools
import json
import re
import subprocess
import sys
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from tests.routine.helpers import BRIDGE, MORNING, PLANK, TILT
from voicecoach.cli.schema import schema
from voicecoach.errors import RoutineError
from voicecoach.routine.model import Exercise, Routine
from voicecoach.routine.parse import parse_exercise, parse_routine
from voicecoach.routine.schema import json_schema
from voicecoach.shipped import shipped_scripts_dir

jsonschema = pytest.importorskip("jsonschema")

SHIPPED = sorted(shipped_scripts_dir().rglob("*.yaml"))


@functools.cache
def validator(model: type[Routine] | type[Exercise]) -> Any:
    return jsonschema.Draft202012Validator(json_schema(model))


def errors(text: str, model: type[Routine] | type[Exercise]) -> list[Any]:
    return list(validator(model).iter_errors(yaml.safe_load(text)))


@pytest.mark.parametrize("model", [Routine, Exercise])
def test_it_is_a_schema(model: type[Routine] | type[Exercise]) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(model))


def test_what_is_right_passes() -> None:
    assert errors(MORNING, Routine) == []
    for text in (TILT, BRIDGE, PLANK):
        assert errors(text, Exercise) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_file_passes(path: Any) -> None:
    model = Exercise if path.parent.name == "exercises" else Routine
    assert errors(path.read_text(encoding="utf-8"), model) == []


@pytest.mark.parametrize(
    "steps",
    ["[{do: x, rep: 3}]", "[{do: x, say: y}]", "[{rset: 3}]", "[]", "[5]", "[../x]", "[{do: x, reps: 10-}]",
     "[{do: x, hold: -5}]", "[{do: x, left: {resp: 1}}]", "[{repeat: 1-2, steps: [x]}]", "[{repeat: 2}]", "[{sound: ../x}]"],
)  # fmt: skip
def test_typical_mistakes_do_not(steps: str) -> None:
    assert errors(f"title: A\nsteps: {steps}\n", Routine) != []


@pytest.mark.parametrize("text", [TILT + "extra: 1\n", TILT.replace("mobilise", "mobilize"), "name: A\n"])
def test_mistakes_of_exercises_do_not(text: str) -> None:
    assert errors(text, Exercise) != []


@pytest.mark.parametrize("model", [Routine, Exercise])
def test_every_field_is_described(model: type[Routine] | type[Exercise]) -> None:
    schema = json_schema(model)
    for one in (schema, *schema["$defs"].values()):
        assert one.get("description") or "if" in one
        undescribed = [
            name for name, field in one.get("properties", {}).items() if "description" not in field
        ]
        assert set(undescribed) <= {"kind", "sides"}


def test_the_command_prints_it() -> None:
    runner = CliRunner()
    routine = json.loads(runner.invoke(schema, []).output)
    exercise = json.loads(runner.invoke(schema, ["--exercise"]).output)
    assert routine == json_schema(Routine)
    assert exercise == json_schema(Exercise)


@pytest.mark.parametrize(
    "hold", ["25 h", "5 parsecs", "1:99", "601", "11 min", "5 min 3", "5 s -", "5to10", "1:30 min", "1:00:00"]
)
def test_a_text_that_is_not_a_time_does_not_pass(hold: str) -> None:
    step = f"title: A\nsteps: [{{do: x, hold: '{hold}'}}]\n"
    assert errors(step, Routine) != []
    with pytest.raises(RoutineError):
        parse_routine(step)


@pytest.mark.parametrize(
    "hold",
    ["5", "5 s", "5S", "1:30", "0:05:00", "2 min", "1 min 30 s", "1min30s", "5-10 s", "30 s - 1 min", "5 to 10", "5\u201310 Sec",
     " 7.5 ", "10 min", "600", "0.1 h", "007 s", "10:00", "1:30 - 2:00", "1 - 2 minutes", "1:05.5 TO 2 mins"],
)  # fmt: skip
def test_every_form_of_a_time_passes(hold: str) -> None:
    step = f"title: A\nsteps: [{{do: x, hold: '{hold}'}}]\n"
    parse_routine(step)
    assert errors(step, Routine) == []


def test_words_may_lead_to_a_position_that_there_is() -> None:
    step = "title: A\nsteps: [{say: Kneel., position: kneeling}, {wait: Roll over., position: on the back}]\n"
    assert errors(step, Routine) == []
    assert errors(step.replace("kneeling", "kneling"), Routine) != []


def test_what_no_pattern_can_say_is_reported() -> None:
    dose = json_schema(Exercise)["$defs"]["Dose"]["properties"]
    for key in ("reps", "hold"):
        text = next(one for one in dose[key]["anyOf"] if one["type"] == "string")
        assert text["description"].startswith("A range has the smaller end first: 5-10")


def test_the_schema_knows_the_limits_and_the_units_of_times() -> None:
    from voicecoach import units
    from voicecoach.routine import amounts

    assert {name: float(size) for size, names in amounts._UNITS.items() for name in names} | {
        "": 1.0
    } == units._UNITS
    for most in (0, 10, 24, 600, 1440):
        pattern = re.compile(amounts._up_to(most))
        assert [number for number in range(2000) if pattern.fullmatch(str(number))] == list(range(most + 1))


def test_only_the_schema_reads_sources() -> None:
    code = "import linecache, voicecoach.routine.model; print(len(linecache.cache))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"


KEYS = """\
title: T
level: 0.5
talk: short
count: chimes
pace: slow
count_in: 2
voice: espeak:en-us
speed: 120
music: a/rain.mp3
steps: [{repeat: 2, steps: [x]}]
"""


def test_the_keys_of_a_session_are_as_strict_as_the_reader() -> None:
    assert errors(KEYS, Routine) == []
    assert errors(KEYS.replace("0.5", "strong"), Routine) == []
    mistakes = (
        ("0.5", "storng"), ("0.5", "2"), ("short", "much"), ("espeak:en-us", "a/b"), ("120", "20"), ("a/rain.mp3", "/rain.mp3"),
        ("a/rain.mp3", "'C:rain.mp3'"), ("slow", "1"), ("count_in: 2", "count_in: 11"), ("repeat: 2", "repeat: 0"),
    )  # fmt: skip
    for right, wrong in mistakes:
        text = KEYS.replace(right, wrong)
        assert errors(text, Routine), wrong
        with pytest.raises(RoutineError):
            parse_routine(text)


@pytest.mark.parametrize(
    ("line", "right"),
    [("go: Up.", True), ("go: [Up., Down.]", True), ("phases: [a, b]", True), ("go: []", False), ("phases: [a]", False),
     ("phases: [a, b, c, d, e]", False), ("go: {a: b}", False), ("phases: Up.", False)],
)  # fmt: skip
def test_the_words_of_a_repetition_are_too(line: str, right: bool) -> None:
    text = f"name: A\nkind: stretch\nposition: sitting\n{line}\n"
    assert (errors(text, Exercise) == []) is right
    if right:
        parse_exercise(text)
    else:
        with pytest.raises(RoutineError) as caught:
            parse_exercise(text)
        assert str(caught.value).startswith("4:")
