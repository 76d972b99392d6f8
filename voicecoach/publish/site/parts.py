"""The real tools for publishing a practice."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from voicecoach.publish.jobs.digest import job_digest, sounds_identity
from voicecoach.publish.jobs.executors import open_executor
from voicecoach.publish.jobs.local import Spoken, Warn, unheard
from voicecoach.publish.jobs.make import make_job
from voicecoach.publish.jobs.program_digest import program_digest
from voicecoach.publish.pages.patient_pages import patient_files
from voicecoach.publish.pages.published import Published, PublishedFile
from voicecoach.publish.pages.site_files import site_files
from voicecoach.publish.pages.weeks import settled_day
from voicecoach.publish.site.tools import Tools

if TYPE_CHECKING:
    from voicecoach.publish.job import Job, MadeFile
    from voicecoach.publish.practice import Patient, PatientSession, Practice
    from voicecoach.publish.site.plan import Order
    from voicecoach.publish.site.records import KeptPatient


def real_tools(
    cluster: str | None = None,
    workers: int | None = None,
    warn: Warn = lambda line: None,
    spoken: Spoken = unheard,
) -> Tools:
    """Jobs are done by `cluster`, or by `workers` processes on this machine. `warn` gets lines for the user, and `spoken` is told
    how far the phrases that sessions share are."""
    return Tools(
        make=_job,
        digest=job_digest,
        executor=partial(open_executor, cluster, workers, warn, spoken),
        pages=_pages,
        day=settled_day,
        root=lambda practice: site_files(practice.brand),
        sounds=sounds_identity,
        version=program_digest(),
    )


def published_of(patient: Patient, kept: KeptPatient) -> tuple[Published, ...]:
    """A patient's sessions as the pages show them."""
    first_days = {one.stem: one.first_day for one in patient.sessions}
    return tuple(
        Published(
            one.made,
            tuple(PublishedFile(file.name, file.size, file.sha256[:12]) for file in one.files),
            first_days[one.stem],
            one.published or first_days[one.stem],
        )
        for one in kept.sessions
        if one.stem in first_days
    )


def _job(practice: Practice, patient: Patient, session: PatientSession, order: Order, url: str) -> Job:
    job = make_job(practice, patient, session, order.quality, order.sounds, page_url=url)
    return job if order.voice is None else replace(job, voice=order.voice)


def _pages(
    practice: Practice, patient: Patient, kept: KeptPatient, url: str, today: datetime.date
) -> tuple[MadeFile, ...]:
    return patient_files(practice, patient, published_of(patient, kept), url, today)
