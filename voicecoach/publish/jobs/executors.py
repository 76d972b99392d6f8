"""Who does jobs: this machine, or a cluster of dask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voicecoach.publish.jobs.local import LocalExecutor, Spoken, Warn, unheard

if TYPE_CHECKING:
    from voicecoach.publish.job import Executor


def open_executor(
    cluster: str | None = None,
    workers: int | None = None,
    warn: Warn = lambda line: None,
    spoken: Spoken = unheard,
) -> Executor:
    """A context that does jobs: over `workers` processes of this machine (None: one a core), or on the cluster of dask at the
    address `cluster`, such as tcp://HOST:8786; `local` is one of its own on this machine.

    `warn` gets a line if something is done differently from what was asked for, such as without a cluster that does not
    answer. Raises VoicecoachError if `cluster` cannot be the address of one, or if dask is not installed.
    """
    if cluster is None:
        return LocalExecutor(workers, warn, spoken)
    from voicecoach.publish.jobs.cluster import ClusterExecutor

    return ClusterExecutor(cluster, workers, warn, spoken)
