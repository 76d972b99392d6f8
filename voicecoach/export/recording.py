"""What the formats write: a session with its metadata, and the same with its sound."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicecoach.export.quality import Quality
from voicecoach.phrases import Phrases, phrases_of
from voicecoach.timeline.timeline import Timeline

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block
    from voicecoach.export.handout import Handout
    from voicecoach.export.letterhead import Letterhead


@dataclass(frozen=True, slots=True)
class Publication:
    """A session and its metadata, for the formats of words. An empty text is left out."""

    timeline: Timeline
    sound: str = ""
    """The name of the sound file that it accompanies, without a folder."""
    handout: Handout | None = None
    """The exercises in words for a patient; None if the routine is not at hand."""
    artist: str = "voicecoach"
    date: str = ""
    """When the file is made: 2026-11-21."""
    source: str = ""
    """Where the routine comes from."""
    description: str = ""
    album: str = ""
    """The title of the session that this is a piece of; empty if it is whole."""
    track: int = 0
    """The number of this piece, from 1; 0 if it is whole."""
    tracks: int = 0
    """How many pieces there are."""
    letterhead: Letterhead | None = None
    """The practice that gives it to a patient; None if there is none."""

    @property
    def phrases(self) -> Phrases:
        """The program's own words, in the session's language."""
        return phrases_of(self.timeline.language).written


@dataclass(frozen=True, slots=True)
class Recording:
    """A session and its sound, for the formats of sound. The sound can be read once."""

    publication: Publication
    blocks: Iterable[Block]
    """The mix, in order: together exactly `timeline.end` frames at `timeline.rate`."""
    quality: Quality = Quality.GOOD
    stereo: bool = False
    """Two channels, which have the same sound."""
    cover: bytes = b""
    """A picture as PNG, for formats that hold one; empty: none."""
    digest: str = ""
    """A short text without spaces that identifies what the file is made from, kept in its tags; empty: left out."""

    @property
    def timeline(self) -> Timeline:
        """The session's timeline."""
        return self.publication.timeline
