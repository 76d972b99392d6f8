"""The one strict, frozen base of everything that is read from a file."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError


class FileModel(BaseModel):
    """Unknown keys are refused and values are frozen; the docstring under a field is its description in the schema,
    which reads it itself: pydantic would read the sources at every import.

    Made in Python, a model reports its mistakes as a RoutineError without a place. The text of a file is read by
    `voicecoach.routine.parse`, which knows the places.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def __init_subclass__(cls, *, init: bool = True, **how: Any) -> None:
        """`init=False` is for type checkers: they would ask for the types of the fields, not for what these accept."""
        super().__init_subclass__(**how)

    def __init__(self, **values: Any) -> None:
        """Checks the values as those of a file; raises RoutineError with every mistake."""
        try:
            super().__init__(**values)
        except ValidationError as error:
            from voicecoach.routine.validation_messages import error_in_python

            raise error_in_python(error, type(self)) from error

    # Else pydantic would call it for models inside models, and the first mistake would hide the others.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @classmethod
    def model_validate(cls, obj: Any, **how: Any) -> Self:
        """Reads plain data, as YAML and JSON have it; raises RoutineError with every mistake."""
        try:
            return super().model_validate(obj, **how)
        except ValidationError as error:
            from voicecoach.routine.validation_messages import error_in_python

            raise error_in_python(error, cls) from error

    def model_dump(self, **how: Any) -> dict[str, Any]:
        """By the keys of files, so that it can be read again."""
        return super().model_dump(**{"by_alias": True, **how})

    def model_dump_json(self, **how: Any) -> str:
        """As `model_dump`, as JSON."""
        return super().model_dump_json(**{"by_alias": True, **how})

    @classmethod
    def read(cls, plain: Any) -> Self:
        """As `model_validate`, for callers that know the places: raises pydantic's own ValidationError."""
        return super().model_validate(plain)
