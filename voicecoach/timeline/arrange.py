"""A Script meets a Voice: every cue gets its exact frame.

Nothing spoken overlaps anything spoken and no word is cut: what does not fit its slot is left out, from the lowest
priority up, and reported as a Misfit with both lengths.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from sys import intern
from typing import TYPE_CHECKING

from voicecoach.pronunciation import as_written, is_marked
from voicecoach.script.cue import Anchored, Pause, Role, Say, Script, Segment, Slot, Sound, Wait
from voicecoach.timeline.spoken import pieces_said, sayable
from voicecoach.timeline.timeline import Event, EventKind, Misfit, Part, Timeline
from voicecoach.units import Frames, to_frames, to_seconds

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.speech.api import Voice

SPACE = 0.12
"""Seconds of silence on both sides of a phrase that may choose its moment: words closer than that run together."""

Chimes = Callable[[str, int], "Clip"]
"""Name and rate to a sound, for all but those that travel with a routine file. Raises SoundNotFound."""


def arrange(script: Script, voice: Voice, chimes: Chimes | None = None) -> Timeline:
    """The whole timeline. Raises SpeechError, SoundNotFound."""
    return Timeline(
        routine=script.routine,
        title=script.title,
        voice=voice.id,
        rate=voice.rate,
        parts=tuple(arrange_parts(script.segments, voice, chimes)),
        language=script.language,
        session=script.session,
    )


def arrange_parts(
    segments: tuple[Segment, ...] | Iterator[Segment],
    voice: Voice,
    chimes: Chimes | None = None,
    *,
    index: int = 0,
    start: Frames = Frames(0),
) -> Iterator[Part]:
    """One Part after the other, as soon as its own phrases are measured: so that a session can start at once.

    The first is number `index` and starts at frame `start`.
    """
    for number, segment in enumerate(segments, index):
        part = _Arranger(voice, chimes, start).part(number, segment)
        start = part.end
        yield part


class _Arranger:
    """Lays one segment out from `cursor` on."""

    def __init__(self, voice: Voice, chimes: Chimes | None, start: Frames) -> None:
        self._voice = voice
        self._rate = voice.rate
        self._chimes = chimes
        self._start = start
        self._cursor = start
        self._events: list[Event] = []
        self._misfits: list[Misfit] = []

    def part(self, index: int, segment: Segment) -> Part:
        for cue in segment.cues:
            match cue:
                case Say() | Sound():
                    self._cursor = self._sound(cue, self._cursor, None)
                case Pause(seconds):
                    self._cursor = self._after(seconds)
                case Wait(prompt, fallback):
                    end = self._after(fallback)
                    self._events.append(Event(self._cursor, end, EventKind.WAIT, Role.MOVE, prompt))
                    self._cursor = end
                case Slot():
                    self._slot(cue)
        # The events hold what was said; the cues beside them would double a long session's memory.
        bare = replace(segment, cues=())
        return Part(index, bare, self._start, self._cursor, tuple(self._events), tuple(self._misfits))

    def _after(self, seconds: float) -> Frames:
        return Frames(self._cursor + to_frames(seconds, self._rate))

    def _length(self, cue: Say | Sound) -> Frames:
        if isinstance(cue, Say):
            return Frames(
                sum(
                    self._length_of_words(words) + self._frames(silence)
                    for words, silence in pieces_said(cue)
                )
            )
        if self._chimes is not None and cue.beside is None:
            return self._chimes(cue.name, self._rate).length
        from voicecoach.audio.sounds import sound_length

        return sound_length(cue.name, self._rate, cue.beside)

    def _frames(self, seconds: float) -> Frames:
        return to_frames(seconds, self._rate)

    def _length_of_words(self, text: str) -> Frames:
        return self._voice.length(sayable(text, self._voice)) if text else Frames(0)

    def _sound(self, cue: Say | Sound, start: Frames, slot: Slot | None) -> Frames:
        """Puts it at `start`; the frame after its last, silence included."""
        if isinstance(cue, Sound):
            end = Frames(start + self._length(cue))
            rep, side = (slot.rep, slot.side) if slot else (None, None)
            self._events.append(
                Event(start, end, EventKind.SOUND, cue.role, cue.name, rep, side, beside=cue.beside)
            )
        else:
            rep = cue.rep if cue.rep is not None or slot is None else slot.rep
            side = cue.side if cue.side is not None or slot is None else slot.side
            end = start
            for words, silence in pieces_said(cue):
                if words:
                    start, end = end, Frames(end + self._length_of_words(words))
                    # Interned, as a long session says the same words thousands of times.
                    text, spoken = intern(as_written(words)), words if is_marked(words) else ""
                    self._events.append(Event(start, end, EventKind.SAY, cue.role, text, rep, side, spoken))
                end = Frames(end + self._frames(silence))
        return end

    def _slot(self, slot: Slot) -> None:
        length = to_frames(slot.seconds, self._rate)
        anchored = slot.anchored
        if slot.stretch:
            length, anchored = self._stretched(slot, length)
        starts = self._placed(slot, anchored, length)
        end = Frames(self._cursor + length)
        self._events.append(Event(self._cursor, end, EventKind.SPAN, slot.role, "", slot.rep, slot.side))
        for start, item in starts:
            self._sound(item.cue, Frames(self._cursor + start), slot)
        self._cursor = end

    def _stretched(self, slot: Slot, length: Frames) -> tuple[Frames, tuple[Anchored, ...]]:
        """The slot, longer by what its exact phrases need; each starts when the one before it is over."""
        space, shift, free = to_frames(SPACE, self._rate), 0, 0
        moved: list[Anchored] = []
        for item in sorted(slot.anchored, key=lambda item: item.at):
            at = to_frames(item.at, self._rate) + shift
            if item.by is None:
                shift += max(0, free - at)
                at = max(at, free)
                free = at + self._length(item.cue) + space
            by = None if item.by is None else to_seconds(to_frames(item.by, self._rate) + shift, self._rate)
            moved.append(replace(item, at=to_seconds(at, self._rate), by=by))
        return Frames(max(length + shift, free)), tuple(moved)

    def _placed(
        self, slot: Slot, anchored: tuple[Anchored, ...], length: Frames
    ) -> list[tuple[int, Anchored]]:
        """What fits, with its first frame from the slot's start, in order."""
        taken: list[tuple[int, int]] = []
        placed: list[tuple[int, Anchored]] = []
        for item in sorted(anchored, key=lambda item: (-item.priority, item.at)):
            needed = self._length(item.cue)
            start = self._room(item, needed, taken, length)
            if start is None:
                self._misfits.append(self._misfit(slot, item, needed, taken, length))
                if item.instead and item.instead.text != getattr(item.cue, "text", ""):
                    item = replace(item, cue=item.instead)
                    needed = self._length(item.cue)
                    start = self._room(item, needed, taken, length)
            if start is not None:
                insort(taken, (start, start + needed))
                placed.append((start, item))
        placed.sort(key=lambda pair: pair[0])
        return placed

    def _room(self, item: Anchored, needed: int, taken: list[tuple[int, int]], length: int) -> int | None:
        at = to_frames(item.at, self._rate)
        if item.by is None:
            # Only the neighbours can be in the way: a set of hours has thousands of phrases.
            index = bisect(taken, (at, 0))
            before = taken[index - 1][1] if index else 0
            after = taken[index][0] if index < len(taken) else length
            return at if before <= at and at + needed <= after and at + needed <= length else None
        space = to_frames(SPACE, self._rate)
        start: int = at
        for begin, end in islice(taken, max(0, bisect(taken, (at, 0)) - 1), None):
            if start + needed + space <= begin:
                break
            start = max(start, end + space)
        fits = start <= to_frames(item.by, self._rate) and start + needed <= length
        return start if fits else None

    def _misfit(
        self, slot: Slot, item: Anchored, needed: int, taken: list[tuple[int, int]], length: int
    ) -> Misfit:
        at = to_frames(item.at, self._rate)
        latest = at if item.by is None else to_frames(item.by, self._rate)
        space = 0 if item.by is None else to_frames(SPACE, self._rate)
        room, start = 0, int(at)
        for begin, end in [*taken, (length, length)]:
            limit = begin if begin == length else begin - space
            if start <= latest:
                room = max(room, limit - start)
            start = max(start, end + space)
        text = item.cue.text if isinstance(item.cue, Say) else item.cue.name
        return Misfit(
            text, item.cue.role, slot.rep, to_seconds(needed, self._rate), to_seconds(room, self._rate)
        )
