"""Somebody's own breath, measured by a key press a breath."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.run import run
from voicecoach.cli import breath as module
from voicecoach.cli.breath import breath, measured_breath
from voicecoach.play.clock import RealClock
from voicecoach.settings import read_settings


@pytest.mark.parametrize(
    ("presses", "expected"),
    [
        ([0, 10, 20, 30, 40], (4, 6)),
        ([0, 5, 10.2, 15, 20.1, 25], (2, 3)),
        # A key that was pressed twice, and one that was missed.
        ([0, 8, 16, 16.3, 24.3, 56, 64, 72], (3, 5)),
        ([0, 8, 16, 24], None),
        ([], None),
        ([0, 0.1, 0.2, 0.3, 0.4, 0.5], None),
    ],
)
def test_what_is_measured_is_the_usual_breath(
    presses: list[float], expected: tuple[float, float] | None
) -> None:
    assert measured_breath(presses) == expected


def test_it_is_measured_at_a_terminal_alone(tmp_path: Path) -> None:
    done = run(tmp_path, "breath")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "settings set breath 4-6" in done.stderr


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        (["space"] * 20, "4-6"),  # nine are enough
        (["space"] * 5 + ["enter", "space"], "4-6"),
        (["space"] * 4 + ["q"], None),
    ],
)
def test_the_keys_end_it_and_what_is_usual_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: list[str], kept: str | None
) -> None:
    file = tmp_path / "settings.toml"
    moments = iter(range(0, 1000, 10))

    @contextmanager
    def pressed(on_key: Callable[[str], None]) -> Iterator[None]:
        for key in keys:
            on_key(key)
        yield

    monkeypatch.setattr(module, "has_keyboard", lambda: True)
    monkeypatch.setattr(module, "terminal_keys", pressed)
    monkeypatch.setattr(RealClock, "now", lambda self: float(next(moments)))
    monkeypatch.setattr("voicecoach.folders.settings_file", lambda: file)
    done = CliRunner().invoke(breath)
    assert (done.exit_code == 0) is (kept is not None)
    assert read_settings(file).values.get("breath") == kept
