"""One live session, from its first word to its record: what the commands `play` and `resume` run.

It knows no terminal: commands come in by `ask`, notices and views go out.
"""

from __future__ import annotations

import contextlib
import math
import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING

from voicecoach.play.coaching.answers import Answers
from voicecoach.play.coaching.closing import Closing
from voicecoach.play.coaching.conductor import Conductor
from voicecoach.play.coaching.memory import PainMemory
from voicecoach.play.coaching.questions import Questions
from voicecoach.play.coaching.variants import with_swaps
from voicecoach.play.coaching.waits import with_waits
from voicecoach.play.commands import Command
from voicecoach.play.controls.table import carry_out
from voicecoach.play.cue_reports import CueReports
from voicecoach.play.engine.background_music import BackgroundMusic
from voicecoach.play.engine.output_link import sum_of_breaks
from voicecoach.play.engine.playback import TICK_S, Playback
from voicecoach.play.engine.playback_status import PlaybackStatus
from voicecoach.play.engine.player_state import PlayerState
from voicecoach.play.engine.standstill import Standstill
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.notices import Notice, NoticeKind
from voicecoach.play.saved.marks import SegmentMark, find_mark, segment_marks
from voicecoach.play.session_log import SessionLog
from voicecoach.play.view import View, view_of

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.engine.play_history import Spot
    from voicecoach.play.sinks.api import Sink
    from voicecoach.timeline.timeline import Part


class LiveSession:
    """Runs in the thread of its owner, who calls `run`; `ask` may be called from any thread."""

    def __init__(
        self,
        studio: Studio,
        open_sink: Callable[[], Sink],
        clock: Clock,
        settings: LiveSettings,
        *,
        threads: bool = True,
    ) -> None:
        """Nothing starts yet. `threads` as for a Playback."""
        self.notices: deque[Notice] = deque(maxlen=1000)
        """What is to be shown, oldest first; the screen that shows it takes it out."""
        self.studio = studio
        self._clock = clock
        self._settings = settings
        self._commands: queue.SimpleQueue[tuple[Command, float]] = queue.SimpleQueue()
        self._unknown_keys: deque[str] = deque(maxlen=1)
        self._asked = threading.Event()
        self.log = SessionLog(studio, settings, self.notices.append)
        self.record = self.log.record
        self._broke_before = self.record.breaks
        music = (
            BackgroundMusic(settings.music, studio.rate, self._without_music, threads=threads)
            if settings.music
            else None
        )
        self.playback = Playback(
            studio.rate, self._parts, studio.mix, open_sink, clock, music=music, threads=threads
        )
        notify = self.notices.append
        self._answers = Answers(self.playback, studio, notify, settings.wake_s, settings.keys)
        self.conductor = Conductor(
            self.playback,
            studio,
            self.record,
            notify,
            self._answers,
            settings.options.volume,
            lambda command: carry_out(command, self.conductor),
            settings.presses,
        )
        self._memory = PainMemory(self.playback, studio, self.record, settings.hurt, self.conductor.transport)
        self.conductor.hurting.before = self._memory.today
        self._closing = Closing(self.playback, studio, self.record, settings)
        self.questions = Questions(self.playback, studio, self.record, self.conductor, settings)
        self._transport, self._swaps = self.conductor.transport, self.conductor.adjustments.swaps
        self.wanted: SegmentMark | None = settings.resume.mark if settings.resume else None
        """Where a session that is resumed has to go first; None once it is there."""
        self._last: Spot | None = None
        self._cue_reports = CueReports(self.playback, notify)
        self._counted_at = self._lost_at = clock.now()
        self._standstill = Standstill(clock)
        if settings.resume:
            # An exercise may have left the routine meanwhile; then the visit has its own again.
            known = studio.loaded.routine.exercises
            self._swaps.update(
                {int(visit): variant for visit, variant in settings.resume.swaps.items() if variant in known}
            )

    def ask(self, command: Command) -> None:
        """Have this done as soon as possible."""
        self._commands.put((command, self._clock.now()))
        self._asked.set()

    def ask_unknown(self, key: str) -> None:
        """A key was pressed that asks for nothing: say so. May be called from any thread."""
        self._unknown_keys.append(key)
        self._asked.set()

    def run(self, show: Callable[[LiveSession], None] = lambda session: None) -> None:
        """The whole session; calls `show` at every tick. Raises DeviceError, SpeechError, VoicecoachError.

        However it ends, by an exception too, the place or the record is kept.
        """
        with contextlib.closing(self.moments()) as moments:
            for _ in moments:
                show(self)

    def moments(self) -> Generator[None, None, None]:
        """As `run`, for a caller who loops: one item a tick. Closed early, it ends the session there."""
        self.log.open()
        try:
            with self.playback:
                self.begin()
                while self.tick():
                    yield
                    self.wait()
                self._follow()
                yield
        finally:
            self.close()

    def wait(self) -> None:
        """Wait until the next tick is due. If the machine was asleep meanwhile, the session is paused."""
        away = self._standstill.wait(self._asked, TICK_S)
        if away is not None:
            self._counted_at = self._clock.now()
            self.report("state-stood-still", problem=True, length=self.studio.phrases.total(away.seconds))
            self.conductor.come_back(away)

    def tick(self) -> bool:
        """Do everything that is due once; False once the session is over."""
        running = self.playback.tick()
        self._count_time(counts=running is PlaybackStatus.PLAYING)
        over = running is PlaybackStatus.OVER
        if over and not self.playback.sounding():
            return False
        if running is PlaybackStatus.LOST:
            self._lost_at = self._clock.now()
            self.report("state-device-lost", problem=True)
        elif running is PlaybackStatus.BACK:
            self.report("state-device-back", problem=True, device=self.playback.backend)
            if not self.conductor.pausing.paused:
                self.conductor.pausing.resume("back-again", away_s=self._clock.now() - self._lost_at)
        self._find_place()
        self._follow()
        self._asked.clear()
        while not self._commands.empty():
            command, self.conductor.presses.asked_at = self._commands.get()
            if over and command is Command.QUIT:
                return False  # the last words are not waited for
            with self.playback.attention():
                if not self.questions.takes(command):
                    carry_out(command, self.conductor)
        if self._unknown_keys:
            self._answers.report_unknown_key(self._unknown_keys.pop())
        self.conductor.tick()
        if self.wanted is None:
            for own in (self._memory, self.questions, self._closing):
                own.tend()
            if self.playback.player.complete:
                self.log.note_planned()
        return True

    def view(self) -> View | None:
        """What a screen shows at this moment; None before the first part is known."""
        with self.playback.lock:
            player = self.playback.player
            spot = self.playback.heard()
            if spot is None:
                return None
            at = min(player.index, len(player.parts) - 1)
            index = next((at for at, part in enumerate(player.parts) if part is spot.part), at)
            return view_of(player.parts, index, spot, player.state, player.rate, complete=player.complete)

    def unspoken(self, text: str) -> None:
        """A phrase could not be spoken: the session goes on, and reports it at its end."""
        self.record.unspoken.append(text)
        self.report("state-unspoken", problem=True, text=text)

    def may_sleep(self, why: str) -> None:
        """The machine cannot be kept awake. May be called from any thread."""
        self.report("state-may-sleep", problem=True, why=why)

    def report(self, message: str, *, problem: bool, **words: str) -> None:
        """Show a message of the catalogue. May be called from any thread."""
        kind = NoticeKind.PROBLEM if problem else NoticeKind.STATE
        self.notices.append(Notice(kind, self.studio.phrases.say(message, **words)))

    def _without_music(self, why: str) -> None:
        self.notices.append(Notice(NoticeKind.PROBLEM, why))

    # The parts.

    def _parts(self) -> Iterator[Part]:
        hurry = self.playback.hurry if self.wanted is None else lambda: True
        parts = with_swaps(self.studio, self.studio.parts(hurry, self._memory.left), self._swaps)
        return with_waits(parts, self.studio) if self._settings.wait_setup else parts

    # Beginning, following, ending.

    def begin(self) -> None:
        """Start the output, and go to the place of a session that is resumed as soon as it is known."""
        player = self.playback.player
        if self.wanted is not None:
            player.pause()
        elif self._settings.wake_s:
            player.interject([self._answers.wake()])
        self.playback.start()

    def _find_place(self) -> None:
        """Go to the place of a session that is resumed, once it is laid out."""
        wanted = self.wanted
        if wanted is None:
            return
        with self.playback.lock:
            marks = segment_marks(self.playback.player.parts)
            at, same = find_mark(marks, wanted) if marks else (0, False)
            if not same and not self.playback.player.complete:
                return
            rounds = self._transport.rounds
            if marks and rounds.is_left_open(self.playback.player.parts[at]):
                if not self.playback.player.complete:
                    return
                at = rounds.restore(self.playback.player.parts, at)
        with self.playback.control() as player:
            # The output may have pulled silence at the first part, which must not be kept as the place.
            player.begin_at(at)
        self.wanted = None
        assert self._settings.resume is not None
        if self.record.hurt:
            self.conductor.hurting.ask_before_going_on()
            return
        changed = self._settings.resume.fingerprint != self.log.fingerprint
        self.conductor.pausing.resume("resumed-changed" if changed else "resumed", away_s=math.inf)

    def _follow(self) -> None:
        """Look at what the listener has heard since the last look: report its cues, keep its place, record what is done."""
        spot = self.playback.heard() if self.playback.backend else None
        if spot is None or self.wanted is not None:
            return
        self._cue_reports.bring_up_to_date()
        before, self._last = self._last, spot
        if before is None or before.part.segment is not spot.part.segment:
            if before is not None:
                self._passed(before)
            with self.playback.lock:
                parts = list(self.playback.player.parts)
            self.log.save(spot.part, parts, self._swaps, self.conductor.volume_db)

    def _passed(self, before: Spot) -> None:
        """A part is over, by itself or because the person left it."""
        left, self.conductor.interludes.left = self.conductor.interludes.left, ()
        if all(one is not before.part.segment for one in left):
            self.record.add_done(before.part)

    def close(self) -> None:
        """Add to the record; keep the place, or forget it if the session came to its close."""
        with contextlib.closing(self.log):
            with self.playback.lock:
                parts, player = list(self.playback.player.parts), self.playback.player
                finished = player.complete and player.index >= len(parts)
            if self._last is None:
                return
            self._cue_reports.bring_up_to_date()
            if finished:
                self._passed(self._last)
            self.record.breaks = sum_of_breaks(self._broke_before, self.playback.breaks)
            self.log.end(self._last.part, parts, self._swaps, self.conductor.volume_db, finished=finished)

    def _count_time(self, *, counts: bool) -> None:
        now = self._clock.now()
        with self.playback.lock:
            if counts and self.playback.player.state in (PlayerState.PLAYING, PlayerState.WAITING):
                self.log.played_s += now - self._counted_at
        self._counted_at = now
