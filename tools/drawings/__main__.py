"""Writes the drawings of the shipped exercises: python -m tools.drawings [FOLDER]

The same bytes come out every time; a test compares them with the files in scripts/exercises/pictures.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.drawings.exercises import DRAWINGS
from tools.drawings.sheet import svg
from voicecoach.routine.pictures.svg import drawing

FOLDER = Path(__file__).parents[2] / "scripts" / "exercises" / "pictures"


def main() -> None:
    """Draws all of them."""
    folder = Path(*sys.argv[1:2]) if sys.argv[1:] else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, one in DRAWINGS.items():
        (folder / f"{name}.svg").write_bytes(drawing(svg(one).encode("ascii")).data)


if __name__ == "__main__":
    main()
