"""The drawing of each exercise, by its id."""

from __future__ import annotations

from tools.drawings import on_all_fours, on_the_back, on_the_side, standing
from tools.drawings.sheet import Drawing

DRAWINGS: dict[str, Drawing] = {
    "backward-bending": standing.BACKWARD_BENDING,
    "bird-dog": on_all_fours.BIRD_DOG,
    "bridge": on_the_back.BRIDGE,
    "cat-and-cow": on_all_fours.CAT_AND_COW,
    "child-s-pose": on_all_fours.CHILDS_POSE,
    "easy-walking-on-the-spot": standing.EASY_WALKING,
    "full-body-stretch": on_the_back.FULL_BODY_STRETCH,
    "hamstring-stretch": on_the_back.HAMSTRING_STRETCH,
    "hip-extension": on_all_fours.HIP_EXTENSION,
    "hip-extension-over-a-bench": on_all_fours.HIP_EXTENSION_OVER_A_BENCH,
    "hip-flexor-stretch": on_all_fours.HIP_FLEXOR_STRETCH,
    "hip-hinge": standing.HIP_HINGE,
    "hip-rolling": on_the_back.HIP_ROLLING,
    "knee-to-chest": on_the_back.KNEE_TO_CHEST,
    "lower-back-rotation": on_the_back.LOWER_BACK_ROTATION,
    "lunge": standing.LUNGE,
    "lunge-with-a-chair": standing.LUNGE_WITH_A_CHAIR,
    "marching-in-place": standing.MARCHING,
    "neutral-spine-crunch": on_the_back.CRUNCH,
    "pelvic-tilt": on_the_back.PELVIC_TILT,
    "piriformis-stretch": on_the_back.PIRIFORMIS_STRETCH,
    "plank": on_all_fours.PLANK,
    "plank-on-the-knees": on_all_fours.PLANK_ON_THE_KNEES,
    "pull-up": standing.PULL_UP,
    "row": standing.ROW,
    "side-bending": standing.SIDE_BENDING,
    "side-lying-stretch": on_the_side.SIDE_LYING_STRETCH,
    "side-plank": on_the_side.SIDE_PLANK,
    "side-plank-with-bent-knees": on_the_side.SIDE_PLANK_WITH_BENT_KNEES,
    "sit-to-stand": standing.SIT_TO_STAND,
    "squat": standing.SQUAT,
    "warm-up-walking": standing.WARM_UP_WALKING,
}
