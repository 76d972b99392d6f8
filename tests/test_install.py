"""What is built can be installed and used far from the checkout, with no index in reach."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
_NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "dist", "build", "__pycache__", ".*_cache", "*.egg-info", ".hypothesis"
)


def _build(kind: str, source: Path, into: Path) -> Path:
    """Builds with the backend of this environment, in a process of its own. The file's path."""
    code = f"import sys, hatchling.build as b; print(b.build_{kind}(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(into)],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return into / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist of a copy of the checkout, and the wheel that is built from the sdist alone."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT, folder / "copy", ignore=_NOT_COPIED)
    sdist = _build("sdist", folder / "copy", folder)
    with tarfile.open(sdist) as archive:
        # Python 3.11.2, as Debian 12 has it, knows no filters yet.
        safely: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(folder / "unpacked", **safely)
    (unpacked,) = (folder / "unpacked").iterdir()
    return sdist, _build("wheel", unpacked, folder)


@pytest.fixture(scope="module")
def installed(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `voicecoach` program of a new venv that has the wheel; what it depends on is lent by this environment."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name == "posix")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-index",
        "--no-deps",
        "-q",
        str(built[1]),
    ]
    done = subprocess.run(pip, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    ask = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip())
    lent = [path for path in sys.path if path.endswith("site-packages")]
    # Behind the venv's own: the wheel goes before an editable install of the same here.
    (packages / "lent.pth").write_text("\n".join(lent) + "\n", encoding="utf-8")
    return scripts / "voicecoach"


def _run(program: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")
    }
    for kind in ("DATA", "CACHE", "CONFIG"):
        environment[f"XDG_{kind}_HOME"] = str(cwd / kind.lower())
    return subprocess.run(
        [str(program), *arguments],
        cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip


def test_the_wheel_holds_what_is_shipped(built: tuple[Path, Path]) -> None:
    names = set(zipfile.ZipFile(built[1]).namelist())
    for folder, pattern in (("scripts", "**/*.yaml"), ("sounds", "*.wav")):
        for path in (ROOT / folder).glob(pattern):
            assert f"voicecoach/_shipped/{path.relative_to(ROOT).as_posix()}" in names
    assert {
        "voicecoach/py.typed",
        *(path.relative_to(ROOT).as_posix() for path in (ROOT / "voicecoach").rglob("*.ftl")),
        "voicecoach/_shipped/sounds/LICENCE",
    } <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests", "benchmarks", ".ci", "tools"))]


def test_every_module_is_in_the_wheel(built: tuple[Path, Path]) -> None:
    names = set(zipfile.ZipFile(built[1]).namelist())
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "voicecoach").rglob("*.py")}
    assert modules <= names


def test_the_sdist_holds_what_the_tests_need(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "README.md",
        "LICENSE",
        "pyproject.toml",
        "tests/test_install.py",
        "tools/make_sounds.py",
    } <= names
    assert not [name for name in names if name.startswith(".ci")]


@pytest.mark.slow
def test_the_program_lists_and_renders_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    listed = _run(installed, tmp_path, "list", "--estimate")
    assert listed.returncode == 0, listed.stderr
    assert "gentle-daily" in listed.stdout
    rendered = _run(installed, tmp_path, "render", "gentle-daily", "--voice", "silent")
    assert rendered.returncode == 0, rendered.stderr
    assert (tmp_path / "gentle-daily.wav").stat().st_size > 10_000_000


def test_it_is_the_wheel_that_runs(installed: Path, tmp_path: Path) -> None:
    code = "import voicecoach, voicecoach.shipped as s; print(voicecoach.__file__); print(s.shipped_scripts_dir())"
    python = installed.parent / ("python.exe" if os.name == "nt" else "python")
    done = _run(python, tmp_path, "-c", code)
    assert done.returncode == 0, done.stderr
    package, scripts = map(Path, done.stdout.split())
    assert not package.is_relative_to(ROOT)
    assert scripts == package.parent / "_shipped" / "scripts"


def test_voices_and_outputs_are_found_by_their_entry_points(installed: Path, tmp_path: Path) -> None:
    code = (
        "from importlib.metadata import distribution as d; "
        "print(*sorted(f'{e.group} {e.name} {e.value}' for e in d('voicecoach').entry_points), sep='\\n')"
    )
    python = installed.parent / ("python.exe" if os.name == "nt" else "python")
    found = _run(python, tmp_path, "-c", code).stdout
    from voicecoach.play.sinks.registry import BUILT_IN as OUTPUTS
    from voicecoach.speech.registry import BUILT_IN as VOICES

    for group, entries in (("voicecoach.voices", VOICES), ("voicecoach.outputs", OUTPUTS)):
        for name, place in entries.items():
            assert f"{group} {name} {place}" in found.splitlines()
