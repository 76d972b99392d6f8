"""What is heard while a session is still being made: a chime, then the session's own first phrase as it was kept.

It begins before numpy is loaded, so it is plain bytes. The kept phrase is that of the timeline, sample for sample: the session
takes over in the middle of it, and nobody hears where. If it is another phrase after all, it ends there and the session begins.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from voicecoach.logs import logger_for
from voicecoach.play.sinks.api import CountsBreaks, Piece

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.sinks.api import Pull, Sink

logger = logger_for(__name__)

FADE_FRAMES = 256
"""How long it takes to fall silent."""

_MOST = 65536
"""Frames of the session that are passed over at a time."""

_ALIKE = 4 / 32768
"""How far two samples may differ that are the same at another volume, which was rounded twice."""


class Greeting:
    """The beginning of one stream. `give` and what `follow` returns are called by the output's thread, the rest by any."""

    def __init__(self, chime: bytes = b"") -> None:
        """Mono, signed 16 bits in the machine's own order, at the rate of the output; empty for none."""
        self._samples = chime
        self._chime = len(chime) // 2
        self._followed = self._cancelled = False
        self._waiting: list[Piece] = []
        """What was pulled of the session and has not been given yet."""
        self.given = 0
        """How many frames of it were given."""
        self.passed = 0
        """How many frames of the session were pulled and passed over, as they had been heard."""
        self.over = False
        """Whether what is given from now on is the session's."""

    def open_with(self, phrase: bytes) -> None:
        """Give these samples next: those with which the session begins. Too late once it has begun by itself."""
        if not self._followed:
            self._samples += phrase

    def cancel(self) -> None:
        """Fall silent within FADE_FRAMES. The session begins as if nothing of it had been heard."""
        self._cancelled = True

    def give(self, frames: int) -> bytes:
        """Gives at most that many frames."""
        made = self._samples[2 * self.given : 2 * (self.given + frames)]
        self.given += len(made) // 2
        return made

    def follow(self, pull: Pull) -> Pull:
        """What gives the rest of it, then what `pull` gives."""
        self._followed = True
        return lambda frames: self._next(pull, frames)

    def _next(self, pull: Pull, frames: int) -> Piece:
        if self.over:
            return self._rest(pull, frames)
        if self.given < self._chime and not self._cancelled:
            first = self._piece(min(frames, self._chime - self.given))
            missing = frames - len(first.samples)
            return _joined(first, self._next(pull, missing)) if missing else first
        while not self._cancelled and self.passed < self.given - self._chime:
            left = self.given - self._chime - self.passed
            piece = pull(min(left, _MOST))
            if not len(piece.samples):
                return self._piece(frames)
            self._waiting.append(piece)
            if not self._is_heard(piece):
                logger.info("the kept opening is not that of the session")
                return self._end(pull, frames)
            self.passed += len(piece.samples)
        self._waiting.clear()
        if self._cancelled:
            return self._end(pull, frames)
        self.over = True
        return pull(frames)

    def _is_heard(self, piece: Piece) -> bool:
        """Whether the next samples that are to be passed over are those that were given."""
        first = self._chime + self.passed
        given = _as_floats(self._samples[2 * first : 2 * (first + len(piece.samples))])
        return len(given) == len(piece.samples) and bool(abs(given - piece.samples).max() <= _ALIKE)

    def _end(self, pull: Pull, frames: int) -> Piece:
        """Fall silent; what is waiting comes next, then what is pulled."""
        self.over = True
        if self._waiting:
            self.passed = 0
        return self._fading(frames) or self._rest(pull, frames)

    def _rest(self, pull: Pull, frames: int) -> Piece:
        if self._cancelled:
            self._waiting.clear()
        if not self._waiting:
            return pull(frames)
        piece = self._waiting.pop(0)
        if len(piece.samples) > frames:
            self._waiting.insert(0, Piece(piece.samples[frames:], epoch=piece.epoch))
        return Piece(piece.samples[:frames], epoch=piece.epoch)

    def _piece(self, frames: int) -> Piece:
        return Piece(_as_floats(self.give(frames)))

    def _fading(self, frames: int) -> Piece | None:
        samples = _as_floats(self.give(min(frames, FADE_FRAMES)))
        if not len(samples):
            return None
        import numpy as np

        return Piece(samples * np.linspace(1, 0, len(samples), dtype=np.float32))


class GreetedSink:
    """An open output that has begun with a greeting. A Sink; it counts the frames of the session alone."""

    def __init__(self, sink: Sink, greeting: Greeting) -> None:
        """`sink` may play the greeting already (`GreetingSink.greet`); else it does from `start` on."""
        self._sink = sink
        self._greeting = greeting
        self._before: int | None = None

    @property
    def backend(self) -> str:
        return self._sink.backend

    @property
    def gapless(self) -> bool:
        return self._sink.gapless

    @property
    def breaks(self) -> int | None:
        """How often the sound broke off; None if the sink does not count."""
        return self._sink.breaks if isinstance(self._sink, CountsBreaks) else None

    @property
    def falls_silent(self) -> bool:
        """Whether `drop` cuts the sound off."""
        return bool(getattr(self._sink, "falls_silent", not self._sink.gapless))

    def start(self, pull: Pull) -> None:
        self._sink.start(self._greeting.follow(pull))

    def heard(self, pulled: int) -> int:
        greeting = self._greeting
        before = greeting.given - greeting.passed if self._before is None else self._before
        return max(0, min(pulled, self._sink.heard(before + pulled) - before))

    def drop(self, epoch: int) -> bool:
        greeting = self._greeting
        begun = not greeting.over
        greeting.cancel()
        dropped = self._sink.drop(epoch)
        if begun and dropped:
            self._before = self._sink.heard(greeting.given) - greeting.passed
        return dropped

    def alive(self) -> bool:
        return self._sink.alive()

    def close(self) -> None:
        self._sink.close()


def _joined(first: Piece, then: Piece) -> Piece:
    import numpy as np

    return Piece(
        np.concatenate([first.samples, then.samples]), then.seam and not len(first.samples), then.epoch
    )


def _as_floats(samples: bytes) -> FloatSamples:
    import numpy as np

    floats: FloatSamples = np.array(array("h", samples), np.float32) / np.float32(32768)
    return floats
