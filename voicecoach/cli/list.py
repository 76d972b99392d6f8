"""`voicecoach list`: the routines that are here, what they are for, and their true length."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.argument_types import MinutesType
from voicecoach.cli.columns import columns, cut
from voicecoach.cli.intervals import AskedTime, asked_times
from voicecoach.cli.options import voice_options
from voicecoach.cli.own_sound import is_typed
from voicecoach.cli.printable import say, say_text
from voicecoach.cli.progress import Progress
from voicecoach.cli.word_type import WordType
from voicecoach.errors import SpeechError, VoicecoachError
from voicecoach.routine.kinds import INTERVALS, Kind

if TYPE_CHECKING:
    from voicecoach.routine.library import ListedRoutine
    from voicecoach.speech.api import Voice

KINDS = (*(kind.value for kind in Kind), INTERVALS)
"""What a routine can be for: the kinds of its exercises, and work and rest of exact lengths."""

WIDEST = 48
"""Cells of a title in the table; a longer one is cut, and complete in JSON."""

_KINDS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class _Row:
    listed: ListedRoutine
    kinds: tuple[str, ...] = ()
    """The kinds of its exercises, the most frequent first."""
    lengths: dict[str, float] | None = None
    """Seconds by the word for the level; None if the routine is broken."""
    asked: tuple[AskedTime, ...] = ()
    """The lengths that it asks for by the clock, and those that result at the gentle level."""
    error: VoicecoachError | None = None

    @property
    def title(self) -> str:
        return self.listed.loaded.routine.title if self.listed.loaded else ""


@click.command("list", epilog="Example: voicecoach list --estimate")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.option(
    "--estimate", is_flag=True, help="Measure with known lengths instead of a voice: quick, about right."
)
@click.option(
    "--kind",
    type=WordType("kind", KINDS),
    metavar="KIND",
    help=f"Only those that have this kind: {', '.join(KINDS)}.",
)
@click.option(
    "--minutes",
    type=MinutesType(),
    metavar="MINUTES",
    help="Only those that can be fitted to this length, 12 or 12:30, as play --minutes does.",
)
@voice_options
def list_routines(
    as_json: bool, estimate: bool, kind: str | None, minutes: float | None, voice: str, speed: int
) -> None:
    """Show the routines that are here, with their true length.

    Under KIND is what most of the exercises are for, and intervals for work and rest of exact lengths; JSON has all kinds. The
    lengths are those of the whole session at the levels gentle, steady and strong, with all that is said. Routines
    of your own are marked “yours”. Those with mistakes are named at the end; they hide no others, and the exit code stays 0
    (voicecoach check lists all the mistakes, and fails).
    """
    from voicecoach.routine.library import default_folders
    from voicecoach.routine.library import list_routines as find_all

    folders = default_folders()
    with contextlib.closing(_open(voice, speed, estimate=estimate)) as speaker:
        measured = speaker.id
        # What was measured before is ready; the natural voice takes seconds to say a routine for the first time.
        with Progress("routines", late=True) as progress:
            step = None if estimate else progress.step
            rows = []
            for listed in find_all(folders=folders):
                if not _has(listed, kind):
                    continue
                with _own_speaker(listed, speaker, speed, estimate=estimate) as own:
                    row = _row(listed, own, step)
                    if minutes is None or _fits(row, minutes, own):
                        rows.append(row)
    if as_json:
        say_text(json.dumps(_object(rows, measured), ensure_ascii=False, indent=1) + "\n")
        return
    if not rows:
        what = " and ".join(
            [f"of the kind “{kind}”"] * (kind is not None)
            + ["that can be fitted to this length"] * (minutes is not None)
        )
        say(f"There is no routine {what} here; voicecoach list shows all", err=True)
        return
    for line in _table(rows):
        say(line)
    for row in rows:
        if row.error is not None:
            others = len(getattr(row.error, "others", ()))
            more = f" (and {others} more: voicecoach check {row.listed.id})" if others else ""
            say(f"{row.error}{more}", err=True)
    if not any(row.listed.origin == "yours" for row in rows):
        say(f"Routines of your own belong in {folders.user}", err=True)


def _has(listed: ListedRoutine, kind: str | None) -> bool:
    from voicecoach.routine.purpose import kinds_of

    return kind is None or (listed.loaded is not None and kind in kinds_of(listed.loaded.routine))


def _fits(row: _Row, minutes: float, voice: Voice) -> bool:
    """Whether it can be fitted to that length; one with mistakes cannot."""
    from voicecoach.cli.followed import why_it_does_not_fit

    loaded = row.listed.loaded
    return loaded is not None and row.error is None and not why_it_does_not_fit(loaded, minutes, voice)


def _open(voice: str, speed: int, *, estimate: bool) -> Voice:
    """The voice that measures; if `auto` finds none, estimates are better than no list."""
    from voicecoach.speech.registry import AUTO, open_voice

    if not estimate:
        try:
            return open_voice(voice, speed=speed)
        except SpeechError as error:
            if voice != AUTO:
                raise
            say(f"voicecoach: {error}. The lengths are estimates.", err=True)
    return open_voice("silent", speed=speed)


@contextlib.contextmanager
def _own_speaker(listed: ListedRoutine, usual: Voice, speed: int, *, estimate: bool) -> Iterator[Voice]:
    """The voice that measures one routine: its own at its own speed, if it names one and nobody typed another."""
    keys = listed.loaded.routine if listed.loaded else None
    words = keys.speed if keys and keys.speed and not is_typed("speed") else speed
    named = keys.voice if keys and keys.voice and not estimate and not is_typed("voice") else None
    if named is None and words == speed:
        yield usual
        return
    from voicecoach.speech.registry import open_voice

    try:
        opened = open_voice(named or usual.id, speed=words)
    except SpeechError:  # a session reports it, and goes on with the usual voice
        opened = open_voice(usual.id, speed=words)
    with opened:
        yield opened


def _row(listed: ListedRoutine, voice: Voice, step: Callable[[str], None] | None) -> _Row:
    """What is shown of a routine; `step` is called for one that has to be measured."""
    from voicecoach.compiled import compiled_timeline
    from voicecoach.routine.purpose import kinds_of
    from voicecoach.script.choices import LEVELS, Choices

    if listed.loaded is None:
        return _Row(listed, error=listed.error)

    def show() -> None:
        if step is not None:
            step(listed.id)

    kinds = tuple(kinds_of(listed.loaded.routine))
    try:
        timelines = {
            word: compiled_timeline(listed.path, Choices(level=level), voice, on_miss=show)
            for word, level in LEVELS.items()
        }
        first, level = next(iter(LEVELS.items()))
        asked = tuple(asked_times(listed.loaded, Choices(level=level), timelines[first]))
    except VoicecoachError as error:
        return _Row(listed, kinds, error=error)
    lengths = {word: float(timeline.duration) for word, timeline in timelines.items()}
    return _Row(listed, kinds, lengths, asked)


def _object(rows: Iterable[_Row], voice: str) -> dict[str, Any]:
    return {
        "format": 1,
        "voice": voice,
        "routines": [
            {
                "id": row.listed.id,
                "title": row.title or None,
                "kinds": list(row.kinds),
                "origin": row.listed.origin,
                "path": str(row.listed.path),
                "seconds": row.lengths,
                "asked": [
                    {
                        "step": one.step,
                        "asked": one.asked_s,
                        "lasts": one.lasts_s,
                        "left_out": one.left_out,
                    }
                    for one in row.asked
                ],
                "error": None if row.error is None else str(row.error),
            }
            for row in rows
        ],
    }


def _table(rows: Iterable[_Row]) -> Iterator[str]:
    from voicecoach.export.captions import clock
    from voicecoach.script.choices import LEVELS

    cells = [["ROUTINE", "TITLE", "KIND", *map(str.upper, LEVELS), ""]]
    for row in rows:
        lengths = [clock(row.lengths[word]) for word in LEVELS] if row.lengths else ["-"] * len(LEVELS)
        kind = ", ".join(row.kinds[:_KINDS_SHOWN])
        title = cut(row.title, WIDEST) if row.lengths else "(has mistakes, see below)"
        more = ["yours"] if row.listed.origin == "yours" else []
        cells.append([row.listed.id, title, kind, *lengths, ", ".join((*more, *map(str, row.asked)))])
    yield from columns(cells, right=range(3, 6))
