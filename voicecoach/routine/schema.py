"""The models as a JSON Schema (draft 2020-12); descriptions are the docstrings under the fields.

A schema sees values as YAML constructs them: `5` is a number and `5-10` a text. It is as strict as a schema can be;
`voicecoach check` says the rest.
"""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise
from typing import Any, get_args

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from voicecoach.routine.file_model import FileModel
from voicecoach.routine.model import Exercise, Group, Routine
from voicecoach.routine.step_keys import BARE, STEP_KEYS

_BARE = "An exercise by its id, with its own dose."


def json_schema(model: type[Routine] | type[Exercise]) -> dict[str, Any]:
    """The schema of the files that `model` reads."""
    found = model.model_json_schema(schema_generator=OfFiles)
    definitions = found.pop("$defs")
    if model is Routine:
        # Steps are in several places, and described once. One that is a bare text is only an id.
        definitions["Step"] = step = found["properties"]["steps"]["items"]
        step["then"] = {**definitions["Do"]["properties"]["do"], "description": _BARE}
        for holder in (found, *(definitions[group.__name__] for group in get_args(Group))):
            holder["properties"]["steps"]["items"] = {"$ref": "#/$defs/Step"}
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **found,
        "title": f"voicecoach {model.__name__.lower()}",
        "$defs": definitions,
    }


def _docstrings(model: type) -> dict[str, str]:
    """The docstring under each field of `model`, its own and inherited ones."""
    found = {}
    for one in reversed(model.__mro__):
        if issubclass(one, FileModel):
            (source,) = ast.parse(inspect.getsource(one)).body
            assert isinstance(source, ast.ClassDef)
            for field, text in pairwise(source.body):
                match field, text:
                    case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(
                        value=ast.Constant(value=str(said))
                    ):
                        found[name] = inspect.cleandoc(said)
    return found


class OfFiles(GenerateJsonSchema):
    """The schema that pydantic makes of the models, made as strict as the reader of files."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Leaves titles out: the key says enough."""
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """With the docstring under each field as its description."""
        found = super().model_schema(schema)
        fields = schema["cls"].model_fields
        for field, text in _docstrings(schema["cls"]).items():
            name = fields[field].alias or field
            found["properties"][name].setdefault("description", text)
        return found

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A key without a value is a mistake: leaving something out means leaving out its key."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """None is not a default worth showing."""
        return (
            super().default_schema(schema) if schema.get("default") else self.generate_inner(schema["schema"])
        )

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """A key that is not an id is a mistake."""
        return {**super().dict_schema(schema), "additionalProperties": False}

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """A chain of conditions by key, so that an editor shows the mistakes of the step that is meant, and no other."""
        models = {str(tag): self.generate_inner(choice) for tag, choice in schema["choices"].items()}
        step: dict[str, Any] = {
            "description": f"A step has one of the keys {', '.join(STEP_KEYS)}.",
            "anyOf": [{"required": [key]} for key in STEP_KEYS],
        }
        for key in reversed(STEP_KEYS):
            step = {"if": {"required": [key]}, "then": models[key], "else": step}
        return {"if": {"type": "string"}, "then": models[BARE], "else": {"type": "object", **step}}
