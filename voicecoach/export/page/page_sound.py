"""The sound of a page in pieces: MP3 from one quiet place to the next, each a source of its own to a browser.

A browser that is asked to seek in a long MP3 guesses where its bytes are, and WebKitGTK 2.50 reads the wrong ones if the
sound is inside the page: its clock is minutes away from what is heard. So no browser is ever asked. The page counts frames,
each of which lasts equally long and needs no other one to be decoded, and hands over a sound that begins with the right one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from voicecoach.export.sound.mpeg_frames import FrameHeader, delay_in
from voicecoach.timeline.timeline import EventKind, Timeline

LONGEST_S = 180.0
"""How long a piece may be, in seconds. The longer it is, the later a browser begins it."""

SHORTEST_S = 20.0
"""A piece does not begin sooner than this after the one before, in seconds: at each joint a browser needs a moment."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the frames of a sound are laid out: each has the same length, in time and in bytes."""

    frame_s: float
    """The length of a frame, in seconds."""
    delay_s: float
    """How much later than a frame's place its sound is heard, in seconds."""
    size: int
    """Bytes of a frame."""

    def frame_for(self, time_s: float) -> int:
        """The frame to begin with so that all from `time_s` is heard: one more, as each frame overlaps with the next."""
        return max(0, int((time_s + self.delay_s) / self.frame_s) - 1)


def sound_pieces(timeline: Timeline, sound: BinaryIO) -> tuple[Layout, Iterator[tuple[int, bytes]]]:
    """The layout of an MP3 as voicecoach writes it, and its pieces: each with the number of its first frame.

    Raises ValueError, as the iterator does, if the sound is not such an MP3 or is shorter than the timeline.
    """
    _skip_tag(sound)
    start = sound.read(4)
    header = FrameHeader.of(start)
    size = header.samples * header.bit_rate // (8 * header.rate)
    delay = delay_in(start + sound.read(size - 4))
    if delay is None:
        raise ValueError("the sound does not say where it begins")
    layout = Layout(header.samples / header.rate, delay / header.rate, size)
    return layout, _cut(timeline, layout, _frames(sound, header, size))


def piece_starts(timeline: Timeline) -> Iterator[float]:
    """When pieces begin, in seconds: with the chapters, and at quiet places if a chapter is long."""
    yield 0.0
    quiet = _quiet(timeline)
    last = 0.0
    ends = [chapter.start / timeline.rate for chapter in timeline.chapters()] + [float(timeline.duration)]
    for end in ends:
        while end - last > LONGEST_S:
            middle = last + LONGEST_S / 2
            there = [gap for gap in quiet if middle < (gap[0] + gap[1]) / 2 < last + LONGEST_S]
            start, stop = max(there, key=lambda gap: gap[1] - gap[0], default=(middle, middle))
            last = (start + stop) / 2
            yield last
        if end - last >= SHORTEST_S and end < timeline.duration:
            last = end
            yield last


def _quiet(timeline: Timeline) -> list[tuple[float, float]]:
    """From when to when nothing is said and nothing sounds, in seconds."""
    heard = (EventKind.SAY, EventKind.SOUND)
    found, end = [], 0
    for event in sorted(
        (event for _, event in timeline.events() if event.kind in heard), key=lambda e: e.start
    ):
        if event.start > end:
            found.append((end / timeline.rate, event.start / timeline.rate))
        end = max(end, event.end)
    return found


def _cut(timeline: Timeline, layout: Layout, frames: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    places = sorted({layout.frame_for(time) for time in piece_starts(timeline)})
    piece = bytearray()
    begun = number = 0
    for number, frame in enumerate(frames):
        if len(places) > 1 and number == places[1]:
            yield begun, bytes(piece)
            begun = places.pop(1)
            piece.clear()
        piece += frame
    if (number + 1) * layout.frame_s < timeline.duration:
        raise ValueError("the sound is shorter than the session")
    yield begun, bytes(piece)


def _skip_tag(sound: BinaryIO) -> None:
    head = sound.read(10)
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte
    sound.seek(-len(head) if head[:3] != b"ID3" else size, 1)


def _frames(sound: BinaryIO, like: FrameHeader, size: int) -> Iterator[bytes]:
    while frame := sound.read(size):
        if len(frame) < size or FrameHeader.of(frame) != like:
            raise ValueError("the sound is damaged")
        yield frame
