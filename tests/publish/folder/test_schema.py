"""The JSON Schemas of a practice and of a patient let through what the reader does, and stop the mistakes that are made most."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from voicecoach.cli.schema import schema
from voicecoach.errors import RoutineError
from voicecoach.publish.folder.new_practice import new_practice_files
from voicecoach.publish.folder.patient_file import PatientFile
from voicecoach.publish.folder.practice_file import PracticeFile
from voicecoach.publish.folder.schema import file_schema
from voicecoach.routine.parse import read_model
from voicecoach.routine.yaml_reader import read_yaml_tree

jsonschema = pytest.importorskip("jsonschema")

EXAMPLE = Path(__file__).parents[3] / "examples" / "practice"
Model = type[PracticeFile] | type[PatientFile]


class _Yaml12(yaml.SafeLoader):
    """As editors read: 8:00 and 2026-11-30 are texts."""


_Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":int"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?[0-9]+$"), list("-0123456789"))


@functools.cache
def validator(model: Model) -> Any:
    found = file_schema(model)
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def errors(text: str, model: Model) -> list[Any]:
    return list(validator(model).iter_errors(yaml.load(text, _Yaml12)))


def is_read(text: str, model: Model) -> bool:
    try:
        read_model(model, read_yaml_tree(text, holds="a key"))
    except RoutineError:
        return False
    return True


def test_the_files_of_the_docs_and_new_ones_pass() -> None:
    assert errors((EXAMPLE / "practice.yaml").read_text(), PracticeFile) == []
    for path in sorted((EXAMPLE / "patients").glob("*.yaml")):
        assert errors(path.read_text(), PatientFile) == [], path
    new = new_practice_files("My practice", "2026-11-30")
    assert errors(new["practice.yaml"], PracticeFile) == []
    assert errors(new["patients/A1.yaml"], PatientFile) == []


@pytest.mark.parametrize(
    ("text", "model"),
    [("name: X\ncontact: 01632 960123", PracticeFile), ("name: X\ncontact: [a, b]", PracticeFile),
     ("routines: [gentle-daily]", PatientFile), ("code: 17\nroutines: [{do: x, weeks: 3}]", PatientFile),
     ("routines: [{do: x, weeks: [1-2, 4 on], at: 8:00, leave_out: plank}]\nnot_on: Sunday", PatientFile),
     ("routines: [{do: x, weeks: {1-2: {}, 3 on: {level: 0.5, dose: {y: {left: {reps: 3}}}}}}]", PatientFile)],
)  # fmt: skip
def test_what_the_reader_takes_passes(text: str, model: Model) -> None:
    assert is_read(text, model)
    assert errors(text, model) == []


@pytest.mark.parametrize(
    ("text", "model"),
    [("nme: X", PracticeFile), ("name: X\nspeed: 9", PracticeFile), ("name: X\nlogo: ../x.png", PracticeFile),
     ("name: X", PatientFile), ("routines: []", PatientFile), ("routines: [{weeks: 1}]", PatientFile),
     ("routines: [../x]", PatientFile), ("code: a/b\nroutines: [x]", PatientFile),
     ("routines: [{do: x, dose: {y: {rep: 3}}}]", PatientFile), ("routines: [{do: x, weeks: {1-2: {do: y}}}]", PatientFile),
     ("routines: [{do: x, level: gently}]", PatientFile)],
)  # fmt: skip
def test_typical_mistakes_do_not(text: str, model: Model) -> None:
    assert not is_read(text, model)
    assert errors(text, model) != []


@pytest.mark.parametrize("model", [PracticeFile, PatientFile])
def test_every_key_is_described(model: Model) -> None:
    found = file_schema(model)
    for one in (found, *found.get("$defs", {}).values()):
        for name, field in one.get("properties", {}).items():
            assert field.get("description"), name


def test_the_command_prints_each() -> None:
    runner = CliRunner()
    assert json.loads(runner.invoke(schema, ["--practice"]).output) == file_schema(PracticeFile)
    assert json.loads(runner.invoke(schema, ["--patient"]).output) == file_schema(PatientFile)
    assert runner.invoke(schema, ["--patient", "--exercise"]).exit_code == 2
