"""The models as a JSON Schema (draft 2020-12); descriptions are the docstrings under the fields.

A schema sees values as YAML constructs them: `5` is a number and `5-10` a text. It is as strict as it can be said there;
`voicecoach check` says the rest.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import Any

from voicecoach.routine.base import FileModel
from voicecoach.routine.model import ID, STEP_KEYS, Exercise, Routine


def json_schema(model: type[Routine] | type[Exercise]) -> dict[str, Any]:
    """The schema of the files that `model` reads."""
    what = model.__name__.lower()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"voicecoach {what}",
        **_object(model),
        "$defs": _definitions(model),
    }


def _definitions(model: type[FileModel]) -> dict[str, Any]:
    from voicecoach.routine.dose import Dose

    if model is Exercise:
        return {"Dose": _object(Dose)}
    steps = {one.__name__: _object(one) for one in STEP_KEYS.values()}
    bare = {**ID.schema(), "description": "An exercise by its id, with its own dose."}
    return {"Dose": _object(Dose), "Exercise": _object(Exercise), **steps, "Step": _step(bare)}


def _step(bare: dict[str, Any]) -> dict[str, Any]:
    # One after the other by key, so that an editor tells the mistakes of the step that is meant and of no other.
    names = ", ".join(STEP_KEYS)
    chosen: dict[str, Any] = {
        "description": f"A step has one of the keys {names}.",
        "anyOf": [{"required": [key]} for key in STEP_KEYS],
    }
    for key, model in reversed(STEP_KEYS.items()):
        chosen = {"if": {"required": [key]}, "then": {"$ref": f"#/$defs/{model.__name__}"}, "else": chosen}
    return {"if": {"type": "string"}, "then": bare, "else": {"type": "object", **chosen}}


def _object(model: type[FileModel]) -> dict[str, Any]:
    notes = field_notes(model)
    properties = {}
    for name, spec in model.model_fields.items():
        said = spec.reader.schema()
        if name in notes:
            # Beside a reference a description is legal since draft 2019-09.
            said = {**said, "description": notes[name]}
        if isinstance(spec.default, str | int) and not spec.required:
            said = {**said, "default": spec.default}
        properties[name] = said
    required = [name for name, spec in model.model_fields.items() if spec.required]
    return {
        "type": "object",
        "description": " ".join(inspect.cleandoc(model.__doc__ or "").split()),
        "properties": properties,
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def field_notes(model: type[FileModel]) -> dict[str, str]:
    """The docstring under each field, by name; inherited ones too."""
    notes: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if not (issubclass(base, FileModel) and base is not FileModel):
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
        assert isinstance(body, ast.ClassDef)
        for one, after in zip(body.body, body.body[1:], strict=False):
            if (
                isinstance(one, ast.AnnAssign)
                and isinstance(one.target, ast.Name)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
                and isinstance(after.value.value, str)
            ):
                notes[one.target.id] = " ".join(after.value.value.split())
    return notes
