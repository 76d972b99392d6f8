"""Makes the parts and the answers of a live session while it runs, at the pace that the person asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from voicecoach.phrases import Phrases, phrases_of
from voicecoach.play.coaching.fallback_voice import FallbackVoice
from voicecoach.play.coaching.pacing import paced
from voicecoach.script.coach import coach
from voicecoach.script.cue import SegmentKind
from voicecoach.script.outline import Visit, outline
from voicecoach.script.say_as import SayAs
from voicecoach.script.setup import listed
from voicecoach.script.wording import Wording
from voicecoach.session import StreamedSession
from voicecoach.speech.api import FASTEST, SLOWEST
from voicecoach.timeline.arrange import arrange_parts
from voicecoach.timeline.mix import mix_part
from voicecoach.units import Seconds, to_seconds

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block, FloatSamples
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.script.choices import Choices
    from voicecoach.script.cue import Cue, Segment
    from voicecoach.speech.api import Voice
    from voicecoach.timeline.timeline import Part

PACE_STEP = 1.15
"""The factor of one press of slower or faster, for words a minute and for the time of a repetition or a breath."""

MOST_STEPS = 4
"""How many presses of slower, or of faster, have an effect."""


class _Made(NamedTuple):
    """How a part was made that is not the script's own, or not at its own pace."""

    part: Part
    steps: int
    """Its pace."""
    segment: Segment
    """With its cues."""


class Studio:
    """The voices of one session and what they say. May be used by several threads, as its voices may."""

    def __init__(
        self,
        loaded: LoadedRoutine,
        choices: Choices,
        open_voice: Callable[[int], Voice],
        speed: int,
        on_failure: Callable[[str], None] = lambda text: None,
    ) -> None:
        """`open_voice` opens the voice at a speed in words a minute; `on_failure` is called with each phrase that cannot be
        spoken."""
        self.loaded = loaded
        self.choices = choices.settled(loaded.routine)
        self._open_voice = open_voice
        self._speed = speed
        self._on_failure = on_failure
        self._say_as = SayAs(loaded.routine)
        self._voices: dict[int, FallbackVoice] = {}
        self._steps = 0
        self._made: dict[int, _Made] = {}
        self.explained: frozenset[str] = frozenset()
        """Ids of exercises that are explained in full from now on."""
        self.voice = self._voice(0)

    @property
    def rate(self) -> int:
        """Frames a second of everything that is made here."""
        return self.voice.rate

    @property
    def phrases(self) -> Phrases:
        """What the coach says, in the routine's language."""
        return phrases_of(self.loaded.routine.language)

    @cached_property
    def counts(self) -> tuple[str, ...]:
        """The numbers from one to sixty, as they are counted aloud."""
        return tuple(self.phrases.count(number) for number in range(1, 61))

    @property
    def wording(self) -> Wording:
        """The coach's sentences, in the routine's language and with the choices of the session."""
        return Wording(self.phrases, self.choices, explained=self.explained)

    @cached_property
    def visits(self) -> tuple[Visit, ...]:
        """The exercises of the session, in order."""
        items = outline(self.loaded.routine, self.choices)
        return tuple(item for item in items if isinstance(item, Visit))

    def name_of(self, exercise: str) -> str:
        """What the coach calls an exercise."""
        return self.loaded.routine.exercises[exercise].name.rstrip(".")

    def names_of(self, exercises: Sequence[str]) -> str:
        """Several exercises in one phrase, each once, without those that the routine no longer has."""
        known = self.loaded.routine.exercises
        names = tuple(self.name_of(one) for one in dict.fromkeys(exercises) if one in known)
        return listed(self.wording, names) if names else self.loaded.routine.title

    def close(self) -> None:
        """Close the voices."""
        for voice in self._voices.values():
            voice.close()

    # Sound.

    def parts(self, hurry: Callable[[], bool], left: frozenset[str] = frozenset()) -> Iterator[Part]:
        """The parts of the session in order, at the current pace; what is in `left` is not counted in its length."""
        for part in StreamedSession(self.loaded, self.choices, self.voice, left=left).parts(hurry):
            yield self.at_pace(part)

    def mix(self, part: Part, skip: int) -> Iterator[Block]:
        """The part's sound, from `skip` frames after its start, by the voice that it was made for."""
        kept = self._kept(part)
        return mix_part(part, self._voice(kept.steps if kept is not None else 0), skip=skip)

    def say(self, text: str) -> FloatSamples:
        """The sound of an answer, at the current pace."""
        heard = self._voice(self._steps).say(self._say_as.phrase(text)).heard
        return heard.astype(np.float32) / np.float32(32768)

    def arrange(self, *segments: Segment) -> tuple[Part, ...]:
        """Parts that are not the script's, at the current pace."""
        steps = self._steps
        made = tuple(paced(segment, PACE_STEP**-steps) for segment in self._say_as.segments(segments))
        parts = tuple(arrange_parts(made, self._voice(steps)))
        for part, segment in zip(parts, segments, strict=True):
            self._made[id(part)] = _Made(part, steps, segment)
        return parts

    def seconds_of(self, segment: Segment) -> Seconds:
        """How long a part takes that is not the script's, as it is spoken at the pace of the session's begin."""
        (part,) = arrange_parts(tuple(self._say_as.segments((segment,))), self.voice)
        return to_seconds(part.end, self.rate)

    def keep_voice(self, made: Part, of: Part) -> Part:
        """Speak `made`, which is `of` with other times, with the voice that `of` was made for."""
        kept = self._kept(of)
        if kept is not None:
            self._made[id(made)] = kept._replace(part=made)
        return made

    # Pace.

    def change_pace(self, steps: int) -> bool:
        """Slower (-1) or faster (1), for everything made from now on. False at the limit; then nothing changes."""
        wanted = self._steps + steps
        speed = round(self._speed * PACE_STEP**wanted)
        if abs(wanted) > MOST_STEPS or not SLOWEST <= speed <= FASTEST:
            return False
        self._steps = wanted
        return True

    def at_pace(self, part: Part) -> Part:
        """The part itself if it has the current pace, else the same part made again."""
        kept = self._kept(part)
        if (kept.steps if kept is not None else 0) == self._steps:
            return part
        segment = kept.segment if kept is not None else self.written(part)
        if segment is None:
            return part
        made = self.arrange(segment)[0]
        return self.keep_voice(replace(made, index=part.index, segment=part.segment), made)

    def cues_of(self, part: Part) -> tuple[Cue, ...]:
        """What a part was made of, as far as that is known."""
        kept = self._kept(part)
        segment = kept.segment if kept is not None else self.written(part)
        return segment.cues if segment is not None else ()

    def written(self, part: Part) -> Segment | None:
        """The segment of the script with its cues. None before the first exercise, where the words depend on the length of
        the session."""
        if part.index < 0 or not part.segment.visit:
            return None
        segment = self._script[part.index]
        return segment if segment.visit == part.segment.visit else None

    @cached_property
    def _script(self) -> tuple[Segment, ...]:
        return coach(self.loaded.routine, self.choices, id=self.loaded.id, total=Seconds(0.0)).segments

    def planned_sets(self) -> list[Segment]:
        """Each set of the session as it was planned, in order."""
        return [segment for segment in self._script if segment.kind is SegmentKind.WORK]

    def _kept(self, part: Part) -> _Made | None:
        kept = self._made.get(id(part))
        return kept if kept is not None and kept.part is part else None

    def _voice(self, steps: int) -> FallbackVoice:
        if steps not in self._voices:
            voice = self._open_voice(round(self._speed * PACE_STEP**steps))
            self._voices[steps] = FallbackVoice(voice, self._on_failure)
        return self._voices[steps]
