"""The one strict, frozen base of everything that is parsed from a file."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class FileModel(BaseModel):
    """Unknown keys are refused, values are frozen, and the docstring under a field is its description in the schema."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)
