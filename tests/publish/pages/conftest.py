"""A site of one patient, in a real nginx with the configuration that the docs show, and a browser that looks at it."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.export import samples as short
from tests.export.page.conftest import browser as browser
from tests.needs import program
from tests.publish.pages import samples
from voicecoach.export.recording import Publication, Recording
from voicecoach.export.sound import mp3
from voicecoach.publish.job import MadeFile
from voicecoach.publish.pages.patient_pages import patient_files
from voicecoach.publish.pages.published import Published, PublishedFile
from voicecoach.publish.pages.session_pages import session_files
from voicecoach.publish.pages.site_files import site_files
from voicecoach.publish.site.build import EMPTY_PAGE

CONFIGURATION = Path(__file__).parents[3] / "docs" / "nginx.conf"


def whole_site(folder: Path, url: str) -> None:
    """One patient with one session of twenty seconds."""
    timeline = short.session()
    publication, sound = Publication(timeline, "morning.mp3"), io.BytesIO()
    mp3.write_mp3(Recording(publication, short.sound(timeline)), sound)
    one = samples.patient(samples.planned("morning", 0, None))
    beside = session_files(publication, samples.job(page_url=url), ("morning.mp3",))
    files = (MadeFile("morning.mp3", sound.getvalue()), *beside)
    known = samples.published(one.sessions[0])
    known = replace(known, session=replace(known.session, length_s=timeline.duration))
    shown = Published(
        known.session,
        tuple(
            PublishedFile(file.name, len(file.content), f"{number:012}") for number, file in enumerate(files)
        ),
        known.first_day,
        known.first_published,
    )
    home = folder / "p" / samples.TOKEN
    home.mkdir(parents=True)
    for file in (*files, *patient_files(samples.practice(one), one, (shown,), url, samples.DAY)):
        (home / file.name).write_bytes(file.content)
    for file in site_files(samples.brand()):
        (folder / file.name).write_bytes(file.content)
    (folder / "p" / ".build").write_text("7")
    (folder / "p" / "index.html").write_bytes(EMPTY_PAGE)
    (folder / ".voicecoach-site").write_text("{}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def nginx(root: Path, port: int, folder: Path) -> Iterator[None]:
    """Serves what is in `root`, until the context ends; `folder` is for what nginx writes."""
    found = program("nginx" if shutil.which("nginx") else "/usr/sbin/nginx")
    shown = CONFIGURATION.read_text(encoding="utf-8")
    for theirs, ours in (("listen 80;", f"listen 127.0.0.1:{port};"), ("/srv/practice/site", str(root))):
        assert shown.count(theirs) == 1
        shown = shown.replace(theirs, ours)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    # As root it would give its files to a user who may not read ours.
    user = "user root;\n" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    own = (
        f"{user}daemon off;\npid {folder}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{places}{shown}}}\n"
    )
    (folder / "nginx.conf").write_text(own, encoding="utf-8")
    command = [found, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with (folder / "said").open("wb") as said:
        running = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        for _ in range(200):
            assert running.poll() is None, (folder / "said").read_text()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(0.05)
        yield
    finally:
        running.terminate()
        running.wait(20)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, without a slash at its end."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    address = f"http://127.0.0.1:{port}"
    whole_site(folder / "site", f"{address}/p/{samples.TOKEN}")
    with nginx(folder / "site", port, folder):
        yield address
