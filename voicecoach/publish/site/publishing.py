"""Publishes a practice: finds what has to be made, has it made, and puts all of it live at once."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import ExportError, StateError, VoicecoachError
from voicecoach.publish.site import facets
from voicecoach.publish.site.build import Builder, foreign_files, pages_of, recover
from voicecoach.publish.site.events import Built, Event, Made, Noted, Published
from voicecoach.publish.site.known_sounds import KnownSounds
from voicecoach.publish.site.looking import Look, PatientPlan, PracticeAndSite
from voicecoach.publish.site.made_sessions import KnownFile, unmade
from voicecoach.publish.site.manifest import NewManifest, open_manifest, remove_manifests
from voicecoach.publish.site.plan import Order, Place, Planner, Wanted, ahead
from voicecoach.publish.site.records import KeptFile, KeptPatient, KeptSession
from voicecoach.publish.site.root_files import put_root
from voicecoach.publish.site.secret import KEPT, kept_secret, open_secret, unkept_secret
from voicecoach.publish.site.site_folder import SiteFolder, alone, explained, find_site, new_site
from voicecoach.publish.site.trees import remove_tree

if TYPE_CHECKING:
    from voicecoach.publish.job import Done, Job, MadeFile
    from voicecoach.publish.practice import Practice
    from voicecoach.publish.site.tools import Tools

FEW = 5
"""How many patients may disappear at once without a question, or half of all if that is more."""


def publish(
    practice: Practice, site: Path, order: Order, tools: Tools, *, agreed: bool = False
) -> Generator[Event, None, None]:
    """Brings the site up to date with the practice; the last event is Published. If it is closed early, or an exception
    ends it, the site is as it was, and what was made is kept for the next time.

    `agreed`: any number of patients may disappear at once. Raises ExportError and StateError.
    """
    if kept_secret(practice.folder) is None:
        find_site(
            site, practice.folder, None
        )  # refused before anything takes the place of a secret that was lost
    with alone(practice.folder / KEPT, practice.folder):
        secret = open_secret(practice.folder)
        found = new_site(site, practice.folder, secret.practice)
        with alone(found.work, site), explained(site):
            yield from map(moved, recover(found))
            with open_manifest(found.manifests, found.build()) as manifest:
                both = PracticeAndSite(practice, found, secret, manifest, order, tools)
                yield from _Publication(both).run(agreed)


def dry_run(practice: Practice, site: Path, order: Order, tools: Tools) -> Generator[Event, None, None]:
    """What `publish` would do, and why; nothing is written. The last event is Published, whose `made` counts what would be made.

    Raises ExportError and StateError.
    """
    secret = kept_secret(practice.folder)
    found = find_site(site, practice.folder, None if secret is None else secret.practice)
    there = found or SiteFolder(site, "", practice.folder)
    with explained(site), open_manifest(there.manifests, there.build()) as manifest:
        both = PracticeAndSite(practice, there, secret or unkept_secret(), manifest, order, tools)
        yield from _Publication(both).look_only()


class _Publication:
    def __init__(self, both: PracticeAndSite) -> None:
        self._practice = both.practice
        self._site = both.site
        self._secret = both.secret
        self._manifest = both.manifest
        self._order = both.order
        self._tools = both.tools
        self._look = Look(both)
        self._sounds = KnownSounds(both.site.live, both.manifest, self._look.planner, both.tools.sounds)
        self._there: dict[tuple[str, str], tuple[KnownFile, ...]] = {}
        """By code and stem: the sounds of jobs under way that are on the site already."""
        self._patients_on_site = len(both.manifest)
        self._sessions_made = 0

    def run(self, agreed: bool) -> Iterator[Event]:
        look = self._look
        yield from look.events()
        if len(look.gone) > max(FEW, self._patients_on_site // 2) and not agreed:
            raise ExportError(
                f"{len(look.gone)} of {self._patients_on_site} patients are no longer in the folder; if that is right, --yes"
                " removes them from the site", path=self._practice.folder,
            )  # fmt: skip
        yield from self._make_sessions()
        foreign = foreign_files(self._site, self._manifest)
        yield from (
            Noted(f"{self._site.live / name}: not written by voicecoach, and left there") for name in foreign
        )
        put_root(self._site.path, self._site.manifests / "root.json", self._tools.root(self._practice))
        changed = look.changing() and (yield from self._build(foreign))
        look.made.remove(frozenset(digest for digest, _ in look.made.codes()) - self._still_needed())
        if (build := self._site.build()) is not None:  # a killed publish may have left others
            remove_manifests(self._site.manifests, but=build)
        yield self._result(changed)

    def look_only(self) -> Iterator[Event]:
        look = self._look
        yield from look.events()
        self._sessions_made = sum(
            one.place is Place.NOWHERE for plan in look.plans.values() for one in plan.wanted
        )
        self._patients_on_site = len(self._manifest.codes() - look.gone | look.plans.keys())
        yield self._result(look.changing())

    def _make_sessions(self) -> Iterator[Event]:
        every = (one for plan in self._look.plans.values() for one in plan.wanted)
        to_make = {(one.code, one.stem): one for one in every if one.place is Place.NOWHERE}
        if not to_make:
            return
        with self._tools.executor() as executor, _closing(executor.done(self._jobs(to_make))) as ends:
            for number, done in enumerate(ends, 1):
                code, stem = done.job.code, done.job.stem
                lines = done.errors or self._keep(done, to_make[code, stem])
                if lines:
                    yield self._look.fail(code, lines)
                else:
                    self._sessions_made += 1
                yield Made(code, stem, number, len(to_make))

    def _jobs(self, to_make: dict[tuple[str, str], Wanted]) -> Iterator[Job]:
        for plan in self._look.plans.values():
            for session in ahead(plan.patient, self._order.today):
                if (key := (plan.patient.code, session.stem)) in to_make:
                    job = self._look.job(plan.patient, session)
                    self._there[key] = self._sounds.of(job)
                    yield replace(job, sounds_there=bool(self._there[key]))

    def _keep(self, done: Done, wanted: Wanted) -> tuple[str, ...]:
        """Keeps what was made, beside the site; returns lines that say what is wrong with it. Raises OSError."""
        if done.session is None:
            return ("nothing was made",)
        job = done.job
        session = unmade(job.code, done.session, wanted.digest, job.loaded.id, facets.facets_of(job))
        session = replace(session, sounds=self._tools.sounds(job))
        try:
            self._look.made.keep(session, done.files, self._there[job.code, job.stem])
        except ValueError as error:
            return (str(error),)
        return ()

    def _build(self, foreign: list[str]) -> Generator[Event, None, bool]:
        """Puts everything together and makes it live; returns whether that changes anything for a reader. Raises OSError."""
        builder = Builder(self._site, self._look.made)
        builder.begin()
        folder = self._site.manifests
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        codes = sorted((self._manifest.codes() | self._look.plans.keys()) - self._look.gone)
        with NewManifest(folder) as new:
            there = 0
            for number, code in enumerate(codes, 1):
                patient = yield from self._folder(builder, code)
                if patient is not None:
                    new.add(patient)
                    there += 1
                yield Built(number, len(codes))
            build, was = new.build, self._manifest
            swapped = build != self._site.build() or self._look.damaged
            if build == was.build:
                was.close()  # Windows replaces no file that is open
            new.keep()
        if swapped:
            with open_manifest(folder, build) if build == was.build else was as before:
                builder.add_foreign(foreign)
                yield from map(moved, builder.put_live(build, before))
        else:
            remove_tree(self._site.building)
        self._patients_on_site = there
        return swapped

    def _folder(self, builder: Builder, code: str) -> Generator[Event, None, KeptPatient | None]:
        """Builds the folder of one patient; None if there is none."""
        kept = self._manifest.patient(code)
        plan = self._look.plans.get(code)
        if plan is not None and code not in self._look.failed and not plan.same:
            try:
                patient, files = self._pages(plan, kept)
            except (VoicecoachError, ValueError) as error:
                yield self._look.fail(code, str(error).splitlines())
            else:
                return builder.put(patient, files, _Unchanged(kept, self._look.planner))
        return None if kept is None else builder.carry(kept)

    def _pages(self, plan: PatientPlan, kept: KeptPatient | None) -> tuple[KeptPatient, tuple[MadeFile, ...]]:
        patient = plan.patient
        sessions = tuple(self._session(one, kept) for one in plan.wanted)
        made = KeptPatient(patient.code, self._secret.token(patient.code), plan.inputs, sessions)
        files = self._tools.pages(self._practice, patient, made, self._look.url(patient), self._order.today)
        return replace(made, pages=pages_of(files, sessions)), files

    def _session(self, wanted: Wanted, kept: KeptPatient | None) -> KeptSession:
        was = None if kept is None else kept.session(wanted.stem)
        if wanted.place is Place.LIVE:
            assert was is not None
            return was
        found = self._look.made.find(wanted.code, wanted.digest)
        if found is None:
            raise StateError("what was made has disappeared; publish again", path=self._site.made)
        first = self._order.today if was is None or was.published is None else was.published
        return replace(found, published=first)

    def _still_needed(self) -> frozenset[str]:
        """The digests of sessions that were made, and are not live because their patient failed."""
        look = self._look
        waiting = (plan for code, plan in look.plans.items() if code in look.failed)
        return frozenset(one.digest for plan in waiting for one in plan.wanted)

    def _result(self, changed: bool) -> Published:
        look = self._look
        good = [plan for code, plan in look.plans.items() if code not in look.failed]
        sessions = sum(len(plan.wanted) for plan in good)
        return Published(
            changed, self._patients_on_site, sessions, self._sessions_made, len(look.gone), len(look.failed)
        )


@contextlib.contextmanager
def _closing(ends: Iterator[Done]) -> Iterator[Iterator[Done]]:
    """If it is left early, what is queued is cancelled at once."""
    try:
        yield ends
    finally:
        if isinstance(ends, Generator):
            ends.close()


class _Unchanged:
    """Whether the file on the site has that very content."""

    def __init__(self, kept: KeptPatient | None, planner: Planner) -> None:
        self._kept = kept
        self._planner = planner
        self._files = {} if kept is None else {file.name: file for file in kept.files}
        self._stamps = {} if kept is None else planner.stamps(kept)

    def __call__(self, file: KeptFile) -> bool:
        was = self._files.get(file.name)
        if was is None or self._kept is None or (was.size, was.sha256) != (file.size, file.sha256):
            return False
        return self._planner.are_whole(self._kept, (was,), self._stamps)


def moved(path: Path) -> Noted:
    """A warning that says where somebody else's file is."""
    return Noted(f"{path}: not written by voicecoach, and kept there")
