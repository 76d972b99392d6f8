"""Some weeks as a picture, and as a sheet of paper for a therapist: minutes, pain, and how much of the plan was done."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from voicecoach.practice.progress.sheet import Sheet, sheet_of

if TYPE_CHECKING:
    from voicecoach.phrases import Phrases
    from voicecoach.practice.progress.overview import Overview

KINDS = (".png", ".svg", ".pdf")
"""The suffixes of pictures that can be written."""

_MINUTES, _BEFORE, _AFTER, _EFFORT, _PLANNED = "#0b5394", "#b45309", "#0f766e", "#6b7280", "#cbd5e1"
_A4_IN = (8.27, 11.69)
_MOST_LABELS = 13
_MOST_LINES = 30
"""Rows of the table on one sheet."""
_WIDTHS = (0.19, 0.07, 0.165, 0.165, 0.095, 0.045, 0.27)
"""The widths of its columns, as shares of the whole."""
_TABLE_POINTS = 7
_LETTER_IN = 0.056
"""The width of a letter of that size, with a little to spare."""
_LINE_SHARE = 0.85
"""The height of a line in a cell, as a multiple of that in a cell of one line."""


def write_picture(
    overview: Overview, phrases: Phrases, out: BinaryIO, kind: str, *, titled: bool = True
) -> None:
    """Draws the weeks into `out`; `kind` is one of KINDS. The same weeks give the same bytes."""
    with _settings() as figure_of:
        figure = figure_of((9.0, 7.0))
        _draw(figure.subplots(3, 1, sharex=True), overview, phrases)
        if titled:
            figure.suptitle(sheet_of(overview, phrases, {}).title, fontsize=13)
        _save(figure, out, kind)


def write_sheet(overview: Overview, phrases: Phrases, names: Mapping[str, str], out: BinaryIO) -> None:
    """Writes a PDF of one page: the sums, the picture and the exercises; `names` has those of exercises, by id."""
    sheet = sheet_of(overview, phrases, names)
    with _settings() as figure_of:
        figure = figure_of(_A4_IN)
        rows = _rows_that_fit(sheet.rows)
        lines = sum(map(_lines, rows))
        figure.get_layout_engine().set(rect=(0.05, 0.045, 0.9, 0.925))
        parts = figure.subfigures(3, 1, height_ratios=[1.1, 5.2, 0.6 + 0.21 * max(lines, 1)])
        parts[0].text(0.0, 0.9, sheet.title, fontsize=16, weight="bold", va="top", parse_math=False)
        parts[0].text(0.0, 0.4, " ".join(sheet.sums), fontsize=10, va="top", parse_math=False)
        _draw(parts[1].subplots(3, 1, sharex=True), overview, phrases)
        left_out = len(sheet.rows) - len(rows)
        notes = [sheet.note] if sheet.note else []
        if left_out:
            notes.append(phrases.say("progress-left-out", count=left_out, number=str(left_out)))
        _table(parts[2].subplots(), sheet, rows)
        figure.text(0.06, 0.026, " ".join(notes), fontsize=8, parse_math=False)
        figure.text(0.06, 0.012, sheet.footer, fontsize=8, color="#374151", parse_math=False)
        _save(figure, out, ".pdf")


def _rows_that_fit(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    """The first rows, as many as a sheet has room for, with their cells in lines."""
    found: list[tuple[str, ...]] = []
    left = _MOST_LINES
    for row in rows:
        wrapped = tuple(_in_lines(cell, width) for cell, width in zip(row, _WIDTHS, strict=True))
        left -= _lines(wrapped)
        if left < 0:
            break
        found.append(wrapped)
    return found


def _in_lines(cell: str, width: float) -> str:
    import textwrap

    letters = int(width * _A4_IN[0] * 0.9 / _LETTER_IN)
    return textwrap.fill(cell, letters, max_lines=2, placeholder=" ...")


def _lines(row: tuple[str, ...]) -> int:
    return max(cell.count("\n") for cell in row) + 1


def _table(axes: Any, sheet: Sheet, rows: list[tuple[str, ...]]) -> None:
    axes.axis("off")
    if not rows:
        return
    table = axes.table(
        cellText=[[cell.replace("$", r"\$") for cell in row] for row in rows],
        colLabels=sheet.heads,
        colWidths=_WIDTHS,
        cellLoc="left",
        colLoc="left",
        loc="upper center",
        edges="horizontal",
    )
    table.auto_set_font_size(False)
    table.set_fontsize(_TABLE_POINTS)
    for (row, _), cell in table.get_celld().items():
        cell.set_edgecolor("#9ca3af")
        cell.PAD = 0.03
        if row == 0:
            cell.get_text().set_weight("bold")
        elif (lines := _lines(rows[row - 1])) > 1:
            cell.set_height(cell.get_height() * lines * _LINE_SHARE)


def _draw(axes: Any, overview: Overview, phrases: Phrases) -> None:
    minutes, pain, sessions = axes
    weeks = overview.weeks
    places = list(range(len(weeks)))
    minutes.bar(places, [week.minutes for week in weeks], color=_MINUTES, width=0.7)
    minutes.set_ylabel(phrases.say("progress-minutes"))
    for key, colour, marker, values in (
        ("progress-pain-before", _BEFORE, "o", [week.pain_before for week in weeks]),
        ("progress-pain-after", _AFTER, "s", [week.pain_after for week in weeks]),
        ("progress-effort", _EFFORT, "^", [week.effort for week in weeks]),
    ):
        known = [(place, value) for place, value in zip(places, values, strict=True) if value is not None]
        if known:
            style = ":" if colour == _EFFORT else "-"
            pain.plot(*zip(*known, strict=True), style, marker=marker, color=colour, label=phrases.say(key))
    pain.set_ylim(-0.4, 10.4)
    pain.set_yticks([0, 2, 4, 6, 8, 10])
    pain.set_ylabel(phrases.say("progress-pain"))
    if pain.lines:
        pain.legend(loc="upper right", fontsize=8, frameon=False, ncols=3)
    if overview.planned is not None:
        planned = [week.planned or 0 for week in weeks]
        sessions.bar(places, planned, color=_PLANNED, width=0.8, label=phrases.say("progress-planned"))
    done = [week.sessions for week in weeks]
    sessions.bar(places, done, color=_AFTER, width=0.45, label=phrases.say("progress-done"))
    sessions.set_ylabel(phrases.say("progress-sessions"))
    sessions.yaxis.get_major_locator().set_params(integer=True)
    if overview.planned is not None:
        sessions.legend(loc="upper right", fontsize=8, frameon=False, ncols=2)
    every = -(-len(weeks) // _MOST_LABELS)
    sessions.set_xticks(places[::every], [f"{week.begin:%m-%d}" for week in weeks[::every]], fontsize=8)
    for one in axes:
        one.spines[["top", "right"]].set_visible(False)
        one.grid(axis="y", color="#e5e7eb", linewidth=0.6)
        one.set_axisbelow(True)
        one.margins(y=0.18)


@contextlib.contextmanager
def _settings() -> Iterator[Callable[[tuple[float, float]], Any]]:
    """The settings of the library, for one picture; gives what makes a figure of so many inches."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    def figure_of(size: tuple[float, float]) -> Any:
        figure = Figure(figsize=size, layout="constrained")
        FigureCanvasAgg(figure)
        return figure

    fixed: Any = {"svg.hashsalt": "voicecoach", "svg.fonttype": "none", "pdf.fonttype": 42}
    with mpl.rc_context(fixed), warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="Glyph .* missing"
        )  # a box for what the font has no letter for
        yield figure_of


def _save(figure: Any, out: BinaryIO, kind: str) -> None:
    metadata: dict[str, Any] = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(kind) or {
        "Software": "voicecoach"
    }
    figure.savefig(out, format=kind[1:], dpi=130, metadata=metadata)
