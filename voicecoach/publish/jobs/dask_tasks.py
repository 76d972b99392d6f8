"""What a worker of dask does for us: it says that it has our version, makes phrases, and does jobs.

This module is all that a worker needs. Nothing about a patient is in what dask shows or logs: tasks are named by numbers, their
arguments show only what kind of thing they are, and what they raise has no words of a session.
"""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from distributed import WorkerPlugin

from voicecoach.errors import VoicecoachError
from voicecoach.publish.jobs.digest import voice_identity
from voicecoach.publish.jobs.program_digest import program_version
from voicecoach.publish.jobs.run import made_alike
from voicecoach.publish.jobs.shared_phrases import make_phrases
from voicecoach.publish.jobs.travelling import Ended, ended

if TYPE_CHECKING:
    from voicecoach.publish.jobs.alike import AlikeJobs
    from voicecoach.publish.jobs.shared_phrases import PhraseBatch

MANY = 1e9
"""How many units of the resource that shows its version a worker has: one for each task that it may be given."""


def resource_of(version: str) -> str:
    """The name of the resource that workers with this version of voicecoach have."""
    return f"voicecoach {version}"


class OfThisVersion(WorkerPlugin):
    """Gives each worker of this version, also one that joins later, the resource that our tasks ask for: so no other worker ever
    gets one of them."""

    idempotent = True

    def __init__(self, version: str) -> None:
        self.version = version
        self.name = resource_of(version)

    async def setup(self, worker: Any) -> None:
        """Called by the worker."""
        if program_version() == self.version:
            await worker.set_resources(**{self.name: MANY})


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """Jobs that sound the same, on their way; opened only by the same version, as to another it need not mean the same."""

    version: str
    identity: str
    """The identity of the voice where the jobs come from; empty if it has none there."""
    packed: bytes = field(repr=False)
    """AlikeJobs, without what is larger than they are: that travels by itself, once for all that need it."""
    names: tuple[str, ...] = ()
    """The keys of the files that travel by themselves."""

    def __repr__(self) -> str:
        return f"<sessions for voicecoach {self.version}>"


@dataclass(frozen=True, slots=True, repr=False)
class PhraseParcel:
    """Phrases on their way."""

    version: str
    packed: bytes = field(repr=False)

    def __repr__(self) -> str:
        return f"<phrases for voicecoach {self.version}>"


@dataclass(frozen=True, slots=True)
class Refused:
    """Raised on a worker that differs from the machine that sent the task; it does nothing."""

    why: str


class MachineTrouble(Exception):
    """Something is wrong with the machine, not with the session: a full disk, too little memory."""


def as_it_is(content: bytes) -> bytes:
    """A task that returns a file, so that the scheduler can send it again if a worker is lost."""
    return content


def do_phrases(parcel: PhraseParcel) -> Refused | None:
    """Makes phrases, for the cache of this worker, or the one that all share. Raises MachineTrouble."""
    if refused := _other_version(parcel.version):
        return refused
    with (
        _only_trouble(),
        contextlib.suppress(VoicecoachError),
    ):  # each session that needs the voice reports it
        batch: PhraseBatch = pickle.loads(parcel.packed)
        make_phrases(batch)
    return None


def do_parcel(parcel: Parcel, *contents: bytes) -> tuple[Ended, ...] | Refused:
    """Does the jobs. Raises MachineTrouble."""
    if refused := _other_version(parcel.version):
        return refused
    with _only_trouble():
        alike: AlikeJobs = pickle.loads(parcel.packed)
        large = tuple(zip(parcel.names, contents, strict=True))
        jobs = tuple(replace(job, files=(*job.files, *large)) for job in alike.jobs) if large else alike.jobs
        identity = voice_identity(jobs[0]) if parcel.identity else ""
        if identity != parcel.identity:
            has = f"has the voice {identity}, not" if identity else "cannot open the voice"
            return Refused(f"{has} {parcel.identity}")
        return tuple(map(ended, alike.numbers, made_alike(jobs)))


@contextlib.contextmanager
def _only_trouble() -> Iterator[None]:
    """Raises MachineTrouble for whatever goes wrong: what a task raises is logged, so no words of a session may be in it."""
    try:
        yield
    except MemoryError:
        raise MachineTrouble("out of memory") from None
    except OSError as error:
        raise MachineTrouble(error.strerror or type(error).__name__) from None
    except Exception as error:
        raise MachineTrouble(type(error).__name__) from None


def _other_version(version: str) -> Refused | None:
    own = program_version()
    return None if own == version else Refused(f"has voicecoach {own}, not {version}")
