"""The walk through the phrases that are to be recorded: what each key does, and what a screen shows of it.

It knows no terminal and no device: it is given a way to open a microphone, one to play a clip, and the voice to record. What
is good is kept at once, so that whatever ends the walk loses one attempt at most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from voicecoach.audio.spoken_take import TakeRefused
from voicecoach.errors import DeviceError, MicrophoneError, SpeechError
from voicecoach.record.listening import Attempt, Stage
from voicecoach.speech.recording_file import RATE

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.record.needed import NeededPhrase
    from voicecoach.record.source import Source
    from voicecoach.speech.recordings import Recordings


class WalkState(Enum):
    """What the walk waits for."""

    READY = "ready"
    """A key that begins a recording."""
    COUNT_DOWN = "count-down"
    SPEAK = "speak"
    KEPT = "kept"
    """A key that leads on: the phrase was recorded just now."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class WalkView:
    """What a screen shows."""

    state: WalkState
    number: int
    """Of the phrase, from 1."""
    total: int
    phrase: NeededPhrase
    recorded: bool
    """Whether there is a recording of the phrase."""
    step: int
    """Of the count-down: 3, 2, 1."""
    level: float
    """The loudest sample of what was heard last, up to 1."""
    message: str
    """What there is to say about the last attempt, or empty."""
    problem: bool
    """Whether that is something which went wrong."""


class Walk:
    """Through one phrase at least. Used by one thread, which calls `tick` several times a second."""

    def __init__(
        self,
        phrases: Sequence[NeededPhrase],
        *,
        recordings: Recordings,
        open_microphone: Callable[[], Source],
        listen: Callable[[Clip], None],
    ) -> None:
        """`listen` plays a clip to its end (DeviceError).

        The microphone is opened at once, so that a level can be shown. Raises MicrophoneError.
        """
        self._phrases = tuple(phrases)
        self._recordings, self._open, self._listen = recordings, open_microphone, listen
        self._heads = recordings.phrases()
        self._index = 0
        self._attempt: Attempt | None = None
        self._state = WalkState.READY
        self._message, self._problem = "", False
        self._level = 0.0
        self._source: Source | None = open_microphone()
        self.quit = False
        """Whether a key ended the walk."""
        self.kept: list[str] = []
        """The words of what was recorded in this walk, in order."""

    def press(self, key: str) -> None:
        """What a key does in this state; one that does nothing is ignored. Raises StateError if a phrase cannot be kept."""
        if self._state in (WalkState.COUNT_DOWN, WalkState.SPEAK):
            self._press_while_recording(key)
        elif key == "q":
            self.quit = True
            self._state = WalkState.DONE
        elif key in ("b", "left"):
            self._go(self._index - 1)
        elif key in ("n", "right"):
            self._go(self._index + 1)
        elif key == "l":
            self._play()
        elif key in ("space", "enter"):
            if self._state is WalkState.KEPT:
                self._go(self._index + 1)
            else:
                self._begin()
        elif key in ("a", "r"):
            self._begin()

    def tick(self) -> None:
        """Take what was heard. Raises StateError if a phrase cannot be kept."""
        if self._source is None or self._state is WalkState.DONE:
            return
        samples = self._source.read()
        if len(samples):
            self._level = float(abs(samples).max())
        attempt = self._attempt
        if attempt is not None:
            attempt.take(samples)
            if attempt.stage is Stage.OVER:
                self._end(attempt)
            else:
                self._state = WalkState.SPEAK if attempt.stage is Stage.SPEAK else WalkState.COUNT_DOWN
        if not self._source.alive():
            self._lose_the_microphone()

    def view(self) -> WalkView:
        """What there is to see."""
        return WalkView(
            state=self._state,
            number=self._index + 1,
            total=len(self._phrases),
            phrase=self._phrase,
            recorded=self._phrase.text in self._heads,
            step=self._attempt.step if self._attempt is not None else 0,
            level=self._level,
            message=self._message,
            problem=self._problem,
        )

    @property
    def _phrase(self) -> NeededPhrase:
        return self._phrases[self._index]

    @property
    def done(self) -> bool:
        """Whether it is over: by `q`, or after the last phrase."""
        return self._state is WalkState.DONE

    def close(self) -> None:
        """Let go of the microphone; what is being recorded is dropped."""
        self._attempt = None
        if self._source is not None:
            self._source.close()
            self._source = None

    def _press_while_recording(self, key: str) -> None:
        attempt = self._attempt
        assert attempt is not None
        if key in ("escape", "q", "a", "backspace"):
            self._drop("not recorded")
        elif key in ("space", "enter") and attempt.stage is Stage.SPEAK:
            attempt.stop()
            self._end(attempt)

    def _begin(self) -> None:
        if self._source is None:
            try:
                self._source = self._open()
            except MicrophoneError as error:
                self._say(str(error), problem=True)
                return
        self._source.read()  # what was heard before
        self._say("")
        self._attempt = Attempt(self._phrase, RATE)
        self._state = WalkState.COUNT_DOWN

    def _end(self, attempt: Attempt) -> None:
        self._attempt = None
        phrase = self._phrase
        try:
            take = attempt.finish()
        except TakeRefused as error:
            self._state = WalkState.READY
            self._say(f"not recorded: {error}", problem=True)
            return
        self._heads[phrase.text] = self._recordings.keep(phrase.text, take.clip)
        if phrase.text not in self.kept:
            self.kept.append(phrase.text)
        self._state = WalkState.KEPT
        self._say(take.note or f"recorded, {take.clip.length / take.clip.rate:.2f} s")

    def _lose_the_microphone(self) -> None:
        assert self._source is not None
        self._source.close()
        self._source = None
        self._level = 0.0
        recording = self._attempt is not None
        if recording:
            self._drop("")
        lost = "the microphone went away"
        nothing = ", and nothing of this phrase was recorded" if recording else ""
        self._say(f"{lost}{nothing}; plug it in again, then record on", problem=True)

    def _drop(self, message: str) -> None:
        self._attempt = None
        self._state = WalkState.READY
        self._say(message)

    def _go(self, index: int) -> None:
        self._say("")
        if index >= len(self._phrases):
            self._state = WalkState.DONE
            return
        self._index = max(0, index)
        self._state = WalkState.READY

    def _play(self) -> None:
        head = self._heads.get(self._phrase.text)
        if head is None:
            self._say("there is nothing to listen to yet")
            return
        try:
            self._listen(self._recordings.clip(head))
        except DeviceError as error:
            self._say(f"it cannot be played: {error.message.splitlines()[0]}", problem=True)
        except SpeechError as error:
            del self._heads[self._phrase.text]
            self._say(str(error), problem=True)

    def _say(self, message: str, *, problem: bool = False) -> None:
        self._message, self._problem = message, problem
