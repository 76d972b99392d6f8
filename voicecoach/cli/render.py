"""`voicecoach render`: a routine as a sound file."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.options import RoutineType, choice_options, choices_from, voice_options

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block


@click.command(epilog="Example: voicecoach render gentle-daily -o monday.wav --level steady")
@click.argument("routine", type=RoutineType())
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The file to write; its suffix says the format.  [default: ROUTINE.wav, here]",
)
@choice_options
@voice_options
def render(routine: str, output: str | None, voice: str, speed: int, **options: Any) -> None:
    """Write a routine to a sound file.

    ROUTINE is a name that `voicecoach list` shows, or the path of a routine file. The file appears whole,
    when it is done: one that stood there before stays as it is until then.
    """
    from voicecoach.export.atomic import check_place, replacing
    from voicecoach.export.formats import sound_format
    from voicecoach.export.recording import Publication, Recording
    from voicecoach.session import prepare
    from voicecoach.speech.registry import open_voice
    from voicecoach.timeline.mix import mix

    choices = choices_from(options)
    target = Path(output or f"{Path(routine).stem}.wav")
    form = sound_format(target)
    check_place(output or target)
    with (
        _terminated_is_interrupted(),
        contextlib.closing(open_voice(voice, speed=speed)) as speaker,
        _Progress(target.name) as progress,
    ):
        timeline = prepare(routine, choices, speaker).timeline
        blocks = progress.count(mix(timeline.parts, speaker), timeline.end)
        with replacing(target) as out:
            form.writer()(Recording(Publication(timeline), blocks), out)
    click.echo(f"{target}  {clock(timeline.duration)}")


def clock(seconds: float) -> str:
    """12:05, or 1:02:05: a length for people, to the nearest second."""
    minutes, rest = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@contextlib.contextmanager
def _terminated_is_interrupted() -> Iterator[None]:
    """Lets SIGTERM end the process as an exception does, so that the half file is removed on the way out."""

    def leave(number: int, frame: object) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Progress:
    """A bar on stderr where that is a terminal; nothing at all elsewhere, not even the import of rich."""

    def __init__(self, label: str) -> None:
        self._bar: Any = None
        self._task: Any = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.markup import escape
            from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._task = self._bar.add_task(escape(label), total=None)

    def __enter__(self) -> _Progress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def count(self, blocks: Iterable[Block], total: int) -> Iterable[Block]:
        """The same blocks; the bar moves as they pass."""
        return self._counted(blocks, total) if self._bar else blocks

    def _counted(self, blocks: Iterable[Block], total: int) -> Iterator[Block]:
        done, shown, step = 0, 0, max(total // 200, 1)
        self._bar.update(self._task, total=total)
        for block in blocks:
            yield block
            done += len(block.samples)
            if done - shown >= step:
                self._bar.update(self._task, completed=done)
                shown = done
