"""The JSON Schema lets through what the reader lets through, and stops the mistakes that are made most."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from tests.routine.helpers import BRIDGE, MORNING, PLANK, TILT
from voicecoach.cli.schema import schema
from voicecoach.routine.model import Exercise, Routine
from voicecoach.routine.schema import json_schema
from voicecoach.shipped import scripts_dir

jsonschema = pytest.importorskip("jsonschema")

SHIPPED = sorted(scripts_dir().rglob("*.yaml"))


def errors(text: str, model: type[Routine] | type[Exercise]) -> list[Any]:
    return list(jsonschema.Draft202012Validator(json_schema(model)).iter_errors(yaml.safe_load(text)))


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
