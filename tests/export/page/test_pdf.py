"""The handout on paper, read back by poppler's programs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.export import samples
from tests.export.test_render import ROUTINE
from tests.export.tools import run
from tests.export.words import SPITE
from tests.needs import slow_but
from voicecoach.cli.render import render
from voicecoach.export.handout import Handout, Item
from voicecoach.export.page.pdf import handout_pdf, letters_left_out
from voicecoach.export.recording import Publication
from voicecoach.phrases import phrases_of
from voicecoach.units import Seconds

NOTICE = phrases_of("en").say("paper-notice", allowed="false")
ITEM = Item(
    "Pelvic tilt", "Strength", "Five times, holding for five seconds.", "Lying on the back", ("a mat",), "It wakes.",
    ("Lie down.", "Flatten your back."), ("Breathe.",), ("Stop if it hurts.",), "Smaller tilt",
)  # fmt: skip
PAPER = Handout("Morning back", Seconds(725.0), "Ten minutes.", ("a towel",), (NOTICE,), (ITEM,), "A book.")


def paper(tmp_path: Path, handout: Handout | None) -> Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(handout_pdf(Publication(samples.session(), handout=handout, date="2026-11-21")))
    return path


def read(path: Path) -> str:
    return " ".join(run("pdftotext", "-layout", path, "-").split())


def pages(path: Path) -> int:
    return int(run("pdfinfo", path).split("Pages:")[1].split()[0])


def test_everything_a_patient_needs_is_on_it(tmp_path: Path) -> None:
    path = paper(tmp_path, PAPER)
    text = read(path)
    for words in ("Morning back", "12:05", "a towel", NOTICE, "1. Pelvic tilt", ITEM.dose, "Lying on the back",
                  "Flatten your back.", "Stop if it hurts.", "Smaller tilt", "A book."):  # fmt: skip
        assert words in text
    assert pages(path) == 1
    assert "Morning back" in run("pdfinfo", path)


def test_eight_exercises_still_fit_one_page_and_forty_take_more(tmp_path: Path) -> None:
    for count, most in ((8, 1), (40, 8)):
        items = tuple(replace(ITEM, title=f"Exercise {number}") for number in range(count))
        path = paper(tmp_path, replace(PAPER, items=items))
        assert 1 <= pages(path) <= most
        assert f"Exercise {count - 1}" in read(path)
    assert pages(path) > 1


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    assert paper(tmp_path, PAPER).read_bytes() == paper(tmp_path, PAPER).read_bytes()


def test_without_a_routine_the_chapters_are_reported(tmp_path: Path) -> None:
    text = read(paper(tmp_path, None))
    assert "Pelvic tilt" in text
    assert "Lie on your back." in text


@pytest.mark.parametrize(
    "title",
    slow_but([SPITE, "שלום 😀", "Rückenübung — “quoted”", "x" * 10_000], SPITE, "Rückenübung — “quoted”"),
)
def test_any_title_makes_a_paper(tmp_path: Path, title: str) -> None:
    from voicecoach.export.captions import plain

    path = paper(tmp_path, replace(PAPER, title=plain(title)))
    assert pages(path) >= 1
    if title.startswith("Rück"):
        assert 'Rückenübung - "quoted"' in read(path)


@pytest.mark.parametrize("system", [True, False], ids=["a font of the system", "none"])
def test_letters_that_no_font_has_are_reported_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, system: bool
) -> None:
    if not system:
        monkeypatch.setattr("voicecoach.export.page.pdf.font_for", lambda _: None)
    (tmp_path / "r.yaml").write_text(
        ROUTINE.replace("Short one", "今日の体操 🦽\ufe0f Back"), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    for again in (False, True):
        done = CliRunner().invoke(render, ["r.yaml", "-o", "x.wav", "--with", "pdf", "--voice", "silent"])
        assert done.exit_code == 0, done
        assert done.stderr == "x.pdf: left out: the letters 今日の体操🦽, which its font lacks\n"
        assert ("up to date" in done.stdout) is again
    assert not caplog.records
    assert "????? ?" in read(tmp_path / "x.pdf")


@pytest.mark.parametrize("title", ["Rückenübung — “quoted”", "Здоровая спина"])
def test_letters_that_a_font_has_are_there_and_nothing_is_reported(tmp_path: Path, title: str) -> None:
    from voicecoach.export.page.cover import font_for

    if not title.startswith("Rück") and font_for(title) is None:
        pytest.skip("this machine has no font with these letters")
    paper_of_it = Publication(samples.session(), handout=replace(PAPER, title=title))
    assert letters_left_out(paper_of_it) == ()
    assert title.split()[0] in read(paper(tmp_path, paper_of_it.handout))
