"""What a live session has made for it while it runs: parts, answers, easier and harder exercises, at the pace
asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from voicecoach.phrases import Phrases, phrases_of
from voicecoach.play.coaching.fallback_voice import FallbackVoice
from voicecoach.play.coaching.pacing import paced
from voicecoach.routine.model import Do
from voicecoach.script.body import Body, Side
from voicecoach.script.coach import coach, visit_segments
from voicecoach.script.cue import Cue, Pause, Role, Say, Segment, SegmentKind
from voicecoach.script.less import less
from voicecoach.script.outline import Visit, outline, visit_of
from voicecoach.script.returning import way_back, way_out
from voicecoach.script.setup import AFTER_SENTENCE, at_rest, leave_segment, listed
from voicecoach.script.ways import leaving, move_cues
from voicecoach.script.wording import Wording
from voicecoach.session import LiveSession
from voicecoach.speech.api import FASTEST, SLOWEST
from voicecoach.timeline.arrange import arrange_parts
from voicecoach.timeline.mix import mix_part
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block, FloatSamples
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.script.choices import Choices
    from voicecoach.speech.api import Voice
    from voicecoach.timeline.timeline import Part

PACE_STEP = 1.15
"""One press of slower or faster: a factor on the words a minute, and on a repetition's or a breath's time."""

MOST_STEPS = 4
"""So many presses either way."""

Which = Literal["easier", "harder"]


class _Made(NamedTuple):
    """How a part was made that is not the script's own at its own pace."""

    part: Part
    steps: int
    """Its pace."""
    segment: Segment
    """With its cues."""


class Studio:
    """Makes things for one session. Its methods may be called by several threads, as its voices may."""

    def __init__(
        self,
        loaded: LoadedRoutine,
        choices: Choices,
        open_voice: Callable[[int], Voice],
        speed: int,
        on_failure: Callable[[str], None] = lambda text: None,
    ) -> None:
        """`open_voice` gives the voice at so many words a minute; `on_failure` is told each phrase that
        fails."""
        self.loaded = loaded
        self.choices = choices
        self._open_voice = open_voice
        self._speed = speed
        self._on_failure = on_failure
        self._voices: dict[int, FallbackVoice] = {}
        self._steps = 0
        self._made: dict[int, _Made] = {}
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

    def close(self) -> None:
        """Let go of the voices."""
        for voice in self._voices.values():
            voice.close()

    # Sound.

    def parts(self, hurry: Callable[[], bool]) -> Iterator[Part]:
        """The session's parts in order, at the pace of the moment."""
        for part in LiveSession(self.loaded, self.choices, self.voice).parts(hurry):
            yield self.at_pace(part)

    def mix(self, part: Part, skip: int) -> Iterator[Block]:
        """The part's sound, from `skip` frames after its start, by the voice that it was made for."""
        kept = self._kept(part)
        return mix_part(part, self._voice(kept.steps if kept is not None else 0), skip=skip)

    def say(self, text: str) -> FloatSamples:
        """An answer's sound."""
        heard = self._voice(self._steps).say(text).heard
        return heard.astype(np.float32) / np.float32(32768)

    def arrange(self, *segments: Segment) -> tuple[Part, ...]:
        """Parts of their own, at the pace of the moment."""
        steps = self._steps
        made = tuple(paced(segment, PACE_STEP**-steps) for segment in segments)
        parts = tuple(arrange_parts(made, self._voice(steps)))
        for part, segment in zip(parts, segments, strict=True):
            self._made[id(part)] = _Made(part, steps, segment)
        return parts

    def keep_voice(self, made: Part, of: Part) -> Part:
        """Have `made`, which is `of` with other times, spoken by the voice that `of` was made for."""
        kept = self._kept(of)
        if kept is not None:
            self._made[id(made)] = kept._replace(part=made)
        return made

    # Pace.

    def change_pace(self, steps: int) -> bool:
        """Slower (-1) or faster (1), for all that is made from now on; whether it goes on that way."""
        wanted = self._steps + steps
        speed = round(self._speed * PACE_STEP**wanted)
        if abs(wanted) > MOST_STEPS or not SLOWEST <= speed <= FASTEST:
            return False
        self._steps = wanted
        return True

    def at_pace(self, part: Part) -> Part:
        """The part itself where it is at the pace of the moment, else made anew."""
        kept = self._kept(part)
        if (kept.steps if kept is not None else 0) == self._steps:
            return part
        segment = kept.segment if kept is not None else self.written(part)
        if segment is None:
            return part
        made = self.arrange(segment)[0]
        return self.keep_voice(replace(made, index=part.index, segment=part.segment), made)

    def written(self, part: Part) -> Segment | None:
        """The segment of the script with its cues; None before the first exercise, where words depend on the
        length."""
        if part.index < 0 or not part.segment.visit:
            return None
        segment = self._script[part.index]
        return segment if segment.visit == part.segment.visit else None

    @cached_property
    def _script(self) -> tuple[Segment, ...]:
        return coach(self.loaded.routine, self.choices, id=self.loaded.id, total=Seconds(0.0)).segments

    # Variants.

    def variant_of(self, exercise: str | None, which: Which) -> str | None:
        """The id of the easier or harder exercise, where there is one."""
        known = self.loaded.routine.exercises
        found = known.get(exercise) if exercise else None
        variant = getattr(found, which) if found is not None else None
        return variant if variant in known else None

    def planned(self, visit: int) -> str:
        """The id of the exercise that the routine has at a visit, whatever takes its place in this session."""
        return self._step(self._outline[visit - 1]).do

    def name_of(self, exercise: str) -> str:
        """What the coach calls an exercise."""
        return self.loaded.routine.exercises[exercise].name.rstrip(".")

    def names_of(self, exercises: Sequence[str]) -> str:
        """Several exercises in one phrase, each once; those that the routine no longer has are left out."""
        known = self.loaded.routine.exercises
        names = tuple(self.name_of(one) for one in dict.fromkeys(exercises) if one in known)
        return listed(self._words, names) if names else self.loaded.routine.title

    def with_variant(self, now: Segment, variant: str) -> tuple[Part, ...]:
        """The whole visit with `variant` in the place of the exercise that is done `now`, from where that left off."""
        return self._visit_again(now, self._visit(now, variant))

    def with_less(self, now: Segment) -> tuple[Part, ...]:
        """The whole visit again with less of the exercise that is done `now`."""
        visit = self._visit(now)
        return self._visit_again(
            now, replace(visit, doses=tuple((side, less(dose)) for side, dose in visit.doses))
        )

    def can_be_less(self, exercise: str | None) -> bool:
        """Whether the routine has the exercise, and its dose is more than the least."""
        visits = [item for item in self._outline if item.id == exercise]
        return any(less(dose) != dose for visit in visits for _, dose in visit.doses)

    def way_out(self, exercise: str) -> tuple[Cue, ...]:
        """Out of an exercise's position, to rest."""
        return way_out(self._words, self.loaded.routine.exercises[exercise].position)

    def way_back(self, work: Segment, *, far: bool, cautions: bool, lead_in: bool) -> Part:
        """Back into the position of a set, for somebody who was away; a part of the moment."""
        visit = self._visit(work)
        cues = way_back(self._words, visit, work.side, far=far, cautions=cautions, lead=lead_in)
        made = replace(
            work,
            kind=SegmentKind.MOVE,
            cues=cues,
            set=None,
            reps=None,
            hold=None,
            breaths=None,
            after=work.before,
        )
        return replace(self.arrange(made)[0], index=-1)

    def way_between(self, now: Segment, body: Body, there: Body, *, like: Segment) -> Part | None:
        """Out of what is done `now`, and on to another place; a part of the moment beside `like`. None: no way to go."""
        out: tuple[Cue, ...] = ()
        if body.loaded and now.exercise is not None:
            out = leaving(self._words, self.loaded.routine.exercises[now.exercise], _one_side(now.side))
        if there.position is None:
            there = body
        cues = out + move_cues(self._words, body, there)
        if not cues:
            return None
        made = Segment(SegmentKind.MOVE, cues, like.place, like.visit, like.title, before=body, after=there)
        return replace(self.arrange(made)[0], index=-1)

    def move_instead(self, move: Part, body: Body) -> Part:
        """The move into a position, for somebody whose body is `body`; hardly a moment if it is there already."""
        segment = move.segment
        cues = move_cues(self._words, body, segment.after) or (Pause(Seconds(0.3)),)
        made = self.arrange(replace(segment, cues=cues, before=body))[0]
        return self.keep_voice(replace(made, index=move.index), made)

    def close_after_pain(self, close: Part, hurt: Sequence[str]) -> Part:
        """The close of a session in which something hurt: what hurt; never an author's "again"."""
        cues = (
            self._words.say("close", Role.CLOSE),
            AFTER_SENTENCE,
            Say(self.phrases.say("hurt-close", exercises=self.names_of(hurt)), Role.CLOSE),
            AFTER_SENTENCE,
        )
        made = self.arrange(replace(close.segment, cues=cues))[0]
        return self.keep_voice(replace(made, index=close.index), made)

    @cached_property
    def _outline(self) -> tuple[Visit, ...]:
        items = outline(self.loaded.routine, self.choices)
        return tuple(item for item in items if isinstance(item, Visit))

    @cached_property
    def _words(self) -> Wording:
        return Wording(phrases_of(self.loaded.routine.language), self.choices)

    def _visit(self, now: Segment, variant: str | None = None) -> Visit:
        """The visit of a segment, with the exercise that is done `now` or with `variant` in its place."""
        asked = self._outline[now.visit - 1]
        wanted = variant or now.exercise
        if wanted is None or wanted == asked.id:
            return asked
        routine = self.loaded.routine
        return visit_of(
            routine, self._step(asked), self.choices, number=now.visit, place=asked.place, variant=wanted
        )

    def _visit_again(self, now: Segment, visit: Visit) -> tuple[Part, ...]:
        assert now.exercise is not None
        body = body_in(now)
        out: tuple[Segment, ...] = ()
        if body.loaded:
            left = replace(visit, exercise=self.loaded.routine.exercises[now.exercise], id=now.exercise)
            leave = leave_segment(self._words, left, now.side, body)
            out = () if leave is None else (leave,)
            body = at_rest(body, now.side)
        segments = visit_segments(self._words, visit, len(self._outline), body)
        return self.arrange(*out, *segments)

    def _step(self, visit: Visit) -> Do:
        found: object = self.loaded.routine
        for key in visit.place:
            found = found[key] if isinstance(key, int) else getattr(found, key)  # type: ignore[index]
        assert isinstance(found, Do)
        return found

    def _kept(self, part: Part) -> _Made | None:
        kept = self._made.get(id(part))
        return kept if kept is not None and kept.part is part else None

    def _voice(self, steps: int) -> FallbackVoice:
        if steps not in self._voices:
            voice = self._open_voice(round(self._speed * PACE_STEP**steps))
            self._voices[steps] = FallbackVoice(voice, self._on_failure)
        return self._voices[steps]


def _one_side(side: Side | None) -> Side | None:
    return Side.RIGHT if side is Side.ALTERNATE else side


def body_in(segment: Segment) -> Body:
    """Where the body is while a segment runs: a move that has begun is made."""
    return segment.before if segment.kind is SegmentKind.WORK else segment.after
