"""The report as a page for a browser, in a single file that loads nothing."""

from __future__ import annotations

import io
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from voicecoach.practice.progress.picture import write_picture
from voicecoach.practice.progress.sheet import sheet_of

if TYPE_CHECKING:
    from voicecoach.phrases import Phrases
    from voicecoach.practice.progress.overview import Overview

_STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; color: #111; background: #fff;
  max-width: 54rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } svg { width: 100%; height: auto } table { border-collapse: collapse; width: 100%; font-size: .9rem }
th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid #bbb; vertical-align: top } .wide { overflow-x: auto }
footer { margin-top: 1.5rem; font-size: .85rem } @media print { body { margin: 0; font-size: 11px } svg { max-height: 11cm } }
"""


def report_page(overview: Overview, phrases: Phrases, names: Mapping[str, str]) -> str:
    """The page. Its picture needs the library that draws."""
    sheet = sheet_of(overview, phrases, names)
    drawn = io.BytesIO()
    write_picture(overview, phrases, drawn, ".svg", titled=False)
    picture = drawn.getvalue().decode()
    picture = picture[picture.index("<svg") :]
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in sheet.heads)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in sheet.rows
    )
    table = f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></div>'
    note = f"<p>{escape(sheet.note)}</p>" if sheet.note else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(sheet.title)}</title><style>{_STYLE}</style></head><body>\n"
        f"<h1>{escape(sheet.title)}</h1>\n<p>{escape(' '.join(sheet.sums))}</p>\n"
        f'<div role="img" aria-label="{escape(sheet.title)}">{picture}</div>\n'
        f"{table if sheet.rows else ''}\n{note}\n<footer>{escape(sheet.footer)}</footer>\n</body></html>\n"
    )
