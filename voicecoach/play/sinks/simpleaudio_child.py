"""Plays buffers by simpleaudio in a process of its own, so that its crash never ends a session.

Run as `python -m voicecoach.play.sinks.simpleaudio_child RATE`. Reads orders from stdin: `P`, a byte to tell
the buffer by, four bytes of length (little-endian) and so many bytes of 16-bit mono to play. To stop it, kill
it. Answers on stdout with `R` once it is ready, then about each buffer with that buffer's byte after `S` when
it starts, `D` when it is over, `E` (and a line of text) when it cannot be played.
"""

from __future__ import annotations

import os
import struct
import sys
import threading
from typing import Any, BinaryIO


def main() -> None:
    """Serve until stdin ends."""
    rate = int(sys.argv[1])
    orders = sys.stdin.buffer
    # Answers leave by a descriptor of their own: what the library prints must not be taken for one.
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    import simpleaudio

    answers.write(b"R")
    while orders.read(1) == b"P":
        number, length = struct.unpack("<cI", orders.read(5))
        samples = orders.read(length)
        try:
            playing = simpleaudio.play_buffer(samples, 1, 2, rate)
        except Exception as exc:
            answers.write(b"E" + number + str(exc).replace("\n", " ").encode() + b"\n")
            continue
        answers.write(b"S" + number)
        threading.Thread(target=_tell_the_end, args=(playing, answers, number), daemon=True).start()


def _tell_the_end(playing: Any, answers: BinaryIO, number: bytes) -> None:
    playing.wait_done()
    answers.write(b"D" + number)


if __name__ == "__main__":
    main()
