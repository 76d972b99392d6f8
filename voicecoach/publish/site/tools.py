"""What publishing needs from other parts, in one place, so that a test can replace them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.publish.job import Executor, Job, MadeFile
    from voicecoach.publish.practice import Patient, PatientSession, Practice
    from voicecoach.publish.site.plan import Order
    from voicecoach.publish.site.records import KeptPatient


@dataclass(frozen=True, slots=True)
class Tools:
    """The other parts of publishing."""

    make: Callable[[Practice, Patient, PatientSession, Order, str], Job]
    """Makes the job of a session; the last argument is the address of the patient's page. Raises VoicecoachError."""
    digest: Callable[[Job], str]
    """The digest of all that decides the files of a job."""
    executor: Callable[[], Executor]
    """Opens what does jobs. Raises VoicecoachError."""
    pages: Callable[[Practice, Patient, KeptPatient, str, datetime.date], tuple[MadeFile, ...]]
    """The files made of all sessions of a patient together; the address is that of the patient's page. Raises VoicecoachError."""
    day: Callable[[Patient, datetime.date], datetime.date]
    """The last day, up to the given one, on which `pages` gives something else because of the date alone."""
    root: Callable[[Practice], tuple[MadeFile, ...]] = lambda practice: ()
    """The files at the root of the site."""
    sounds: Callable[[Job], str] = lambda job: ""
    """The digest of all that decides the sounds of a job, and of nothing on its pages; empty if it is not known."""
    version: str = ""
    """The version of what makes these: another one makes them again."""
