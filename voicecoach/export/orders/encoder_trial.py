"""Tries one format: a second of sound through everything that `render` does, with a cover, tags, chapters and sets."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import ExportError
from voicecoach.export.formats import SoundFormat
from voicecoach.export.orders.order import RenderOrder
from voicecoach.export.orders.produce import render_file
from voicecoach.export.quality import Quality
from voicecoach.export.recording import Publication

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block
    from voicecoach.timeline.timeline import Timeline


def try_encoder(form: SoundFormat) -> None:
    """Writes a short session in each quality to a temporary folder, and reads it back as the next render would.

    Raises ExportError if what was written cannot be read, and anything that the writer raises.
    """
    timeline = _session()
    with tempfile.TemporaryDirectory(prefix="voicecoach-") as folder:
        for quality in Quality:
            path = Path(folder, f"{quality.value}{form.suffix}")
            order = RenderOrder(path, quality)
            publication = Publication(
                timeline,
                path.name,
                date="2026-11-21",
                source="Source",
                description="Description",
                album="Album",
                track=1,
                tracks=2,
            )
            render_file(publication, "trial", _tone, order)
            if render_file(publication, "trial", _tone, order).fresh:
                raise ExportError("what was written does not read back", path=path.name)


def _session() -> Timeline:
    """Two chapters, one of them with two sets."""
    from voicecoach.script.cue import Pause, Script, Segment, SegmentKind
    from voicecoach.speech.registry import open_voice
    from voicecoach.timeline.arrange import arrange
    from voicecoach.units import Seconds

    welcome = Segment(SegmentKind.WELCOME, (Pause(Seconds(0.4)),), title="Welcome")
    work = Segment(SegmentKind.WORK, (Pause(Seconds(0.4)),), title="Exercise", visit=1)
    sets = (replace(work, set=1), replace(work, set=2))
    return arrange(Script("trial", "Trial", (welcome, *sets)), open_voice("silent"))


def _tone(timeline: Timeline) -> Iterator[Block]:
    import numpy as np

    from voicecoach.audio.pcm import Block

    seconds = np.arange(timeline.end) / timeline.rate
    yield Block((0.25 * np.sin(2 * np.pi * 440 * seconds)).astype(np.float32), timeline.rate)
