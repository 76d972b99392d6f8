"""The version has one place, pyproject.toml; the changelog, the program and what is installed agree with it."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

import voicecoach
from tests.needs import needs_program

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", CHANGELOG, re.MULTILINE)


def test_the_newest_version_of_the_changelog_is_that_of_the_package() -> None:
    assert HEADINGS[0] == ("Unreleased", "")
    newest, date = HEADINGS[1]
    assert newest == PROJECT["version"], "see “Make a release” in CONTRIBUTING.md"
    assert date


def test_versions_and_dates_go_down() -> None:
    found = [(tuple(map(int, name.split("."))), date) for name, date in HEADINGS[1:]]
    assert found == sorted(found, reverse=True)


def test_the_program_has_that_version() -> None:
    assert voicecoach.__version__ == version("voicecoach") == PROJECT["version"], (
        "run: pip install -e '.[dev]'"
    )


def test_nothing_else_has_a_version() -> None:
    for path in (ROOT / "voicecoach").rglob("*.py"):
        assert not re.search(r"__version__\s*=", path.read_text(encoding="utf-8")), path


def test_every_python_that_is_tried_is_named() -> None:
    named = [one.rsplit(" ", 1)[1] for one in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", one)]
    assert named == ["3.11", "3.12", "3.13", "3.14"]
    assert PROJECT["requires-python"] == f">={named[0]}"


def test_the_pip_of_debian_12_can_install_every_extra() -> None:
    """pip 23.0 knows no dependency groups, and an extra may name others of the same project."""
    file = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "dependency-groups" not in file
    assert {"test", "test-browser", "docs", "dev"} <= set(PROJECT["optional-dependencies"])


@pytest.mark.parametrize("path", sorted((ROOT / ".github").rglob("*.yml")), ids=lambda path: path.name)
def test_a_form_for_issues_is_one(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path.stem != "config":
        assert {"name", "description", "body"} <= set(form)
        identities = [field["id"] for field in form["body"]]
        assert len(identities) == len(set(identities))


@needs_program("git")
def test_what_the_commands_of_the_readme_leave_is_ignored(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    shutil.copy(ROOT / ".gitignore", tmp_path)
    left = [
        "gentle-daily.wav", ".venv/bin/python", ".pytest_cache/README.md", ".hypothesis/examples/1", "build/lib/a.py",
        "voicecoach.egg-info/PKG-INFO", "voicecoach/__pycache__/a.pyc", "site/index.html", "dist/voicecoach.whl",
    ]  # fmt: skip
    done = subprocess.run(
        ["git", "check-ignore", *left, "sounds/bell.wav"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == left
