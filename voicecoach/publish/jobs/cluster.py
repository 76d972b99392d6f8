"""Does jobs on a dask cluster. Whatever the cluster does not do, for any reason, is done on this machine, with a warning."""

from __future__ import annotations

import contextlib
import pickle
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, Self

from voicecoach.cores import usable_cores
from voicecoach.logs import logger_for
from voicecoach.publish.job import Done
from voicecoach.publish.jobs.alike import alike_jobs
from voicecoach.publish.jobs.dask_client import LOCAL, ClusterLost, DaskClient, check_cluster, dask_settings
from voicecoach.publish.jobs.digest import voice_identity
from voicecoach.publish.jobs.kept_voices import close_voices
from voicecoach.publish.jobs.local import LocalExecutor, Spoken, Warn, unheard
from voicecoach.publish.jobs.program_digest import program_version
from voicecoach.publish.jobs.shared_phrases import PhraseBatch, shared_phrases
from voicecoach.time_limited import TookTooLong

if TYPE_CHECKING:
    from voicecoach.publish.job import Job
    from voicecoach.publish.jobs.alike import AlikeJobs
    from voicecoach.publish.jobs.travelling import Ended

logger = logger_for(__name__)

AHEAD = 2
"""Tasks at the same time for each thread of the cluster: one being done, and one that waits or has to be fetched."""

LARGE = 256 * 1024
"""Bytes: a file of this size or more travels by itself, once for all jobs that need it."""

WITHOUT_WORKERS_S = 30.0
"""How long the jobs wait for a worker of this version, if there is none."""

_LOOK_S = 2.0
"""How often the workers are looked at."""

RETRIES = 2
"""How often dask repeats a task whose machine had trouble."""


class ClusterExecutor:
    """See `Executor`."""

    def __init__(
        self,
        cluster: str,
        workers: int | None,
        warn: Warn,
        spoken: Spoken = unheard,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Raises VoicecoachError if `cluster` cannot be the address of one, or if dask is not installed."""
        check_cluster(cluster)
        self._cluster = cluster
        self._workers = workers
        self._warn_user = warn
        self._spoken = spoken
        self._now = now
        self._warned: set[str] = set()
        self._ends = contextlib.ExitStack()
        self._client: DaskClient | None = None

    def __enter__(self) -> Self:
        from voicecoach.publish.jobs.dask_tasks import OfThisVersion

        self._ends.enter_context(dask_settings())
        try:
            self._client = DaskClient(self._cluster, self._workers or usable_cores())
            self._client.register(OfThisVersion(program_version()))
        except ClusterLost as error:
            self._lost(error)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
        self._ends.close()
        close_voices()

    def done(self, jobs: Iterable[Job]) -> Iterator[Done]:
        waiting = dict(enumerate(jobs))
        alike = tuple(alike_jobs(tuple(waiting.values())))
        if self._client is not None:
            run = _Run(self._client, self._now, self._warn)
            try:
                batches = tuple(shared_phrases(one.jobs[0] for one in alike))
                for number, _ in enumerate(run.results(run.phrases(batches)), 1):
                    self._spoken(number, len(batches))
                for ends in run.results(run.sessions(alike)):
                    for end in ends:
                        # Submitted here, so that losing the cluster leaves the rest to this machine.
                        job = waiting.pop(end.number)
                        yield Done(job, end.session, end.files, end.errors)
            except ClusterLost as error:
                self._lost(error)
            finally:
                run.close()
        if waiting:
            with LocalExecutor(self._workers, self._warn_user, self._spoken) as here:
                yield from here.done(waiting.values())

    def _lost(self, error: ClusterLost) -> None:
        what = "the cluster on this machine" if self._cluster == LOCAL else f"the cluster at {self._cluster}"
        self._warn(f"{what}: {error}; what it has not done is done without it")
        if self._client is not None:
            self._client.close()
            self._client = None

    def _warn(self, line: str) -> None:
        """Once each."""
        if line not in self._warned:
            self._warned.add(line)
            self._warn_user(f"voicecoach: {line}")


class _Run:
    """The tasks of one publish."""

    def __init__(self, client: DaskClient, now: Callable[[], float], warn: Warn) -> None:
        from voicecoach.publish.jobs.dask_tasks import resource_of

        self._client = client
        self._now = now
        self._warn = warn
        self._resource = resource_of(program_version())
        self._name = uuid.uuid4().hex[:8]
        """Part of the keys of tasks, which anyone who opens dask's dashboard can see: a number, and nothing about a patient."""
        self._numbers = count()
        self._waiting: dict[Any, int] = {}
        self._files: dict[int, tuple[bytes, Any]] = {}
        self._looked = -_LOOK_S
        self._seen = now()
        self._room = 0
        self._named: dict[str, str] = {}

    def phrases(self, batches: Iterable[PhraseBatch]) -> Iterator[Callable[[], Any]]:
        """What submits each of them."""
        from voicecoach.publish.jobs.dask_tasks import PhraseParcel, do_phrases

        for batch in batches:
            parcel = PhraseParcel(program_version(), pickle.dumps(batch))
            yield partial(self._submit, "phrases", do_phrases, parcel)

    def sessions(self, sessions: Iterable[AlikeJobs]) -> Iterator[Callable[[], Any]]:
        """What submits those of each sound."""
        for alike in sessions:
            files = alike.jobs[0].files  # the same for all of them
            large = {name: content for name, content in files if len(content) >= LARGE}
            if large:
                small = tuple(one for one in files if one[0] not in large)
                alike = replace(alike, jobs=tuple(replace(job, files=small) for job in alike.jobs))
            yield partial(self._submit_sessions, alike, large)

    def results(self, tasks: Iterator[Callable[[], Any]]) -> Iterator[tuple[Ended, ...]]:
        """Yields the result of each task as it ends; of one that failed or was refused, nothing. At most a few exist at a
        time, and each is fetched from the worker that has it, and released. Raises ClusterLost."""
        more = True
        while more or self._waiting:
            self._look()
            while more and len(self._waiting) < self._room:
                submit = next(tasks, None)
                if submit is None:
                    more = False
                else:
                    self._waiting[submit()] = 1
            if not self._waiting:
                continue
            self._client.first_of(list(self._waiting), _LOOK_S)
            for future in [one for one in self._waiting if one.status != "pending"]:
                result = self._taken(future)
                del self._waiting[future]
                future.release()
                yield result

    def close(self) -> None:
        """Cancels what is queued."""
        futures = [*self._waiting, *(future for _, future in self._files.values())]
        self._waiting.clear()
        self._files.clear()
        self._client.cancel(futures)

    def _taken(self, future: Any) -> tuple[Ended, ...]:
        from voicecoach.publish.jobs.dask_tasks import Refused

        try:
            result = self._client.result(future)
        except Exception as error:
            its_own = future.status == "error" or isinstance(error, TimeoutError | TookTooLong)
            if not (its_own and self._client.answers):
                raise ClusterLost("the connection to it is lost") from error
            logger.info("a task of the cluster failed", exc_info=True)
            self._warn(f"what a worker could not do is done here: {_few_words(error)}")
            return ()
        if isinstance(result, Refused):
            self._warn(f"a worker {result.why}; what it was given is done here")
            return ()
        return result or ()

    def _submit(self, kind: str, function: Any, *arguments: Any) -> Any:
        key = f"voicecoach-{kind}-{self._name}-{next(self._numbers)}"
        # Retried by dask: what a task raises is the trouble of a machine.
        return self._client.submit(
            function, *arguments, key=key, resources={self._resource: 1}, retries=RETRIES
        )

    def _submit_sessions(self, alike: AlikeJobs, large: Mapping[str, bytes]) -> Any:
        from voicecoach.publish.jobs.dask_tasks import Parcel, do_parcel

        identity = voice_identity(alike.jobs[0])
        parcel = Parcel(program_version(), identity, pickle.dumps(alike), tuple(large))
        return self._submit("sessions", do_parcel, parcel, *map(self._file, large.values()))

    def _file(self, content: bytes) -> Any:
        from voicecoach.publish.jobs.dask_tasks import as_it_is

        known = self._files.get(id(content))
        if known is None:
            key = f"voicecoach-file-{self._name}-{next(self._numbers)}"
            future = self._client.submit(as_it_is, content, key=key, resources={self._resource: 1})
            known = self._files[id(content)] = (content, future)
        return known[1]

    def _look(self) -> None:
        """Finds out how much the cluster takes, and who is refused. Raises ClusterLost, also if nobody is left to do anything."""
        now = self._now()
        if self._room and now - self._looked < _LOOK_S:
            return
        self._looked = now
        fit, others = self._client.threads(self._resource)
        for address in others:
            if address not in self._named:
                self._refuse(address)
        self._room = AHEAD * sum(fit.values())
        if fit:
            self._seen = now
        elif now - self._seen > WITHOUT_WORKERS_S:
            raise ClusterLost(f"it has had no worker of this version for {WITHOUT_WORKERS_S:g} s")
        else:
            self._client.wait_for_another(len(others))

    def _refuse(self, address: str) -> None:
        try:
            version = self._client.versions().get(address)
        except ClusterLost:  # one of them is stuck, which the others need not be
            version = None
        self._named[address] = version or ""
        has = f"has voicecoach {version}" if version else "has no voicecoach"
        if version != program_version():
            self._warn(f"the worker {address} {has}, not {program_version()}, and gets nothing to do")


def _few_words(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:200] or type(error).__name__
