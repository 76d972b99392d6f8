"""`voicecoach check` says how often a routine leads down to the floor."""

from __future__ import annotations

from pathlib import Path

from tests.cli.run import run

LYING = "{name: A, kind: mobilise, position: on the back, setup: [Lie.], dose: {reps: 2}}"
UPRIGHT = "{name: B, kind: mobilise, position: standing, setup: [Stand.], dose: {reps: 2}}"


def told(folder: Path, steps: str) -> list[str]:
    path = folder / "down.yaml"
    path.write_text(f"title: Down\nexercises:\n  a: {LYING}\n  b: {UPRIGHT}\nsteps: {steps}\n")
    done = run(folder, "check", str(path))
    assert done.returncode == 0
    return [line for line in done.stderr.splitlines() if "floor" in line]


def test_more_than_one_way_down_is_counted_in_one_line(tmp_path: Path) -> None:
    assert told(tmp_path, "[a, b, a]") == [
        f"{tmp_path / 'down.yaml'}: it leads down to the floor and up again 2 times"
    ]


def test_once_is_nothing_to_speak_of(tmp_path: Path) -> None:
    assert told(tmp_path, "[b, b, a, a]") == []
