"""dask's client behind time limits, so that no cluster can keep anyone waiting for ever."""

from __future__ import annotations

import contextlib
import logging
import re
import warnings
from collections.abc import Iterator
from typing import Any

from voicecoach.errors import VoicecoachError
from voicecoach.export.orders.interrupts import away_from_the_terminal
from voicecoach.logs import logger_for
from voicecoach.time_limited import LimitedThread, TookTooLong

LOCAL = "local"
"""Instead of an address: a cluster of dask on this machine."""

CONNECT_S = 10.0
"""How long a scheduler may take to answer."""
_SILENT_S = 15.0
"""How long a connection may be dead before that is noticed; dask accepts no less than 11."""
_CALL_S = 30.0
"""How long any other request to a cluster may take."""

_ADDRESS = re.compile(r"(?:tcp|tls)://[^\s/@]+:[0-9]{1,5}")

_LOUD = ("distributed", "distributed.client", "bokeh", "tornado", "tornado.application")
"""Loggers that dask makes print."""

logger = logger_for(__name__)


class ClusterLost(Exception):
    """The cluster does not answer, or not in time. Says why in a few words."""


def check_cluster(cluster: str) -> None:
    """Raises VoicecoachError if that cannot be a cluster, or if dask is not installed."""
    if cluster != LOCAL and not _ADDRESS.fullmatch(cluster):
        raise VoicecoachError(f"“{cluster}” is not a cluster; write tcp://HOST:8786, or {LOCAL}")
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise VoicecoachError(
            f"a cluster needs dask ({error}); pip install 'voicecoach[cluster]' brings it"
        ) from error


@contextlib.contextmanager
def dask_settings() -> Iterator[None]:
    """dask as we use it: with time limits, and without messages of its own, as we report what is wrong."""
    import dask

    for name in _LOUD:  # it adds handlers that print when it is imported
        loud = logging.getLogger(name)
        loud.handlers = [one for one in loud.handlers if not isinstance(one, logging.StreamHandler)] or [
            logging.NullHandler()
        ]
        loud.propagate = False
    settings = {
        "distributed.comm.timeouts.connect": f"{CONNECT_S:g}s",
        "distributed.comm.timeouts.tcp": f"{_SILENT_S:g}s",
        "distributed.admin.large-graph-warning-threshold": "1GiB",
    }
    with dask.config.set(settings):
        yield


class DaskClient:
    """A connection to a cluster. Each method raises ClusterLost."""

    def __init__(self, cluster: str, workers: int) -> None:
        """Connects, or starts the local cluster of so many processes."""
        self._thread = LimitedThread("the cluster")
        self._local: Any = None
        self.client: Any = self._asked(lambda: self._connected(cluster, workers), 3 * CONNECT_S)

    def _connected(self, cluster: str, workers: int) -> Any:
        import distributed

        connect: Any = distributed.Client  # these are typed in part
        start: Any = distributed.LocalCluster
        with warnings.catch_warnings():
            # About packages whose versions differ: we compare our own, and dask's show themselves when they fail.
            warnings.simplefilter("ignore")
            if cluster != LOCAL:
                return connect(
                    cluster,
                    timeout=CONNECT_S,
                    set_as_default=False,
                    direct_to_workers=True,
                    name="voicecoach",
                )
            with away_from_the_terminal():
                self._local = start(
                    n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
                )
            return connect(self._local, timeout=CONNECT_S, set_as_default=False, direct_to_workers=True)

    @property
    def answers(self) -> bool:
        """Whether it is connected, as far as is known."""
        return str(self.client.status) == "running"

    def register(self, plugin: Any) -> None:
        """Gives each worker the plugin, including those that join later. A worker that cannot take it lacks our version."""
        try:
            self._asked(lambda: self.client.register_plugin(plugin))
        except ClusterLost:
            if not self.answers:
                raise
            logger.info("some worker did not take our plugin", exc_info=True)

    def threads(self, resource: str) -> tuple[dict[str, int], tuple[str, ...]]:
        """The workers that have the resource, with their numbers of threads, and the other workers, each by address."""
        found = self._asked(lambda: self.client.scheduler_info(n_workers=-1))["workers"]
        fit = {
            address: int(one["nthreads"]) for address, one in found.items() if one["resources"].get(resource)
        }
        return fit, tuple(sorted(found.keys() - fit.keys()))

    def versions(self) -> dict[str, str]:
        """The version of voicecoach of each worker that says one."""
        found = self._asked(lambda: self.client.get_versions(packages=["voicecoach"]))["workers"]
        return {
            address: str(one["packages"]["voicecoach"])
            for address, one in found.items()
            if isinstance(one, dict) and one.get("packages", {}).get("voicecoach")
        }

    def submit(self, function: Any, *arguments: Any, key: str, **how: Any) -> Any:
        """A future."""
        return self._asked(lambda: self.client.submit(function, *arguments, key=key, pure=False, **how))

    def first_of(self, futures: list[Any], limit_s: float) -> None:
        """Waits until one of them has ended, for at most so long."""
        import distributed

        wait: Any = distributed.wait
        # One of them failed, or all were cancelled because the scheduler is gone: the caller looks at each.
        with contextlib.suppress(Exception):
            wait(futures, timeout=limit_s, return_when="FIRST_COMPLETED")

    def result(self, future: Any) -> Any:
        """What an ended future gives, straight from its worker. Raises what its task raised, too."""
        return self._thread.call(lambda: future.result(timeout=_CALL_S), 2 * _CALL_S)

    def wait_for_another(self, known: int) -> None:
        """Waits until there are more workers than that, but no more than a second."""
        with contextlib.suppress(ClusterLost):
            self._asked(lambda: self.client.wait_for_workers(known + 1, timeout=1))

    def cancel(self, futures: list[Any]) -> None:
        """Nothing of it that is still queued is begun, and results are thrown away. Raises nothing."""
        if futures and self.answers:
            with contextlib.suppress(ClusterLost):
                self._asked(lambda: self.client.cancel(futures, force=True))

    def close(self) -> None:
        """Disconnects. Raises nothing."""
        for step in (
            lambda: self.client.close(timeout=CONNECT_S),
            lambda: self._local.close(timeout=CONNECT_S) if self._local is not None else None,
        ):
            try:
                self._asked(step)
            except ClusterLost as error:
                logger.info("while disconnecting: %s", error)

    def _asked(self, call: Any, limit_s: float = _CALL_S) -> Any:
        try:
            return self._thread.call(call, limit_s)
        except TookTooLong as error:
            raise ClusterLost("it does not answer") from error
        except Exception as error:
            logger.info("the cluster: %s", error)
            raise ClusterLost(_few_words(error)) from error


def _few_words(error: Exception) -> str:
    first = (str(error).splitlines() or [""])[0][:200]
    return first or type(error).__name__
