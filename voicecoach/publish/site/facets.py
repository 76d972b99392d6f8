"""Why a session is made again, in words: all that decides its files is compared part by part."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.publish.job import Job
    from voicecoach.publish.practice import Brand

NEW = "new"
DAMAGED = "its files are missing or damaged"
VERSION = "version changed"
"""Of the program, or of the voice's engine: what is left if nothing else differs."""
WEEK = "week changed"

_WORDS = {
    "steps": "dose changed",
    "exercises": "exercise changed",
    "routine": "routine changed",
    "choices": "choices changed",
    "voice": "voice changed",
    "sound": "sound format changed",
    "paper": "practice or address changed",
    "files": "sound or music changed",
}

Facets = tuple[tuple[str, str], ...]


def facets_of(job: Job) -> Facets:
    """A short digest of each of its parts."""
    dumped = job.loaded.routine.model_dump(mode="python")
    steps, exercises = dumped.pop("steps", None), dumped.pop("exercises", None)
    parts: dict[str, Iterable[object]] = {
        "steps": [steps],
        "exercises": [exercises],
        "routine": [dumped],
        "choices": [_stable(getattr(job.choices, name)) for name in job.choices.__dataclass_fields__],
        "voice": [job.voice, job.speed],
        "sound": [job.quality, job.sounds],
        "paper": [*brand_parts(job.brand), job.patient, job.page_url],
        "files": [(name, hashlib.sha256(content).hexdigest()) for name, content in job.files],
    }
    return tuple((name, short_digest(map(repr, values))) for name, values in parts.items())


def reasons(old: Facets, new: Facets) -> tuple[str, ...]:
    """In words, what differs."""
    was = dict(old)
    return tuple(_WORDS[name] for name, value in new if name in was and was[name] != value) or (VERSION,)


def brand_parts(brand: Brand) -> list[object]:
    """All that decides how a practice shows itself."""
    logo = brand.logo
    shown = None if logo is None else (repr(logo), None if logo.beside is None else logo.beside.data)
    return [brand.name, brand.contact, brand.url, brand.colour, brand.safety, shown]


def short_digest(texts: Iterable[str]) -> str:
    """Twenty-four hexadecimal digits, which also depend on where one text ends and the next begins."""
    digest = hashlib.blake2b(digest_size=12)
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


def _stable(value: object) -> object:
    return sorted(map(repr, value)) if isinstance(value, frozenset) else value
