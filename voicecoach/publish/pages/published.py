"""A session that is on the site: what the page of all sessions, the feed and the calendar are written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from voicecoach.publish.job import MadeSession
from voicecoach.publish.pages.file_names import is_sound, media_type


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file in the patient's folder of the site."""

    name: str
    size: int
    """In bytes."""
    version: str = ""
    """Another one for another content: a few letters and digits; empty if it is not known."""

    @property
    def type(self) -> str:
        """As a server sends it: audio/mpeg."""
        return media_type(self.name)


@dataclass(frozen=True, slots=True)
class Published:
    """A session with its files."""

    session: MadeSession
    files: tuple[PublishedFile, ...]
    first_day: datetime.date
    """The first day on which the patient does it."""
    first_published: datetime.date
    """When a session of this stem was first on the site; it stays the same if the session is made again."""

    @property
    def sounds(self) -> tuple[PublishedFile, ...]:
        """Those that can be heard."""
        return tuple(one for one in self.files if is_sound(one.name))

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return any(one.name == name for one in self.files)
