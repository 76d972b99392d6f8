"""What the large screen shows of real routines: repetitions, sets, rounds, breaths, pauses."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicecoach.cli.screen.scene import Mode, Scene, scene_of
from voicecoach.phrases import phrases_of
from voicecoach.play.controls.table import key_map
from voicecoach.play.engine.play_history import Spot
from voicecoach.play.engine.player_state import PlayerState
from voicecoach.play.view import view_of
from voicecoach.routine.library import load_routine
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice

EXERCISES = """
title: All sorts
safety: []
exercises:
  calm: {name: Calm breath, kind: breathe, position: standing, dose: {breath: 4-7-8, breaths: 3}}
  climb: {name: Climb, kind: cardio, position: standing, go: Go., dose: {time: 20 s, rest: 10 s, sets: 8}}
  reach: {name: Reach, kind: stretch, position: standing, go: Reach up., dose: {hold: 20 s}}
  squat: {name: Squat, kind: strengthen, position: standing, go: Sit down., dose: {reps: 6, sets: 2, rest: 20 s}}
"""


def scenes(folder: Path, steps: str) -> list[Scene]:
    """One a second."""
    path = folder / "all-sorts.yaml"
    path.write_text(f"{EXERCISES}{steps}\n", encoding="utf-8")
    voice = open_voice("silent", cache=None)
    parts = list(prepare(load_routine(path), Choices(), voice).timeline.parts)
    phrases, keys = phrases_of("en"), key_map("standard")
    found = []
    for index, part in enumerate(parts):
        for frame in range(part.start, part.end, voice.rate):
            spot = Spot(part, frame - part.start)
            view = view_of(parts, index, spot, PlayerState.PLAYING, voice.rate, complete=True)
            found.append(scene_of(phrases, view, keys))
    return found


def distinct(values: list[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def test_a_breath_shows_its_phase_the_time_of_that_and_which_one_it_is(tmp_path: Path) -> None:
    found = [one for one in scenes(tmp_path, "steps: [calm]") if one.count]
    assert distinct([f"{one.count} {one.count_words}" for one in found]) == ["1 of 3", "2 of 3", "3 of 3"]
    first = [(one.mode_words, one.left) for one in found if one.count == "1" and one.left]
    phases = [words for words, _ in first]
    assert distinct(phases) == ["breathe in", "hold", "breathe out"]
    longest = {words: max(int(left) for its, left in first if its == words) for words in phases}
    assert longest == pytest.approx({"breathe in": 4, "hold": 7, "breathe out": 8}, abs=1)


def test_sets_are_of_how_many_and_a_single_repetition_is_not_counted(tmp_path: Path) -> None:
    found = scenes(tmp_path, "timing: strict\nsteps: [climb]")
    working = [one for one in found if one.mode_words == "keep going"]
    assert distinct([one.count_words for one in working]) == [f"set {number} of 8" for number in range(1, 9)]
    assert {one.left_words for one in working} == {"seconds", "second"}
    assert all(one.left_words == "second" for one in working if one.left == "1")
    found = scenes(tmp_path, "steps: [reach]")
    assert {(one.count, one.count_words) for one in found} == {("", "")}
    assert "get ready" in {one.mode_words for one in found}, "the lead-in is no change of position"


def test_a_round_is_of_how_many(tmp_path: Path) -> None:
    found = scenes(tmp_path, "steps:\n  - rounds: 3\n    steps: [squat, reach]")
    rounds = distinct([one.round_words for one in found])
    assert rounds == ["round 1 of 3", "round 2 of 3", "round 3 of 3"]
    assert "of 6, set 2 of 2" in {one.count_words for one in found}


def test_a_long_pause_shows_how_long_it_still_is(tmp_path: Path) -> None:
    found = [one for one in scenes(tmp_path, "steps: [pause: 5 min, reach]") if one.mode is Mode.REST]
    assert {"4:51", "1:40", "99", "1"} <= {one.left for one in found}
    assert all(one.following == "Next: Reach" for one in found)
