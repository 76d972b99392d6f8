"""Every dependency has a lower bound, which `.ci/run` can install."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOL = runpy.run_path(str(ROOT / "tools" / "lowest.py"))


def test_every_requirement_has_a_lower_bound() -> None:
    named = TOOL["requirements"]((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    constraints = [TOOL["lowest"](one) for one in named]
    assert len(constraints) > 20
    assert all("==" in one.split(";")[0] for one in constraints)


@pytest.mark.parametrize(
    ("requirement", "constraint"),
    [
        ("numpy>=2.1", "numpy==2.1"),
        ("fluent.runtime>=0.4.0", "fluent.runtime==0.4.0"),
        ("a[b,c] >= 1.2, <3; sys_platform == 'linux'", "a==1.2; sys_platform == 'linux'"),
    ],
)
def test_a_lower_bound_becomes_a_constraint(requirement: str, constraint: str) -> None:
    assert TOOL["lowest"](requirement) == constraint


@pytest.mark.parametrize("requirement", ["numpy", "numpy<3", "numpy~=2.1", "numpy==2.1"])
def test_without_a_lower_bound_it_is_refused(requirement: str) -> None:
    with pytest.raises(ValueError, match="no lower bound"):
        TOOL["lowest"](requirement)
