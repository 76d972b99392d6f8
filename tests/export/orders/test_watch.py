"""Every long step of an order is watched, so that it can be shown, and ended at once."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.export.test_render import ROUTINE
from voicecoach.audio.pcm import Block
from voicecoach.errors import Interrupted
from voicecoach.export.orders.batch import Renderer
from voicecoach.export.orders.interrupts import Interrupts
from voicecoach.export.orders.order import RenderOrder
from voicecoach.export.orders.watch import Watch
from voicecoach.script.choices import Choices

WORDS = ("txt", "pdf", "html")


def render(folder: Path, suffix: str, watch: Watch, lufs: float | None = -18.0) -> None:
    (folder / "short.yaml").write_text(ROUTINE)
    order = RenderOrder(folder / f"a{suffix}", words=WORDS, lufs=lufs, force=True)
    Renderer(Choices(), "silent", 150).render_routine(str(folder / "short.yaml"), order, watch)


class Noted:
    """A watch that keeps what it sees."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []
        self.frames: dict[tuple[str, str], int] = {}

    def writing(self, blocks: Iterable[Block], total: int, name: str) -> Iterable[Block]:
        return self._passed(blocks, total, ("writing", name))

    def measuring(self, blocks: Iterable[Block], total: int, name: str) -> Iterable[Block]:
        return self._passed(blocks, total, ("measuring", name))

    def step(self, name: str) -> None:
        self.seen.append(("step", name))

    def _passed(self, blocks: Iterable[Block], total: int, what: tuple[str, str]) -> Iterator[Block]:
        self.seen.append(what)
        passed = 0
        for block in blocks:
            passed += len(block)
            yield block
        assert passed == total


def test_all_of_it_is_watched(tmp_path: Path) -> None:
    watch = Noted()
    render(tmp_path, ".opus", watch)
    seen = [event for number, event in enumerate(watch.seen) if event not in watch.seen[:number]]
    assert seen == [
        ("measuring", "a.opus"),
        ("writing", "a.opus"),
        ("step", "a.txt"),
        ("step", "a.pdf"),
        ("step", "a.html"),
        ("measuring", "a.mp3"),
        ("writing", "a.html"),
        ("step", "a.opus"),
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    ("where", "suffix", "left"),
    [
        (("measuring", "a.opus"), ".opus", set()),
        (("writing", "a.opus"), ".opus", set()),
        (("step", "a.txt"), ".opus", {"a.opus"}),
        (("writing", "a.html"), ".opus", {"a.opus", "a.txt", "a.pdf"}),
        (("step", "a.html"), ".mp3", {"a.mp3", "a.txt", "a.pdf"}),
    ],
)
def test_a_signal_ends_each_step_before_the_next_block(
    where: tuple[str, str], suffix: str, left: set[str], number: signal.Signals, tmp_path: Path
) -> None:
    class Signalled(Interrupts):
        """Gets the signal while the second block of that step is written, or as it begins."""

        after = 0

        def writing(self, blocks: Iterable[Block], total: int, name: str) -> Iterator[Block]:
            return self.at(("writing", name), super().writing(blocks, total, name))

        def measuring(self, blocks: Iterable[Block], total: int, name: str) -> Iterator[Block]:
            return self.at(("measuring", name), super().measuring(blocks, total, name))

        def step(self, name: str) -> None:
            super().step(name)
            if where == ("step", name):
                signal.raise_signal(number)

        def at(self, what: tuple[str, str], blocks: Iterable[Block]) -> Iterator[Block]:
            for count, block in enumerate(blocks):
                if what == where:
                    self.after += count >= 2
                    if count == 1:
                        signal.raise_signal(number)
                yield block

    watch = Signalled()
    before = signal.getsignal(number)
    with pytest.raises(Interrupted) as caught, watch:
        render(tmp_path, suffix, watch)
    assert caught.value.number == number
    assert watch.after == 0
    assert signal.getsignal(number) == before
    assert {path.name for path in tmp_path.iterdir()} == {"short.yaml", *left}
