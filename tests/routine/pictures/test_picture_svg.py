"""Drawings of strangers: what is kept of an SVG, and what is refused in one line."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.needs import needs_module
from tests.sounds_beside import put
from voicecoach.cli.check import check
from voicecoach.routine.pictures.picture_bytes import picture_bytes
from voicecoach.routine.pictures.svg import LARGEST_SVG, MOST_SHAPES, drawing
from voicecoach.routine.pictures.svg_values import shape

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">'
)
LINE = '<line x1="1" y1="2" x2="3" y2="4"/>'


def svg(inside: str = LINE, head: str = HEAD, before: str = "") -> bytes:
    return f"{before}{head}{inside}</svg>".encode()


def kept(inside: str) -> str:
    """What is written again, without its head."""
    return drawing(svg(inside)).data.decode().partition(">")[2].removesuffix("</svg>\n")


def test_shapes_are_written_anew_and_what_does_not_show_is_left_out() -> None:
    written = """
      <!-- by Spy --><?php spy ?><title>Spy</title><metadata><a href="http://spy"/></metadata>
      <sodipodi:view xmlns:sodipodi="http://spy" on="1"/><defs><path id="spy" d="M0 0"/></defs>
      <g id="spy" class="spy" data-spy="1" style="fill:none; -spy-x: 1; stroke : Red;stroke-width:2px"
        transform="translate(1,2)rotate(-.5 1 1)">
        <path d="m1-.5.5,1e1zA1 1 0 01.5.5" stroke="rgb(1, 2,300)"><title>Spy</title></path>
        <g><rect width="5" height="10mm" rx="1"/></g>
        <circle r="2" display="none"/><g style="visibility:hidden"><circle r="2"/></g>
      </g>"""
    assert kept(written) == (
        '<g fill="none" stroke="#ff0000" stroke-width="2" transform="translate(1 2) rotate(-0.5 1 1)">'
        '<path stroke="#0102ff" d="m1 -0.5 0.5 10zA1 1 0 0 1 0.5 0.5"/>'
        '<rect width="5" height="37.795276" rx="1"/></g>'
    )


def test_an_arc_that_leads_nowhere_is_left_out() -> None:
    assert shape("M1 2a3 3 0 0 1 0 0l4 0a3 3 0 0 1 -0 0 3 3 0 0 1 1 0a3 3 0 0 1 0 1") == (
        "M1 2l4 0a3 3 0 0 1 1 0a3 3 0 0 1 0 1"
    )


def test_a_size_in_millimetres_a_byte_order_mark_and_utf_16() -> None:
    found = picture_bytes(svg(head=HEAD.replace(">", ' width="105.8333mm" height="50%">')))
    assert (found.media_type, found.width, found.height) == ("image/svg+xml", 400, 200)
    assert found.data.startswith(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="400" height="200">'
    )
    assert picture_bytes(found.data) == found
    for encoding in ("utf-8-sig", "utf-16"):
        assert picture_bytes(svg().decode().encode(encoding)).width == 40
    public = (
        '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    )
    assert picture_bytes(svg(before=public)).width == 40


@pytest.mark.parametrize(
    ("paint", "in_ink"),
    [
        ("", True),
        ('stroke="currentColor"', True),
        ('fill="white"', True),
        ('fill="#fff"', True),
        ('fill="red"', False),
    ],
)
def test_only_a_drawing_without_colours_takes_those_of_the_page(paint: str, in_ink: bool) -> None:
    assert drawing(svg(f'<circle r="1" {paint}/>')).in_ink is in_ink


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {new} "{10 * f"&{old};"}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (svg("<script>alert(1)</script>"), "holds a program"),
        (svg(f"<defs><script/></defs>{LINE}"), "holds a program"),
        (svg('<x:script xmlns:x="http://spy"/>'), "holds a program"),
        (svg(head=HEAD.replace(">", ' onload="alert(1)">')), "holds a program (onload)"),
        (svg(f'<g OnClick="x">{LINE}</g>'), "holds a program (OnClick)"),
        (svg("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>"), "holds a page"),
        (svg(f'<a href="javascript:alert(1)">{LINE}</a>'), "holds a link"),
        (svg('<image xlink:href="http://spy/a.png"/>'), "holds another picture"),
        (svg('<image href="data:image/png;base64,AA"/>'), "holds another picture"),
        (svg('<use xlink:href="#a"/>'), "repeats a part by its name"),
        (svg("<style>@import 'http://spy'</style>"), "has a style sheet"),
        (svg("<text>Spy</text>"), "turn it into paths"),
        (svg(f"<svg>{LINE}</svg>"), "a drawing within the drawing"),
        (svg('<circle r="1"/><animate/>'), "moves"),
        (svg("<marquee/>"), "with <marquee>, which is not drawn here"),
        (svg('<circle r="1" fill="url(http://spy)"/>'), "whose fill is somewhere else (url(http://spy))"),
        (svg('<circle r="1" style="stroke:URL(#a&#10;b)"/>'), "whose style is somewhere else"),
        (svg('<circle r="1" fill="red;x:expression(1)"/>'), "with fill “red;x:expression(1)”"),
        (svg('<circle r="1e9"/>'), "with r “1e9”"),
        (svg('<circle r="nan"/>'), "with r “nan”"),
        (svg('<circle r="-1"/>'), "with r “-1”"),
        (svg('<path d="L1 1"/>'), "with d “L1 1”"),
        (svg('<path d="M1"/>'), "with d “M1”"),
        (svg('<polygon points="1 2 3"/>'), "with points"),
        (svg('<g transform="rotate(1 2)"/>'), "with transform"),
        (svg(before=BOMB, inside="<desc>&i;</desc>" + LINE), "declares words of its own (DOCTYPE)"),
        (svg(before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "declares words of its own"),
        (svg("&nbsp;"), "is a damaged SVG; save it again, or as a PNG (undefined entity, line 1)"),
        (svg()[:-3], "is a damaged SVG"),
        (svg("<g>" * 99 + "</g>" * 99), "groups in one another"),
        (svg(LINE * (MOST_SHAPES + 1)), "more than 5,000 shapes"),
        (svg('<g fill="red"></g>' * (MOST_SHAPES + 1)), "more than 5,000 shapes"),
        (svg(f"<!--{' ' * LARGEST_SVG}-->"), "is an SVG of more than 512 kB"),
        (svg("<g/>"), "without a line or a shape"),
        (svg(head=HEAD.replace("0 0 40 20", "0 0 40")), "without a size"),
        (svg(head=HEAD.replace("0 0 40 20", "0 0 1e6 1e6")), "which nobody could see"),
        (svg(head=HEAD.replace("0 0 40 20", "0 0 4000 1")), "which nobody could see"),
        (svg(head=HEAD.replace(">", ' width="wide">')), "whose size cannot be read"),
        (svg(f'<g stroke-dasharray=".001">{LINE}</g>'), "dashes too short to be seen"),
        (b"<html><svg/></html>", "is not an SVG"),
        (b'<svg xmlns="http://spy" viewBox="0 0 9 9"/>', "is not an SVG"),
        (b"\x1f\x8b\x08 packed", "is packed (gzip); save it as a plain SVG"),
    ],
)  # fmt: skip
def test_what_is_refused_is_one_line_at_its_place(data: bytes, told: str, tmp_path: Path) -> None:
    put(tmp_path / "pictures" / "a.svg", data)
    own = put(
        tmp_path / "slide.yaml",
        "name: Slide\nkind: mobilise\nposition: on the back\nsetup: [Lie down.]\npicture: a.svg\ndose: {reps: 3}\n",
    )
    (line,) = CliRunner().invoke(check, [str(own)]).stdout.splitlines()
    assert line.startswith(f"{own}:5:10: error: {tmp_path / 'pictures' / 'a.svg'}: is ")
    assert told in line


PARTS = st.sampled_from(
    ["<g ", "<path ", "<rect ", "<script>", "<a ", ">", "/>", "</g>", "</svg>", 'd="M1 1L2 2"', 'onload="x"', "<![CDATA[",
     'style="fill:url(x)"', 'style="fill:red"', 'href="x"', "&lt;", "]]>", '"', "\0", 'x:y="1"', 'xmlns="x"', LINE]
)  # fmt: skip
ALLOWED = re.compile(r"[\w#.-]+|[A-Za-z0-9 .-]+|translate\([0-9 .-]+\)")


@given(st.lists(PARTS, max_size=12))
def test_whatever_is_in_it_nothing_but_plain_shapes_comes_out(parts: list[str]) -> None:
    try:
        found = drawing(svg(" ".join(parts)))
    except ValueError:
        return
    assert drawing(found.data) == found
    root = ET.fromstring(found.data)
    for element in list(root.iter())[1:]:
        assert element.tag.rpartition("}")[2] in ("g", "path", "rect", "line")
        assert all(ALLOWED.fullmatch(value) for value in element.attrib.values())


@pytest.mark.parametrize("path", ["M1 2l3 4 5 -6.5zm1 0A1 1 0 0 1 2 2h-1z", "m0 0"])
def test_a_path_as_it_is_written_here_is_kept_to_the_letter(path: str) -> None:
    assert shape(path) == path


@pytest.mark.parametrize(
    "path", ["M1 2l3", "M1 2A1 1 0 2 1 2 2", "M1 2A1 1 0 1", "M1 2h", "M1000001 2", "z", "M1 2z3"]
)
def test_a_path_that_lacks_a_number_or_has_one_too_many_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r"[M1z]"):
        shape(path)


@given(st.text("MmLlHhVvCcSsQqTtAaZz0123456789.-+eE, \n", max_size=40))
def test_a_path_is_as_the_pen_of_a_handout_takes_it(written: str) -> None:
    try:
        path = shape(written)
    except ValueError:
        return
    assert shape(path) == path


@needs_module("fpdf")
def test_a_handout_has_it_in_lines_and_cut_at_its_edge() -> None:
    from voicecoach.export.handout import ItemPicture
    from voicecoach.export.page.paper import Paper
    from voicecoach.export.page.paper_font import font_that_has
    from voicecoach.export.page.pdf import _on_paper

    found = picture_bytes(svg('<g stroke="currentColor" fill="none"><path d="M0 0a5 5 0 0 1 9999 9"/></g>'))
    shown = _on_paper(ItemPicture(found.media_type, found.data, found.width, found.height, 1, "Slide"), 0)
    assert (shown.width_mm, shown.height_mm) == (66, 33)
    paper = Paper(11, font_that_has("a"), lambda number, pages: ("", ""))
    paper.pdf.set_compression(False)
    paper.together([shown])
    written = paper.bytes()
    assert b"/Image" not in written.replace(b"/ImageB", b"").replace(b"/ImageC", b"").replace(b"/ImageI", b"")
    assert re.search(rb"re W n", written)
    assert b"(Slide)" in written or b"Slide" in written
