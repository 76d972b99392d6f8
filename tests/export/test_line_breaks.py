"""Lines end where the library ends them, which it is asked about only in doubt."""

from __future__ import annotations

import random

import pytest

from voicecoach.export.page.line_breaks import broken_into_lines

fpdf = pytest.importorskip("fpdf")

_WORDS = [
    "Bend",
    "your",
    "knees,",
    "put",
    "both",
    "feet",
    "flat",
    "on",
    "the",
    "floor",
    "(as",
    "wide",
    "as",
    "your",
    "hips);",
    "breathe",
    "out",
    "-",
    "i.e.",
    "slowly.",
]


def _paper(size: float) -> fpdf.FPDF:
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "", size)
    return pdf


def test_plain_words_end_where_the_library_ends_them() -> None:
    chance = random.Random(7)
    for _ in range(40):
        pdf, width = _paper(chance.choice((10, 11.5, 18))), chance.uniform(35, 180)
        words = " ".join(chance.choices(_WORDS, k=chance.randrange(60)))
        expected = pdf.multi_cell(width, 5, words, align="L", dry_run=True, output="LINES")
        assert broken_into_lines(pdf, words, width) == tuple(expected or ("",))


def test_plain_words_need_no_second_measuring(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = _paper(11)
    monkeypatch.setattr(pdf, "multi_cell", None)
    assert len(broken_into_lines(pdf, " ".join(_WORDS * 5), 80.0)) > 5


@pytest.mark.parametrize(
    "words",
    [
        "",
        "two  spaces",
        "one\nand two",
        "a" * 90,
        "soft\u00adhy\u00adphens " * 9,
        "kept\u00a0by " * 20,
        " before ",
    ],
)
def test_what_is_not_plain_is_left_to_the_library(words: str) -> None:
    pdf = _paper(12)
    expected = pdf.multi_cell(60, 5, words, align="L", dry_run=True, output="LINES")
    assert broken_into_lines(pdf, words, 60.0) == tuple(expected or ("",))
