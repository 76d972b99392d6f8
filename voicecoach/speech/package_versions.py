"""Which version of a package is installed, without importing it."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

_VERSION = re.compile(
    r"""^(?:__version__|version|full_version)\s*(?::\s*\w+\s*)?=\s*["']([^"']+)["']""", re.MULTILINE
)


def package_version(package: str, file: str = "__init__.py", *, distribution: str = "") -> str | None:
    """The version that a file of an importable package names; None if the package or its version is not found.

    importlib.metadata, which takes 10 ms of a warm start to say the same, is asked for `distribution` (without it: for
    the package) if the file names none.
    """
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return None
    if spec is None or spec.origin is None:
        return None
    try:
        text = Path(spec.origin).with_name(file).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    found = _VERSION.search(text)
    if found:
        return found[1]
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(distribution or package)
    except PackageNotFoundError:
        return None
