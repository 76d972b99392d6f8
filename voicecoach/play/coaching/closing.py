"""The last line of a session: what was done compared with last time, the days or weeks in a row, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.play.coaching.offers import AFTER_SENTENCE
from voicecoach.play.saved.streak import against
from voicecoach.play.upcoming import UpcomingSession
from voicecoach.script.choices import Talk
from voicecoach.script.cue import Role, Say, Segment, SegmentKind
from voicecoach.script.wording import sentence
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.engine.playback import Playback
    from voicecoach.play.live_settings import LiveSettings
    from voicecoach.play.saved.record import Record

IN_A_ROW = 2
"""The least number in a row that is a streak."""
DAYS_OF_WEEK = 7
_WEDNESDAY = 3
_MANY = 27
"""Sets or days, whose number is a long word."""


def last_line_s(studio: Studio, settings: LiveSettings) -> Seconds:
    """How long the line takes at most, in a session of its routine that is followed by another of a title as long."""
    phrases, said = studio.phrases, []
    if studio.choices.talk is Talk.COUNTS:
        return Seconds(0.0)
    if settings.earlier:
        said.append(phrases.say("close-more", number=_MANY, more=phrases.number(_MANY)))
        said.append(phrases.say("close-weeks", number=phrases.number(_MANY)))
    if settings.upcoming is not None:
        title = studio.loaded.routine.title
        said.append(phrases.say("close-next-weekday", title=title, days=DAYS_OF_WEEK - 1, weekday=_WEDNESDAY))
    if not said:
        return Seconds(0.0)
    cues = (Say(" ".join(said), Role.CLOSE), AFTER_SENTENCE)
    return studio.seconds_of(Segment(SegmentKind.CLOSE, cues))


class Closing:
    """Adds that line to the close, unless something hurt, or only counts are wanted. Used by one thread."""

    def __init__(self, playback: Playback, studio: Studio, record: Record, settings: LiveSettings) -> None:
        self._playback = playback
        self._studio = studio
        self._record = record
        self._earlier = settings.earlier
        self._upcoming = UpcomingSession(settings.upcoming)
        known = bool(settings.earlier) or settings.upcoming is not None
        self._due = known and studio.choices.talk is not Talk.COUNTS

    def tend(self) -> None:
        """Make the line while what comes before the close runs; called at every tick."""
        if not self._due:
            return
        with self._playback.lock:
            player = self._playback.player
            at = len(player.parts) - 1
            if player.index > 0:  # the first words are out
                self._upcoming.begin()
            if not player.complete or player.index < at - 1:
                return
            close, before = player.parts[at], player.parts[at - 1].segment
            late = player.index >= at
        self._due = False
        cues = self._studio.cues_of(close)
        if late or close.segment.kind is not SegmentKind.CLOSE or not cues or self._record.hurt:
            return
        line = self._line(len(self._record.done) + (before.kind is SegmentKind.WORK))
        if not line:
            return
        segment = replace(close.segment, cues=(*cues, Say(line, Role.CLOSE), AFTER_SENTENCE))
        made = self._studio.arrange(segment)[0]
        made = self._studio.keep_voice(replace(made, index=close.index), made)
        with self._playback.lock:
            player = self._playback.player
            if player.parts[-1] is close and player.index < len(player.parts) - 1:
                player.replace(len(player.parts) - 1, len(player.parts), [made])

    def _line(self, sets: int) -> str:
        found = against(self._record, self._earlier)
        phrases, said = self._studio.phrases, []
        if found.last is not None and sets:
            more = sets - found.last
            key = "close-more" if more > 0 else "close-same" if not more else "close-sets"
            said.append(sentence(phrases.say(key, number=sets, more=phrases.number(abs(more)))))
        if found.days >= IN_A_ROW:
            said.append(sentence(phrases.say("close-days", number=phrases.number(found.days))))
        elif found.weeks >= IN_A_ROW:
            said.append(sentence(phrases.say("close-weeks", number=phrases.number(found.weeks))))
        if (following := self._upcoming.found) is not None:
            key = "close-next-weekday" if 1 < following.days < DAYS_OF_WEEK else "close-next"
            said.append(phrases.say(key, **following._asdict()))
        return " ".join(said)
