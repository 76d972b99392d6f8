"""Puts together what will be live, beside what is live: files that stay are linked, and only new ones are written."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from voicecoach.files import read_bounded
from voicecoach.half_file import remove_dead_half_files
from voicecoach.logs import logger_for
from voicecoach.publish.job import MadeFile
from voicecoach.publish.site.made_sessions import FILE_NAME, MadeSessions
from voicecoach.publish.site.manifest import Manifest, open_manifest
from voicecoach.publish.site.records import KeptFile, KeptPatient, KeptSession, sha256
from voicecoach.publish.site.root_files import put_public
from voicecoach.publish.site.secret import KEPT
from voicecoach.publish.site.site_folder import BUILD, SiteFolder
from voicecoach.publish.site.swap import put_back, put_in_place, settle
from voicecoach.publish.site.trees import clear_old_tree, files_below, place, remove_tree

logger = logger_for(__name__)

NO_LIST = "index.html"
"""In the folder of all patients: a web server that lists the files of a folder without one would name every patient's."""
EMPTY_PAGE = b'<!DOCTYPE html>\n<html lang="en">\n<meta name="robots" content="noindex,nofollow">\n<title>.</title>\n</html>\n'


class Builder:
    """Makes the folders of patients in `site.building`. Its methods raise OSError."""

    def __init__(self, site: SiteFolder, made: MadeSessions) -> None:
        self._site = site
        self._made = made

    def begin(self) -> None:
        """An empty folder."""
        remove_tree(self._site.building)
        self._site.building.mkdir(parents=True)

    def carry(self, kept: KeptPatient) -> KeptPatient:
        """A patient as live now. What is missing there stays missing until it can be made again."""
        folder = self._folder(kept.token)
        for file in kept.files:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                place(self._site.live / kept.token / file.name, folder / file.name)
        return kept

    def put(
        self, patient: KeptPatient, content: Iterable[MadeFile], unchanged: Callable[[KeptFile], bool]
    ) -> KeptPatient:
        """A patient with these sessions and pages. `content` has the pages that were made now; `unchanged` says of a file
        whether the one on the site has that very content, and can stay."""
        folder = self._folder(patient.token)
        live = self._site.live / patient.token
        written = {file.name: file.content for file in content}

        def put(file: KeptFile, source: Path | None) -> KeptFile:
            target = folder / file.name
            if unchanged(file):
                place(live / file.name, target)
            elif source is not None:
                place(source / file.name, target)
            else:
                target.write_bytes(written[file.name])
            return replace(file, stamp=target.stat().st_mtime_ns)

        sessions = tuple(
            replace(one, files=tuple(put(file, self._made.folder_of(one.digest)) for file in one.files))
            for one in patient.sessions
        )
        return replace(patient, sessions=sessions, pages=tuple(put(file, None) for file in patient.pages))

    def add_foreign(self, names: Iterable[str]) -> None:
        """Takes over files that somebody else put there, from the paths that `foreign_files` found."""
        for name in names:
            target = self._site.building / name
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                place(self._site.live / name, target)
            except (FileExistsError, NotADirectoryError, FileNotFoundError) as error:
                logger.debug("%s is moved elsewhere later: %s", name, error)

    def put_live(self, build: str, before: Manifest) -> list[Path]:
        """Let it take the place of what is live. Returns the new paths of what somebody else put there meanwhile. `before`
        is the manifest of what is live.

        Raises OSError: then either the old site or the new one is live, whole.
        """
        site = self._site
        (site.building / BUILD).write_bytes(f"{build}\n".encode())
        if not (site.building / NO_LIST).exists():  # somebody else's stays
            (site.building / NO_LIST).write_bytes(EMPTY_PAGE)
        settle(site.building)
        site.building.replace(site.new)
        put_in_place(site.new, site.live, site.old)
        trees = [tree for tree in (site.new, site.old) if os.path.lexists(tree)]
        return [one for tree in trees for one in clear_old_tree(tree, site.live, site.aside, known(before))]

    def _folder(self, token: str) -> Path:
        folder = self._site.building / token
        folder.mkdir()
        return folder


def pages_of(files: Iterable[MadeFile], sessions: Iterable[KeptSession]) -> tuple[KeptFile, ...]:
    """The records of the pages of a patient with these sessions. Raises ValueError for names that no file of a site may have."""
    found = tuple(KeptFile(file.name, len(file.content), sha256(file.content)) for file in files)
    names = [file.name.lower() for one in sessions for file in one.files] + [
        file.name.lower() for file in found
    ]
    if bad := next((file.name for file in found if not FILE_NAME.fullmatch(file.name)), None):
        raise ValueError(f"“{bad}” is not a name for a file of the site")
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"two of the patient's files are called {twice}")
    return found


def known(manifest: Manifest) -> Callable[[str], bool]:
    """Whether voicecoach wrote what is at a path from the folder of all patients."""
    last: list[tuple[str, frozenset[str]]] = [("", frozenset())]

    def is_ours(name: str) -> bool:
        token, _, rest = name.partition("/")
        if not rest:
            return name == BUILD
        if last[0][0] != token:
            kept = manifest.of_token(token)
            last[0] = (token, frozenset() if kept is None else frozenset(file.name for file in kept.files))
        return rest in last[0][1]

    return is_ours


def foreign_files(site: SiteFolder, manifest: Manifest) -> list[str]:
    """The paths, from `site.live`, of what somebody else put there. Raises OSError."""
    if not site.live.is_dir():
        return []
    is_ours = known(manifest)
    return [
        name
        for name in files_below(site.live)
        if not is_ours(name) and not (name == NO_LIST and _is_empty_page(site.live / name))
    ]


def _is_empty_page(path: Path) -> bool:
    try:
        return not path.is_symlink() and read_bounded(path, len(EMPTY_PAGE)) == EMPTY_PAGE
    except OSError:
        return False


def recover(site: SiteFolder) -> list[Path]:
    """Finish what a killed publish had begun; returns the new paths of what somebody else put there.

    Raises OSError.
    """
    for folder in (site.manifests, site.practice / KEPT, site.path, site.live):
        remove_dead_half_files(folder)  # half a list of patients, of whom one may be forgotten since
    remove_tree(site.building)
    if not os.path.lexists(site.live) and (site.manifests / f"{site.build(site.new)}.jsonl").exists():
        site.new.replace(site.live)
    put_back(site.live, site.old)
    moved: list[Path] = []
    for tree in (site.new, site.old):
        if tree.is_dir():
            site.live.mkdir(exist_ok=True)
            with open_manifest(site.manifests, site.build(tree)) as manifest:
                moved += clear_old_tree(tree, site.live, site.aside, known(manifest))
    if site.gone.is_dir():
        with open_manifest(site.manifests, site.build()) as manifest:
            moved += clear_old_tree(site.gone, site.live, site.aside, known(manifest))
    return moved


def say_build(site: SiteFolder, build: str) -> None:
    """Let what is live say which build it is. Raises OSError."""
    put_public(site.live / BUILD, f"{build}\n".encode())
