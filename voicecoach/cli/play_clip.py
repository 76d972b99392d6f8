"""Plays one phrase through an output, for `doctor --play` and `say`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.play.sinks.api import Output

_HELD_S = 0.3
"""How long a device holds what it was given, in seconds."""
_PATIENCE_S = 3.0


def play_clip(output: Output, clip: Clip, device: str | None = None) -> str:
    """Plays the clip to its end, on that device (None: the usual one).

    Returns the name of what really plays. Raises DeviceError.
    """
    import numpy as np

    from voicecoach.play.clock import RealClock
    from voicecoach.play.sinks.api import Piece

    samples = clip.heard.astype(np.float32) / np.float32(32768)
    done = 0

    def pull(frames: int) -> Piece:
        nonlocal done
        piece = samples[done : done + frames]
        done += len(piece)
        return Piece(piece, seam=done >= len(samples))

    clock = RealClock()
    sink = output.open(clip.rate, device, clock)
    try:
        sink.start(pull)
        # A sound server may take all of a short clip at once, and play it afterwards.
        earliest = clock.now() + len(samples) / clip.rate + _HELD_S
        latest = earliest + _PATIENCE_S
        while clock.now() < (earliest if done >= len(samples) else latest):
            clock.sleep(0.05)
        return sink.backend
    finally:
        sink.close()
