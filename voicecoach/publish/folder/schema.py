"""The files of a practice and of a patient as a JSON Schema, for editors. `voicecoach check` says what no schema can."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from voicecoach.publish.folder.patient_file import PatientFile, Stretch
from voicecoach.publish.folder.practice_file import PracticeFile
from voicecoach.routine.schema import OfFiles

_WEEKS = {"type": ["string", "integer"], "description": "Weeks, counted from `from`: 1-4, 5 on, 3."}
_NUMBER_TOO = {"type": ["string", "number"]}
"""A text that a file may have without quotes, as the code 17: the reader takes it as it is written."""


def file_schema(model: type[PracticeFile] | type[PatientFile]) -> dict[str, Any]:
    """The schema of the files that `model` reads."""
    found = model.model_json_schema(schema_generator=OfFiles)
    definitions = found.pop("$defs", {})
    _one_or_more(found)
    if model is PracticeFile:
        found["properties"]["contact"]["anyOf"].append({"type": "number"})
        title = "voicecoach practice"
    else:
        stretch = Stretch.model_json_schema(schema_generator=OfFiles)
        definitions |= {**stretch.pop("$defs"), "Stretch": stretch}
        _one_or_more(stretch)
        _one_or_more(entry := definitions["Entry"])
        weeks = entry["properties"]["weeks"]
        entry["properties"]["weeks"] = {
            "description": weeks["description"],
            "anyOf": [
                _WEEKS,
                {"type": "array", "items": _WEEKS, "minItems": 1},
                {
                    "type": "object",
                    "additionalProperties": {"$ref": "#/$defs/Stretch"},
                    "maxProperties": weeks["maxProperties"],
                },
            ],
        }
        routines, properties = found["properties"]["routines"], found["properties"]
        name = {**entry["properties"]["do"], "description": "A routine by its id."}
        routines["items"] = {"anyOf": [name, routines["items"]]}
        properties["code"] |= _NUMBER_TOO
        properties["name"] |= _NUMBER_TOO
        title = "voicecoach patient"
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **found,
        "title": title,
        **({"$defs": definitions} if definitions else {}),
    }


def _one_or_more(schema: dict[str, Any]) -> None:
    """What is a list in a model may be a single value in a file, all but the routines of a patient."""
    for name, many in schema["properties"].items():
        if many.get("type") != "array" or name == "routines":
            continue
        description = many.pop("description")
        if (most := many.pop("maxLength", None)) is not None:
            many["maxItems"] = most
        schema["properties"][name] = {"description": description, "anyOf": [many["items"], many]}
