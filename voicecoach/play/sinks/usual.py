"""`--output auto`: the sound server if one runs, for it queues; else what miniaudio finds."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from voicecoach.logs import logger_for

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Output, Sink

logger = logger_for(__name__)


class UsualOutput:
    """Another one each time if need be: a server may come or go while a session runs."""

    greets = True

    def __init__(self) -> None:
        self.lowers_others = True

    def open(self, rate: int, device: str | None, clock: Clock) -> Sink:
        if sys.platform.startswith("linux"):
            from voicecoach.play.sinks.libpulse import NoServer
            from voicecoach.play.sinks.pulse import PulseOutput

            output = PulseOutput()
            output.lowers_others = self.lowers_others
            try:
                return output.open(rate, device, clock)
            except NoServer as error:
                logger.info("by miniaudio, for %s", error)
        return _miniaudio().open(rate, device, clock)

    def devices(self) -> tuple[str, ...]:
        return _miniaudio().devices()


def _miniaudio() -> Output:
    from voicecoach.play.sinks.miniaudio import MiniaudioOutput

    return MiniaudioOutput()
