"""Compares a practice with what is on its site, patient by patient."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicecoach.errors import VoicecoachError
from voicecoach.publish.site import facets
from voicecoach.publish.site.events import Event, Failed, Looked, Noted, ToDo
from voicecoach.publish.site.made_sessions import MadeSessions
from voicecoach.publish.site.manifest import Manifest
from voicecoach.publish.site.plan import Order, Place, Planner, Wanted, ahead
from voicecoach.publish.site.secret import Secret
from voicecoach.publish.site.site_folder import SiteFolder

if TYPE_CHECKING:
    from voicecoach.publish.job import Job
    from voicecoach.publish.practice import Patient, PatientSession, Practice
    from voicecoach.publish.site.tools import Tools


@dataclass(frozen=True, slots=True)
class PatientPlan:
    """What is to be done for one patient."""

    patient: Patient
    wanted: tuple[Wanted, ...]
    inputs: str
    """The digest of all that decides the patient's pages, apart from the content of sessions."""
    same: bool
    """Whether the patient's folder is already as it should be."""


@dataclass(frozen=True, slots=True)
class PracticeAndSite:
    """A practice, its site as it is now, and what is asked for."""

    practice: Practice
    site: SiteFolder
    secret: Secret
    manifest: Manifest
    order: Order
    tools: Tools


class Look:
    """Empty until `events` has been consumed."""

    def __init__(self, both: PracticeAndSite) -> None:
        self.plans: dict[str, PatientPlan] = {}
        """By code; of those whose files are right."""
        self.failed: dict[str, tuple[str, ...]] = {}
        """What is wrong, by code or by the name of a file."""
        self.gone: frozenset[str] = frozenset()
        """The codes of the patients who disappear from the site."""
        self.damaged = False
        """Whether a file of the site is not what it was."""
        self.made = MadeSessions(both.site.made)
        self.planner = Planner(self.job, both.manifest, both.site.live, self.made, both.tools.digest)
        self._practice = both.practice
        self._live = both.site.live.name
        self._secret = both.secret
        self._manifest = both.manifest
        self._order = both.order
        self._tools = both.tools
        self._brand = facets.short_digest(map(repr, facets.brand_parts(both.practice.brand)))

    def events(self) -> Iterator[Event]:
        """Looks at every patient."""
        problems = self._practice.problems
        for code, lines in problems.items():
            yield self.fail(code, lines)
        patients = [one for one in self._practice.patients if one.code not in problems]
        for number, patient in enumerate(patients, 1):
            try:
                plan = self._plan(patient)
            except VoicecoachError as error:
                yield self.fail(patient.code, str(error).splitlines())
            else:
                self.plans[patient.code] = plan
                yield from self._to_do(plan)
            yield Looked(number, len(patients))
        yield from self._absent()

    def fail(self, code: str, lines: tuple[str, ...] | list[str]) -> Failed:
        """From now on this patient's folder is left as it is."""
        self.failed[code] = (*self.failed.get(code, ()), *lines)
        return Failed(code, tuple(lines))

    def changing(self) -> bool:
        """Whether any patient's folder is not yet as it should be."""
        return bool(self.gone) or any(
            not plan.same for code, plan in self.plans.items() if code not in self.failed
        )

    def url(self, patient: Patient) -> str:
        """Of the patient's page; empty if the practice has none."""
        url = self._practice.brand.url
        return f"{url}/{self._live}/{self._secret.token(patient.code)}/" if url else ""

    def job(self, patient: Patient, session: PatientSession) -> Job:
        """What makes that session. Raises VoicecoachError."""
        return self._tools.make(self._practice, patient, session, self._order, self.url(patient))

    def _absent(self) -> Iterator[Event]:
        problems = self._practice.problems
        here = {one.code for one in self._practice.patients}
        absent = self._manifest.codes() - here - problems.keys()
        unread = [name for name in problems if "." in name]  # no code has a point
        if absent and unread:
            # They may be in the file that cannot be read.
            yield Noted(
                f"{len(absent)} patients who are no longer in the folder stay on the site, as {unread[0]} cannot be"
                " read; --forget CODE removes one at once"
            )
            return
        self.gone = absent
        yield from (ToDo("remove", code, "", ("no longer in the folder",)) for code in sorted(absent))

    def _plan(self, patient: Patient) -> PatientPlan:
        wanted = tuple(self.planner.wanted(patient, self._order.today))
        kept = self._manifest.patient(patient.code)
        inputs = self._inputs(patient, wanted)
        whole = kept is not None and self.planner.are_whole(kept, kept.pages, self.planner.stamps(kept))
        damaged = [one for one in wanted if facets.DAMAGED in one.why]
        self.damaged = self.damaged or bool(damaged) or (kept is not None and not whole)
        live = all(one.place is Place.LIVE for one in wanted)
        same = (
            kept is not None
            and kept.inputs == inputs
            and live
            and whole
            and len(kept.sessions) == len(wanted)
        )
        return PatientPlan(patient, wanted, inputs, same)

    def _to_do(self, plan: PatientPlan) -> Iterator[Event]:
        code = plan.patient.code
        kept = self._manifest.patient(code)
        for one in plan.wanted:
            if one.place is not Place.LIVE:
                yield ToDo("make" if one.place is Place.NOWHERE else "use", code, one.stem, one.why)
        stems = {one.stem for one in plan.wanted}
        over = [] if kept is None else [one.stem for one in kept.sessions if one.stem not in stems]
        yield from (ToDo("remove", code, stem, (facets.WEEK,)) for stem in over)
        if plan.same:
            return
        if kept is None:
            why = facets.NEW
        elif over or any(one.place is not Place.LIVE for one in plan.wanted):
            why = "its sessions changed"
        else:
            why = facets.DAMAGED if kept.inputs == plan.inputs else "a new day, or what it says changed"
        yield ToDo("write", code, "", (why,))

    def _inputs(self, patient: Patient, wanted: tuple[Wanted, ...]) -> str:
        weeks = [
            (one.stem, one.first_day, one.last_day, one.often, one.at)
            for one in ahead(patient, self._order.today)
        ]
        parts = (
            self._tools.version,
            self._brand,
            self.url(patient),
            self._tools.day(patient, self._order.today),
            patient.name,
            patient.language,
            patient.not_on,
            [one.digest for one in wanted],
            weeks,
        )
        return facets.short_digest(map(repr, parts))
