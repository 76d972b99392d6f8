"""Where a player gets its samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.timeline.timeline import Part


class SampleSource(Protocol):
    """Gives the sound of parts."""

    def want(self, part: Part, offset: int, following: Part | None) -> None:
        """Prepare what will be read next."""

    def read(self, part: Part, offset: int, frames: int) -> FloatSamples:
        """At most so many frames of the part from `offset` on; none if they are not ready."""
