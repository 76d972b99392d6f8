"""Files of other programs become routines that last as long as they did there; the texts here follow those programs' sources."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.interchange.helpers import Read, imported, work_seconds
from voicecoach.errors import RoutineError

JAWT = {
    "title": "Morning",
    "sets": [
        {
            "repetitions": 3,
            "id": "2b0a",
            "exercises": [
                {"name": "Push ups", "id": "x", "duration": 30},
                {"name": "Rest", "id": "y", "duration": 10},
                {"name": "Side plank (left)", "id": "z", "duration": 20},
                {"name": "Side plank right", "duration": 20},
            ],
        },
        {
            "repetitions": 1,
            "exercises": [{"name": "Child's pose", "duration": 45}, {"name": "Nothing", "duration": 0}],
        },
    ],
    "version": 2,
    "position": 0,
}


def test_just_another_workout_timer(tmp_path: Path) -> None:
    read = imported(tmp_path, json.dumps(JAWT), "Morning.json")
    assert read.routine.title == "Morning"
    assert read.steps[0]["repeat"] == 3
    assert read.steps[0]["steps"][1] == {"rest": "10 s"}
    assert read.steps[0]["steps"][2:] == [
        {"do": "side-plank", "hold": "20 s", "side": "left"},
        {"do": "side-plank", "hold": "20 s", "side": "right"},
    ]
    assert work_seconds(read.loaded) == pytest.approx(3 * 70 + 45)
    assert "“Nothing” lasts no time, and is left out" in read.remarks


def test_a_backup_is_several_routines(tmp_path: Path) -> None:
    backup = json.dumps({"workouts": [JAWT, {**JAWT, "title": "Evening"}, JAWT]})
    made = imported(tmp_path, backup, "Backup.json").made
    assert [one.stem for one in made] == ["backup-morning", "backup-evening", "backup-morning-2"]


W2A = """
tts:
  espeak_ng_voice: 'en-gb'
audio_format: 'mp3'
before_workout_announce: '{{ .WorkoutExercisesCount }} exercises'
after_workout_announce: 'You have done well.'
pause:
  text: 'Prepare for {{ .ExerciseName }}'
  duration: '10s'
half_time:
  text: 'Change side'
  duration: '4s'
squats_ex: &squats
  name: Squats
  duration: '30s'
exercises:
  - name: 'Warm Up'
    duration: '2m'
    texts:
      - 'Neck roll from side to side'
      - 'Shoulder roll'
  - <<: *squats
  - name: 'Side Plank'
    duration: '1m30s'
    half_time: true
    pause_duration: 20s
  - <<: *squats
"""


def test_w2a(tmp_path: Path) -> None:
    read = imported(tmp_path, W2A, "workout.yaml")
    assert read.steps == [
        {"do": "warm-up", "time": "120 s"},
        {"rest": "10 s"},
        {"do": "squat", "time": "30 s"},
        {"rest": "20 s"},
        {"do": "side-plank", "hold": "45 s"},
        {"rest": "10 s"},
        {"do": "squat", "time": "30 s"},
    ]
    assert read.routine.exercises["warm-up"].remind == ("Neck roll from side to side", "Shoulder roll")
    assert read.routine.close == "You have done well."
    assert work_seconds(read.loaded) == pytest.approx(120 + 30 + 90 + 30)
    assert "left out are what is said at the beginning" not in read.remarks
    assert "the voice" in read.remarks


def test_a_workout_of_w2a_half_of_which_is_for_each_side(tmp_path: Path) -> None:
    text = "pause: {text: x, duration: 5s}\nexercises:\n  - {name: Clams, duration: 40s, half_time: true}\n"
    read = imported(tmp_path, text, "w.yml")
    assert read.routine.exercises["clams"].sides == "each"
    assert work_seconds(read.loaded) == pytest.approx(40)


def test_phrases_with_silences(tmp_path: Path) -> None:
    read = imported(
        tmp_path,
        "Ready For Some Qi Gong?;2\n\nRelax Your Body;30\nno seconds here\nGood Job!;0\n",
        "p.txt",
        form="phrases",
    )
    assert read.steps == [
        {"say": "Ready For Some Qi Gong?"},
        {"pause": "2 s"},
        {"say": "Relax Your Body"},
        {"pause": "30 s"},
        {"say": "Good Job!"},
    ]
    assert "line 4 has no seconds" in read.remarks


def test_phrases_are_known_by_their_form(tmp_path: Path) -> None:
    read = imported(tmp_path, "Shake the tree;60\nGood job!;0\n", "p.txt")
    assert read.one.format.name == "phrases"
    assert imported(tmp_path, "push ups;60\n", "p.csv").one.format.name == "csv"


SHARE = """
program_name: Full body
description: "Three days a week"
frequency: "3 days per week"
workouts:
  - name: Workout A
    exercises:
      - {name: Bodyweight Squat, sets: 3, reps: 8-12, weight: bodyweight, rest: 60sec, substitutes: [Chair squat]}
      - {name: Plank, sets: 2, reps: 30sec, rest: 45sec, notes: Keep a straight line}
      - {name: Side Plank, sets: 2, reps: 20 e/s, rest: 30sec}
      - {name: Pull-up, sets: 3, reps: to failure, rest: 90-120sec}
  - name: Workout B
    sections:
      - category: Mobility
        exercises: [{name: Ankle rolls, sets: 1, reps: 10 e/s}]
      - category: Core
        exercises:
          - type: superset
            sets: 3
            rest_between_rounds: 90sec
            exercises: [{name: Curl, reps: 10, weight: 5kg}, {name: Press, reps: 15}]
          - type: circuit
            rounds: 2
            rest_between_exercises: 10
            exercises: [{name: Jumping jacks, duration: 30}, {name: Lunge hold, duration: 20 e/s}]
          - {name: Curl, type: dropset, sets: 2, reps: to failure, drops: [{weight: 8kg}, {weight: 5kg, reps: 6}]}
"""


def test_workout_share(tmp_path: Path) -> None:
    first, second = imported(tmp_path, SHARE, "program.yaml").made
    assert (first.title, first.stem) == ("Full body: Workout A", "program-workout-a")
    a = Read((first,))
    assert a.steps == [
        {"do": "squat", "sets": 3, "reps": "8-12", "rest": "60 s"},
        {"say": "Plank: Keep a straight line"},
        {"do": "plank", "sets": 2, "hold": "30 s", "rest": "45 s"},
        {"do": "side-plank", "sets": 2, "hold": "20 s", "rest": "30 s"},
        {"do": "pull-up", "sets": 3, "reps": 20, "rest": "90-120 s", "open": True},
    ]
    assert "Chair squat" in a.remarks
    assert "20 are taken as seconds" in a.remarks
    b = Read((second,))
    assert b.steps[0] == {"do": "ankle-rolls", "sets": 1, "reps": 10}
    assert b.routine.exercises["ankle-rolls"].kind == "mobilise"
    assert b.steps[1]["repeat"] == 3
    assert b.steps[1]["steps"][-1] == {"rest": "90 s"}
    assert [step.get("time", step.get("rest", step.get("hold"))) for step in b.steps[2]["steps"]] == [
        "30 s",
        "10 s",
        "20 s",
    ]
    assert b.steps[3]["steps"] == [
        {"do": "curl", "reps": 20, "load": "8kg", "open": True},
        {"do": "curl", "reps": 6, "load": "5kg", "open": True},
    ]


def one_of_jawt(duration: str) -> str:
    return f'{{"title": "x", "sets": [{{"repetitions": 1, "exercises": [{{"name": "y", "duration": {duration}}}]}}]}}'


LAUGHS = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.json", "{" * 100_000, "not JSON"),
        ("a.json", "[" * 200_000, "nested too deeply"),
        ("a.json", '{"workouts":' * 3000 + "1" + "}" * 3000, "nested too deeply|not a list|is not a map"),
        ("a.json", one_of_jawt("NaN"), "NaN is not a number"),
        ("a.json", one_of_jawt("1e999"), "is not a number"),
        ("a.json", one_of_jawt("-3"), "whole number"),
        ("a.json", '{"title": "x", "sets": [{"repetitions": 1e9, "exercises": []}]}', "whole number"),
        ("a.json", '{"title": "x", "sets": [], "version": 3}', "version 3"),
        ("a.json", '{"title": "x", "sets": []}', "no exercise"),
        ("a.json", '{"title": "x", "sets": 5}', "not a list"),
        ("a.json", '{"other": 1}', "not of Just Another Workout Timer"),
        ("a.json", "9" * 5000, "far too long|not a map"),
        ("a.json", "[1]", "not a map"),
        ("a.yaml", LAUGHS + "exercises: *a29\n", "aliases make this file grow"),
        ("a.yaml", "exercises: " + "[" * 1000, "nested too deeply"),
        ("a.yaml", "exercises: [{name: x, duration: .nan}]", "a time such as 30s"),
        ("a.yaml", "exercises: [{name: x, duration: 99999h}]", "at most"),
        ("a.yaml", "exercises: [{name: x}]", "at least a second"),
        ("a.yaml", "exercises: [5]", "not a map"),
        ("a.yaml", "title: x\nsteps: [plank]\n", "a routine of voicecoach already"),
        ("a.yaml", "hello: there\n", "no program that is known"),
        ("a.yaml", "workouts: [{name: x, exercises: [{name: y, sets: 1, reps: many}]}]", "not an amount"),
        ("a.yaml", "workouts: [{name: x, exercises: [{name: y, sets: 0, reps: 5}]}]", "sets go from 1"),
        ("a.yaml", "workouts: [{name: x}]", "no exercise"),
        ("a.yaml", "workouts: [&a {name: x, exercises: [*a]}]", "part of"),
        ("a.txt", "x;99999\n", "at most 24 hours"),
    ],
)  # fmt: skip
def test_hostile_files_are_one_clear_line(tmp_path: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(RoutineError, match=words) as caught:
        imported(tmp_path, text, name)
    assert "\n" not in str(caught.value)
    assert len(caught.value.message) < 250
