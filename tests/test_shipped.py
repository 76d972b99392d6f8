"""The shipped files are found in a checkout, and inside the package of a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicecoach import shipped


def test_found_here() -> None:
    assert (shipped.shipped_sounds_dir() / "bell.wav").is_file()
    assert list((shipped.shipped_scripts_dir() / "exercises").glob("*.yaml"))


def test_a_wheel_has_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "voicecoach"
    (package / "_shipped" / "sounds").mkdir(parents=True)
    monkeypatch.setattr(shipped, "_PACKAGE", package)

    assert shipped.shipped_sounds_dir() == package / "_shipped" / "sounds"
    assert shipped.shipped_scripts_dir() == package / "_shipped" / "scripts"


def test_a_checkout_has_them_at_its_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path / "voicecoach")

    assert shipped.shipped_scripts_dir() == tmp_path / "scripts"
