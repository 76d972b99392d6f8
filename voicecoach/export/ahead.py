"""Makes blocks on a second core, while the first encodes: numpy and FFmpeg both let go of Python's lock."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block

DEPTH = 16
"""Blocks that may wait: a megabyte, so that memory stays flat."""


def ahead(blocks: Iterable[Block], depth: int = DEPTH) -> Iterator[Block]:
    """The same blocks, made by a thread of their own up to `depth` ahead; what it raises is raised here."""
    waiting: queue.Queue[Block | BaseException | None] = queue.Queue(depth)
    ended = threading.Event()

    def put(item: Block | BaseException | None) -> bool:
        while not ended.is_set():
            try:
                waiting.put(item, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    def make() -> None:
        try:
            for block in blocks:
                if not put(block):
                    return
            put(None)
        except BaseException as error:
            put(error)

    maker = threading.Thread(target=make, name="blocks ahead", daemon=True)
    maker.start()
    try:
        while (item := waiting.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        ended.set()
        maker.join()
