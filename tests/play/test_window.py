"""The large screen in a real terminal whose window changes its size."""

from __future__ import annotations

import importlib
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.needs import in_real_time
from tests.play.needs import need
from tests.play.programs import Home

pytestmark = [
    pytest.mark.slow,  # a real terminal
    pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX"),
]

SIZES = ((20, 8), (200, 60), (40, 12), (120, 40), (80, 24))


class Window:
    """A window of tmux in which a session runs."""

    def __init__(self, home: Home) -> None:
        self._tmux = ["tmux", "-S", str(home.folder / "tmux"), "-f", "/dev/null"]
        # As a shell exports the size that its window had once.
        self._environment = {**home.environment, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
        program = home.command(
            "play", str(home.routine), "--voice", "silent", "--output", "null", "--no-media-keys"
        )
        self.run("new-session", "-d", "-x", "80", "-y", "24", "-e", "LC_ALL=C.UTF-8", shlex.join(program))
        self.run("set-option", "-g", "remain-on-exit", "on")

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [*self._tmux, *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
        return done.stdout

    def lines(self) -> list[str]:
        return self.run("capture-pane", "-p").split("\n")[:-1]

    def until(self, shows: Callable[[list[str]], bool]) -> list[str]:
        until = time.monotonic() + 30
        while not shows(lines := self.lines()):
            assert time.monotonic() < until, "\n".join(lines)
            time.sleep(0.05)
        return lines


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    need("tmux")
    made = Window(Home(tmp_path))
    try:
        yield made
    finally:
        made.run("kill-server")
        shutil.rmtree(tmp_path, ignore_errors=True)


@in_real_time
def test_a_window_that_changes_its_size_has_no_remnants(window: Window) -> None:
    window.until(lambda lines: "SHORT ONE" in lines[1])
    window.run("send-keys", "n")
    window.until(lambda lines: "BRIDGE" in lines[1])
    window.run("send-keys", "Space")
    window.until(lambda lines: any("PAUSED - SPACE GOES ON" in line for line in lines))
    for _ in range(20):  # as fast as somebody can drag a corner, and faster than it is drawn
        for width, height in SIZES:
            window.run("resize-window", "-x", str(width), "-y", str(height))
    for width, height in SIZES:
        window.run("resize-window", "-x", str(width), "-y", str(height))
        lines = window.until(
            lambda lines, height=height, width=width: (  # type: ignore[misc]
                len(lines) == height and any("PAUSED" in line for line in lines) and fills(lines, width)
            )
        )
        assert sum("PAUSED" in line for line in lines) == 1
        assert sum("BRIDGE" in line for line in lines) == 1
    window.run("send-keys", "q")
    lines = window.until(lambda lines: any("voicecoach resume" in line for line in lines))
    assert not any("PAUSED" in line for line in lines)


@in_real_time
def test_what_is_lost_from_the_window_is_drawn_again(window: Window) -> None:
    """By another program, or as the window was smaller between two looks at its size."""
    window.until(lambda lines: "SHORT ONE" in lines[1])
    window.run("send-keys", "Space")
    window.until(lambda lines: any("PAUSED - SPACE GOES ON" in line for line in lines))
    tty = window.run("display-message", "-p", "#{pane_tty}").strip()
    for _ in range(3):  # at first the pause itself may still be drawn
        Path(tty).write_text("\033[2J\033[HWritten over.", encoding="ascii")
        window.until(lambda lines: "Written over" in lines[0])
        window.until(lambda lines: "Written over" not in lines[0] and any("PAUSED" in line for line in lines))


def fills(lines: list[str], width: int) -> bool:
    """Whether what is drawn is as wide and as high as a window of that width."""
    right = [len(line.rstrip()) for line in lines]
    return max(right) <= width and ("shows the keys" in lines[-1] or len(lines) < 12)


@pytest.mark.parametrize(
    ("dimensions", "environment", "lacks"),
    [
        ((0, 0), {}, "Traceback"),
        ((1, 1), {}, "Traceback"),
        ((24, 80), {"NO_COLOR": "1"}, r"\x1b\[(?:[0-9;]*;)?[34][0-7]m"),
        ((24, 80), {"TERM": "vt100"}, r"\x1b\[(?:[0-9;]*;)?[34][0-7]m"),
        ((24, 80), {"TERM": "nonsense"}, "Traceback"),
    ],
)
def test_a_terminal_of_no_size_or_without_colours_is_drawn_on(
    tmp_path: Path, dimensions: tuple[int, int], environment: dict[str, str], lacks: str
) -> None:
    pexpect = importlib.import_module("pexpect")
    home = Home(tmp_path)
    command, *rest = home.command(
        "play", str(home.routine), "--voice", "silent", "--output", "null", "--no-media-keys"
    )
    own = {name: value for name, value in home.environment.items() if name not in ("LINES", "COLUMNS")}
    program = pexpect.spawn(
        command, rest, env=own | environment, encoding="utf-8", timeout=30, dimensions=dimensions
    )
    program.expect_exact("SHORT ONE" if max(dimensions) != 1 else "\x1b[?25l")
    while not list(home.places.glob("*.json")):  # before the first sound there is no place to keep
        assert program.isalive()
        time.sleep(0.02)
    program.send("n\r")
    if max(dimensions) != 1:
        program.expect_exact("BRIDGE")
    drawn = program.before
    program.send("q")
    program.expect_exact("Your place is kept")
    program.expect(pexpect.EOF)
    program.close()
    assert program.exitstatus == 0
    assert re.search(lacks, drawn + program.before) is None
