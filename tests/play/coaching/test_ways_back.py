"""Inside what goes by the clock: after any key somebody is led back in, and from then on each start is exact again."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.needs import slow_but
from tests.play.rig import Heard, Rig
from voicecoach.play.commands import Command
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.saved.place import kept_places

EXERCISES = """
exercises:
  squat: {name: Squat, kind: warm up, position: standing, setup: [Stand tall.], go: Down., finish: Up., dose: {time: 8 s}}
"""
HEAD = "title: By the clock\nwelcome: Hello.\nclose: Well done.\n"
ROUTINES = {
    "every": f"{HEAD}steps:\n  - every: 20 s\n    times: 6\n    steps: [squat]\n{EXERCISES}",
    "strict": f"{HEAD}timing: strict\nsteps:\n  - {{do: squat, sets: 6, rest: 12 s}}\n{EXERCISES}",
    "rounds": f"{HEAD}timing: strict\nsteps:\n  - rounds: 6\n    rest: 12 s\n    steps: [squat]\n{EXERCISES}",
}


def third_work(rig: Rig) -> None:
    """Two seconds into the third of six."""
    for _ in range(3):
        rig.until("Down.")
        rig.hear(2)


def starts(heard: list[Heard]) -> list[float]:
    return [one.start for one in heard if one.text == "Down."]


@pytest.mark.parametrize("kind", slow_but(ROUTINES, "every"))
@pytest.mark.parametrize(
    "command",
    slow_but(
        [
            Command.PAUSE,
            Command.HURT,
            Command.NEXT,
            Command.PREVIOUS,
            Command.REPEAT_SET,
            Command.DONE,
            Command.SLOWER,
            Command.EXPLAIN,
        ],
        Command.PAUSE,
        Command.HURT,
        Command.NEXT,
        Command.REPEAT_SET,
    ),
)
def test_after_a_key_every_start_is_exact_again(tmp_path: Path, kind: str, command: Command) -> None:
    rig = Rig(tmp_path, text=ROUTINES[kind])
    third_work(rig)
    rig.do(command)
    if command is Command.PAUSE:
        rig.hear(30)
        rig.do(Command.RESUME)
    if command is Command.HURT:
        rig.hear(30)
        rig.do(Command.DONE)
    heard = rig.hear(250)
    # Hurt in the only exercise of strict sets, or gone on from it, there is no other start.
    after = starts(heard)[1:]
    for one, two in pairwise(after):
        assert two - one == pytest.approx(20, abs=0.03), (command, [(h.start, h.text) for h in heard])
    assert any("Well done." in one.text for one in heard)


@pytest.mark.parametrize("kind", ["every", "rounds"])
@pytest.mark.parametrize("command", [Command.NEXT, Command.PREVIOUS, Command.REPEAT_SET])
def test_nobody_is_thrown_into_a_set(tmp_path: Path, kind: str, command: Command) -> None:
    rig = Rig(tmp_path, text=ROUTINES[kind])
    third_work(rig)
    rig.do(command)
    words = [one.text for one in rig.until("Down.")]
    assert words[-3:] == ["three", "two", "Down."]


@pytest.mark.parametrize("kind", slow_but(ROUTINES, "every"))
def test_what_was_cut_off_goes_on_in_its_set_and_is_exact(tmp_path: Path, kind: str) -> None:
    settings = LiveSettings(places=tmp_path / "places", record=tmp_path / "record.jsonl")
    rig = Rig(tmp_path, settings, text=ROUTINES[kind])
    third_work(rig)
    rig.crash()
    (place,) = kept_places(tmp_path / "places", print)
    again = Rig(
        tmp_path,
        LiveSettings(places=settings.places, record=settings.record, resume=place),
        text=ROUTINES[kind],
    )
    heard = again.hear(200)
    words = [one.text for one in heard]
    at = words.index("Down.")
    assert words[at - 2 : at] == ["three", "two"]
    found = starts(heard)
    assert len(found) == 4, "the third is done again"
    for one, two in pairwise(found):
        assert two - one == pytest.approx(20, abs=0.03)
