"""The sounds that are on a site already: a session that sounds like one of them is not encoded again, whatever else changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from voicecoach.publish.pages.file_names import is_sound
from voicecoach.publish.site.made_sessions import KnownFile
from voicecoach.publish.site.manifest import Manifest
from voicecoach.publish.site.plan import Planner
from voicecoach.publish.site.records import KeptPatient, KeptSession

if TYPE_CHECKING:
    from voicecoach.publish.job import Job


class KnownSounds:
    """The sounds on the site."""

    def __init__(
        self, live: Path, manifest: Manifest, planner: Planner, sounds_of: Callable[[Job], str]
    ) -> None:
        """`sounds_of` gives the digest of all that decides the sounds of a job; empty if it is not known."""
        self._live = live
        self._manifest = manifest
        self._planner = planner
        self._sounds_of = sounds_of

    def of(self, job: Job) -> tuple[KnownFile, ...]:
        """The sound files of the job, if all of them are on the site and whole; else none."""
        identity = self._sounds_of(job)
        if not identity:
            return ()
        for code, stem in ((job.code, job.stem), self._where.get(identity, ("", ""))):  # its own first
            kept = self._manifest.patient(code)
            session = None if kept is None else kept.session(stem)
            if kept is not None and session is not None and session.sounds == identity:
                return self._of(job, kept, session)
        return ()

    def _of(self, job: Job, kept: KeptPatient, session: KeptSession) -> tuple[KnownFile, ...]:
        sounds = tuple(file for file in session.files if is_sound(file.name))
        names = tuple(f"{job.stem}{PurePosixPath(file.name).suffix}" for file in sounds)
        if names != tuple(f"{job.stem}.{suffix}" for suffix in job.sounds):
            return ()
        if not self._planner.are_whole(kept, sounds, self._planner.stamps(kept)):
            return ()
        return tuple(
            KnownFile(replace(file, name=name, stamp=0), self._live / kept.token / file.name)
            for name, file in zip(names, sounds, strict=True)
        )

    @cached_property
    def _where(self) -> dict[str, tuple[str, str]]:
        """The code and the stem of a session with these sounds."""
        return {
            one.sounds: (kept.code, one.stem)
            for kept in self._manifest.patients()
            for one in kept.sessions
            if one.sounds
        }
