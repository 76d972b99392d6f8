"""How it feels, asked aloud: pain before the first exercise, pain and effort before the close; answered with one key.

Silence is no answer, and the session goes on. With one button only, a press has the coach count slowly from zero, and the next
press takes the number that was heard.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from voicecoach.play.commands import Command
from voicecoach.script.cue import Cue, Pause, Role, Say, Segment, SegmentKind, Wait
from voicecoach.timeline.timeline import EventKind
from voicecoach.units import Seconds, to_frames

if TYPE_CHECKING:
    from voicecoach.phrases import Phrases
    from voicecoach.play.coaching.conductor import Conductor
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.engine.playback import Playback
    from voicecoach.play.live_settings import LiveSettings
    from voicecoach.play.saved.record import Record
    from voicecoach.timeline.timeline import Part

TO_ANSWER = Seconds(15.0)
"""How long an answer is waited for."""
MOST = 10
"""The top of the scale, which begins at 0."""
TEN_KEY = "t"
ANSWER_KEYS = frozenset({*"0123456789", TEN_KEY})
"""The keys that answer; 1 and then 0 is ten as well."""
TWO_KEYS_S = 0.8
"""Seconds in which a 0 after a 1 makes ten."""
COUNT_APART = Seconds(1.3)
"""The silence after each number that is counted for somebody with one button."""
REACTION_S = 0.25
"""Nobody presses sooner than this after they hear a number, in seconds."""
BUTTONS = (Command.PRESS, Command.PRESS_PAUSE, Command.PRESS_PLAY)


class Question(StrEnum):
    """What is asked; the name of the record's field for the answer."""

    PAIN_BEFORE = "pain_before"
    PAIN_AFTER = "pain_after"
    EFFORT = "effort"


def _cues_of(question: Question, phrases: Phrases) -> tuple[Cue, ...]:
    name = question.value.replace("_", "-")
    return (
        Say(phrases.say(f"ask-{name}"), Role.PROGRESS),
        Wait(phrases.say(f"ask-{name}-prompt"), TO_ANSWER),
    )


def asking_s(studio: Studio) -> Seconds:
    """How long all the questions take, with nobody answering."""
    made = (Segment(SegmentKind.MOVE, _cues_of(one, studio.phrases)) for one in Question)
    return Seconds(sum(studio.seconds_of(one) for one in made))


class Questions:
    """Asks, and takes answers. Used by one thread, but for `takes_key`."""

    def __init__(
        self,
        playback: Playback,
        studio: Studio,
        record: Record,
        conductor: Conductor,
        settings: LiveSettings,
    ) -> None:
        """Nothing is asked unless the settings want it, and pain before not when a session is resumed."""
        self._playback = playback
        self._studio = studio
        self._record = record
        self._answers = conductor.answers
        self._interludes = conductor.interludes
        self._after_is_due = settings.options.ask
        self._before_is_due = settings.options.ask and settings.resume is None
        self._parts: dict[Question, Part] = {}
        self._count_part: Part | None = None
        self._one_at: float | None = None
        self._open = False
        self._keys: deque[str] = deque(maxlen=10)

    def tend(self) -> None:
        """Put the questions where they belong, and notice what was not answered; called at every tick."""
        if self._before_is_due:
            self._put_before()
        if self._after_is_due:
            self._put_after()
        question = self._current()
        self._open = question is not None
        while self._keys:
            self._answer(self._keys.popleft())
        if question is None:
            self._one_at = None
        elif self._one_at is not None and self._playback.clock.now() - self._one_at >= TWO_KEYS_S:
            self._take(question, 1)

    def takes(self, command: Command) -> bool:
        """Whether a press of the one button was for a question; then it is dealt with."""
        question = self._current() if command in BUTTONS else None
        if question is None:
            return False
        if self._parts[question] is self._count_part:
            value = self._counted()
            if value is not None:
                self._take(question, value)
        else:
            self._count(question)
        return True

    def takes_key(self, key: str) -> bool:
        """Whether that key answers a question that is being asked; then it will. May be called from any thread."""
        if key not in ANSWER_KEYS or not self._open:
            return False
        self._keys.append(key)
        return True

    def _answer(self, key: str) -> None:
        question = self._current()
        if question is None:
            return
        if self._one_at is not None and key == "0":
            self._take(question, MOST)
        elif key == "1" and self._one_at is None:
            self._one_at = self._playback.clock.now()
        else:
            self._take(question, MOST if key == TEN_KEY else int(key))

    def _take(self, question: Question, value: int) -> None:
        """Note the answer, say it, and go on."""
        self._one_at = None
        setattr(self._record, question.value, value)
        said = self._answers.spoken("ask-answer", number=self._studio.phrases.count(value).capitalize())
        with self._playback.control() as player:
            part = self._parts.pop(question)
            at = next((at for at, one in enumerate(player.parts) if one is part), None)
            if at is not None and player.index <= at:
                player.jump(at + 1, words=[said, self._answers.gap()])
        self._open = False

    # Where they are asked.

    def _put_before(self) -> None:
        """After the welcome, before the first exercise."""
        with self._playback.lock:
            player = self._playback.player
            at = next((at for at, part in enumerate(player.parts) if part.segment.visit), None)
            late = at is not None and at <= player.index
            first = player.parts[at] if at else None
            last = player.parts[at - 1].segment if at else None
        if at is None:
            return  # it is not made yet
        self._before_is_due = False
        if not late and first is not None and last is not None:
            # In the visit of what is before it, so that "next" at the question leads to the first exercise.
            self._put(first, last.visit, Question.PAIN_BEFORE)

    def _put_after(self) -> None:
        with self._playback.lock:
            player = self._playback.player
            close = player.parts[-1] if player.parts else None
            ready = player.complete and close is not None and close.segment.kind is SegmentKind.CLOSE
            late = player.index >= len(player.parts) - 1
        if close is None or not ready:
            self._after_is_due = not (close is not None and player.complete)
            return
        self._after_is_due = False
        if not late:
            self._put(close, close.segment.visit, Question.PAIN_AFTER, Question.EFFORT)

    def _put(self, before: Part, visit: int, *questions: Question) -> None:
        made = [self._made(question, before.segment, visit) for question in questions]
        with self._playback.lock:
            player = self._playback.player
            at = next((at for at, part in enumerate(player.parts) if part is before), None)
            if at is None or at <= player.index:
                return
            player.replace(at, at, made)
        self._interludes.add(*made)
        self._parts |= dict(zip(questions, made, strict=True))

    def _made(self, question: Question, following: Segment, visit: int) -> Part:
        return self._part(_cues_of(question, self._studio.phrases), following, visit)

    def _part(self, cues: tuple[Cue, ...], following: Segment, visit: int) -> Part:
        body = following.before
        made = Segment(SegmentKind.MOVE, cues, following.place, visit, before=body, after=body)
        return replace(self._studio.arrange(made)[0], index=-1)

    def _current(self) -> Question | None:
        """The question that is being asked, as it is heard."""
        heard = self._playback.heard()
        if heard is None:
            return None
        return next((one for one, part in self._parts.items() if part is heard.part), None)

    # One button.

    def _count(self, question: Question) -> None:
        """Count slowly, in the place of the question."""
        phrases = self._studio.phrases
        cues: list[Cue] = []
        for number in range(MOST + 1):
            cues += [Say(phrases.count(number).capitalize() + ".", Role.PROGRESS), Pause(COUNT_APART)]
        asked = self._parts[question]
        made = self._part(tuple(cues), asked.segment, asked.segment.visit)
        with self._playback.control() as player:
            at = next((at for at, part in enumerate(player.parts) if part is asked), None)
            if at is None:
                return
            player.replace(at, at + 1, [made])
            player.jump(at)
        self._interludes.add(made)
        self._parts[question] = self._count_part = made

    def _counted(self) -> int | None:
        """The number that was heard last, for somebody who needs a moment to press; None before the first."""
        heard = self._playback.heard()
        if heard is None:
            return None
        until = heard.part.start + heard.offset - to_frames(Seconds(REACTION_S), self._studio.rate)
        said = sum(event.kind is EventKind.SAY and event.start <= until for event in heard.part.events)
        return said - 1 if said else None
