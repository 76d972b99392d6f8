"""`--output simpleaudio`: whole spans at a time, in a child process.

simpleaudio plays buffers and cannot pause, and the time between two buffers is not exact. So a span is
collected until the timeline has a seam, a moment at which nothing sounds and no exact window runs: the counts
of a hold are always in one buffer. Silence between spans is timed by the clock. What was collected and is not
heard when a control comes is dropped.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for
from voicecoach.play.sinks.output_calls import does_not_answer
from voicecoach.play.sinks.pcm import to_int16
from voicecoach.play.sinks.simpleaudio_package import installed_package
from voicecoach.play.sinks.simpleaudio_process import SimpleaudioProcess

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Piece, Pull

logger = logger_for(__name__)

PERIOD_S = 0.02
"""How much is pulled at a time, in seconds."""
LONGEST_S = 120.0
"""The longest span, in seconds: past it the stream is broken wherever it is."""
ANSWER_S = 5.0
"""How long the sound system may take to begin a span, and to come to its end after the time that it takes, in seconds."""
LATENCY_S = 0.1
"""What simpleaudio asks ALSA to queue, in seconds: between a buffer's start and its first sound."""
CATCH_UP_S = 1.0
"""A span that ends at most so much late, in seconds, has the silence after it shortened; more was no delay of the library."""
CUT_SHORT_S = 1.5
"""A span that is over so much too early, in seconds, was cut short: the device is gone. Less may be what a server has queued."""
CRASHES = 3
"""So many crashes of the process in a row, and the device counts as gone."""


class SimpleaudioSink:
    """One child process, restarted when it dies."""

    backend = "simpleaudio"
    gapless = False

    def __init__(self, rate: int, clock: Clock) -> None:
        """Raises DeviceError if nothing can be heard through it."""
        self._rate = rate
        self._clock = clock
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._changed = threading.Condition(self._lock)
        self._epoch = 0
        self._heard = 0
        self._span = 0
        self._started_at: float | None = None
        self._answer = b""
        self._number = b"\0"
        self._due: float | None = None
        """When, in seconds of the clock, what was given would be over had it begun at once; None: begin from now."""
        self._crashes = 0
        self._gone = False
        self._thread: threading.Thread | None = None
        self._child: SimpleaudioProcess | None = None
        self._spare: SimpleaudioProcess | None = None
        self._retired: list[SimpleaudioProcess] = []
        try:
            # A moment of silence shows whether there is a device at all.
            self._play(np.zeros(round(0.01 * rate), np.float32))
        except BaseException:
            self.close()
            raise

    def start(self, pull: Pull) -> None:
        self._thread = threading.Thread(target=self._run, args=(pull,), name="voicecoach-sink", daemon=True)
        self._thread.start()
        threading.Thread(target=self._have_a_spare, name="voicecoach-spare", daemon=True).start()

    def heard(self, pulled: int) -> int:
        with self._lock:
            return min(pulled, self._heard + self._into())

    def drop(self, epoch: int) -> bool:
        with self._lock:
            self._heard += self._into()
            self._epoch = epoch
            if self._span and self._child is not None:
                # Its own stop plays another third of a second; the end of its process is silent at
                # once.
                self._child.kill()
                self._retired.append(self._child)
                self._child, self._spare = self._spare, None
            self._span, self._started_at = 0, None
            self._changed.notify_all()
        return True

    def alive(self) -> bool:
        return (
            not self._gone and self._crashes < CRASHES and (self._thread is None or self._thread.is_alive())
        )

    def close(self) -> None:
        self._stop.set()
        with self._lock:
            self._changed.notify_all()
            children = [self._child, self._spare, *self._retired]
            self._retired.clear()
        for child in children:
            if child is not None:
                child.end()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=1.0)

    # The thread that pulls.

    def _run(self, pull: Pull) -> None:
        try:
            self._play_spans(pull)
        except BaseException:  # `alive` says so
            logger.warning("no more spans are played", exc_info=True)

    def _play_spans(self, pull: Pull) -> None:
        period = round(PERIOD_S * self._rate)
        span: list[FloatSamples] = []
        epoch = 0
        while not self._stop.is_set() and self._crashes < CRASHES and not self._gone:
            piece = pull(period)
            with self._lock:
                now = self._epoch
            if piece.epoch < now:
                continue  # pulled before a control, which has it pulled again
            if epoch < now:
                span, epoch, self._due = [], now, None
                threading.Thread(target=self._have_a_spare, name="voicecoach-spare", daemon=True).start()
            if not len(piece.samples):
                self._due = None
                self._clock.wait(self._stop, PERIOD_S / 4)
            elif not span and piece.seam and not piece.samples.any():
                self._be_silent(piece)
            else:
                span.append(piece.samples)
                if piece.seam or len(span) * PERIOD_S > LONGEST_S:
                    whole, span = np.concatenate(span), []
                    try:
                        self._play(whole, epoch)
                    except DeviceError as error:
                        logger.warning("a span was not played: %s", error)

    def _be_silent(self, piece: Piece) -> None:
        self._pass(len(piece.samples), self._clock.now())
        assert self._due is not None
        self._clock.sleep(self._due - self._clock.now())
        with self._lock:
            if piece.epoch == self._epoch:
                self._heard += len(piece.samples)

    def _pass(self, frames: int, now: float) -> None:
        """So many begin now, or began a little late: the end of each span is reported some time after it was heard."""
        begun = now if self._due is None or now - self._due > CATCH_UP_S else self._due
        self._due = begun + frames / self._rate

    def _play(self, samples: FloatSamples, epoch: int = 0) -> None:
        """Have the child play it and wait for its end, or for a control. Raises DeviceError."""
        pcm = to_int16(samples).tobytes()
        with self._lock:
            child = self._child
        if child is None:
            child = self._spawned()
        with self._lock:
            if epoch != self._epoch or self._stop.is_set():
                return
            self._answer = b""
            # A number for each: the end of a buffer that a control cut off must not be taken for that of the
            # next.
            number = self._number = bytes([(self._number[0] + 1) % 256])
        # Not under the lock: a child that hangs does not read, and a control must get through and kill it.
        writing = threading.Thread(target=child.play, args=(number, pcm), name="voicecoach-span", daemon=True)
        writing.start()
        with self._lock:
            self._wait_while(b"", epoch, ANSWER_S)
            if self._answer == b"S" and epoch == self._epoch:
                self._span, self._started_at = len(samples), self._clock.now()
                self._pass(len(samples), self._started_at)
                self._crashes = 0
                self._wait_while(b"S", epoch, len(samples) / self._rate + ANSWER_S)
            answer, current = self._answer, epoch == self._epoch and not self._stop.is_set()
            cut_short = answer == b"D" and self._is_cut_short(len(samples))
            if epoch == self._epoch:
                # A short span may be over before anybody has looked.
                self._heard += len(samples) if answer == b"D" and not cut_short else self._into()
                self._span, self._started_at = 0, None
        if current and cut_short:
            self._gone = True
            raise DeviceError("it ended in the middle of what it played", output="simpleaudio")
        if answer.startswith(b"E"):
            self._gone = True
            raise DeviceError(
                f"it cannot play here: {answer[1:].decode(errors='replace')}", output="simpleaudio"
            )
        if current and answer != b"D":
            self._lose(child, hung=answer != b"!")

    def _is_cut_short(self, frames: int) -> bool:
        """Whether a span of that many frames, which is over by now, cannot have been played to its end."""
        if self._started_at is None:
            return False
        return frames / self._rate - (self._clock.now() - self._started_at) > CUT_SHORT_S

    def _wait_while(self, answer: bytes, epoch: int, limit_s: float) -> None:
        """Wait, with the lock, until the child answers something else, a control comes or the time is over."""
        self._changed.wait_for(
            lambda: self._answer != answer or epoch != self._epoch or self._stop.is_set(), limit_s
        )

    def _lose(self, child: SimpleaudioProcess, *, hung: bool) -> None:
        """The child has died, or the sound system hangs. Raises DoesNotAnswer."""
        with self._lock:
            if self._child is child:
                self._child = None
        child.end()
        if hung:
            self._gone = True
            raise does_not_answer("simpleaudio")
        self._crashes += 1
        logger.warning("the process that plays has died, %d in a row", self._crashes)

    def _into(self) -> int:
        """How many frames of the span that plays are heard by now."""
        if self._started_at is None:
            return 0
        seconds = self._clock.now() - self._started_at - LATENCY_S
        return min(self._span, max(0, round(seconds * self._rate)))

    # The child.

    def _spawned(self) -> SimpleaudioProcess:
        """A new child, which is the one that plays. Raises DeviceError."""
        child = SimpleaudioProcess(self._rate, self._on_answer)
        with self._lock:
            if not self._stop.is_set():
                self._child = child
                return child
        child.end()
        raise DeviceError("it is closed", output="simpleaudio")

    def _on_answer(self, child: SimpleaudioProcess, number: bytes, answer: bytes) -> None:
        with self._lock:
            if child is self._child and number in (b"", self._number):
                self._answer = answer or b"!"
                self._changed.notify_all()

    def _have_a_spare(self) -> None:
        """Bury those that were stopped, and have another child ready to take their place at once."""
        with self._lock:
            dead, self._retired = self._retired, []
        for child in dead:
            child.end()
        if self._spare is not None or self._stop.is_set():
            return
        try:
            spare: SimpleaudioProcess | None = SimpleaudioProcess(self._rate, self._on_answer)
        except (DeviceError, ImportError, OSError) as error:
            logger.warning("no spare process: %s", error)
            return
        with self._lock:
            if self._spare is None and not self._stop.is_set():
                self._spare, spare = spare, None
        if spare is not None:
            spare.end()


class SimpleaudioOutput:
    """`--output simpleaudio`."""

    def __init__(self) -> None:
        """Raises ImportError if it is not installed, DeviceError if it would crash."""
        installed_package()

    def open(self, rate: int, device: str | None, clock: Clock) -> SimpleaudioSink:
        if device is not None:
            raise DeviceError("it plays on the default device only; leave --device out", output="simpleaudio")
        return SimpleaudioSink(rate, clock)

    def devices(self) -> tuple[str, ...]:
        return ()
