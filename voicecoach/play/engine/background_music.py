"""Music under a live session: made ahead in a thread of its own, softer ahead of the words, silent in a pause."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from voicecoach.audio.ducking import FADE_IN_S, FADE_OUT_S, Duck, fade_gains
from voicecoach.audio.music import Bed
from voicecoach.audio.pcm import FloatSamples
from voicecoach.errors import AudioError
from voicecoach.logs import logger_for

if TYPE_CHECKING:
    from voicecoach.audio.music import Music
    from voicecoach.play.engine.look_ahead import LookAhead

logger = logger_for(__name__)

PIECE_S = 0.5
"""How much music is made at a time, in seconds."""
PIECES = 8
"""How many pieces are kept ready at most."""

STOP_S = 0.03
"""How long music takes to fall silent at a pause, in seconds."""
BACK_S = 1.5
"""How long it takes to come back after one, in seconds."""


KEPT_S = 6.0
"""How far back it can be rewound, in seconds: more than an output without gaps queues."""


class _Memo(NamedTuple):
    """The state before a piece."""

    at: int
    taken: int
    presence: float
    came: bool
    duck: tuple[float, int]


class BackgroundMusic:
    """The music of one session. `start` and `close` are its owner's; `under` is the output's."""

    def __init__(
        self, music: Music, rate: int, on_failure: Callable[[str], None], *, threads: bool = True
    ) -> None:
        """Nothing is read yet. `on_failure` is called with one line if the music cannot be played, and the session
        goes on without it; `threads` as for a Playback."""
        self._rate = rate
        self._on_failure = on_failure
        self._bed = Bed(music, rate)
        self._duck = Duck(rate)
        self._presence = 0.0
        self._came = False
        self._broken = False
        self._rest = np.zeros(0, np.float32)
        self._at = self._taken = 0
        """How many frames were asked for, and how many of them had music."""
        self._memos: deque[_Memo] = deque()
        self._behind: deque[FloatSamples] = deque()
        self._ready: queue.Queue[FloatSamples] = queue.Queue(PIECES)
        self._stop = threading.Event()
        self._thread = (
            threading.Thread(target=self._make, name="voicecoach-music", daemon=True) if threads else None
        )

    @property
    def ahead(self) -> int:
        """How many frames beyond a piece its outlook must reach."""
        return self._duck.ahead

    def start(self) -> None:
        """Begin to read the file."""
        if self._thread is not None:
            self._thread.start()

    def close(self) -> None:
        """Stop reading; may be called twice."""
        self._stop.set()

    def under(self, samples: FloatSamples, ahead: LookAhead) -> FloatSamples:
        """The samples with the music under them; `ahead` is the outlook from their first frame on."""
        size = len(samples)
        self._memos.append(_Memo(self._at, self._taken, self._presence, self._came, self._duck.state))
        self._at += size
        while self._memos[0].at < self._at - KEPT_S * self._rate:
            self._memos.popleft()
        gains = self._duck.gains(size, ahead.words)
        if not self._there:
            return samples
        presence = self._presences(size, ahead)
        if not presence.any():
            return samples
        mixed: FloatSamples = samples + self._take(size) * gains * fade_gains(presence)
        return mixed

    @property
    def _there(self) -> bool:
        return not self._broken and (self._thread is None or len(self._rest) > 0 or not self._ready.empty())

    def _presences(self, size: int, ahead: LookAhead) -> FloatSamples:
        """How present the music is at each frame, from 0 to 1, on its way to what is wanted."""
        step = 1 / ((BACK_S if self._came else FADE_IN_S) * self._rate)
        if not ahead.playing:
            step = -1 / (STOP_S * self._rate)
        elif ahead.left is not None and ahead.left < FADE_OUT_S * self._rate:
            step = -self._presence / max(ahead.left, 1)
        presences: FloatSamples = self._presence + np.arange(1, size + 1, dtype=np.float32) * np.float32(step)
        np.clip(presences, 0, 1, out=presences)
        if size:
            self._presence = float(presences[-1])
            self._came = self._came or self._presence == 1.0
        return presences

    def rewind(self, frames: int) -> None:
        """Go back by so many frames, which are asked for again; by KEPT_S at most."""
        wanted, memo = self._at - frames, None
        while self._memos and (memo is None or memo.at > wanted):
            memo = self._memos.pop()
        if memo is None:
            return
        self._memos.append(memo)
        # Between two memos the gain hardly moves, but a sample of the music must not be heard twice.
        ahead = max(0, min(wanted - memo.at, self._taken - memo.taken))
        back = self._taken - memo.taken - ahead
        behind = np.concatenate([np.zeros(0, np.float32), *self._behind])
        if back:
            self._rest = np.concatenate([behind[-back:], self._rest])
            self._behind = deque([behind[:-back]])
        self._at, self._taken = wanted, self._taken - back
        self._presence, self._came = memo.presence, memo.came
        self._duck.restore(memo.duck)

    def _take(self, size: int) -> FloatSamples:
        """The next samples of the music; silence if they are not ready."""
        while len(self._rest) < size:
            self._rest = np.concatenate([self._rest, self._more(size - len(self._rest))])
        taken, self._rest = self._rest[:size], self._rest[size:]
        self._taken += size
        self._behind.append(taken)
        while sum(map(len, self._behind)) - len(self._behind[0]) > KEPT_S * self._rate:
            self._behind.popleft()
        return taken

    def _more(self, size: int) -> FloatSamples:
        """What comes next, of any length; that much silence if nothing is ready."""
        try:
            return self._bed.take(size) if self._thread is None else self._ready.get_nowait()
        except AudioError as exc:
            self._fail(exc)
        except queue.Empty:
            logger.debug("the music is not ready")
        return np.zeros(size, np.float32)

    def _make(self) -> None:
        size = round(PIECE_S * self._rate)
        while not self._stop.is_set():
            try:
                piece = self._bed.take(size)
            except AudioError as exc:
                self._fail(exc)
                return
            while not self._stop.is_set():
                with contextlib.suppress(queue.Full):
                    self._ready.put(piece, timeout=PIECE_S)
                    break

    def _fail(self, exc: AudioError) -> None:
        logger.warning("no more music: %s", exc)
        self._broken = True
        self._on_failure(f"{exc}; the session goes on without music")
