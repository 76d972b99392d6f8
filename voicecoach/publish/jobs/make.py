"""Makes a job of a patient's session. A job is complete in itself: it names no file of this machine, and brings what it needs."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.files import read_bounded
from voicecoach.practice.plan.programme import USUAL_RHYTHM
from voicecoach.publish.job import Job
from voicecoach.publish.pages.logo import small_logo
from voicecoach.routine.model import PlaySound, walk_steps
from voicecoach.routine.safety import PRESCRIBED
from voicecoach.routine.tree import UnwrittenTree
from voicecoach.sound_beside import LARGEST, SoundBeside, sound_at

if TYPE_CHECKING:
    from voicecoach.export.quality import Quality
    from voicecoach.practice.plan.rhythm import Rhythm
    from voicecoach.publish.practice import Brand, Patient, PatientSession, Practice
    from voicecoach.routine.exercise import Exercise
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.routine.model import Routine
    from voicecoach.routine.pictures.picture import Picture
    from voicecoach.routine.steps import Step

LARGEST_MUSIC = 256 * 2**20
"""Bytes: music of more than this, which is hours of it, does not travel."""

_KEPT = 16
"""How many files stay in memory while one job after another is made."""


def make_job(
    practice: Practice,
    patient: Patient,
    session: PatientSession,
    quality: Quality,
    sounds: tuple[str, ...],
    *,
    page_url: str = "",
) -> Job:
    """The job of that session. `sounds` are the sound files to make, as suffixes without a dot; `page_url` is where the page of
    the patient will be found.

    Raises RoutineError for music that cannot be taken, AudioError for a file that is too large to travel.
    """
    loaded, files = _portable(session.loaded, practice.brand.safety, session.often)
    return Job(
        patient.code,
        session.stem,
        loaded,
        session.choices,
        session.voice,
        session.speed,
        quality,
        sounds,
        _portable_brand(practice.brand),
        patient.name,
        page_url,
        files,
    )


def _portable(
    loaded: LoadedRoutine, safety: str, rhythm: Rhythm
) -> tuple[LoadedRoutine, tuple[tuple[str, bytes], ...]]:
    routine = loaded.routine
    changes: dict[str, object] = {"note": None}  # for the one who keeps the file
    if routine.frequency is not None or rhythm != USUAL_RHYTHM:  # said and printed as the patient does it
        times = rhythm.least if rhythm.least == rhythm.most else f"{rhythm.least}-{rhythm.most}"
        changes["frequency"] = f"{times} a {rhythm.unit}"
    said = (safety,) if safety and safety not in routine.safety else ()
    # Whoever wrote it, the practice gives it to this patient, and should not say “see a physiotherapist first”.
    prescribed = () if routine.prescribed else (PRESCRIBED,)
    if said or prescribed:
        changes["safety"] = (*prescribed, *routine.safety, *said)
    files: dict[str, bytes] = {}
    if any(_its_file(step) for step in _sounding(routine)):
        changes["steps"] = _portable_steps(routine, files)
    if any(exercise.picture for exercise in routine.exercises.values()):
        changes["exercises"] = {name: _portable_exercise(one) for name, one in routine.exercises.items()}
    if (music := loaded.music()) is not None and routine.music is not None:
        files[routine.music] = _content(music, LARGEST_MUSIC)
    whole = routine.model_copy(update=changes)
    portable = replace(loaded, path=None, routine=whole, tree=UnwrittenTree({}), trees={})
    return portable, tuple(sorted(files.items()))


def _sounding(routine: Routine) -> Iterator[PlaySound]:
    return (step for _, step in walk_steps(routine.steps) if isinstance(step, PlaySound))


def _its_file(step: PlaySound) -> SoundBeside | None:
    """The file of a sound that other machines do not have: of the practice, or this user's own."""
    if step.beside is not None:
        return step.beside
    from voicecoach.audio.sounds import own_sound

    path = own_sound(step.sound)
    return None if path is None else sound_at(path)


def _portable_steps(routine: Routine, files: dict[str, bytes]) -> tuple[Step, ...]:
    # Their sounds are given to the steps themselves: those of the practice stay as they are.
    whole = routine.model_copy(update={"steps": copy.deepcopy(routine.steps)})
    for step in _sounding(whole):
        if (sound := _its_file(step)) is not None:
            name = f"sounds/{step.sound}.wav"
            if sound.digest:
                files[name] = _content(Path(sound.path), LARGEST)
            step.found(SoundBeside(name, sound.digest))
    return whole.steps


def _portable_exercise(exercise: Exercise) -> Exercise:
    if exercise.picture is None:
        return exercise
    return exercise.model_copy(update={"picture": _portable_picture(exercise.picture)})


def _portable_brand(brand: Brand) -> Brand:
    return brand if brand.logo is None else replace(brand, logo=_portable_picture(small_logo(brand.logo)))


def _portable_picture(picture: Picture) -> Picture:
    if picture.beside is None:
        return picture
    alike = copy.copy(picture)
    alike.found(replace(picture.beside, path=picture.file))
    return alike


def _content(path: Path, most: int) -> bytes:
    from voicecoach.errors import AudioError

    try:
        found = path.stat()
        return _read(path, found.st_size, found.st_mtime_ns, most)
    except OSError as error:
        raise AudioError(f"{path}: cannot be read ({error.strerror})") from error


@functools.lru_cache(maxsize=_KEPT)
def _read(path: Path, size: int, changed_ns: int, most: int) -> bytes:
    """Read once for all jobs of a practice, which then hold the same bytes."""
    return read_bounded(path, most)
