"""Routines and exercises are found by their ids, in order, and nothing leaves its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.routine.helpers import MORNING, PLANK, TILT, folders, lines
from voicecoach.errors import RoutineError
from voicecoach.routine.library import find_routine, list_routines, load_routine


def test_a_loaded_routine_holds_every_exercise_that_it_or_a_variant_names(tmp_path: Path) -> None:
    loaded = load_routine("morning", folders=folders(tmp_path))
    # bridge is named only as the harder variant of tilt, and names tilt as its easier one.
    assert set(loaded.routine.exercises) == {"cat", "tilt", "plank", "bridge"}
    assert loaded.id == "morning"


def test_the_order_is_path_then_own_then_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = folders(tmp_path)
    assert find_routine("morning", folders=found) == found.shipped / "morning.yaml"
    own = found.user / "morning.yaml"
    own.write_text(MORNING, encoding="utf-8")
    assert find_routine("morning", folders=found) == own
    monkeypatch.chdir(tmp_path)
    assert find_routine("morning.yaml", folders=found) == Path("morning.yaml")
    Path("morning").write_text(MORNING, encoding="utf-8")
    assert find_routine("morning", folders=found) == Path("morning")


def test_exercises_come_from_the_routine_then_beside_it_then_own_then_shipped(tmp_path: Path) -> None:
    found = folders(tmp_path)
    path = tmp_path / "there" / "r.yaml"
    (path.parent / "exercises").mkdir(parents=True)
    path.write_text("title: R\nsteps: [tilt]\n", encoding="utf-8")

    def name() -> str:
        return load_routine(path, folders=found).routine.exercises["tilt"].name

    assert name() == "Tilt"
    (found.user / "exercises" / "tilt.yaml").write_text(TILT.replace("Tilt", "Mine"), encoding="utf-8")
    assert name() == "Mine"
    (path.parent / "exercises" / "tilt.yml").write_text(TILT.replace("Tilt", "Beside"), encoding="utf-8")
    assert name() == "Beside"
    inline = "exercises: {tilt: {name: Inside, kind: stretch, position: standing}}\n"
    path.write_text(f"title: R\n{inline}steps: [tilt]\n", encoding="utf-8")
    assert name() == "Inside"


def test_places_reach_into_the_files_of_exercises(tmp_path: Path) -> None:
    loaded = load_routine("morning", folders=folders(tmp_path))
    own = loaded.error("x", ("exercises", "cat", "dose", "tempo"))
    assert (own.path, own.line, own.column) == (loaded.path, 10, 28)
    other = loaded.error("x", ("exercises", "tilt", "dose", "hold"))
    assert (other.path, other.line, other.column) == (tmp_path / "shipped/exercises/tilt.yaml", 5, 23)
    assert other.field == "exercises.tilt.dose.hold"


def test_what_is_not_there_is_reported_where_it_is_named(tmp_path: Path) -> None:
    found = folders(tmp_path)
    with pytest.raises(RoutineError, match=r"no routine “mornin”; did you mean “morning”\?"):
        load_routine("mornin", folders=found)
    path = tmp_path / "r.yaml"
    path.write_text("title: R\nsteps: [tlit, {repeat: 2, steps: [{do: qqqqq}]}]\n", encoding="utf-8")
    with pytest.raises(RoutineError) as caught:
        load_routine(path, folders=found)
    assert lines(caught.value) == [
        "2:9: there is no exercise “tlit”; did you mean “tilt”?",
        "2:40: there is no exercise “qqqqq”; write exercises/qqqqq.yaml, or put it under exercises",
    ]


def test_a_missing_variant_is_reported_in_the_exercise_that_names_it(tmp_path: Path) -> None:
    found = folders(tmp_path)
    (found.shipped / "exercises" / "bridge.yaml").unlink()
    with pytest.raises(RoutineError, match="no exercise “bridge”") as caught:
        load_routine("morning", folders=found)
    assert (caught.value.path, caught.value.line) == (found.shipped / "exercises" / "tilt.yaml", 6)


def test_the_mistakes_of_every_exercise_are_reported_together(tmp_path: Path) -> None:
    found = folders(tmp_path)
    for name in ("tilt", "plank"):
        (found.shipped / "exercises" / f"{name}.yaml").write_text("nam: X\n", encoding="utf-8")
    with pytest.raises(RoutineError) as caught:
        load_routine("morning", folders=found)
    paths = {Path(str(one.path)).name for one in (caught.value, *caught.value.others)}
    assert paths == {"tilt.yaml", "plank.yaml"}


def test_a_link_out_of_the_folder_of_exercises_is_refused(tmp_path: Path) -> None:
    found = folders(tmp_path)
    outside = tmp_path / "secret.yaml"
    outside.write_text(PLANK, encoding="utf-8")
    link = found.shipped / "exercises" / "plank.yaml"
    link.unlink()
    link.symlink_to(outside)
    with pytest.raises(RoutineError, match="leads out of its folder"):
        load_routine("morning", folders=found)
    link.unlink()
    (found.shipped / "exercises" / "other.yaml").write_text(PLANK, encoding="utf-8")
    link.symlink_to("other.yaml")
    assert load_routine("morning", folders=found).routine.exercises["plank"].name == "Side plank"


def test_the_list_has_each_id_once_and_keeps_the_broken_ones_apart(tmp_path: Path) -> None:
    found = folders(tmp_path)
    (found.user / "morning.yaml").write_text(MORNING.replace("Morning back", "Mine"), encoding="utf-8")
    (found.user / "broken.yaml").write_text("title: [\n", encoding="utf-8")
    (found.user / "No Id.yaml").write_text(MORNING, encoding="utf-8")
    broken, morning = list_routines(folders=found)
    assert (broken.id, broken.origin, broken.loaded) == ("broken", "yours", None)
    assert broken.error is not None
    assert (morning.id, morning.origin, morning.path) == ("morning", "yours", found.user / "morning.yaml")
    assert morning.loaded is not None
    assert morning.loaded.routine.title == "Mine"


def test_folders_that_are_not_there_hold_nothing(tmp_path: Path) -> None:
    from voicecoach.routine.library import Folders

    assert list_routines(folders=Folders(tmp_path / "no", tmp_path / "none")) == ()
