"""What the formats get: a session with what is told of it, and the same on its way into a sound file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from voicecoach.export.settings import Settings
from voicecoach.phrases import Phrases, phrases_of
from voicecoach.timeline.timeline import Timeline

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block
    from voicecoach.export.handout import Handout


@dataclass(frozen=True, slots=True)
class About:
    """What is told of a session beside its words; an empty text is left out."""

    artist: str = "voicecoach"
    date: str = ""
    """When the file was made: 2026-11-21."""
    source: str = ""
    """Where the routine comes from."""
    description: str = ""
    album: str = ""
    """The title of the session that this is a piece of; empty where it is whole."""
    track: int = 0
    """Which of its pieces this is, from 1; 0 where it is whole."""
    tracks: int = 0
    """How many pieces there are."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A session as the formats of words get it."""

    timeline: Timeline
    about: About = field(default_factory=About)
    sound: str = ""
    """The name of the sound file that it accompanies, without a folder."""
    handout: Handout | None = None
    """The exercises in words for a patient, if the routine is at hand."""

    @property
    def phrases(self) -> Phrases:
        """The words of the program's own, in the session's language."""
        return phrases_of(self.timeline.language)


@dataclass(frozen=True, slots=True)
class Recording:
    """A session as the formats of sound get it. The sound can be read once."""

    publication: Publication
    blocks: Iterable[Block]
    """The mix, in order: together exactly `timeline.end` frames at `timeline.rate`."""
    settings: Settings = field(default_factory=Settings)

    @property
    def timeline(self) -> Timeline:
        """The session's timeline."""
        return self.publication.timeline
