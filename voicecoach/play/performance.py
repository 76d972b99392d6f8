"""A live session for Python: what `voicecoach play` does, without a terminal.

with open_voice() as voice, Performance("gentle-daily", voice, choices=Choices(level=0.5)) as performance:
    for notice in performance:
        print(notice.text)
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from voicecoach.audio.music import LEVEL, LOUDEST_LUFS, SOFTEST_LUFS, Music
from voicecoach.play.awake.keeping import kept_awake
from voicecoach.play.clock import Clock, RealClock
from voicecoach.play.coaching.fit_session import fit_session
from voicecoach.play.coaching.memory import recall
from voicecoach.play.coaching.studio import Studio
from voicecoach.play.commands import Command
from voicecoach.play.engine.rehearsal import Rehearsal
from voicecoach.play.live import LiveSession
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.notices import Notice
from voicecoach.play.saved.begun_with import begun_with
from voicecoach.play.saved.place import places_dir
from voicecoach.play.saved.record import Record, record_file
from voicecoach.play.volume_range import LOUDEST_DB, SOFTEST_DB
from voicecoach.routine.library import load_routine
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.script.choices import Choices
from voicecoach.session import Session, check_choices
from voicecoach.speech.api import DEFAULT_SPEED, Voice, check_voice
from voicecoach.speech.wrapped_voice import BorrowedVoice
from voicecoach.units import check_within

if TYPE_CHECKING:
    from types import TracebackType

    from voicecoach.play.sinks.api import Output, Sink
    from voicecoach.play.view import View
    from voicecoach.routine.model import Routine

LONGEST_WAKE_S = 10.0
"""How long a headset may be woken, in seconds."""

_SWITCH_S = 0.001
"""Seconds after which another thread may run: an output that asks for sound must not wait for one that is in no hurry."""


class Performance:
    """One live session. It plays while you iterate over it, or in `run`; `ask` controls it, from any thread.

    Each item is a Notice: a cue as it is heard, an answer of the coach, a pause, a problem. It is over when the iteration
    ends; leaving the loop early ends it at once.
    """

    def __init__(
        self,
        session: Session | LoadedRoutine | Routine | Path | str,
        voice: Voice,
        *,
        choices: Choices | None = None,
        output: str | Output = "auto",
        device: str | None = None,
        music: Path | str | None = None,
        music_lufs: float = LEVEL,
        volume: int = 0,
        wake: float = 0.0,
        wait_setup: bool = False,
        keep: bool = False,
        ask_how_it_feels: bool = False,
        wake_lock: bool = True,
        duck: bool = True,
        rehearse: bool = False,
    ) -> None:
        """Nothing is heard yet, and no device is open.

        - `session`: one that was prepared, with its choices; or a routine as `prepare` takes it, which begins at once
          while later phrases are still being made, with `choices` (None: the defaults).
        - `voice`: stays open afterwards. Slower and faster change its speed if it comes from `open_voice`.
        - `output`: a name that `voicecoach doctor` shows, or an Output of your own; `device`: None is the usual one.
        - `music`: a file that plays under the words, at `music_lufs` (-60 to -16) while nothing is said; None: the routine's
          own, if it has any; an empty text: none.
        - `volume`: softer or louder, in decibels. `wake`: seconds for which a headset is woken before the first word, 0 to 10.
        - `wait_setup`: wait for the person before each exercise.
        - `keep`: keep the place, for `voicecoach resume`, and the record, as `voicecoach play` does; and count the sessions
          before in the record, if `choices` say nothing of them. The place of a routine that was made in Python is not kept:
          there is no file to go on with.
        - `ask_how_it_feels`: ask aloud how strong the pain is, before and after, and how hard it was; `answer` answers.
        - `wake_lock`: keep the machine and its screen awake, but for a pause of more than ten minutes.
        - `duck`: have other programs lowered while the coach speaks, where the sound server does that.
        - `rehearse`: the whole session in no time, heard by nobody: for tests.

        Raises RoutineError, AudioError for music that cannot be read; ValueError for an argument that is out of range.
        """
        check_voice(voice)
        if isinstance(session, Session):
            if choices is not None:
                raise ValueError("a session that was prepared has its choices already; leave choices out")
            loaded, chosen = session.loaded, session.choices
        else:
            loaded = session if isinstance(session, LoadedRoutine) else load_routine(session)
            chosen = choices or Choices()
        check_choices(loaded, chosen)
        chosen = chosen.settled(loaded.routine)
        check_within("volume", volume, SOFTEST_DB, LOUDEST_DB)
        check_within("wake", wake, 0.0, LONGEST_WAKE_S)
        check_within("music_lufs", music_lufs, SOFTEST_LUFS, LOUDEST_LUFS)
        if not isinstance(volume, int):
            raise ValueError(f"volume is a whole number of decibels, not {volume!r}")
        file = loaded.music() if music is None else Path(music) if music != "" else None
        under = None if file is None else Music(file, music_lufs)
        if under is not None:
            under.check()
        self._output = output
        self._device = device
        self._duck = duck
        self._rehearsal = Rehearsal() if rehearse else None
        self._clock: Clock = self._rehearsal or RealClock()
        speed = int(getattr(voice, "speed", 0)) or DEFAULT_SPEED
        options = replace(
            begun_with(chosen, under),
            voice=voice.id,
            speed=speed,
            wait="setup" if wait_setup else None,
            output=output if isinstance(output, str) else "auto",
            device=device,
            wake=wake,
            volume=volume,
            wake_lock=wake_lock,
            duck=duck,
            ask=ask_how_it_feels,
        )
        settings = LiveSettings(
            options,
            wait_setup=wait_setup,
            wake_s=wake,
            places=places_dir() if keep else None,
            record=record_file() if keep else None,
            music=under,
        )
        settings, chosen = recall(settings, loaded, chosen)
        self._studio = Studio(loaded, chosen, _at_each_speed(voice, speed), speed, self._unspoken)
        try:
            settings, _ = fit_session(self._studio, settings)
        except BaseException:
            self._studio.close()
            raise
        self._live = LiveSession(self._studio, self._open, self._clock, settings, threads=not rehearse)
        self._wake_lock = wake_lock and not rehearse
        self._begun = False

    @property
    def record(self) -> Record:
        """What was done, up to now."""
        return self._live.record

    def view(self) -> View | None:
        """What a screen shows at this moment; None before the first words are known."""
        return self._live.view()

    def ask(self, command: Command | str) -> None:
        """Have this done as soon as possible: pause, resume, next, hurt ... May be called from any thread.

        Raises ValueError for what is not a Command.
        """
        if command not in list(Command):
            raise ValueError(f"there is no command {command!r}; there are {', '.join(Command)}")
        self._live.ask(Command(command))

    def answer(self, key: str) -> bool:
        """Answer a question that is being asked: a digit, or `t` for ten. False if none is. May be called from any thread."""
        return self._live.questions.takes_key(key)

    def run(self, on_notice: Callable[[Notice], None] | None = None) -> Record:
        """Plays the whole session, calls `on_notice` with each Notice, and returns the record.

        Raises DeviceError, SpeechError.
        """
        with self:
            for notice in self:
                if on_notice is not None:
                    on_notice(notice)
        return self.record

    def __iter__(self) -> Iterator[Notice]:
        """Plays the session. Raises DeviceError, SpeechError; RuntimeError if it was played before."""
        if self._begun:
            raise RuntimeError("a performance can be played only once; make another one")
        self._begun = True
        return self._notices()

    def close(self) -> None:
        """Lets go of what the session opened; may be called twice."""
        self._begun = True
        self._studio.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Performance of {self._studio.loaded.id}: {self.record.seconds:.1f} s played>"

    def _notices(self) -> Iterator[Notice]:
        waiting = self._live.notices
        before = sys.getswitchinterval()
        sys.setswitchinterval(min(before, _SWITCH_S))
        try:
            with (
                kept_awake(self._live, wanted=self._wake_lock),
                contextlib.closing(self._live.moments()) as moments,
            ):
                for _ in moments:
                    while waiting:
                        yield waiting.popleft()
        finally:
            sys.setswitchinterval(before)
        while waiting:  # what could not be kept at the end
            yield waiting.popleft()

    def _open(self) -> Sink:
        """In a thread of its own: an output may take long. Raises DeviceError."""
        if self._rehearsal is not None:
            return self._rehearsal.open(self._studio.rate, self._device, self._clock)
        from voicecoach.play.sinks.checked import load_checked
        from voicecoach.play.sinks.registry import find_output

        own = self._output
        found = find_output(own) if isinstance(own, str) else load_checked(type(own).__name__, lambda: own)
        if not self._duck:
            found.leave_others()
        return found.open(self._studio.rate, self._device, self._clock)

    def _unspoken(self, text: str) -> None:
        self._live.unspoken(text)


def _at_each_speed(voice: Voice, speed: int) -> Callable[[int], Voice]:
    """Gives the voice at a speed in words a minute: itself at its own speed, or if it has no other."""
    at_speed: Callable[[int], Voice] | None = getattr(voice, "at_speed", None)

    def given(words: int) -> Voice:
        return BorrowedVoice(voice) if at_speed is None or words == speed else at_speed(words)

    return given
