"""Remembers what hurt: earlier in the session, earlier today, and in earlier sessions.

If it comes again the person is asked, and silence takes the safe way: the easier exercise or less of it; on the same day, and
once it hurt twice in a row, none of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from voicecoach.play.coaching.variants import can_be_less, planned_exercise, variant_of, visit_at
from voicecoach.play.coaching.ways import begins_at_once, lead_part
from voicecoach.play.saved.corrections import corrections_file, read_corrections
from voicecoach.play.saved.cut_off import note_cut_off
from voicecoach.play.saved.earlier import earlier_records
from voicecoach.play.saved.pain import When, remembered_pain
from voicecoach.play.saved.practice import familiarity_from
from voicecoach.play.saved.progress import courses
from voicecoach.script.cue import Cue, Pause, Role, Say, Segment, SegmentKind, Wait
from voicecoach.timeline.timeline import EventKind
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.coaching.transport import Transport
    from voicecoach.play.engine.playback import Playback
    from voicecoach.play.live_settings import LiveSettings
    from voicecoach.play.saved.record import Record
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.routine.model import Routine
    from voicecoach.script.choices import Choices
    from voicecoach.timeline.timeline import Part

LEFT = (When.TODAY, When.TWICE)
"""What hurt then is left out unless somebody asks for it."""
TO_ANSWER = Seconds(10.0)
"""How long an answer is waited for."""
TO_LEAVE = Seconds(5.0)
"""More than it takes to see that nobody answered."""


def recall(settings: LiveSettings, loaded: LoadedRoutine, choices: Choices) -> tuple[LiveSettings, Choices]:
    """The settings with what hurt before, and the choices that spare it and know what was done before, if they do not yet.

    Both are as they are if nothing is kept.
    """
    if settings.record is None:
        return settings, choices
    if settings.places is not None:
        note_cut_off(settings.places, settings.record)
    own = settings.resume.record.session if settings.resume is not None else None
    now = datetime.datetime.now().astimezone()
    records = earlier_records(settings.record, without=own)
    if choices.familiarity is None:
        # One that is resumed knows what it knew when it began.
        begun = now if settings.resume is None else _began(settings.resume.record)
        choices = replace(choices, familiarity=familiarity_from(records, loaded.id, begun))
    routine = loaded.routine
    hurt = remembered_pain(records, routine.exercises, now)
    earlier = tuple(read_corrections(corrections_file(settings.record)).applied(records))
    rule = routine.progression.over(settings.rule) if routine.progression else settings.rule
    known = courses(earlier, {one: exercise.kind for one, exercise in routine.exercises.items()}, rule)
    moved = frozenset((one, course.offset) for one, course in known.items() if course.offset)
    choices = replace(choices, progress=moved)
    settings = replace(settings, hurt=hurt, courses=known, earlier=earlier)
    return settings, spared(routine, choices, hurt)


def spared(routine: Routine, choices: Choices, hurt: Mapping[str, When]) -> Choices:
    """The choices with the easier exercise in place of what hurt; without one, with less of it.

    What hurt today is left out unless somebody asks for it, and so is not reduced here.
    """
    known = routine.exercises
    easier, less = set(choices.easier), set(choices.less)
    for step in routine.done():
        variant = known[step.do].easier
        if step.do in hurt or variant in hurt:
            if variant is not None:
                easier.add(step.do)
            last = variant or step.do
            if (last == step.do or variant in hurt) and hurt[last] not in LEFT:
                less.add(last)
        harder = known[step.do].harder
        if harder is not None and harder in hurt:
            less.add(harder)  # and so it does not take the place of what is written
    return replace(choices, easier=frozenset(easier), less=frozenset(less))


def left_today(routine: Routine, hurt: Mapping[str, When]) -> frozenset[str]:
    """Ids of exercises that are left out unless somebody asks: what hurt today or the last two times, with its easier one."""
    known = routine.exercises
    today = {one for one, when in hurt.items() if when in LEFT and one in known}
    steps = {step.do: known[step.do].easier for step in routine.done()}
    found = {one for pair in steps.items() if today.intersection(pair) for one in pair if one is not None}
    return frozenset(found | today)


def _began(record: Record) -> datetime.datetime:
    return datetime.datetime.fromisoformat(record.began).astimezone()


class _Question(NamedTuple):
    key: str
    hurt: str
    """What hurt."""
    easier: str | None
    """What is offered in its place."""
    leaves: bool
    """Whether silence leaves it out."""


class PainMemory:
    """Asks before what hurt comes again. Used by one thread."""

    def __init__(
        self,
        playback: Playback,
        studio: Studio,
        record: Record,
        before: Mapping[str, When],
        transport: Transport,
    ) -> None:
        """`before` is what hurt in earlier sessions."""
        self._playback = playback
        self._studio = studio
        self._record = record
        self._transport = transport
        self._before = before
        self._hurt = 0
        self._looked_at: set[int] = set()
        self._asked: set[int] = set()
        self._leaving: list[Part] = []

    @property
    def today(self) -> tuple[str, ...]:
        """Ids of exercises of the routine that hurt earlier today, in another session."""
        known = self._studio.loaded.routine.exercises
        return tuple(one for one, when in self._before.items() if when is When.TODAY and one in known)

    @property
    def left(self) -> frozenset[str]:
        """Ids of exercises that are left out of this session unless somebody asks for them, as `_question` has it."""
        return left_today(self._studio.loaded.routine, self._before)

    def tend(self) -> None:
        """Put a question before each exercise ahead that hurt, and take silence for its answer; called at every tick."""
        if not self._before and not self._record.hurt:
            return
        self._leave_unanswered()
        if len(self._record.hurt) != self._hurt:
            # Some of what comes later was looked at before it hurt.
            self._hurt = len(self._record.hurt)
            self._looked_at &= self._asked
        with self._playback.lock:
            player = self._playback.player
            ahead = player.parts[player.index + 1 :]
            now = player.parts[player.index].segment.visit if player.index < len(player.parts) else 0
        for part in ahead:
            segment = part.segment
            if segment.exercise is None or segment.visit <= now or segment.visit in self._looked_at:
                continue
            self._looked_at.add(segment.visit)
            question = self._question(segment)
            if question is not None:
                self._asked.add(segment.visit)
                self._put(part, question)
                return

    def _leave_unanswered(self) -> None:
        """Go on with the next exercise once nobody has asked for the one that is to be left."""
        heard = self._playback.heard()
        if heard is None or not any(heard.part is one for one in self._leaving):
            return
        wait = next(event for event in heard.part.events if event.kind is EventKind.WAIT)
        if heard.offset >= wait.end - heard.part.start:
            self._leaving = [one for one in self._leaving if one is not heard.part]
            self._transport.next()

    def _question(self, segment: Segment) -> _Question | None:
        exercise = segment.exercise
        assert exercise is not None
        today = {one for one, when in self._before.items() if when in LEFT} | set(self._record.hurt)
        planned = planned_exercise(self._studio, segment.visit)
        easier = variant_of(self._studio, exercise, "easier")
        if exercise in today or easier in today:
            variant = easier if easier not in today else None
            key = "memory-leave-easier" if variant else "memory-leave-less"
            if easier in today or not (variant or can_be_less(self._studio, exercise)):
                key = "memory-leave"
            return _Question(key, exercise if exercise in today else str(easier), variant, leaves=True)
        if planned in today:
            return _Question("memory-leave-easier", planned, exercise, leaves=True)
        if exercise in self._before:
            return _Question("memory-less", exercise, None, leaves=False)
        if planned in self._before:
            return _Question("memory-easier", planned, exercise, leaves=False)
        return None

    def _put(self, first: Part, question: _Question) -> None:
        made = self._made(first.segment, question)
        segment, lead = first.segment, []
        if begins_at_once(segment):
            lead.append(lead_part(self._studio, visit_at(self._studio, segment), segment, segment.before))
        with self._playback.lock:
            player = self._playback.player
            at = next((at for at, part in enumerate(player.parts) if part is first), None)
            if at is None or at <= player.index:
                return
            player.replace(at, at, [made, *lead])
        if question.leaves:
            self._leaving.append(made)

    def _made(self, segment: Segment, question: _Question) -> Part:
        phrases, name = self._studio.phrases, self._studio.name_of
        when = self._before.get(question.hurt, When.BEFORE)
        if question.leaves and (when is not When.TWICE or question.hurt in self._record.hurt):
            when = When.TODAY
        said = phrases.say(
            question.key,
            exercise=name(question.hurt),
            when=str(when),
            easier=name(question.easier) if question.easier else "",
            length=phrases.length(TO_ANSWER),
        )
        cues: tuple[Cue, ...] = (
            Say(said, Role.SAFETY),
            Wait(phrases.say("memory-prompt"), TO_ANSWER),
            # Silence is an answer: this goes on to the next exercise.
            Pause(TO_LEAVE if question.leaves else Seconds(0.3)),
        )
        asked = question.hurt if question.leaves else segment.exercise
        made = Segment(
            SegmentKind.MOVE,
            cues,
            segment.place,
            segment.visit,
            segment.title,
            asked,
            before=segment.before,
            after=segment.before,
        )
        return replace(self._studio.arrange(made)[0], index=-1)
