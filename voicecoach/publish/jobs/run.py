"""Does a job: coaches the session, mixes and encodes its sound, and has its pages made. The same job gives the same bytes."""

from __future__ import annotations

import contextlib
import copy
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from voicecoach.audio.music import LEVEL
from voicecoach.errors import RoutineError, VoicecoachError
from voicecoach.export.captions import plain
from voicecoach.export.formats import sound_format
from voicecoach.export.orders.order import RenderOrder
from voicecoach.export.orders.own_music import own_music
from voicecoach.export.orders.produce import publication_of, write_sound
from voicecoach.export.orders.session_files import measured_if_fast
from voicecoach.export.orders.watch import UNWATCHED, Watch
from voicecoach.export.recording import Recording
from voicecoach.logs import logger_for
from voicecoach.publish.job import Done, MadeFile, MadeSession
from voicecoach.publish.jobs.kept_voices import voice_of
from voicecoach.publish.pages.session_pages import session_files
from voicecoach.routine.model import PlaySound, walk_steps
from voicecoach.session import prepare
from voicecoach.speech.cache.private_folders import make_private_folder, remove_private_folder
from voicecoach.timeline.mix import mix

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block
    from voicecoach.export.recording import Publication
    from voicecoach.publish.job import Job
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.session import Session
    from voicecoach.speech.api import Voice
    from voicecoach.timeline.timeline import Timeline

logger = logger_for(__name__)


def run_job(job: Job, watch: Watch = UNWATCHED) -> Done:
    """The files of the job, or the lines of what is wrong with it. `watch` follows the encoding. Raises no Exception."""
    return run_alike((job,), watch)[0]


def run_alike(jobs: Sequence[Job], watch: Watch = UNWATCHED) -> tuple[Done, ...]:
    """The same for jobs whose `sound_digest` is one, in order: what they have in common is made once."""
    try:
        return _made(jobs, watch, failed)
    except Exception as error:
        return tuple(failed(job, error) for job in jobs)


def made_alike(jobs: Sequence[Job], watch: Watch = UNWATCHED) -> tuple[Done, ...]:
    """The same, but raises OSError and MemoryError, which say something of the machine and not of the sessions."""
    try:
        return _made(jobs, watch, _failed_unless_the_machine)
    except (OSError, MemoryError):
        raise
    except Exception as error:
        return tuple(failed(job, error) for job in jobs)


def _failed_unless_the_machine(job: Job, error: Exception) -> Done:
    if isinstance(error, OSError | MemoryError):
        raise error
    return failed(job, error)


def _made(jobs: Sequence[Job], watch: Watch, failed: Callable[[Job, Exception], Done]) -> tuple[Done, ...]:
    """`failed` says how a job ends whose pages could not be made."""
    job = jobs[0]
    with voice_of(job) as voice, _unpacked(job) as loaded:
        session = prepare(loaded, job.choices, voice)
        publication = publication_of(session, Path(job.stem))
        to_make = () if job.sounds_there else job.sounds
        sounds = tuple(_sound(publication, job, session, voice, suffix, watch) for suffix in to_make)
        ended = []
        for one in jobs:
            try:
                ended.append(_with_pages(one, session, publication, sounds))
            except Exception as error:
                ended.append(failed(one, error))
    return tuple(ended)


def _with_pages(job: Job, session: Session, publication: Publication, sounds: Sequence[bytes]) -> Done:
    names = tuple(f"{job.stem}.{suffix}" for suffix in job.sounds)
    publication = replace(publication, sound=names[0] if names else job.stem)
    pages = session_files(publication, job, names)
    made = () if job.sounds_there else tuple(map(MadeFile, names, sounds))
    return Done(job, _made_session(job, session), (*made, *pages))


def failed(job: Job, error: Exception) -> Done:
    """How a job ends that raised this."""
    if isinstance(error, VoicecoachError):
        lines = _error_lines(error)
    else:
        logger.warning("a session could not be made: %s", type(error).__name__)
        lines = [f"{type(error).__name__}: {error}"]
    return Done(job, errors=tuple(f"{job.code}: {job.stem}: {line}" for line in lines))


def _sound(
    publication: Publication, job: Job, session: Session, voice: Voice, suffix: str, watch: Watch
) -> bytes:
    name = f"{job.stem}.{suffix}"
    form = sound_format(name)
    order = RenderOrder(Path(name), job.quality, music=own_music(session.loaded, LEVEL))
    recording = Recording(replace(publication, sound=name), (), job.quality)
    if form.cover:
        from voicecoach.export.page.cover import cover_png

        recording = replace(recording, cover=cover_png(session.timeline.title))

    def sound(timeline: Timeline) -> Iterator[Block]:
        return mix(timeline.parts, voice)

    out = io.BytesIO()
    write_sound(recording, out, name, sound, measured_if_fast(order, job.speed), watch)
    watch.step(name)
    return out.getvalue()


def _made_session(job: Job, session: Session) -> MadeSession:
    timeline = session.timeline
    rate = timeline.rate
    return MadeSession(
        job.code,
        job.stem,
        timeline.title,
        job.loaded.routine.about or "",
        timeline.duration,
        tuple((plain(each.title), each.start / rate, each.end / rate) for each in timeline.chapters()),
    )


@contextlib.contextmanager
def _unpacked(job: Job) -> Iterator[LoadedRoutine]:
    """The job's routine, with the sounds and the music that it brings in a folder, for as long as they are needed."""
    if not job.files:
        yield job.loaded
        return
    folder = make_private_folder()
    try:
        places = {name: _put(folder, name, content) for name, content in job.files}
        routine = job.loaded.routine
        # The job stays as it is: what is given to steps is given to copies.
        routine = routine.model_copy(update={"steps": copy.deepcopy(routine.steps)})
        for _, step in walk_steps(routine.steps):
            if isinstance(step, PlaySound) and step.beside is not None and step.beside.path in places:
                step.found(step.beside._replace(path=str(places[step.beside.path])))
        yield replace(job.loaded, path=folder / f"{job.loaded.id}.yaml", routine=routine)
    finally:
        remove_private_folder(folder)


def _put(folder: Path, name: str, content: bytes) -> Path:
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts:
        raise VoicecoachError(f"“{name}” is not the name of a file that a session brings")
    path = folder / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _error_lines(error: VoicecoachError) -> list[str]:
    lines = [str(error)]
    if isinstance(error, RoutineError) and (more := len(error.others)):
        lines.append(f"and {more} more mistake{'s' if more > 1 else ''}")
    return lines
