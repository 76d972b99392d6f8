from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.publish.jobs.practice import broken, job_of, write_routine
from voicecoach.publish.job import Job
from voicecoach.publish.jobs.kept_voices import close_voices

if TYPE_CHECKING:
    from tests.publish.jobs.dask_processes import Cluster


@pytest.fixture
def own_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This test's processes, and those that it starts, keep nothing elsewhere."""
    close_voices()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield
    close_voices()


@pytest.fixture
def jobs(tmp_path: Path) -> tuple[Job, ...]:
    """Of seven patients, one of whom has a broken one; each is a task of its own."""
    job = job_of(write_routine(tmp_path))
    several = [
        replace(job, code=f"p-{number}", loaded=replace(job.loaded, id=f"short-{number}"))
        for number in range(7)
    ]
    return (*several[:3], broken(several[3]), *several[4:])


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers, for all tests of a file that break nothing there."""
    from tests.publish.jobs.dask_processes import cluster

    with cluster(tmp_path_factory.mktemp("dask")) as started:
        yield started
