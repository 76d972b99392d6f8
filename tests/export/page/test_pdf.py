"""The handout on paper, read back by poppler's programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.export import samples
from tests.export.test_render import ROUTINE
from tests.export.tools import run
from tests.export.words import SPITE
from tests.needs import slow_but
from voicecoach.cli.render import render
from voicecoach.export.handout import Between, Entry, Fact, Group, Handout, Item, Ticks
from voicecoach.export.page.pdf import handout_pdf, large_handout_pdf, letters_left_out
from voicecoach.export.recording import Publication
from voicecoach.phrases import phrases_of
from voicecoach.units import Seconds

NOTICE = phrases_of("en").say("paper-notice", allowed="false")
ITEM = Item(
    "Pelvic tilt", "Strength", "5 times, holding each for 5 seconds.", ("Rest for 20 seconds between sets.",),
    "Lying on the back", ("a mat",), "It wakes.", ("Lie down.", "Flatten your back."), ("Breathe.",), ("Stop if it hurts.",),
    Item("Smaller tilt", dose="3 times.", more=("Rest for 9 seconds.",), steps=("Sit down.",), cautions=("Slowly.",)), 1,
)  # fmt: skip
PAPER = Handout(
    "Morning back", Seconds(725.0), "Ten minutes.", ("a towel",), (NOTICE,),
    (Group("Do this in 3 rounds", (ITEM, Between("Drink some water.")), ("Rest for 1 minute between rounds.",)),), "A book.",
    facts=(Fact("For:", "Mrs Ash"),), close="Rest now.", ticks=Ticks("Tick it off", ("Week 1",), ("Mon", "Tue"), 2),
)  # fmt: skip


def paper(tmp_path: Path, handout: Handout | None) -> Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(handout_pdf(Publication(samples.session(), handout=handout, date="2026-11-21")))
    return path


def read(path: Path) -> str:
    return " ".join(run("pdftotext", "-layout", path, "-").split())


def pages(path: Path) -> int:
    return int(run("pdfinfo", path).split("Pages:")[1].split()[0])


def texts(part: object) -> Iterator[str]:
    """Every text that is somewhere in it."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        yield from (text for one in part for text in texts(one))
    elif is_dataclass(part):
        yield from (text for field in fields(part) for text in texts(getattr(part, field.name)))


def test_everything_a_patient_needs_is_on_it(tmp_path: Path) -> None:
    path = paper(tmp_path, PAPER)
    text = read(path)
    for words in texts(PAPER):
        assert words in text or words == ITEM.kind
    assert "Page 1 of 1" in text
    assert pages(path) == 1
    assert "Morning back" in run("pdfinfo", path)


@pytest.mark.slow
@pytest.mark.parametrize("write", [handout_pdf, large_handout_pdf])
def test_many_exercises_take_sheets_that_a4_and_letter_hold_and_none_is_parted(
    tmp_path: Path, write: Callable[[Publication], bytes]
) -> None:
    items = tuple(replace(ITEM, title=f"Exercise {number}.", number=number) for number in range(1, 41))
    path = tmp_path / "a.pdf"
    path.write_bytes(write(Publication(samples.session(), handout=replace(PAPER, entries=items))))
    count = pages(path)
    assert 8 <= count <= 40
    width, height = map(float, re.findall(r"[\d.]+", run("pdfinfo", path).split("Page size:")[1])[:2])
    assert width <= 210 / 25.4 * 72 + 0.1
    assert height <= 11 * 72 + 0.1
    found = 0
    for number in range(1, count + 1):
        sheet = run("pdftotext", "-layout", "-f", str(number), "-l", str(number), path, "-")
        assert f"Page {number} of {count}" in sheet
        assert sheet.count("Exercise ") == sheet.count("Flatten your back.") == sheet.count("Breathe.")
        found += sheet.count("Exercise ")
    assert found == 40


def test_long_labels_and_deep_groups_have_room_for_their_words(tmp_path: Path) -> None:
    entry: Entry = ITEM
    for number in range(30):
        entry = Group(f"Group {number}", (entry,))
    label = "This is what you need before you begin, and you can fetch it now:"
    text = read(paper(tmp_path, replace(PAPER, entries=(entry,), facts=(Fact(label, "a red towel"),))))
    assert f"{label} a red towel" in text
    assert "Group 0" in text
    assert "Flatten your back." in text


def test_letters_are_large_enough_and_none_is_slanted_or_pale(tmp_path: Path) -> None:
    """Clear print is at least eleven points and nearly black; the number of the page may be a little smaller."""
    path = paper(tmp_path, replace(PAPER, entries=(ITEM,) * 12))
    drawn = run("pdftotext", "-bbox-layout", path, "-")
    heights = [
        float(high) - float(low)
        for low, high in re.findall(r'<word[^>]*yMin="([\d.]+)"[^>]*yMax="([\d.]+)"', drawn)
    ]
    assert min(heights) > 9
    assert "Oblique" not in run("pdffonts", path)


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    assert paper(tmp_path, PAPER).read_bytes() == paper(tmp_path, PAPER).read_bytes()


def test_without_a_routine_the_chapters_are_reported(tmp_path: Path) -> None:
    text = read(paper(tmp_path, None))
    assert "Pelvic tilt" in text
    assert "Lie on your back." in text


@pytest.mark.slow
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
        monkeypatch.setattr("voicecoach.export.page.paper_font.font_for", lambda _: None)
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
