"""An output that is being opened in a thread of its own, so that nobody waits for a sound system that does not answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from voicecoach.logs import logger_for

if TYPE_CHECKING:
    from voicecoach.play.sinks.api import Sink

logger = logger_for(__name__)


class PendingSink:
    """One attempt. Its owner asks `done`, then takes `sink`; or gives up by `abandon`."""

    def __init__(self, open_sink: Callable[[], Sink], *, threads: bool = True) -> None:
        """Begins at once. `open_sink` gives an output that has started; without `threads` it is over here already."""
        self._open_sink = open_sink
        self._lock = threading.Lock()
        self._sink: Sink | None = None
        self._error: BaseException | None = None
        self._abandoned = False
        self._over = threading.Event()
        if threads:
            threading.Thread(target=self._run, name="voicecoach-open", daemon=True).start()
        else:
            self._run()

    @property
    def done(self) -> bool:
        """Whether it is over, well or not."""
        return self._over.is_set()

    def sink(self) -> Sink:
        """The output, once it is done. Raises what opening it raised."""
        if self._error is not None:
            raise self._error
        assert self._sink is not None
        return self._sink

    def abandon(self) -> None:
        """Have the output closed, now or when it comes."""
        with self._lock:
            self._abandoned = True
            sink = self._sink
        if sink is not None:
            sink.close()

    def _run(self) -> None:
        try:
            sink = self._open_sink()
        except BaseException as error:  # the owner gets it, whatever it is
            logger.info("the output did not open: %s", error)
            self._error = error
        else:
            with self._lock:
                self._sink = sink
                abandoned = self._abandoned
            if abandoned:
                sink.close()
        self._over.set()
