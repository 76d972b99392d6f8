"""The session at a glance: lanes of speech, work, rests and sides over time, as a picture."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from voicecoach.errors import ExportError
from voicecoach.export.chapters import tag_title
from voicecoach.phrases import phrases_of
from voicecoach.script.cue import Role, SegmentKind, Side
from voicecoach.timeline.timeline import EventKind, Timeline

KINDS = (".png", ".svg")
"""The suffixes of pictures that can be written."""

_LANES = ("plot-chapters", "plot-speech", "plot-work", "plot-breath", "plot-rest", "plot-left", "plot-right")
"""The messages that name them, from the top."""
_COLOURS = {
    "plot-speech": "#0b5394",
    "plot-work": "#b45309",
    "plot-breath": "#0f766e",
    "plot-rest": "#6b7280",
    "plot-left": "#7c3aed",
    "plot-right": "#be185d",
}
_SIDES = {"plot-left": Side.LEFT, "plot-right": Side.RIGHT}
_WORK = (Role.HOLD, Role.REP, Role.TIME)
_LONGEST_LABEL = 24


def write_plot(timeline: Timeline, out: BinaryIO, kind: str) -> None:
    """Draws the timeline into `out`; `kind` is what `plot_kind` returned. The same timeline gives the same bytes."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter

    minutes = timeline.duration / 60
    phrases = phrases_of(timeline.language)
    # A fixed salt for the ids of an SVG, and its words as text that can be searched and read aloud.
    with mpl.rc_context({"svg.hashsalt": "voicecoach", "svg.fonttype": "none"}), warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="Glyph .* missing"
        )  # a box for what the font has no letter for
        figure = Figure(figsize=(min(max(10.0, minutes * 0.9), 60.0), 4.2), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots()
        for number, lane in enumerate(_LANES):
            bars = [(start / 60, (end - start) / 60) for start, end in _bars(timeline, lane)]
            if bars:
                axes.broken_barh(bars, (-number - 0.35, 0.7), facecolors=_COLOURS[lane])
        for number, chapter in enumerate(timeline.chapters()):
            start, end = chapter.start / timeline.rate / 60, chapter.end / timeline.rate / 60
            axes.broken_barh(
                [(start, end - start)], (-0.4, 0.8), facecolors=("#dbeafe", "#eff6ff")[number % 2]
            )
            axes.axvline(start, color="#9ca3af", linewidth=0.6, zorder=0)
            if minutes and (end - start) / minutes > 0.03:
                label = _label(chapter.title, (end - start) / minutes)
                axes.text((start + end) / 2, 0, label, ha="center", va="center", fontsize=8, parse_math=False)
        axes.set_yticks([-number for number in range(len(_LANES))], [phrases.say(lane) for lane in _LANES])
        axes.set_xlim(0, max(minutes, 0.01))
        axes.set_ylim(-len(_LANES) + 0.4, 0.6)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axes.set_xlabel(phrases.say("plot-minutes"))
        axes.set_title(tag_title(timeline.title)[:120], parse_math=False)
        metadata = {"Date": None} if kind == ".svg" else {"Software": "voicecoach"}
        figure.savefig(out, format=kind[1:], dpi=110, metadata=metadata)


def plot_kind(path: Path | str) -> str:
    """The kind of picture that the suffix of `path` asks for.

    Raises ExportError for another suffix, and if the library is not installed.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in KINDS:
        raise ExportError("a plot is a picture; end its name in .png or .svg", path=path)
    if importlib.util.find_spec("matplotlib") is None:
        raise ExportError("a plot needs one more library: pip install 'voicecoach[plot]'", path=path)
    return suffix


def _bars(timeline: Timeline, lane: str) -> Iterator[tuple[float, float]]:
    """Start and end of each bar of a lane, in seconds."""
    rate = timeline.rate
    if lane in _SIDES:
        side = _SIDES[lane]
        yield from _joined(
            (event.start / rate, event.end / rate)
            for part, event in timeline.events()
            if event.kind is EventKind.SPAN and side in (event.side, part.segment.side)
        )
    elif lane == "plot-rest":
        yield from (
            (part.start / rate, part.end / rate)
            for part in timeline.parts
            if part.segment.kind in (SegmentKind.REST, SegmentKind.SWITCH)
        )
    else:
        for _, event in timeline.events():
            spoken = lane == "plot-speech" and event.kind is EventKind.SAY
            worked = lane == "plot-work" and event.kind is EventKind.SPAN and event.role in _WORK
            breathed = lane == "plot-breath" and event.kind is EventKind.SPAN and event.role is Role.BREATH
            if spoken or worked or breathed:
                yield event.start / rate, event.end / rate


def _joined(bars: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Bars that overlap or meet, as one."""
    last: tuple[float, float] | None = None
    for start, end in sorted(bars):
        if last is not None and start <= last[1]:
            last = (last[0], max(last[1], end))
        else:
            if last is not None:
                yield last
            last = (start, end)
    if last is not None:
        yield last


def _label(title: str, share: float) -> str:
    """As much of a title as has room in that share of the width."""
    room = min(_LONGEST_LABEL, max(3, int(share * 140)))
    title = tag_title(title)
    return title if len(title) <= room else title[: room - 1] + "…"
