"""What an install takes on disk, in MB: this package's wheel, and each package that the plain install brings.

`python tools/sizes.py` in an environment with everything installed; `python tools/sizes.py pdf piper` counts these extras too.
What a package's list of files names is counted, without byte code, which Python makes when it runs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def wheel() -> float:
    """The size of this package's wheel, which is built for it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, str(ROOT)]
        subprocess.run(command, check=True)
        (built,) = Path(folder).glob("*.whl")
        return built.stat().st_size / 1e6


def brought(extras: list[str]) -> dict[str, Distribution]:
    """All packages that this one needs here, and what those need, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [*project["dependencies"]]
    for extra in extras:
        waiting += project["optional-dependencies"][extra]
    found: dict[str, Distribution] = {}
    while waiting:
        needed = Requirement(waiting.pop())
        asked = [{"extra": extra} for extra in ("", *needed.extras)]
        name = canonicalize_name(needed.name)
        if name in found or (needed.marker and not needed.marker.evaluate({"extra": ""})):
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            print(f"{name} is needed and not installed", file=sys.stderr)
            continue
        for text in found[name].requires or ():
            one = Requirement(text)
            if one.marker is None or any(one.marker.evaluate(extra) for extra in asked):
                one.marker = None
                waiting.append(str(one))
    return found


def installed(one: Distribution) -> float:
    """What its files take."""
    files = [Path(str(one.locate_file(file))) for file in one.files or () if not str(file).endswith(".pyc")]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def main() -> None:
    """Print the table."""
    sizes = {name: installed(one) for name, one in brought(sys.argv[1:]).items()}
    own = wheel()
    print(f"{'voicecoach, its wheel':<28}{own:8.2f} MB")
    for name, size in sorted(sizes.items(), key=lambda pair: -pair[1]):
        print(f"{name:<28}{size:8.1f} MB")
    print(f"{'all':<28}{sum(sizes.values()) + own:8.1f} MB")


if __name__ == "__main__":
    main()
