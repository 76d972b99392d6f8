"""A practice with patients of every kind, made up by chance: what the benchmarks of `publish` are run on.

`python benchmarks/practice_of_patients.py FOLDER --patients 1000` writes one; `--short` gives everybody one exercise,
`--errors 10` spoils the files of ten patients. The same seed gives the same bytes.

How much patients have in common decides what a practice costs. The shares here are assumptions, nobody counted them: nine
programmes, five of them shipped; most people get one as it is, or with a few doses of their own, which are round numbers; every
third has other doses in other weeks; after an operation it is one side; nearly all hear the practice's voice.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

EXERCISES: dict[str, dict[str, Any]] = {
    "neck-turn": {
        "name": "Neck turn", "kind": "mobilise", "position": "sitting", "sides": "alternate",
        "setup": ["Sit tall, with both feet flat on the floor.", "Rest your hands on your thighs."],
        "go": "Look over your {side} shoulder.", "finish": "And back to the middle.",
        "remind": ["Shoulders heavy.", "Breathe."], "dose": {"reps": "5-8", "hold": "2 s"},
    },
    "chin-tuck": {
        "name": "Chin tuck", "kind": "strengthen", "position": "on the back",
        "setup": ["Bend your knees and put your feet flat on the floor.", "Look straight up at the ceiling."],
        "go": "Slide the back of your head along the floor, away from your feet.", "short": "Slide up.",
        "finish": "And relax.", "remind": ["Keep your jaw loose."], "dose": {"reps": "6-10", "hold": "5 s"},
    },
    "wall-slide": {
        "name": "Wall slide", "kind": "mobilise", "position": "standing",
        "setup": ["Stand with your back against a wall.", "Put the backs of your hands on the wall."],
        "go": "Slide your hands up the wall.", "short": "Slide up.", "finish": "And down.",
        "remind": ["Keep touching the wall."], "dose": {"reps": "8-12", "hold": "2 s"},
    },
    "straight-leg-raise": {
        "name": "Straight leg raise", "kind": "strengthen", "position": "on the back", "sides": "each",
        "setup": ["Bend your {other} knee and put that foot flat on the floor.", "Straighten your {side} leg."],
        "go": "Reach away with your {side} heel, and lift it a little.", "short": "Lift.",
        "finish": "And lower slowly.", "remind": ["Keep the knee straight."],
        "caution": ["Lift less if your back hurts."], "dose": {"reps": "8-12", "hold": "3-5 s"},
    },
    "heel-slide": {
        "name": "Heel slide", "kind": "mobilise", "position": "on the back", "sides": "each",
        "setup": ["Straighten both legs."], "go": "Slide your {side} heel toward you.", "short": "Slide.",
        "finish": "And away.", "remind": ["The heel stays on the floor."], "dose": {"reps": "10-15", "hold": "2 s"},
    },
    "heel-raise": {
        "name": "Heel raise", "kind": "strengthen", "position": "standing",
        "setup": ["Stand behind a chair, and rest your fingertips on its back."],
        "go": "Push the floor away, and rise onto your toes.", "short": "Rise.", "finish": "And lower slowly.",
        "remind": ["Grow tall."], "dose": {"reps": "10-15", "hold": "2 s"},
    },
    "stand-on-one-leg": {
        "name": "Standing on one leg", "kind": "strengthen", "position": "standing", "sides": "each",
        "setup": ["Stand beside a wall, close enough to touch it.", "You will stand on your {side} leg."],
        "go": "Lift your {other} foot off the floor.", "finish": "And put it down.",
        "remind": ["Look at one spot.", "Touch the wall if you need it."], "dose": {"hold": "10-30 s", "sets": "1-2"},
    },
    "clam": {
        "name": "Clam", "kind": "strengthen", "position": "on the side", "sides": "each",
        "setup": ["Bend your knees, one on the other.", "Rest your head on your {side} arm."],
        "go": "Open your knees like a clam, and keep your feet together.", "short": "Open.", "finish": "And close slowly.",
        "remind": ["Keep your hips still."], "dose": {"reps": "8-12", "hold": "3 s"},
    },
}  # fmt: skip
"""Of the practice's own."""

PROGRAMMES: dict[str, list[str]] = {
    "easy-neck": ["neck-turn", "wall-slide", "chin-tuck"],
    "after-the-knee": ["heel-slide", "straight-leg-raise", "heel-raise"],
    "after-the-hip": ["heel-slide", "clam", "bridge", "stand-on-one-leg"],
    "steady-on-your-feet": ["sit-to-stand", "heel-raise", "stand-on-one-leg"],
}
"""Routines of the practice's own: their exercises."""

SHIPPED: dict[str, list[str]] = {
    "gentle-daily": ["side-bending", "backward-bending", "pelvic-tilt", "hip-rolling", "full-body-stretch"],
    "five-for-strength": ["bird-dog", "hip-extension", "side-plank", "pelvic-tilt", "hamstring-stretch"],
    "core-and-back": ["squat", "lunge", "hip-hinge", "plank"],
    "spine-neutral-strength": ["neutral-spine-crunch", "hip-extension-over-a-bench"],
    "stretches-for-relief": ["cat-and-cow", "knee-to-chest", "piriformis-stretch", "bridge"],
}
"""Routines that are shipped: those of their exercises that patients have doses of their own for."""

SHORT: dict[str, list[str]] = {
    "short-back": ["pelvic-tilt"], "short-neck": ["neck-turn"], "short-knee": ["heel-raise"],
}  # fmt: skip
"""One exercise each, for measurements in a minute."""

CONDITIONS: dict[str, tuple[int, tuple[str, ...], bool]] = {
    "back": (45, ("gentle-daily", "stretches-for-relief", "five-for-strength"), False),
    "back, strong": (12, ("core-and-back", "spine-neutral-strength"), False),
    "neck": (15, ("easy-neck", "gentle-daily"), False),
    "knee": (12, ("after-the-knee",), True),
    "hip": (8, ("after-the-hip",), True),
    "balance": (8, ("steady-on-your-feet", "gentle-daily"), False),
}
"""Of a hundred patients how many, with which routines, and whether it is one side."""

HELD = {"plank", "side-plank", "hamstring-stretch", "piriformis-stretch", "stand-on-one-leg"}
"""Exercises that are held rather than repeated."""
LOADED = {"squat", "hip-hinge"}
"""Exercises that are done with a weight."""
ONE_SIDED = {name for name, one in EXERCISES.items() if one.get("sides") == "each"}
NAMES = (
    "Maria Bauer", "John Smith", "Ayşe Yılmaz", "Иван Петров", "Ελένη Παππά", "王小明", "محمد علي",  # noqa: RUF001
    "Anna Müller", "José García", "Sophie Martin", "Paul Jones", "Emma Brown", "Tom Evans",
    "Zoë O’Neill", "Łukasz Żak", "Nguyễn Thị Hoa", "", "",  # noqa: RUF001
)  # fmt: skip
"""An empty one: the practice wrote only a code."""


@dataclass(frozen=True, slots=True)
class MadeUpPatient:
    """One patient, and what goes into the file."""

    code: str
    condition: str
    file: dict[str, Any]


def made_up_patients(count: int, seed: int = 1, *, short: bool = False) -> list[MadeUpPatient]:
    """So many patients; those of a smaller practice are the first of a larger one."""
    chance = random.Random(seed)
    return [_patient(number, random.Random(chance.getrandbits(64)), short) for number in range(1, count + 1)]


def write_practice(
    folder: Path, patients: Sequence[MadeUpPatient], *, voice: str = "", errors: int = 0, url: str = ""
) -> None:
    """Writes the folder of their practice; the files of the last `errors` patients are wrong."""
    own = SHORT | PROGRAMMES
    practice = {
        "name": "Practice at the Mill",
        "contact": ["1 Mill Lane", "01234 567890"],
        "safety": "Ring us if anything feels wrong.",
        **({"voice": voice} if voice else {}),
        **({"url": url} if url else {}),
    }
    _write(folder / "practice.yaml", practice)
    for name, exercise in EXERCISES.items():
        _write(folder / "exercises" / f"{name}.yaml", exercise)
    for name, steps in own.items():
        _write(
            folder / "routines" / f"{name}.yaml",
            {"title": name.replace("-", " ").capitalize(), "steps": steps},
        )
    for number, patient in enumerate(patients):
        wrong = {"routines": ["no-such-routine"]} if number >= len(patients) - errors else {}
        _write(folder / "patients" / f"{patient.code}.yaml", patient.file | wrong)


def _patient(number: int, chance: random.Random, short: bool) -> MadeUpPatient:
    condition = chance.choices([*CONDITIONS], [share for share, _, _ in CONDITIONS.values()])[0]
    _, routines, operated = CONDITIONS[condition]
    side = chance.choice(("left", "right")) if operated else ""
    chosen = (
        [chance.choice([*SHORT])]
        if short
        else chance.sample(routines, min(len(routines), chance.choice((1, 1, 2))))
    )
    file: dict[str, Any] = {"from": f"2026-{chance.randrange(9, 12):02}-{chance.randrange(1, 29):02}"}
    if name := chance.choice(NAMES):
        file["name"] = name
    if chance.random() < 0.05:
        file["voice"], file["speed"] = "espeak:en-us", chance.choice((130, 150))
    if chance.random() < 0.2:
        file["not_on"] = "Sunday"
    file["routines"] = [_routine(name, chance, side) for name in chosen]
    return MadeUpPatient(f"P{number:06}", condition, file)


def _routine(name: str, chance: random.Random, side: str) -> dict[str, Any]:
    exercises = (SHORT | PROGRAMMES | SHIPPED)[name]
    entry: dict[str, Any] = {
        "do": name,
        "often": chance.choice(("daily", "daily", "3 a week", "5 a week", "2 a day")),
    }
    if chance.random() < 0.3:
        entry["level"] = chance.choice(("gentle", "steady", "strong"))
    dose = _doses(exercises, chance, chance.choice((0, 0, 1, 2)), side)
    if chance.random() < 0.35:
        entry["weeks"] = {
            "1-2": {"dose": _less(dose)} if dose else {},
            "3 on": {"dose": dose} if dose else {"level": "strong"},
        }
    elif dose:
        entry["dose"] = dose
    return entry


def _doses(
    exercises: Sequence[str], chance: random.Random, count: int, side: str
) -> dict[str, dict[str, Any]]:
    """Round numbers for some of the exercises; after an operation all that have sides are done on that one."""
    doses = {name: _dose(name, chance) for name in chance.sample(exercises, min(count, len(exercises)))}
    if side:
        for name in exercises:
            if name in ONE_SIDED:
                doses.setdefault(name, {})["side"] = side
    return doses


def _dose(name: str, chance: random.Random) -> dict[str, Any]:
    sets = {"sets": chance.choice((1, 2, 3)), "rest": "30 s"} if chance.random() < 0.3 else {}
    if name in HELD:
        return {"hold": f"{chance.choice((10, 15, 20, 30))} s", **sets}
    load = {"load": f"{chance.choice((2, 4, 6))} kg"} if name in LOADED else {}
    return {"reps": chance.choice((5, 6, 8, 10, 12, 15)), **load, **sets}


def _less(doses: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The doses of the first weeks: one set, and fewer repetitions."""
    first = {}
    for name, dose in doses.items():
        kept = {key: value for key, value in dose.items() if key not in ("sets", "rest")}
        first[name] = kept | ({"reps": max(3, dose["reps"] // 2)} if "reps" in dose else {})
    return first


def _write(file: Path, content: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--patients", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--voice", default="", help="of the practice, as espeak; left out, that of the settings"
    )
    parser.add_argument("--url", default="", help="where the site will be found: with it there are feeds")
    parser.add_argument("--errors", type=int, default=0, help="how many patients have a file that is wrong")
    parser.add_argument("--short", action="store_true", help="one exercise for everybody")
    given = parser.parse_args()
    patients = made_up_patients(given.patients, given.seed, short=given.short)
    write_practice(given.folder, patients, voice=given.voice, errors=given.errors, url=given.url)
    print(f"{len(patients)} patients in {given.folder}")


if __name__ == "__main__":
    main()
