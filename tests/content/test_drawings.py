"""The drawings of the shipped exercises: made by the tool, of a body that is one, and resting on what it rests on."""

from __future__ import annotations

import pytest

from tools.drawings.anatomy import unlikely
from tools.drawings.body import BONES, HIP, Bent, Body, Pose, Reach, body
from tools.drawings.exercises import DRAWINGS
from tools.drawings.flesh import parts, spots
from tools.drawings.outline import Ball
from tools.drawings.paint import Picture
from tools.drawings.sheet import svg
from tools.drawings.vectors import long, minus
from voicecoach.routine.parse import parse_exercise
from voicecoach.routine.pictures.svg import drawing
from voicecoach.shipped import shipped_scripts_dir

EXERCISES = shipped_scripts_dir() / "exercises"
PICTURES = EXERCISES / "pictures"
MOST_BYTES = 16_000

MOMENTS = [
    pytest.param(moment, id=f"{name} {which}")
    for name, one in DRAWINGS.items()
    for which, moment in (("start", one.start), ("end", one.end))
]


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_file_is_what_the_tool_makes_and_nothing_of_it_is_refused(name: str) -> None:
    made = drawing(svg(DRAWINGS[name]).encode("ascii"))
    assert (PICTURES / f"{name}.svg").read_bytes() == made.data, "run: python -m tools.drawings"
    assert made.in_ink
    assert drawing(made.data) == made
    assert made.width == 400
    assert len(made.data) < MOST_BYTES


def test_each_exercise_has_its_drawing_in_words_too() -> None:
    assert {path.stem for path in PICTURES.glob("*.svg")} == set(DRAWINGS)
    for path in EXERCISES.glob("*.yaml"):
        picture = parse_exercise(path.read_text("utf-8")).exercise.picture
        assert picture is not None, path.stem
        assert picture.file == f"{path.stem}.svg"
        assert picture.shows


@pytest.mark.parametrize("moment", MOMENTS)
def test_bones_keep_their_length_and_joints_bend_as_joints_do(moment: Picture) -> None:
    made = body(moment.pose)
    assert unlikely(made) == []
    for side in ("left", "right"):
        for bone, one, other in (
            ("upper arm", "shoulder", "elbow"),
            ("forearm", "elbow", "wrist"),
            ("thigh", "hip", "knee"),
            ("shin", "knee", "ankle"),
        ):
            ends = made.joints[f"{side} {one}"], made.joints[f"{side} {other}"]
            assert long(minus(*ends)) == pytest.approx(BONES[bone], abs=0.01), f"{side} {bone}"
        for end, of in (("wrist", "arm"), ("ankle", "leg")):
            limb: Bent | Reach = getattr(moment.pose, f"{side}_{of}")
            if isinstance(limb, Reach):
                missed = long(minus(limb.to, made.joints[f"{side} {end}"]))
                assert missed < 1.0, f"the {side} {end} is {missed:.1f} cm too short"
    assert long(minus(made.joints["left hip"], made.joints["right hip"])) == pytest.approx(2 * HIP)


def bottom(balls: tuple[Ball, ...]) -> float:
    return min(center[1] - radius for center, radius in balls)


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_rests_on_the_floor_is_on_it_and_nothing_is_below(moment: Picture) -> None:
    made = body(moment.pose)
    where = spots(made)
    for spot in moment.rests:
        # A head rests on one place of it, everything else on all of its balls.
        for balls in [where[spot]] if spot == "head" else [(ball,) for ball in where[spot]]:
            assert bottom(balls) == pytest.approx(0, abs=2.0), spot
    if moment.floor:
        for part in parts(made).values():
            for piece in part.pieces:
                assert bottom(piece) > -2.0, part.name
    for spot, other in moment.meets:
        assert gap(made, spot, other) < 2.0, (spot, other)


def gap(made: Body, spot: str, other: str | tuple[float, float, float]) -> float:
    """Centimetres between the nearest balls of two spots, or of a spot and a place."""
    where = spots(made)
    there = where[other] if isinstance(other, str) else ((other, 0.0),)
    return min(long(minus(a, b)) - r - s for a, r in where[spot] for b, s in there)


def test_a_knee_that_bends_forward_is_found() -> None:
    pose = Pose(
        (0.0, 90.0, 0.0),
        left_leg=Bent(raised=40, bent=-40),
        right_leg=Reach((10.0, 20.0, 9.0), (-1.0, 0.0, 0.0)),
    )
    told = " ".join(unlikely(body(pose)))
    assert "left knee" in told
    assert "right knee turned" in told
