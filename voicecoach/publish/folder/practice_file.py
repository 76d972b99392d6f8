"""practice.yaml: who the practice is, and what holds for all of its patients."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from voicecoach.errors import RoutineError
from voicecoach.practice.plan.rhythm import OneOrMore
from voicecoach.publish.folder.inside import text_inside
from voicecoach.publish.folder.shown_text import Address, Colour, Shown
from voicecoach.publish.practice import USUAL_COLOUR, Brand
from voicecoach.routine.file_model import FileModel
from voicecoach.routine.parse import read_model
from voicecoach.routine.pictures.beside import PicturesBeside
from voicecoach.routine.pictures.picture import Picture, PictureName
from voicecoach.routine.scalars import Language, Note, Spoken
from voicecoach.routine.session_keys import Speed, VoiceOfRoutine
from voicecoach.routine.tree import Tree
from voicecoach.routine.yaml_reader import read_yaml_tree

NAME = "practice.yaml"
MOST_LINES = 8
"""Of a contact."""


class PracticeFile(FileModel, init=False):
    """The file of a practice."""

    name: Shown
    """What the practice is called, on pages and on paper."""
    contact: Annotated[tuple[Shown, ...], OneOrMore, Field(max_length=MOST_LINES)] = ()
    """How patients reach it: a line, or a list of them."""
    url: Address | None = None
    """Where the site will be found: https://exercise.example.org. Without it there are no feeds and no QR codes."""
    logo: PictureName | None = None
    """The name of a picture in `pictures`, or beside this file."""
    colour: Colour = USUAL_COLOUR
    """The main colour of pages and paper, in quotes: "#1f5f6b"."""
    safety: Spoken | None = None
    """A sentence that is said after the notice of each session, and shown on each page."""
    voice: VoiceOfRoutine | None = None
    """Who speaks, if neither a patient nor a routine says it: a voice as `voicecoach voices` shows it."""
    speed: Speed | None = None
    """Words a minute, 80 to 450, if neither a patient nor a routine says it; left out, 150."""
    language: Language = "en"
    """Of the paper and the pages of patients who have no language of their own."""
    note: Note | None = None
    """For the person who keeps the file; shown nowhere."""


def read_practice_file(folder: Path) -> tuple[PracticeFile, Brand, Tree]:
    """The practice's own file, and how it shows itself. Raises RoutineError with every mistake."""
    path = folder / NAME
    if not path.is_symlink() and not path.exists():
        raise RoutineError(
            f"there is no {NAME} in this folder; write one with the line “name: ...”", path=folder
        )
    tree = read_yaml_tree(text_inside(path, folder), path=path, holds="a practice has a name")
    try:
        file = read_model(PracticeFile, tree)
    except RoutineError as error:
        for one in (error, *error.others):
            if one.message.startswith("“colour” has no value"):  # what follows # is a comment
                one.message = "“colour” has no value; put it in quotes, “#1f5f6b”, as # begins a comment"
                one.args = (one.message,)
        raise
    logo = None
    if file.logo is not None:
        logo = Picture(file=file.logo, shows=file.name)
        try:
            logo.found(PicturesBeside().find(file.logo, path))
        except ValueError as error:
            raise tree.error(f"logo: {error}", ("logo",)) from error
    brand = Brand(file.name, file.contact, file.url or "", logo, file.colour, file.safety or "")
    return file, brand, tree
