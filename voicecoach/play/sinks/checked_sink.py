"""A sink behind the checks that `checked` describes."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for
from voicecoach.play.sinks.api import Piece
from voicecoach.play.sinks.idle_timer import IdleTimer
from voicecoach.play.sinks.output_calls import (
    DoesNotAnswer,
    broken_output,
    call_mapped,
    call_output,
    describe_error,
    describe_value,
    plain_line,
    require_methods,
)
from voicecoach.play.sinks.sink_arrival import CLOSE_S

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Give, Pull, Sink
    from voicecoach.time_limited import LimitedThread

logger = logger_for(__name__)

Answer = TypeVar("Answer")

OPEN_S = 10.0
"""How long an output may take to open, and again to start, in seconds. Keys work meanwhile."""
CALL_S = 0.4
"""How long any other answer may take, in seconds."""
STALL_S = 15.0
"""A sink that has neither pulled nor played for so long, in seconds, is gone."""
BEHIND_S = 150.0
"""A sink that has pulled so much more than it has played, in seconds, plays nothing."""
SLACK_S = 5.0
"""How far `heard` may be ahead of the clock, in seconds, and a fifth of the time that has passed on top."""


class CheckedSink:
    """A sink behind the checks. Satisfies Sink; its methods may be called by several threads."""

    def __init__(self, name: str, sink: Sink, rate: int, clock: Clock, thread: LimitedThread) -> None:
        """Raises DeviceError if `sink` is not one at all. `thread` makes all calls of it."""
        self._name = name
        self._sink = sink
        self._rate = rate
        self._clock = clock
        self._thread = thread
        self._idle = IdleTimer(clock)
        self._started_at: float | None = None
        self._heard = 0
        self._breaks: int | None = None
        self._epoch = 0
        self._hung = False
        self._broken: DeviceError | None = None
        self._closed = False
        backend, gapless = self._ask("its properties", self._properties, OPEN_S)
        if not isinstance(backend, str) or not plain_line(backend):
            raise broken_output(name, f"backend is {describe_value(backend)}, which is not a name")
        if not isinstance(gapless, bool):
            raise broken_output(name, f"gapless is {describe_value(gapless)}, neither True nor False")
        self._backend, self._gapless = plain_line(backend), gapless

    @property
    def backend(self) -> str:
        return self._backend

    @property
    def gapless(self) -> bool:
        return self._gapless

    @property
    def breaks(self) -> int | None:
        """How often the sink says that the sound broke off; None if it does not say, or no longer does."""
        said = self._try("breaks", lambda: getattr(self._sink, "breaks", None), self._breaks)
        self._breaks = said if isinstance(said, int) and 0 <= said < 10**6 else None
        return self._breaks

    @property
    def falls_silent(self) -> bool:
        """Whether `drop` cuts the sound off."""
        said = self._try("falls_silent", lambda: getattr(self._sink, "falls_silent", None), None)
        return said if isinstance(said, bool) else not self._gapless

    @property
    def checked(self) -> Any:
        """The sink itself."""
        return self._sink

    def greet(self, give: Give) -> None:
        """As the contract of a GreetingSink says, for an output that `greets`."""
        self._begin()
        greeting: Any = self._sink
        self._ask("greet()", lambda: greeting.greet(self._guarded_bytes(give)), OPEN_S)

    def start(self, pull: Pull) -> None:
        self._begin()
        self._ask("start()", lambda: self._sink.start(self._guarded(pull)), OPEN_S)

    def heard(self, pulled: int) -> int:
        """As the contract says; the last answer again once the sink has failed."""
        answer = self._try("heard()", lambda: self._sink.heard(pulled), self._heard)
        try:
            frames = operator.index(answer)
        except TypeError:
            self._fail(f"heard() gives {describe_value(answer)}, which is not a number of frames")
            frames = self._heard
        self._check_heard(frames, pulled)
        if self._broken is None and frames > self._heard:
            self._idle.moved()
            self._heard = min(frames, pulled)
        return min(self._heard, pulled)

    def drop(self, epoch: int) -> bool:
        self._epoch = epoch
        dropped = self._try("drop()", lambda: self._sink.drop(epoch), False)
        if not isinstance(dropped, bool):
            self._fail(f"drop() gives {describe_value(dropped)}, neither True nor False")
            return False
        return dropped

    def alive(self) -> bool:
        """As the contract says. Raises DeviceError once the sink has broken its contract."""
        living = self._try("alive()", lambda: self._sink.alive(), False)
        if not isinstance(living, bool):
            self._fail(f"alive() gives {describe_value(living)}, neither True nor False")
        if self._broken is not None:
            raise self._broken
        if living and self._started_at is not None and self._idle.seconds() > STALL_S:
            logger.warning("output %s has neither pulled nor played for %g s", self._name, STALL_S)
            self._hung = True
        return living and not self._hung

    def close(self) -> None:
        """As the contract says, within CLOSE_S; raises nothing."""
        if self._closed:
            return
        self._closed = True
        try:
            self._ask("close()", lambda: self._sink.close(), CLOSE_S)
        except DeviceError as error:
            logger.warning("closing: %s", error)
        finally:
            self._thread.close()

    def _begin(self) -> None:
        if self._started_at is None:
            self._started_at = self._clock.now()
            self._idle = IdleTimer(self._clock)

    def _properties(self) -> tuple[object, object]:
        require_methods(self._name, self._sink, "start", "heard", "drop", "alive", "close")
        return self._sink.backend, self._sink.gapless

    def _ask(self, what: str, call: Callable[[], Answer], limit_s: float) -> Answer:
        return call_output(self._name, what, call, limit_s, thread=self._thread)

    def _try(self, what: str, call: Callable[[], Answer], otherwise: Answer) -> Answer:
        """The answer, or `otherwise` from a sink that has failed or fails now."""
        if self._hung or self._broken is not None or self._closed:
            return otherwise
        try:
            # Under load each change of threads takes longer than all else between a key and silence.
            if getattr(self._sink, "never_waits", False) is True:
                return call_mapped(self._name, what, call)
            return self._ask(what, call, CALL_S)
        except DoesNotAnswer:
            self._hung = True
        except DeviceError as error:
            self._broken = error
        return otherwise

    def _fail(self, message: str) -> None:
        self._broken = self._broken or broken_output(self._name, message)

    def _check_heard(self, frames: int, pulled: int) -> None:
        """What is a little off is an estimate; what is a second off is wrong."""
        rate, before = self._rate, self._heard
        passed = 0.0 if self._started_at is None else self._clock.now() - self._started_at
        if not -rate < frames < pulled + rate:
            self._fail(f"heard() gives {frames} of {pulled} frames")
        elif frames < before - rate:
            self._fail(f"heard() goes back from {before} to {frames} frames")
        elif frames > (1.2 * passed + SLACK_S) * rate:
            self._fail(f"heard() gives {frames / rate:.0f} s of sound after {passed:.0f} s")
        elif pulled - max(frames, before) > BEHIND_S * rate:
            self._fail(f"it has taken {pulled / rate:.0f} s of sound and played {frames / rate:.0f} s of it")

    def _guarded_bytes(self, give: Give) -> Give:
        """As `_guarded`, before there is a session."""

        def given(frames: int) -> bytes:
            if self._closed or self._hung or self._broken is not None:
                return b""
            self._idle.moved()
            try:
                return give(frames)
            except BaseException:
                logger.warning("making the first sound for output %s", self._name, exc_info=True)
                return b""

        return given

    def _guarded(self, pull: Pull) -> Pull:
        """The pull that the sink gets: it raises nothing, and gives nothing once the sink is closed or has failed."""

        import numpy as np  # not before a session is there to be pulled: it takes a tenth of a second to load

        def give(frames: int) -> Piece:
            nothing = Piece(np.zeros(0, np.float32), epoch=self._epoch)
            if self._closed or self._hung or self._broken is not None:
                return nothing
            try:
                count = operator.index(frames)
                if not 0 < count <= BEHIND_S * self._rate:
                    raise ValueError(count)
            except (TypeError, ValueError):
                self._fail(f"it asks for {describe_value(frames)} frames")
                return nothing
            self._idle.moved()
            try:
                return pull(count)
            except BaseException as error:  # it must not rise in what calls this, which may be C
                logger.warning("making sound for output %s", self._name, exc_info=True)
                self._broken = DeviceError(
                    f"no sound could be made for it: {describe_error(error)}", output=self._name
                )
                return nothing

        return give
