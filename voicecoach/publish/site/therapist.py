"""The therapist's pages, in the practice's folder and never on the site: all patients with their addresses."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import ExportError
from voicecoach.files import write_atomically
from voicecoach.publish.pages.therapist_index import CARDS, OnSite, cards_page, index_page
from voicecoach.publish.site.manifest import open_manifest
from voicecoach.publish.site.parts import published_of
from voicecoach.publish.site.secret import KEPT, kept_secret
from voicecoach.publish.site.site_folder import PAGES, explained, find_site

if TYPE_CHECKING:
    from voicecoach.publish.job import MadeFile
    from voicecoach.publish.practice import Practice


def write_index(
    practice: Practice, site: Path, failed: Mapping[str, Sequence[str]], today: datetime.date
) -> None:
    """Writes the index and the cards to hand out. Raises ExportError."""
    base = practice.brand.url
    files = [index_of(practice, site, base or site.resolve().as_uri(), failed, today)]
    folder = practice.folder / KEPT
    with explained(practice.folder):
        if base:
            was = (folder / CARDS).read_bytes() if (folder / CARDS).is_file() else b""
            files.append(cards_page(practice, on_site(practice, site, base), was))
        else:
            (folder / CARDS).unlink(missing_ok=True)
        for file in files:
            write_atomically(folder / file.name, file.content, durable=False)


def index_of(
    practice: Practice, site: Path, base: str, failed: Mapping[str, Sequence[str]], today: datetime.date
) -> MadeFile:
    """The index, with the pages of patients below the address `base`, which has no slash at its end. Raises ExportError."""
    return index_page(practice, on_site(practice, site, base), failed, today)


def on_site(practice: Practice, site: Path, base: str) -> tuple[OnSite, ...]:
    """Those of the practice who are on the site, as it is now. Raises ExportError and StateError."""
    secret = kept_secret(practice.folder)
    found = None if secret is None else find_site(site, practice.folder, secret.practice)
    if found is None:
        raise ExportError("there is no site", path=site)
    with open_manifest(found.manifests, found.build()) as manifest:
        every = ((patient, manifest.patient(patient.code)) for patient in practice.patients)
        return tuple(
            OnSite(patient, f"{base}/{PAGES}/{kept.token}", published_of(patient, kept))
            for patient, kept in every
            if kept is not None
        )
