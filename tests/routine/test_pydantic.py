"""The person who asked for voicecoach named pydantic; the models that read files are pydantic's."""

import pydantic

from voicecoach.routine.file_model import FileModel


def test_models_of_files_are_pydantic_models():
    assert issubclass(FileModel, pydantic.BaseModel), "what authors write is validated by pydantic's models"
