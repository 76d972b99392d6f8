"""A job: one session in, its files out. It is whole in itself, so that any machine with the same version can do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from typing import Self

    from voicecoach.export.quality import Quality
    from voicecoach.publish.practice import Brand
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.script.choices import Choices


@dataclass(frozen=True, slots=True)
class Job:
    """One session of one patient. It can be pickled, names no file of the machine that made it, and is small to send."""

    code: str
    """The patient's."""
    stem: str
    """The session's stem, unique among those of the patient."""
    loaded: LoadedRoutine
    choices: Choices
    voice: str
    """As `open_voice` takes it."""
    speed: int
    """Words a minute."""
    quality: Quality
    sounds: tuple[str, ...]
    """The sound files to make, as suffixes without a dot: mp3, m4a."""
    brand: Brand
    patient: str
    """The name on the paper; empty for none."""
    page_url: str
    """Where the patient's page will be found, for the QR code on the paper; empty if that is not known."""
    files: tuple[tuple[str, bytes], ...] = ()
    """What the session needs besides its texts, such as sounds and music of the practice: name and content."""
    sounds_there: bool = False
    """Whether its sound files exist already where the job comes from, so that only its pages are made."""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One file of a session."""

    name: str
    """Stem and suffix: morning.mp3."""
    content: bytes


@dataclass(frozen=True, slots=True)
class MadeSession:
    """What is known of a session once it is made: pages and feeds are written from this, without making it again."""

    code: str
    stem: str
    title: str
    about: str
    length_s: float
    chapters: tuple[tuple[str, float, float], ...]
    """Title, start and end, in seconds."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a job ended: with files, or with the lines of an error."""

    job: Job
    session: MadeSession | None = None
    files: tuple[MadeFile, ...] = ()
    errors: tuple[str, ...] = ()


class Executor(Protocol):
    """Does jobs, here or elsewhere. A context manager: leaving it, also by an exception, cancels what is queued."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def done(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """Yields every job as it ends, in any order. Phrases that several jobs need are made first, each once.

        At most a few ended jobs wait to be taken, so that memory stays flat. A job that fails ends with its errors, and the
        others go on. Raises VoicecoachError only if no job can be done at all.
        """
        ...
