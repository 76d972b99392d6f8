"""What is recorded of each patient on the site: which files, and from what they were made."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from voicecoach.publish.job import MadeSession


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of the site, in the folder of its patient."""

    name: str
    size: int
    """In bytes."""
    sha256: str
    stamp: int = 0
    """When it was last changed, in nanoseconds, by its disk; if that differs, the file is read."""


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session that has been made."""

    digest: str
    """The digest of all that decides its files."""
    routine: str
    """The id of its routine."""
    made: MadeSession
    files: tuple[KeptFile, ...]
    facets: tuple[tuple[str, str], ...] = ()
    """Digests of its doses, its voice and so on, which tell why it is made again."""
    published: datetime.date | None = None
    """When a session of this stem was first on the site; None if none ever was."""
    sounds: str = ""
    """The digest of all that decides its sounds alone; empty if it is not known."""

    @property
    def stem(self) -> str:
        return self.made.stem


@dataclass(frozen=True, slots=True)
class KeptPatient:
    """A patient who is on the site."""

    code: str
    token: str
    inputs: str
    """The digest of all from which `pages` were made."""
    sessions: tuple[KeptSession, ...] = ()
    pages: tuple[KeptFile, ...] = ()
    """The files made of all sessions together: the page, the feed, the calendar."""

    @property
    def files(self) -> tuple[KeptFile, ...]:
        """All files of the patient's folder."""
        return (*(file for session in self.sessions for file in session.files), *self.pages)

    def session(self, stem: str) -> KeptSession | None:
        """The session with that stem."""
        return next((one for one in self.sessions if one.stem == stem), None)

    def content(self) -> Iterator[str]:
        """One line for each file that a reader of the site can see."""
        for file in sorted(self.files, key=lambda one: one.name):
            yield f"{self.token}/{file.name} {file.size} {file.sha256}\n"


def sha256(data: bytes) -> str:
    """In hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def session_to_json(one: KeptSession) -> dict[str, Any]:
    """What `session_from_json` reads."""
    made = one.made
    return {
        "stem": made.stem,
        "digest": one.digest,
        "routine": one.routine,
        "title": made.title,
        "about": made.about,
        "length": made.length_s,
        "chapters": [list(chapter) for chapter in made.chapters],
        "files": [_file_to_json(file) for file in one.files],
        "facets": dict(one.facets),
        "published": None if one.published is None else one.published.isoformat(),
        "sounds": one.sounds,
    }


def session_from_json(code: str, data: dict[str, Any]) -> KeptSession:
    """Raises ValueError, KeyError or TypeError for what is none."""
    made = MadeSession(
        code=code,
        stem=str(data["stem"]),
        title=str(data["title"]),
        about=str(data["about"]),
        length_s=float(data["length"]),
        chapters=tuple((str(title), float(start), float(end)) for title, start, end in data["chapters"]),
    )
    day = data["published"]
    return KeptSession(
        digest=str(data["digest"]),
        routine=str(data["routine"]),
        made=made,
        files=tuple(_file_from_json(file) for file in data["files"]),
        facets=tuple((str(name), str(value)) for name, value in data["facets"].items()),
        published=None if day is None else datetime.date.fromisoformat(day),
        sounds=str(data.get("sounds", "")),
    )


def patient_to_line(one: KeptPatient) -> str:
    """One line: the code, a tab, and JSON."""
    data = {
        "token": one.token,
        "inputs": one.inputs,
        "sessions": [session_to_json(session) for session in one.sessions],
        "pages": [_file_to_json(file) for file in one.pages],
    }
    return f"{one.code}\t{json.dumps(data, separators=(',', ':'))}\n"


def patient_from_line(line: str) -> KeptPatient:
    """Raises ValueError, KeyError or TypeError for what is none."""
    code, _, text = line.partition("\t")
    data = json.loads(text)
    return KeptPatient(
        code=code,
        token=str(data["token"]),
        inputs=str(data["inputs"]),
        sessions=tuple(session_from_json(code, session) for session in data["sessions"]),
        pages=tuple(_file_from_json(file) for file in data["pages"]),
    )


def _file_to_json(file: KeptFile) -> list[str | int]:
    return [file.name, file.size, file.sha256, file.stamp]


def _file_from_json(data: list[Any]) -> KeptFile:
    name, size, digest, stamp = data
    return KeptFile(str(name), int(size), str(digest), int(stamp))
