"""What publishing asks of other parts: one place to look at, and to put others in for a test."""

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
    """The job of a session; the last is the address of the patient's page. Raises VoicecoachError."""
    digest: Callable[[Job], str]
    """Of all that decides the files of a job."""
    executor: Callable[[], Executor]
    """Opens what does jobs. Raises VoicecoachError."""
    pages: Callable[[Practice, Patient, KeptPatient, str, datetime.date], tuple[MadeFile, ...]]
    """What is made of all sessions of a patient together; the address is that of the patient's page. Raises VoicecoachError."""
    day: Callable[[Patient, datetime.date], datetime.date]
    """The last day, up to the given one, on which what `pages` makes of the patient changed though nothing else did."""
    root: Callable[[Practice], tuple[MadeFile, ...]] = lambda practice: ()
    """What lies at the root of the site, for all."""
    version: str = ""
    """Of what makes these: they are made again with another one."""
