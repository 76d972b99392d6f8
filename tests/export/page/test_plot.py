"""The picture of a session."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from tests.export import samples
from tests.export.words import spiteful
from voicecoach.errors import ExportError
from voicecoach.export.page import plot
from voicecoach.timeline.timeline import Timeline

pytest.importorskip("matplotlib", reason="the extra plot is not installed")


def drawn(timeline: Timeline, kind: str) -> bytes:
    out = io.BytesIO()
    plot.write_plot(timeline, out, kind)
    return out.getvalue()


def test_an_svg_has_the_lanes_and_the_chapters_as_text() -> None:
    root = ET.fromstring(drawn(samples.session(), ".svg"))
    words = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Speech", "Hold or move", "Rest", "Left side", "Morning back", "Pelvic tilt"} <= words


def test_a_png_has_the_colours_of_speech_and_holds() -> None:
    picture = Image.open(io.BytesIO(drawn(samples.session(), ".png"))).convert("RGB")
    assert picture.width > 900
    colours = {colour for _, colour in picture.getcolors(1 << 20) or []}
    assert {(11, 83, 148), (180, 83, 9), (107, 114, 128)} <= colours


@pytest.mark.parametrize("kind", plot.KINDS)
@pytest.mark.parametrize("timeline", [spiteful, samples.empty(3), Timeline("r", "$x^{$", "v", 22050, ())])
def test_any_session_is_drawn_and_the_same_twice(timeline: Timeline, kind: str) -> None:
    assert drawn(timeline, kind) == drawn(timeline, kind)


def test_another_suffix_says_which_there_are() -> None:
    assert plot.plot_kind("A.PNG") == ".png"
    with pytest.raises(ExportError, match=r"\.png or \.svg"):
        plot.plot_kind("a.gif")
