"""Plays buffers by simpleaudio in a process of its own, so that its crash never ends a session.

Run as `python -m voicecoach.play.sinks.simpleaudio_child RATE MODULE`. Reads orders from stdin: `P`, a byte to know the
buffer by, four bytes of length (little-endian) and so many bytes of 16-bit mono to play. To stop it, kill it. Answers on
stdout with `R` once it is ready, then about each buffer with that buffer's byte after `S` when it starts, `D` when it is
over, `E` (and a line of text) when it cannot be played. Ends with its parent, whose end closes stdin.
"""

from __future__ import annotations

import importlib
import os
import signal
import struct
import sys
import threading
from typing import Any, BinaryIO

HUNG_S = 8
"""After so many seconds without an answer of the sound system the process kills itself: it holds the interpreter's lock
meanwhile, so that nothing else in it could notice the end of the parent."""


def main() -> None:
    """Serve until stdin ends."""
    rate, module = int(sys.argv[1]), sys.argv[2]
    orders = sys.stdin.buffer
    # Answers leave by a descriptor of their own: what the library prints must not be taken for one.
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    try:
        simpleaudio = importlib.import_module(module)
        answers.write(b"R")
        while orders.read(1) == b"P":
            number, length = struct.unpack("<cI", orders.read(5))
            samples = orders.read(length)
            _watch(HUNG_S)
            try:
                playing = simpleaudio.play_buffer(samples, 1, 2, rate)
            except BaseException as exc:
                answers.write(b"E" + number + _line(exc))
                continue
            finally:
                _watch(0)
            answers.write(b"S" + number)
            threading.Thread(target=_tell_the_end, args=(playing, answers, number), daemon=True).start()
    except BrokenPipeError:
        pass  # the parent is gone
    finally:
        # Not by way of the library's own end, which waits for what still plays.
        os._exit(0)


def _tell_the_end(playing: Any, answers: BinaryIO, number: bytes) -> None:
    try:
        playing.wait_done()
        answers.write(b"D" + number)
    except BrokenPipeError:
        os._exit(0)
    except BaseException as exc:
        answers.write(b"E" + number + _line(exc))


def _line(exc: BaseException) -> bytes:
    return " ".join(f"{type(exc).__name__}: {exc}".split()).encode(errors="replace") + b"\n"


def _watch(seconds: int) -> None:
    """Have this process killed after so long; 0 for not."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


if __name__ == "__main__":
    main()
