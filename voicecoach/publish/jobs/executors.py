"""Who does jobs: this machine, or a cluster of dask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from voicecoach.publish.jobs.local import LocalExecutor

if TYPE_CHECKING:
    from voicecoach.publish.job import Executor


def open_executor(
    cluster: str | None = None, workers: int | None = None, warn: Callable[[str], None] = lambda line: None
) -> Executor:
    """A context that does jobs: over `workers` processes of this machine (None: one a core).

    `warn` gets a line if something is done otherwise than asked for.
    """
    return LocalExecutor(workers, warn)
