"""Removes a patient at once from all that voicecoach keeps of a practice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from voicecoach.errors import ExportError
from voicecoach.publish.pages.therapist_index import CARDS, INDEX
from voicecoach.publish.site.build import known, recover, say_build
from voicecoach.publish.site.made_sessions import MadeSessions
from voicecoach.publish.site.manifest import NewManifest, open_manifest, remove_manifests
from voicecoach.publish.site.secret import KEPT, kept_secret
from voicecoach.publish.site.site_folder import SiteFolder, alone, explained, find_site
from voicecoach.publish.site.trees import clear_old_tree


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was found of a patient."""

    was_there: bool
    """Whether there was anything."""
    left: tuple[Path, ...] = ()
    """Files in the patient's folder of the site that voicecoach did not write, and therefore did not remove."""


def forget(practice: Path, site: Path, code: str) -> Forgotten:
    """The patient's folder of the site goes first, in one step; then what is kept beside it and in the practice's folder.

    What the practice itself wrote stays: as long as the patient is in the folder, the next publish makes the page again. If
    this is killed, it must be called again. Raises ExportError and StateError.
    """
    secret = kept_secret(practice)
    if secret is None:
        return Forgotten(was_there=False)
    found = find_site(site, practice, secret.practice)
    if found is None:
        raise ExportError("there is no site here; give its folder with -o", path=site)
    with alone(practice / KEPT, practice), alone(found.work, site), explained(site):
        left = tuple(recover(found))
        made = MadeSessions(found.made)
        waiting = frozenset(digest for digest, whose in made.codes() if whose in (code, ""))
        made.remove(waiting)
        with open_manifest(found.manifests, found.build()) as manifest:
            listed = code in manifest.codes()
            folder = found.live / secret.token(code)
            was_there = listed or bool(waiting) or folder.is_dir()
            if folder.is_dir() and not folder.is_symlink():
                found.gone.mkdir(exist_ok=True)
                folder.replace(found.gone / folder.name)
                left += tuple(clear_old_tree(found.gone, found.live, found.aside, known(manifest)))
            if listed:
                _rewrite(found, code)
        if (build := found.build()) is not None:  # a write that failed may have left the one before
            remove_manifests(found.manifests, but=build)
        for name in (INDEX, CARDS):
            (practice / KEPT / name).unlink(missing_ok=True)
    return Forgotten(was_there, left)


def _rewrite(site: SiteFolder, code: str) -> None:
    """Writes the manifest without that patient."""
    with open_manifest(site.manifests, site.build()) as old, NewManifest(site.manifests) as new:
        for patient in old.patients():
            if patient.code != code:
                new.add(patient)
        new.keep()
        build = new.build
    say_build(site, build)
