"""What is exported and imported again asks for the same; what is lost on the way is what `export` says is lost."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.run import run
from tests.interchange.helpers import FOLDERS, Read, imported, work_seconds
from voicecoach.interchange.formats import TARGET_FORMATS
from voicecoach.interchange.outgoing import outgoing
from voicecoach.routine.library import load_routine
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import Routine
from voicecoach.shipped import shipped_scripts_dir

SHIPPED = sorted(path.stem for path in shipped_scripts_dir().glob("*.yaml"))
OWN: dict[str, dict[str, Any]] = {
    "calf-raise": {"name": "Calf raise", "kind": "strengthen", "position": "standing"},
    "clam": {"name": "Clam", "kind": "strengthen", "position": "on the side", "sides": "each"},
    "march": {"name": "=March", "kind": "cardio", "position": "standing", "sides": "alternate"},
}


def _range(least: int, most: int, unit: str = "") -> st.SearchStrategy[str]:
    ends = st.tuples(st.integers(least, most), st.integers(least, most)).map(sorted)
    return ends.map(lambda two: (str(two[0]) if two[0] == two[1] else f"{two[0]}-{two[1]}") + unit)


def _amounts(*, ranges: bool) -> st.SearchStrategy[dict[str, Any]]:
    def number(least: int, most: int, unit: str = "") -> st.SearchStrategy[str]:
        return (
            _range(least, most, unit) if ranges else st.integers(least, most).map(lambda one: f"{one}{unit}")
        )

    held = st.fixed_dictionaries({"reps": number(1, 20), "hold": number(5, 40, " s")})
    counted = st.fixed_dictionaries({"reps": number(1, 30)})
    timed = st.fixed_dictionaries({"time": number(5, 90, " s")})
    return st.one_of(held, counted, timed)


@st.composite
def routines(draw: st.DrawFn, *, ranges: bool) -> LoadedRoutine:
    steps: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(1, 6))):
        step = {
            "do": draw(st.sampled_from([*OWN, "squat", "side-plank", "bird-dog"])),
            **draw(_amounts(ranges=ranges)),
        }
        if draw(st.booleans()):
            step |= {"sets": draw(st.integers(2, 4)), "rest": f"{draw(st.integers(1, 90))} s"}
        if step["do"] in ("clam", "side-plank") and draw(st.booleans()):
            step["side"] = draw(st.sampled_from(["left", "right"]))
        steps.append(step)
        if draw(st.integers(0, 3)) == 0:
            steps.append({"rest": f"{draw(st.integers(1, 60))} s"})
    steps.append({"do": "squat", "reps": 5})
    used = {step["do"] for step in steps if "do" in step}
    own = {name: exercise for name, exercise in OWN.items() if name in used}
    return load_routine(
        Routine.model_validate({"title": "Trip", "steps": steps, "exercises": own}), folders=FOLDERS
    )


def amounts(loaded: LoadedRoutine) -> list[tuple[str, dict[str, str], str | None]]:
    """Every exercise that is done, by name, with its whole dose."""
    found = []
    for step in loaded.routine.done():
        exercise = loaded.routine.exercises[step.do]
        whole = step.dose.over(exercise.dose).given()
        dose = {key: str(value) for key, value in whole.items()}
        found.append((exercise.name, dose, step.side.value if step.side else None))
    return found


def again(loaded: LoadedRoutine, form: str, folder: Path, level: float = 0.0) -> Read:
    target = TARGET_FORMATS[form]
    text, _ = target.write(outgoing(loaded), level)
    return imported(folder, text, f"trip{target.suffix}")


@settings(max_examples=settings().max_examples * 2 // 3, deadline=None)
@given(loaded=routines(ranges=True))
def test_a_table_comes_back_as_it_was(
    loaded: LoadedRoutine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    read = again(loaded, "csv", tmp_path_factory.mktemp("trip"))
    before = [
        # A timed set of something that is held is a hold; a known exercise that is held needs no number.
        (name, {"hold": dose["time"], **{key: one for key, one in dose.items() if key != "time"}}, side)
        if name == "Side plank" and "time" in dose
        else (name, dose, side)
        for name, dose, side in amounts(loaded)
    ]
    assert amounts(read.loaded) == before
    assert [step["rest"] for step in read.steps if "do" not in step] == [
        f"{step.rest} s" for step in loaded.routine.steps if type(step).__name__ == "Rest"
    ]


@settings(max_examples=settings().max_examples // 3, deadline=None)
@given(loaded=routines(ranges=False))
def test_a_timer_works_as_long(loaded: LoadedRoutine, tmp_path_factory: pytest.TempPathFactory) -> None:
    target = TARGET_FORMATS["jawt"]
    text, _ = target.write(outgoing(loaded), 0.0)
    seconds = sum(
        one["duration"] * group["repetitions"]
        for group in json.loads(text)["sets"]
        for one in group["exercises"]
        if one["name"] != "Rest"
    )
    read = imported(tmp_path_factory.mktemp("trip"), text, "trip.json")
    assert work_seconds(read.loaded) == pytest.approx(seconds)


@settings(max_examples=settings().max_examples * 2 // 3, deadline=None)
@given(loaded=routines(ranges=False))
def test_a_program_works_as_long(loaded: LoadedRoutine, tmp_path_factory: pytest.TempPathFactory) -> None:
    read = again(loaded, "workout-share", tmp_path_factory.mktemp("trip"))
    assert [name for name, _, _ in amounts(read.loaded)] == [name for name, _, _ in amounts(loaded)]


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_routines_keep_their_exercises_and_times(tmp_path: Path, name: str) -> None:
    loaded = load_routine(name, folders=FOLDERS)
    read = again(loaded, "csv", tmp_path)
    done = [step.do for step in loaded.routine.done() if not step.optional]
    assert list(dict.fromkeys(read.one.known)) == list(dict.fromkeys(done))
    for form in ("jawt", "workout-share"):
        assert again(loaded, form, tmp_path).one.title == loaded.routine.title


REPS = re.compile(r"^(\d+-\d+|\d+\s+e/s|to failure|\d+sec|\d+min|max reps)$")
REST = re.compile(r"^(\d+sec|\d+min|\d+-\d+sec|\d+-\d+min|0s?)$")
DURATION = re.compile(r"^\d+\s*(sec|min|s)$|^\d+\s+e/s$")


@settings(max_examples=settings().max_examples * 2 // 3, deadline=None)
@given(loaded=routines(ranges=True))
def test_a_program_keeps_to_the_patterns_of_its_format(loaded: LoadedRoutine) -> None:
    text, _ = TARGET_FORMATS["workout-share"].write(outgoing(loaded), 0.5)
    for one in yaml.safe_load(text)["workouts"][0]["exercises"]:
        assert one.keys() <= {"name", "sets", "reps", "rest", "duration", "weight", "notes"}
        assert 1 <= one["sets"] <= 20
        assert 1 <= one["reps"] <= 100 if isinstance(one["reps"], int) else REPS.match(one["reps"])
        assert "rest" not in one or REST.match(one["rest"])
        assert "duration" not in one or DURATION.match(one["duration"])


def test_a_cell_never_is_a_formula_or_a_date(tmp_path: Path) -> None:
    text = "title: T\nsteps: [{do: march, reps: 8-12}]\nexercises:\n  march: {name: =March, kind: cardio, position: standing}\n"
    (tmp_path / "t.yaml").write_text(text, encoding="utf-8")
    done = run(tmp_path, "export", "t.yaml", "--to", "csv", "-o", "-")
    assert "'=March,cardio,standing,,8 to 12,,,,,,,\n" in done.stdout.replace("\r", "")


def test_the_command_writes_a_file_and_says_what_is_lost(tmp_path: Path) -> None:
    done = run(tmp_path, "export", "core-and-back", "--to", "jawt", "--level", "strong")
    assert (done.returncode, done.stdout) == (0, "core-and-back.json\n")
    assert "core-and-back: it has seconds alone" in done.stderr
    assert json.loads((tmp_path / "core-and-back.json").read_text(encoding="utf-8"))["version"] == 2
    for arguments, code in (
        (["core-and-back"], 2),
        (["core-and-back", "--to", "xls"], 2),
        (["core-and-bakc", "--to", "csv"], 1),
        (["core-and-back", "--to", "csv", "-o", "no/such/place.csv"], 1),
    ):
        failed = run(tmp_path, "export", *arguments)
        assert (failed.returncode, "Traceback" in failed.stderr) == (code, False)


def test_rounds_are_exported_with_the_rest_between_them() -> None:
    steps = [
        {
            "rounds": 3,
            "rest": "1 min",
            "steps": [{"do": "squat", "reps": 5}, {"do": "plank", "hold": "20 s"}],
        }
    ]
    loaded = load_routine(Routine.model_validate({"title": "Trip", "steps": steps}), folders=FOLDERS)
    assert not any("rounds" in one for one in outgoing(loaded).remarks)

    rows = TARGET_FORMATS["csv"].write(outgoing(loaded), 0)[0].splitlines()[1:]
    assert [row.partition(",")[0] for row in rows] == ["Squat", "Plank", "Rest"] * 2 + ["Squat", "Plank"]
    assert rows[2] == "Rest,,,,,,60 s,,,,,"

    sets = json.loads(TARGET_FORMATS["jawt"].write(outgoing(loaded), 0)[0])["sets"]
    seconds = [(one["repetitions"], [each["duration"] for each in one["exercises"]]) for one in sets]
    assert [(times, each[1:]) for times, each in seconds] == [(2, [20, 60]), (1, [20])]

    text, remarks = TARGET_FORMATS["workout-share"].write(outgoing(loaded), 0)
    (circuit,) = yaml.safe_load(text)["workouts"][0]["exercises"]
    assert (circuit["rounds"], len(circuit["exercises"])) == (3, 2)
    assert "left out: the rests between rounds" in remarks


@pytest.mark.parametrize("amount", [{"reps": [10, 5]}, {"hold": ["30 s", "10 s"]}])
@pytest.mark.parametrize("form", ["jawt", "workout-share"])
def test_sets_that_differ_are_not_lost_without_a_word(form: str, amount: dict[str, Any]) -> None:
    steps = [{"do": "squat" if "reps" in amount else "plank", **amount, "rest": "10 s"}]
    loaded = load_routine(Routine.model_validate({"title": "Trip", "steps": steps}), folders=FOLDERS)
    remarks = TARGET_FORMATS[form].write(outgoing(loaded), 0)[1]
    assert any("sets that differ" in one for one in remarks)


def test_a_table_that_is_there_is_kept_unless_forced(tmp_path: Path) -> None:
    mine = tmp_path / "monday.csv"
    mine.write_text("name,hold,physio's remark\nPlank,20 s,elbows!\n", encoding="utf-8")
    before = mine.read_bytes()
    assert run(tmp_path, "import", "monday.csv").returncode == 0
    routine = (tmp_path / "monday.yaml").read_bytes()
    for more in ([], ["-o", "monday.csv"], ["-o", "monday.yaml"]):
        done = run(tmp_path, "export", "monday.yaml", "--to", "csv", *more)
        assert done.returncode == 1
        assert done.stderr.splitlines() == [
            f"voicecoach: {more[-1] if more else 'monday.csv'}: that file is there already; "
            "choose another name with -o, or replace it with --force"
        ]
    assert mine.read_bytes() == before
    assert (tmp_path / "monday.yaml").read_bytes() == routine
    assert run(tmp_path, "export", "monday.yaml", "--to", "csv", "--force").returncode == 0
    assert mine.read_bytes() != before
    assert run(tmp_path, "export", "monday.yaml", "--to", "csv").returncode == 0, "the same again is no loss"


def test_an_export_that_names_no_format_is_answered_with_all_on_one_line(tmp_path: Path) -> None:
    done = run(tmp_path, "export", "core-and-back")
    assert done.stderr == (
        "voicecoach: Missing option '--to'. Choose from: csv, jawt, workout-share. See voicecoach export --help.\n"
    )


def test_repeats_become_sets_and_circuits(tmp_path: Path) -> None:
    steps = [{"repeat": 3, "steps": [{"do": "squat", "reps": 5}, {"do": "plank", "hold": "20 s"}]}]
    loaded = load_routine(Routine.model_validate({"title": "Trip", "steps": steps}), folders=FOLDERS)
    assert again(loaded, "jawt", tmp_path).steps[0]["repeat"] == 3
    assert again(loaded, "workout-share", tmp_path).steps == [
        {"repeat": 3, "steps": [{"do": "squat", "reps": 5}, {"do": "plank", "hold": "20 s"}]}
    ]


def test_the_formats_of_the_option_are_those_of_the_table() -> None:
    from voicecoach.cli.export_file import TARGETS

    assert tuple(TARGET_FORMATS) == TARGETS
