"""The files of a session beside its sound, each read back by somebody else's reader."""

from __future__ import annotations

import io
import json
import re
import subprocess
from pathlib import Path

import pytest
import webvtt

from tests.export.tools import run
from tests.needs import needs_module, needs_program
from tests.publish.pages import samples
from voicecoach.errors import ExportError
from voicecoach.publish.job import Job
from voicecoach.publish.pages.session_pages import session_files

pytestmark = needs_module("segno")


def files(
    job: Job | None = None, sounds: tuple[str, ...] = ("morning.m4a", "morning.mp3")
) -> dict[str, bytes]:
    made = session_files(samples.publication(), job or samples.job(), sounds)
    assert len({one.name for one in made}) == len(made)
    return {one.name: one.content for one in made}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return files()


def test_the_files_are_named_after_the_session_alone(made: dict[str, bytes]):
    assert set(made) == {
        "morning.html", "morning.pdf", "morning.vtt", "morning.transcript.html", "morning.chapters.json",
    }  # fmt: skip


def test_the_page_of_a_session_called_index_is_not_that_of_the_patient():
    assert "index.html" not in files(samples.job(stem="index"))


def test_the_page_plays_the_mp3_beside_it_and_can_fetch_nothing_else(made: dict[str, bytes]):
    page = made["morning.html"].decode()
    assert '<audio id="audio" src="morning.mp3" preload="metadata">' in page
    assert 'name="robots" content="noindex,nofollow"' in page
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "media-src 'self'; img-src data: 'self'; base-uri 'none'; form-action 'none'" in policy[1]
    addresses = re.findall(r'(?:src|href)="(?!data:)([^"]*)"', page)
    assert sorted(set(addresses)) == [
        "index.html", "morning.m4a", "morning.mp3", "morning.pdf", "morning.transcript.html",
    ]  # fmt: skip
    assert 'class="sound"' not in page


def test_the_practice_is_on_the_page(made: dict[str, bytes]):
    page = made["morning.html"].decode()
    for words in (
        'class="name">Ash &amp; Bell<',
        *samples.ADDRESS,
        samples.SAFETY,
        'src="data:image/png;base64,',
    ):
        assert page.count(words) == 1, words
    assert "Mrs Ash" in page


def test_a_name_of_markup_stays_words():
    evil = '"><script>hurt()</script>'
    brand = samples.brand(name=evil, contact=(evil,), safety=evil)
    made = files(samples.job(brand=brand, patient=evil))
    for name in ("morning.html", "morning.transcript.html"):
        assert "<script>hurt" not in made[name].decode()


def test_without_an_address_there_is_no_code_and_no_cover():
    made = files(samples.job(page_url=""))
    assert b'"cover": ""' in made["morning.html"]
    assert b"/p/" not in made["morning.html"]


def test_what_no_browser_plays_is_refused():
    with pytest.raises(ExportError, match="make an MP3 or an M4A too"):
        files(sounds=("morning.opus",))


def test_captions_and_chapters_are_those_of_the_session(made: dict[str, bytes]):
    timeline = samples.session().timeline
    said = webvtt.from_buffer(io.StringIO(made["morning.vtt"].decode()))
    assert len(said) > 50
    chapters = json.loads(made["morning.chapters.json"])
    assert chapters["version"] == "1.2.0"
    starts = [one["startTime"] for one in chapters["chapters"]]
    assert starts == sorted(starts)
    assert starts[0] == 0
    assert len(starts) == len(timeline.chapters())
    assert chapters["chapters"][-1]["endTime"] == pytest.approx(timeline.duration, abs=0.001)
    assert all(one["title"] for one in chapters["chapters"])


@needs_program("pdftotext")
def test_the_paper_has_the_head_of_the_practice_on_its_first_sheet_alone(
    made: dict[str, bytes], tmp_path: Path
):
    path = tmp_path / "a.pdf"
    path.write_bytes(made["morning.pdf"])
    first = run("pdftotext", "-layout", "-l", "1", path, "-")
    for words in ("Ash & Bell", *samples.ADDRESS, "For:", "Mrs Ash", samples.SAFETY):
        assert words in first, words
    assert "Ash & Bell" not in run("pdftotext", "-f", "2", path, "-")


@needs_program("pdftoppm")
@needs_module("cv2")
@pytest.mark.slow
def test_a_camera_reads_the_code_on_the_paper(made: dict[str, bytes], tmp_path: Path):
    import cv2

    path = tmp_path / "a.pdf"
    path.write_bytes(made["morning.pdf"])
    subprocess.run(["pdftoppm", "-r", "150", "-l", "1", "-png", path, tmp_path / "sheet"], check=True)
    (sheet,) = tmp_path.glob("sheet*.png")
    says, *_ = cv2.QRCodeDetector().detectAndDecode(cv2.imread(str(sheet)))
    assert says == samples.URL
