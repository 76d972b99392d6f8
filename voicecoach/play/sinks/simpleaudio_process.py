"""The process that plays for `--output simpleaudio`, as its parent sees it. No call here waits for the sound system."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for
from voicecoach.play.sinks.simpleaudio_package import child_environment, installed_package

logger = logger_for(__name__)

START_S = 8.0
"""How long it may take to come up, in seconds."""


class SimpleaudioProcess:
    """One process. `play` gives it what to play; its answers go to `on_answer` in a thread of its own:
    `S`, `D` or `E` and a line, with the number of the buffer, or nothing at its end."""

    def __init__(self, rate: int, on_answer: Callable[[SimpleaudioProcess, bytes, bytes], None]) -> None:
        """Returns when it is ready. Raises DeviceError, ImportError."""
        self._on_answer = on_answer
        package = installed_package()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "voicecoach.play.sinks.simpleaudio_child", str(rate), package.module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What ALSA prints about devices that it does not find would hide our one line.
            stderr=subprocess.DEVNULL,
            env=child_environment(package),
            # Ctrl-C is for us: the child falls silent when its stdin ends.
            start_new_session=os.name == "posix",
        )
        self._came = threading.Event()
        self._ready = False
        threading.Thread(target=self._listen, name="voicecoach-simpleaudio", daemon=True).start()
        self._came.wait(START_S)
        if not self._ready:
            self.end()
            raise DeviceError(
                f"it does not start; its process ended with {self._process.returncode}", output="simpleaudio"
            )

    def play(self, number: bytes, pcm: bytes) -> None:
        """Have it play the buffer; `number` is one byte. Waits as long as the process does not read."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(struct.pack("<ccI", b"P", number, len(pcm)) + pcm)
            self._process.stdin.flush()
        except (OSError, ValueError) as error:
            logger.debug("the process does not read: %s", error)  # `_listen` notices that it has died

    def kill(self) -> None:
        """Silence at once; `end` must follow."""
        self._process.kill()

    def end(self) -> None:
        """Its end, also if it came before; what it says is read to the end by `_listen`."""
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            try:
                self._process.stdin.close()
            except OSError as error:  # what was not written any more
                logger.debug("closing what it read: %s", error)

    def _listen(self) -> None:
        out = self._process.stdout
        assert out is not None
        try:
            self._ready = out.read(1) == b"R"
            self._came.set()
            while answer := out.read(2):
                text = out.readline().strip() if answer[:1] == b"E" else b""
                self._on_answer(self, answer[1:], answer[:1] + text)
        except BaseException:
            logger.warning("what the process says cannot be read", exc_info=True)
        finally:
            self._came.set()
            out.close()
            self._on_answer(self, b"", b"")
