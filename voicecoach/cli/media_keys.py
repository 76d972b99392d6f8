"""The media keys of the desktop during a live session, which never waits for them."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from voicecoach.logs import logger_for

if TYPE_CHECKING:
    from voicecoach.play.controls.mpris import ControlledSession

logger = logger_for(__name__)

ENOUGH_S = 0.3
"""How long the end waits for a thread that may hang, in seconds."""


@contextlib.contextmanager
def media_keys_of(session: ControlledSession, *, wanted: bool) -> Iterator[None]:
    """Hands the media keys to the session, if there are any; without, it plays on."""
    if not wanted or not sys.platform.startswith("linux"):
        yield
        return
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        logger.warning("no media keys: DBUS_SESSION_BUS_ADDRESS is not set; voicecoach doctor says more")
        yield
        return
    over = threading.Event()

    def serve() -> None:
        # Not at once: D-Bus takes a while to load, and the first word goes first.
        if over.wait(0.5):
            return
        try:
            from voicecoach.play.controls.mpris import MediaKeys
        except ImportError as error:
            logger.warning("no media keys: %s; voicecoach doctor says more", error)
            return
        with MediaKeys(session):
            over.wait()

    serving = threading.Thread(target=serve, name="voicecoach-media-keys-later", daemon=True)
    serving.start()
    try:
        yield
    finally:
        over.set()
        serving.join(timeout=ENOUGH_S)
