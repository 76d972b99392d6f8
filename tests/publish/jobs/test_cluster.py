"""A cluster that loses workers, its scheduler or its senses loses no session, and learns nothing of a patient."""

from __future__ import annotations

import pickle
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.needs import needs_module
from tests.publish.jobs.dask_processes import Cluster, cluster
from tests.publish.jobs.practice import job_of, write_with_files
from voicecoach.errors import VoicecoachError
from voicecoach.publish.job import Done, Job
from voicecoach.publish.jobs import cluster as clusters
from voicecoach.publish.jobs import dask_client
from voicecoach.publish.jobs.alike import AlikeJobs
from voicecoach.publish.jobs.dask_client import DaskClient
from voicecoach.publish.jobs.executors import open_executor
from voicecoach.publish.jobs.program_digest import program_version
from voicecoach.publish.jobs.run import run_job

pytestmark = [pytest.mark.slow, needs_module("distributed"), pytest.mark.usefixtures("own_caches")]

FULL_DISK = """
import errno, os
def refused(*what, **how):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
def dask_setup(worker):
    os.mkdir = refused
"""

HOLDING = """
import os, time
from pathlib import Path
from voicecoach.publish.jobs import dask_tasks

if dask_tasks.do_parcel.__module__ != __name__:  # dask loads this several times
    do, folder = dask_tasks.do_parcel, Path(os.environ["HOLDING"])
    def held(*what):
        try:
            (folder / "first").touch(exist_ok=False)
        except FileExistsError:
            while not (folder / "go").exists():
                time.sleep(0.01)
        return do(*what)
    dask_tasks.do_parcel = held
"""


def _holding_worker(started: Cluster, name: str, folder: Path) -> None:
    """One that does a session only if it is the first of all that have this folder; the others wait there for `go`."""
    folder.mkdir(exist_ok=True)
    code = folder / "holding.py"
    code.write_text(HOLDING)
    started.start_worker(name, {"HOLDING": str(folder)}, "--preload", str(code))


@contextmanager
def _done(address: str, jobs: tuple[Job, ...], warned: list[str]) -> Iterator[Iterator[Done]]:
    with open_executor(address, 2, warn=warned.append) as executor:
        yield iter(executor.done(jobs))


def _all_but_the_broken(ended: list[Done], jobs: tuple[Job, ...]) -> None:
    assert sorted(done.job.code for done in ended) == [job.code for job in jobs]
    assert [done.job.code for done in ended if done.errors] == ["p-3"]
    assert {done.files[0] for done in ended if not done.errors} == {run_job(jobs[0]).files[0]}


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path, jobs: tuple[Job, ...]) -> None:
    warned: list[str] = []
    held = tmp_path / "held"
    held.mkdir()
    (held / "first").touch()
    with cluster(tmp_path / "dask", workers=1) as started:
        _holding_worker(started, "held", held)
        with _done(started.address, jobs, warned) as done:
            ended = [next(done)]
            started.workers[1].send_signal(signal.SIGKILL)
            _all_but_the_broken([*ended, *done], jobs)
    assert warned == []


def test_a_scheduler_that_is_killed_loses_nothing(tmp_path: Path, jobs: tuple[Job, ...]) -> None:
    warned: list[str] = []
    held = tmp_path / "held"
    with cluster(tmp_path / "dask", workers=0) as started:
        for number in range(2):
            _holding_worker(started, f"w{number}", held)
        with _done(started.address, jobs, warned) as done:
            ended = [next(done)]
            started.scheduler.send_signal(signal.SIGKILL)
            _all_but_the_broken([*ended, *done], jobs)
        (held / "go").touch()
    assert len(warned) == 1
    assert started.address in warned[0]
    assert "what it has not done is done without it" in warned[0]


def test_a_worker_of_another_version_gets_nothing(tmp_path: Path, jobs: tuple[Job, ...]) -> None:
    old = tmp_path / "old" / "voicecoach-0.0.1.dist-info"
    old.mkdir(parents=True)
    (old / "METADATA").write_text("Metadata-Version: 2.1\nName: voicecoach\nVersion: 0.0.1\n")
    other = {"PYTHONPATH": str(old.parent), "XDG_CACHE_HOME": str(tmp_path / "other cache")}
    warned: list[str] = []
    with cluster(tmp_path / "dask", workers=0) as started:
        started.start_worker("old", other)
        started.start_worker("right")
        with _done(started.address, jobs, warned) as done:
            ended = [next(done)]
            started.start_worker("later", other)
            ended += done
    _all_but_the_broken(ended, jobs)
    refused = [line for line in warned if f"has voicecoach 0.0.1, not {program_version()}" in line]
    assert refused == warned
    assert len(refused) in (1, 2)  # the one that came later may have come after the last session
    assert not list((tmp_path / "other cache").rglob("*.phrase"))


def test_a_cluster_without_workers_is_not_waited_for(
    tmp_path: Path, jobs: tuple[Job, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "WITHOUT_WORKERS_S", 1.0)
    warned: list[str] = []
    with cluster(tmp_path / "dask", workers=0) as started, _done(started.address, jobs[:1], warned) as done:
        assert [one.errors for one in done] == [()]
    assert "no worker of this version" in warned[0]


def test_a_full_disk_on_one_worker_costs_no_session(tmp_path: Path) -> None:
    (tmp_path / "full_disk.py").write_text(FULL_DISK)
    job = job_of(write_with_files(tmp_path / "practice"))
    jobs = tuple(
        replace(job, code=f"p-{number}", loaded=replace(job.loaded, id=f"short-{number}"))
        for number in range(4)
    )
    warned: list[str] = []
    with cluster(tmp_path / "dask", workers=1) as started:
        own = {"XDG_CACHE_HOME": str(tmp_path / "full")}
        started.start_worker("full", own, "--preload", str(tmp_path / "full_disk.py"))
        with _done(started.address, jobs, warned) as done:
            ended = list(done)
        assert "No space left on device" in started.logs()
        assert "p-0" not in started.logs()
    assert sorted(one.job.code for one in ended) == [job.code for job in jobs]
    assert [one.errors for one in ended] == [()] * 4
    assert warned == ["voicecoach: what a worker could not do is done here: No space left on device"]


@pytest.mark.parametrize("answers", [True, False], ids=["accepts", "down"])
def test_a_cluster_that_does_not_answer_is_done_without(
    answers: bool, jobs: tuple[Job, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_client, "CONNECT_S", 1.0)
    warned: list[str] = []
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if answers:
            silent.listen()
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with _done(address, jobs[:1], warned) as done:
            assert [one.errors for one in done] == [()]
    assert len(warned) == 1
    assert warned[0].startswith(f"voicecoach: the cluster at {address}: ")


def test_nothing_of_a_patient_is_shown(
    two_workers: Cluster, jobs: tuple[Job, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    submit = DaskClient.submit

    def noted(client: DaskClient, function: Any, *arguments: Any, key: str, **how: Any) -> Any:
        shown.append(f"{function} {arguments} {key} {how}")
        return submit(client, function, *arguments, key=key, **how)

    monkeypatch.setattr(DaskClient, "submit", noted)
    named = tuple(replace(job, code=f"{job.code}-hidden", patient="Ada Lovelace") for job in jobs)
    failing = replace(named[0], files=(("../hidden", b""),))
    with _done(two_workers.address, (*named[2:5], failing), []) as done:
        assert len(list(done)) == 4
    assert sum("-sessions-" in line for line in shown) >= 4
    for text in (*shown, two_workers.logs()):
        assert "hidden" not in text
        assert "Lovelace" not in text


def test_what_is_left_early_is_cancelled_there(two_workers: Cluster, jobs: tuple[Job, ...]) -> None:
    with _done(two_workers.address, jobs * 5, []) as done:
        next(done)
        done.close()  # type: ignore[attr-defined]
    with two_workers.client() as client:
        left = client.run_on_scheduler(_tasks)
    assert left == 0


def _tasks(dask_scheduler: Any) -> int:
    return len([key for key in dask_scheduler.tasks if str(key).startswith("voicecoach-")])


def test_large_files_travel_once(two_workers: Cluster, jobs: tuple[Job, ...], tmp_path: Path) -> None:
    path = write_with_files(tmp_path / "practice")
    with (tmp_path / "practice" / "calm.wav").open("ab") as file:
        file.write(bytes(clusters.LARGE))  # behind its samples: nobody hears it
    job = job_of(path)
    several = tuple(replace(job, code=f"p-{number}") for number in range(3))
    with _done(two_workers.address, several, []) as done:
        assert {one.files for one in done} == {run_job(job).files}


def test_a_cluster_of_this_machine(jobs: tuple[Job, ...]) -> None:
    warned: list[str] = []
    with _done("local", jobs[2:4], warned) as done:
        assert sorted(one.job.code for one in done if one.errors) == ["p-3"]
    assert warned == []


@pytest.mark.parametrize("cluster", ["", "host", "tcp://host", "http://host:80", "tcp://me:word@host:80"])
def test_what_cannot_be_a_cluster_is_refused(cluster: str) -> None:
    with pytest.raises(VoicecoachError, match="is not a cluster; write tcp://HOST:8786"):
        open_executor(cluster)


def test_without_dask_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(VoicecoachError, match=r"pip install 'voicecoach\[cluster\]'"):
        open_executor("tcp://host:8786")


def test_what_a_task_raises_has_no_words_of_a_session(
    jobs: tuple[Job, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    from voicecoach.publish.jobs import dask_tasks

    def broken(*_: object) -> None:
        raise RuntimeError("Ada Lovelace")

    parcel = dask_tasks.Parcel(program_version(), "", pickle.dumps(AlikeJobs((0,), jobs[:1])))
    monkeypatch.setattr(dask_tasks, "made_alike", broken)
    with pytest.raises(dask_tasks.MachineTrouble) as raised:
        dask_tasks.do_parcel(parcel)
    assert str(raised.value) == "RuntimeError"
    assert "Lovelace" not in "".join(traceback.format_exception(raised.value))
    with pytest.raises(dask_tasks.MachineTrouble, match="UnpicklingError"):
        dask_tasks.do_parcel(replace(parcel, packed=b"Ada Lovelace"))


def test_a_worker_that_is_unlike_what_started_it_refuses(jobs: tuple[Job, ...]) -> None:
    from voicecoach.publish.jobs import dask_tasks

    packed = pickle.dumps(AlikeJobs((0,), jobs[:1]))
    other_version = dask_tasks.do_parcel(dask_tasks.Parcel("0.0.1", "", packed))
    assert other_version == dask_tasks.Refused(f"has voicecoach {program_version()}, not 0.0.1")
    other_voice = dask_tasks.do_parcel(dask_tasks.Parcel(program_version(), "espeak:en-gb 9", packed))
    assert isinstance(other_voice, dask_tasks.Refused)
    assert other_voice.why.endswith(", not espeak:en-gb 9")
    unknown = pickle.dumps(AlikeJobs((0,), (replace(jobs[0], voice="espeak:no-such"),)))
    no_voice = dask_tasks.do_parcel(dask_tasks.Parcel(program_version(), "espeak:no-such 1", unknown))
    assert no_voice == dask_tasks.Refused("cannot open the voice espeak:no-such 1")
