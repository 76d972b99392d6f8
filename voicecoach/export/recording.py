"""What every sound format gets: a session on its way into a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicecoach.timeline.timeline import Timeline

if TYPE_CHECKING:  # numpy comes with it
    from voicecoach.audio.pcm import Block


@dataclass(frozen=True, slots=True)
class Recording:
    """A timeline with its sound. The sound can be read once."""

    timeline: Timeline
    blocks: Iterable[Block]
    """The mix, in order: together exactly `timeline.end` frames at `timeline.rate`."""
