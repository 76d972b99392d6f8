"""`voicecoach list`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.run import run, user_scripts
from voicecoach.cli.list import WIDEST
from voicecoach.routine.library import load_routine
from voicecoach.routine.purpose import kinds_of
from voicecoach.script.choices import LEVELS, Choices
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice

SHIPPED = [
    "core-and-back",
    "five-for-strength",
    "gentle-daily",
    "spine-neutral-strength",
    "stretches-for-relief",
]


def test_the_shipped_routines_with_their_lengths(tmp_path: Path) -> None:
    done = run(tmp_path, "list", "--estimate")
    assert done.returncode == 0
    header, *lines = done.stdout.splitlines()
    assert header.split() == ["ROUTINE", "TITLE", "KIND", "GENTLE", "STEADY", "STRONG"]
    assert [line.split()[0] for line in lines] == SHIPPED
    assert len({len(line) for line in (header, *lines)}) == 1, "the columns are aligned"
    assert "yours" not in done.stdout


def test_a_length_is_that_of_the_session(tmp_path: Path) -> None:
    found = json.loads(run(tmp_path, "list", "--estimate", "--json").stdout)
    assert found["voice"] == "silent"
    (row,) = [row for row in found["routines"] if row["id"] == "gentle-daily"]
    voice = open_voice("silent")
    for word, level in LEVELS.items():
        timeline = prepare("gentle-daily", Choices(level=level), voice).timeline
        assert row["seconds"][word] == timeline.duration


def test_list_preview_and_render_tell_the_same_length(tmp_path: Path) -> None:
    table = run(tmp_path, "list", "--estimate").stdout.splitlines()[1:]
    seconds = {row["id"]: row["seconds"] for row in json.loads(
        run(tmp_path, "list", "--estimate", "--json").stdout)["routines"]}  # fmt: skip
    # One that a cut would make a second shorter.
    routine, level = next(
        (name, word) for name, lengths in seconds.items() for word in LEVELS if lengths[word] % 1 >= 0.5
    )
    (lengths,) = [re.findall(r"\d+:\d+", line) for line in table if line.startswith(routine)]
    listed = lengths[list(LEVELS).index(level)]
    assert f" {listed} in all" in run(tmp_path, "preview", routine, "--estimate", "--level", level).stdout
    done = run(
        tmp_path, "render", routine, "-o", "a.wav", "--voice", "silent", "--level", level, "--with", "html"
    )
    assert done.stdout == f"a.wav  {listed}\n"
    assert f"0:00 / {listed}<" in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_with_a_voice_the_length_is_that_of_the_voice(tmp_path: Path) -> None:
    spoken = json.loads(run(tmp_path, "list", "--json", "--voice", "espeak").stdout)
    assert spoken["voice"].startswith("espeak:")
    assert all(row["seconds"]["gentle"] < row["seconds"]["strong"] for row in spoken["routines"])


def test_own_routines_are_marked_and_go_before_the_shipped(tmp_path: Path) -> None:
    own = user_scripts(tmp_path)
    (own / "gentle-daily.yaml").write_text("title: My own\nsteps: [pelvic-tilt]\n", encoding="utf-8")
    (own / "wide.yaml").write_text("title: 毎朝の体操\nsteps: [cat-and-cow]\n", encoding="utf-8")
    (own / "long.yaml").write_text(f"title: {'long ' * 30}\nsteps: [cat-and-cow]\n", encoding="utf-8")
    done = run(tmp_path, "list", "--estimate")
    lines = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert "My own" in lines["gentle-daily"]
    assert [name for name, line in lines.items() if line.endswith("  yours")] == [
        "gentle-daily",
        "long",
        "wide",
    ]
    assert "…" in lines["long"]
    assert len(lines["long"]) < WIDEST + 90
    assert sorted(lines) == sorted([*SHIPPED, "ROUTINE", "long", "wide"])


def test_a_broken_routine_is_reported_at_the_end_and_hides_no_other(tmp_path: Path) -> None:
    own = user_scripts(tmp_path)
    (own / "broken.yaml").write_text(
        "title: Broken\nsteps: [{do: plank, rep: 3, holt: 3 s}]\n", encoding="utf-8"
    )
    done = run(tmp_path, "list", "--estimate")
    assert done.returncode == 0
    assert all(name in done.stdout for name in SHIPPED)
    assert "broken.yaml:2:" in done.stderr
    assert "(and 1 more: voicecoach check broken)" in done.stderr
    rows = json.loads(run(tmp_path, "list", "--estimate", "--json").stdout)["routines"]
    (row,) = [row for row in rows if row["id"] == "broken"]
    assert row["seconds"] is None
    assert "reps" in row["error"]


@pytest.mark.parametrize(
    ("routine", "first"),
    [
        ("core-and-back", "strengthen"),
        ("five-for-strength", "strengthen"),
        ("stretches-for-relief", "stretch"),
    ],
)
def test_the_kind_is_what_the_exercises_are_mostly(routine: str, first: str) -> None:
    kinds = list(kinds_of(load_routine(routine).routine))
    assert kinds[0] == first
    assert "warm up" not in kinds


@pytest.mark.parametrize(
    ("steps", "kinds"),
    [
        ("[pelvic-tilt, child-s-pose, plank]", ["strengthen", "stretch"]),
        ("[{do: marching-in-place, time: 20 s, timing: strict}]", ["intervals", "cardio"]),
        ("[{every: 1 min, times: 2, steps: [{do: squat, reps: 5}]}]", ["intervals", "strengthen"]),
        ("[{rounds: 2, steps: [{for: 2 min, steps: [{do: squat, reps: 5}]}]}]", ["intervals", "strengthen"]),
        ("[plank]\ntiming: strict", ["intervals", "strengthen"]),
    ],
)
def test_work_and_rest_of_exact_lengths_is_a_kind_too(steps: str, kinds: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"title: A\nsteps: {steps}\n", encoding="utf-8")
    assert list(kinds_of(load_routine(tmp_path / "a.yaml").routine)) == kinds


def test_only_the_routines_of_a_kind(tmp_path: Path) -> None:
    (user_scripts(tmp_path) / "tabata.yaml").write_text(
        "title: T\ntiming: strict\nsteps: [marching-in-place]\n", encoding="utf-8"
    )
    (user_scripts(tmp_path) / "broken.yaml").write_text("title: B\n", encoding="utf-8")

    def listed(kind: str) -> list[str]:
        done = run(tmp_path, "list", "--estimate", "--json", "--kind", kind)
        assert done.stderr == ""
        return [row["id"] for row in json.loads(done.stdout)["routines"]]

    assert listed("interval") == listed("cardio")[-1:] == ["tabata"]
    assert "core-and-back" in listed("Stretch")
    assert listed("breathe") == []
    done = run(tmp_path, "list", "--estimate", "--kind", "breath")
    assert (done.returncode, done.stdout) == (0, "")
    assert "no routine of the kind “breathe”" in done.stderr
    assert "did you mean “mobilise”?" in run(tmp_path, "list", "--kind", "mobility").stderr


def test_a_voice_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    done = run(tmp_path, "list", "--voice", "nobody")
    assert done.returncode == 1
    assert "nobody" in done.stderr


def test_those_that_fit_into_the_time_that_there_is(tmp_path: Path) -> None:
    done = run(tmp_path, "list", "--estimate", "--minutes", "17", "--json")
    fitting = [one["id"] for one in json.loads(done.stdout)["routines"]]
    assert "gentle-daily" in fitting
    assert "core-and-back" not in fitting
    none = run(tmp_path, "list", "--estimate", "--minutes", "2")
    assert (none.returncode, none.stderr.splitlines()[0]) == (
        0,
        "There is no routine that can be fitted to this length here; voicecoach list shows all",
    )
    checked = run(tmp_path, "check", "--minutes", "17", "core-and-back", "gentle-daily")
    (line,) = checked.stdout.splitlines()
    assert "core-and-back cannot be fitted to 17:00: the shortest that it can be is" in line
