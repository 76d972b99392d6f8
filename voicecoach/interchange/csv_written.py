"""A routine as a CSV that `import` reads again, and a spreadsheet takes for what it is: no dates, no formulas."""

from __future__ import annotations

import csv
import io

from voicecoach.interchange.outgoing import Done, Outgoing, bounded
from voicecoach.units import Range, Series

COLUMNS = (
    "name",
    "kind",
    "position",
    "sets",
    "reps",
    "hold",
    "time",
    "breaths",
    "side",
    "rest",
    "load",
    "note",
)


def csv_text(found: Outgoing, level: float) -> tuple[str, list[str]]:
    """The table, and what it cannot carry. Ranges are kept, so that `level` matters to nothing here."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    remarks = []
    for item in bounded(found):
        if not isinstance(item, Done):
            rows.writerow(["Rest", "", "", "", "", "", _time(item.seconds), *[""] * 5])
            continue
        dose, exercise = item.dose, item.exercise
        load = dose.load if isinstance(dose.load, str) else " then ".join(dose.load or ())
        rest = dose.rest if dose.most_sets > 1 else None
        if isinstance(dose.hold, Series):
            remarks.append("holds that differ from set to set become the longest and the shortest")
        cells = [
            exercise.name, exercise.kind.value, exercise.position.value, _number(dose.sets), _number(dose.reps),
            _time(dose.hold), _time(dose.time), _number(dose.breaths), item.side.value if item.side else "", _time(rest),
            load, "",
        ]  # fmt: skip
        rows.writerow([_no_formula(cell) for cell in cells])
    return out.getvalue(), remarks


def _number(found: Range | None) -> str:
    if found is None:
        return ""
    # A spreadsheet makes dates of 8-12 and of 10/8.
    if isinstance(found, Series):
        return " then ".join(str(one).replace("-", " to ") for one in found.each)
    return str(Range(found.low, found.high)).replace("-", " to ")


def _time(found: Range | None) -> str:
    return "" if found is None else f"{_number(Range(found.low, found.high))} s"


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell
