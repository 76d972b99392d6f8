"""Constraints for pip that put everything at the lowest version that pyproject.toml declares.

python tools/lowest.py >constraints.txt && PIP_CONSTRAINT=constraints.txt pip install '.[test]'
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
_BOUND = re.compile(
    r"(?P<name>[\w.-]+)(\[[\w,-]+\])? *>= *(?P<version>[\w.]+)(?P<rest>[^;]*)(?P<marker>;.*)?"
)


def requirements(text: str) -> list[str]:
    """Every requirement of the build, the project and its extras; an extra that names another one is left out."""
    file = tomllib.loads(text)
    project = file["project"]
    lists = (
        file["build-system"]["requires"],
        project["dependencies"],
        *project["optional-dependencies"].values(),
    )
    named = [one for several in lists for one in several if not one.startswith(project["name"] + "[")]
    return list(dict.fromkeys(named))


def lowest(requirement: str) -> str:
    """`numpy>=2.1; MARKER` as `numpy==2.1; MARKER`. Raises ValueError without a lower bound."""
    found = _BOUND.fullmatch(requirement)
    if not found:
        raise ValueError(f"no lower bound: {requirement}")
    return f"{found['name']}=={found['version']}{found['marker'] or ''}"


if __name__ == "__main__":
    for line in requirements(PROJECT.read_text(encoding="utf-8")):
        print(lowest(line))
