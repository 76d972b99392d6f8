"""The picture of an exercise: what an author writes of it, and the file that is found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PrivateAttr, StringConstraints

from voicecoach.routine.file_model import FileModel
from voicecoach.routine.scalars import PaperLine
from voicecoach.routine.tree import shorten
from voicecoach.typography import plain_value

MOST_PICTURES_BYTES = 32 * 2**20
"""Bytes of all pictures of one routine."""


@dataclass(frozen=True, slots=True)
class PictureBeside:
    """A picture file beside a routine, as it was when the routine was read; checked, and rid of what does not show."""

    path: str
    """From the root of the file system."""
    media_type: str
    """image/png, image/jpeg or image/svg+xml."""
    width: int
    """Pixels, as they are stored; those of a style sheet for an SVG."""
    height: int
    turned: int
    """The orientation that Exif numbers from 1 to 8; 1 is shown as it is stored."""
    data: bytes = field(repr=False)
    in_ink: bool = False
    """Whether it has no colours of its own, only those of ink and paper."""


def _file_name(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    name = plain_value(value)
    if "/" in name or "\\" in name:
        last = name.replace("\\", "/").rpartition("/")[2] or "plank.png"
        raise ValueError(
            f"“{shorten(value)}” is a path; put the file into pictures beside the routine, and write its name, "
            f"such as {shorten(last)}"
        )
    if name.startswith(".") or not any(map(str.isalnum, name)):
        raise ValueError(f"“{shorten(value)}” is not the name of a picture; write such as plank.png")
    return name


PictureName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=r"^[^./\\][^/\\]*$"),
    BeforeValidator(_file_name),
]
"""The name of a file, never a path."""


class Picture(FileModel, init=False):
    """A picture of an exercise, for paper and page."""

    file: PictureName
    """The name of an SVG, PNG or JPEG file in `pictures` beside the file that names it, such as plank.png."""
    shows: PaperLine | None = None
    """What is to be seen, for somebody who cannot see it; left out, the name of the exercise and what it is about."""
    _beside: PictureBeside | None = PrivateAttr(None)

    @property
    def beside(self) -> PictureBeside | None:
        """Its file; None until the routine is loaded whole."""
        return self._beside

    def found(self, beside: PictureBeside) -> None:
        """Sets the file; only for the code that has just read the routine."""
        self._beside = beside


def _from_name(value: Any) -> Any:
    return {"file": value} if isinstance(value, str) else value


def _or_its_name(schema: dict[str, Any]) -> None:
    whole = {name: schema.pop(name) for name in list(schema) if name not in ("description", "default")}
    schema["anyOf"] = [{"type": "string", "pattern": r"^[^./\\][^/\\]*$", "maxLength": 200}, whole]


PictureOrName = Annotated[Picture, BeforeValidator(_from_name), Field(json_schema_extra=_or_its_name)]
"""A picture, or the name of its file alone."""
