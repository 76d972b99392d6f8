"""Slower and faster have an end: four presses, or the speeds that a voice can speak."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.play.rig import ROUTINE, ReadableVoice
from voicecoach.play.coaching.studio import Studio
from voicecoach.routine.library import load_routine
from voicecoach.script.choices import Choices


def studio(folder: Path, words_a_minute: int) -> Studio:
    path = folder / "two-things.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    return Studio(load_routine(path), Choices(), ReadableVoice, words_a_minute)


@pytest.mark.parametrize("step", [-1, 1])
def test_four_presses_have_an_effect_and_a_way_back(step: int, tmp_path: Path) -> None:
    made = studio(tmp_path, 150)
    assert [made.change_pace(step) for _ in range(5)] == [True, True, True, True, False]
    assert made.change_pace(-step), "what had no effect is not to be taken back first"


@pytest.mark.parametrize(("speed", "step"), [(450, 1), (80, -1)])
def test_no_press_leads_beyond_what_a_voice_can_speak(speed: int, step: int, tmp_path: Path) -> None:
    assert not studio(tmp_path, speed).change_pace(step)
    assert studio(tmp_path, speed).change_pace(-step)
