"""Which exercise that has a file is meant by a name, as other people write it. Never a guess that is not said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from voicecoach.errors import RoutineError
from voicecoach.interchange.vocabulary import folded
from voicecoach.routine.ids import is_id
from voicecoach.routine.library import Folders, yaml_files
from voicecoach.routine.model import Exercise
from voicecoach.routine.parse import parse_exercise
from voicecoach.routine.text_file import read_routine_text

_SYNONYMS: dict[str, str] = {
    "backward-bending": (
        "backward bend, standing back bend, standing back extension, standing extension, back bend standing"
    ),
    "bird-dog": ("bird dog, birddog, bird and dog, opposite arm and leg raise, quadruped arm and leg raise"),
    "bridge": ("glute bridge, gluteal bridge, hip bridge, bridging, supine bridge, brucke, schulterbrucke"),
    "cat-and-cow": "cat cow, cat camel, cat and camel, cat cow stretch, katze kuh, katzenbuckel",
    "child-s-pose": "child pose, childs position, prayer stretch",
    "hamstring-stretch": "supine hamstring stretch, lying hamstring stretch",
    "hip-flexor-stretch": (
        "half kneeling hip flexor stretch, kneeling hip flexor stretch, hip flexor lunge stretch"
    ),
    "hip-hinge": "hip hinging",
    "knee-to-chest": "single knee to chest, knee to chest stretch, knees to chest one at a time",
    "lower-back-rotation": "lower back rotational stretch, lumbar rotation stretch, supine twist",
    "marching-in-place": (
        "marching on the spot, march in place, march on the spot, standing march, marching"
    ),
    "neutral-spine-crunch": "crunch with a neutral spine",
    "pelvic-tilt": "posterior pelvic tilt, supine pelvic tilt, pelvic tilting",
    "piriformis-stretch": "figure four stretch, figure 4 stretch, supine figure four stretch",
    "plank": "forearm plank, front plank, elbow plank, low plank, unterarmstutz",
    "plank-on-the-knees": "knee plank, kneeling plank, modified plank, plank from knees",
    "pull-up": "pullup",
    "side-bending": "standing side bend, side bend",
    "side-plank": "side bridge, forearm side plank, elbow side plank, seitstutz",
    "side-plank-with-bent-knees": (
        "knee side plank, modified side plank, bent knee side plank, side plank on knees, side plank from knees"
    ),
    "sit-to-stand": "chair stand, sit to stand from a chair, chair squat",
    "squat": "bodyweight squat, body weight squat, air squat, kniebeuge",
    "easy-walking-on-the-spot": "walk on the spot, walking on the spot, walking in place, walk in place",
    "full-body-stretch": "whole body stretch",
}
"""What else the shipped exercises are called. A synonym is the same movement from the same position, or it is not here."""

_SMALL_WORDS = frozenset({"the", "a", "an", "your", "on", "with", "and", "&"})
_LEAST_LETTERS = 5
"""Of a word in which a slip of the pen is read as what is nearest."""


class Likeness(Enum):
    """How a name led to an exercise."""

    SAME = "same"
    SYNONYM = "synonym"
    SLIP = "slip"
    """But for a letter or two in one word."""


@dataclass(frozen=True, slots=True)
class Match:
    """An exercise that a name means."""

    id: str
    exercise: Exercise
    likeness: Likeness


class KnownExercises:
    """The exercises that have a file: beside the routine that is written, the user's own, the shipped ones."""

    def __init__(self, folders: Folders, beside: Path | None = None) -> None:
        above = [*([beside] if beside is not None else []), *(folder for _, folder in folders)]
        self._exercises: dict[str, Exercise] = {}
        self._names: dict[str, tuple[str, Likeness]] = {}
        for folder in above:
            for path in yaml_files(folder / "exercises"):
                if is_id(path.stem) and path.stem not in self._exercises:
                    self._read(path)
        for known_id, names in _SYNONYMS.items():
            if known_id in self._exercises:
                for name in names.split(", "):
                    self._names.setdefault(_key(name), (known_id, Likeness.SYNONYM))

    @property
    def ids(self) -> frozenset[str]:
        """All of them."""
        return frozenset(self._exercises)

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called."""
        return tuple(exercise.name for exercise in self._exercises.values())

    def meant_by(self, name: str) -> Match | None:
        """The exercise that `name` means: its name, its id or a synonym, as one or as many, or one of these with a slip of
        the pen in one word. None if no name is that near."""
        key = _key(name[:80])
        found = self._names.get(key)
        if found is None and (near := _slip_of(key, self._names)) is not None:
            found = (self._names[near][0], Likeness.SLIP)
        return Match(found[0], self._exercises[found[0]], found[1]) if found else None

    def _read(self, path: Path) -> None:
        try:
            exercise = parse_exercise(read_routine_text(path), path=path).exercise
        except RoutineError:
            return  # its own check says what is wrong with it
        self._exercises[path.stem] = exercise
        for name in (exercise.name, path.stem):
            self._names.setdefault(_key(name), (path.stem, Likeness.SAME))


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """What two names have in common that mean the same: without plurals and small words."""
    words = [_singular(word) for word in folded(name.replace("/", " ")).split() if word not in _SMALL_WORDS]
    return " ".join(words)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ches, shes, sses"):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss, is, us") else word


def _slip_of(key: str, known: Iterable[str]) -> str | None:
    """The one of `known` that differs from `key` by a slip in one word; None if there is none, or if there are several."""
    words = key.split()
    found = {
        other
        for other in known
        if len(theirs := other.split()) == len(words)
        and len(differ := [(ours, word) for ours, word in zip(words, theirs, strict=True) if ours != word])
        == 1
        and _is_slip(*differ[0])
    }
    return found.pop() if len(found) == 1 else None


def _is_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter more, less or other, or by two neighbours that changed places."""
    if min(len(one), len(other)) < _LEAST_LETTERS or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, more = one[start:], other[start:]
    swapped = rest[:2] == more[:2][::-1] and rest[2:] == more[2:]
    return swapped or rest[1:] == more[1:] or rest[1:] == more or rest == more[1:]
