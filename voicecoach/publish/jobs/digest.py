"""A digest of everything that decides the files of a job: the same on every machine, and different if any of that changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from voicecoach.errors import VoicecoachError
from voicecoach.publish.jobs.kept_voices import voice_of
from voicecoach.publish.jobs.program_digest import program_digest

if TYPE_CHECKING:
    from voicecoach.publish.job import Job
    from voicecoach.routine.loaded_routine import LoadedRoutine


def job_digest(job: Job) -> str:
    """Forty hexadecimal digits. Opens the voice, if this process has not done so yet, for its identity; a voice that cannot be
    opened has none, and its job says why when it is done. Raises nothing."""
    return job_digest_for(job, voice_identity(job))


def job_digest_for(job: Job, identity: str) -> str:
    """The same for a voice of that identity."""
    return _digest_of((program_digest(), identity, *_texts(job)))


def _digest_of(texts: Iterable[str]) -> str:
    digest = blake2b(digest_size=20)
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


_OF_ITS_PAGES = frozenset(("code", "stem", "brand", "patient", "page_url"))
"""The parts of a job that are on its pages and its paper, and in none of its sounds."""


def sound_digest(job: Job) -> str:
    """Forty hexadecimal digits over all that decides the sounds of the job but the version of its voice: patients who do the
    same have the same."""
    return _digest_of(_texts(job, _OF_ITS_PAGES))


def sounds_identity(job: Job) -> str:
    """Digest of all that decides the sounds of the job, with the version of its voice and of the program; empty if its voice
    cannot be opened here. Sessions with the same one have the same sounds, byte for byte."""
    identity = voice_identity(job)
    return _digest_of((program_digest(), identity, *_texts(job, _OF_ITS_PAGES))) if identity else ""


def voice_identity(job: Job) -> str:
    """What distinguishes the job's voice from any that may sound different; empty if it cannot be opened here."""
    try:
        with voice_of(job) as voice:
            return str(getattr(voice, "identity", f"{voice.id} {job.speed}"))
    except VoicecoachError:
        return ""


def _texts(job: Job, left_out: frozenset[str] = frozenset()) -> Iterator[str]:
    for one in fields(job):
        if one.name in left_out or one.name == "sounds_there":  # the files are the same either way
            continue
        value = getattr(job, one.name)
        yield one.name
        if one.name == "loaded":
            yield from _of_routine(value)
        else:
            yield _canonical(value)


def _of_routine(loaded: LoadedRoutine) -> Iterator[str]:
    """Leaves out where files are and the line of each key: they decide nothing."""
    from voicecoach.routine.model import PlaySound, walk_steps

    routine = loaded.routine.model_copy(update={"note": None})
    yield loaded.id
    yield routine.spelled_out()
    for _, step in walk_steps(routine.steps):
        if isinstance(step, PlaySound) and step.beside is not None:
            yield step.beside.digest
    for name, exercise in routine.exercises.items():
        if exercise.picture is not None:
            yield name
            yield _canonical(exercise.picture)


def _canonical(value: Any) -> str:
    """A text that is the same for equal values in every process: sets are sorted, and what is large is its digest."""
    from pydantic import BaseModel

    if isinstance(value, bytes):
        return f"b{_of_bytes(value)}"
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, frozenset | set):
        return f"{{{','.join(sorted(map(_canonical, value)))}}}"
    if isinstance(value, Mapping):
        pairs = (f"{_canonical(key)}:{_canonical(one)}" for key, one in value.items())
        return f"{{{','.join(sorted(pairs))}}}"
    if is_dataclass(value) and not isinstance(value, type):
        # The path of a picture says where it was found, on one machine.
        shown = (one.name for one in fields(value) if one.compare and one.name != "path")
        return f"{type(value).__name__}({','.join(f'{name}={_canonical(getattr(value, name))}' for name in shown)})"
    if isinstance(value, BaseModel):
        private = value.__pydantic_private__ or {}
        held = ",".join(f"{name}={_canonical(one)}" for name, one in sorted(private.items()))
        return f"{value!r}[{held}]"
    if isinstance(value, list | tuple):
        return f"({','.join(map(_canonical, value))})"
    return repr(value)


def _of_bytes(data: bytes) -> str:
    # Most jobs of a practice hold the same pictures, sounds and music: the very same objects.
    kept = _KNOWN.get(id(data))
    if kept is None or kept[0] is not data:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        kept = _KNOWN[id(data)] = (data, blake2b(data, digest_size=16).hexdigest())
    return kept[1]


_KNOWN: dict[int, tuple[bytes, str]] = {}
_MOST_KNOWN = 256
