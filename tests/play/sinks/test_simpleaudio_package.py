"""Which simpleaudio is used, and what its process needs to be heard."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

import pytest

from voicecoach.errors import DeviceError
from voicecoach.play.sinks import simpleaudio_package
from voicecoach.play.sinks.alsa_plugins import plugin_folder
from voicecoach.play.sinks.registry import find_output


def have(monkeypatch: pytest.MonkeyPatch, *packages: str) -> None:
    """Have only these packages installed, as far as simpleaudio looks for them."""

    def version(name: str) -> str:
        if name in packages:
            return "1.0"
        raise metadata.PackageNotFoundError(name)

    modules = {name.removesuffix("-patched") for name in packages}
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object() if name in modules else None)
    monkeypatch.setattr("importlib.metadata.version", version)


@pytest.mark.parametrize(
    ("python", "packages", "used"),
    [
        ((3, 11), ["simpleaudiohamiltoncs"], "simpleaudiohamiltoncs 1.0"),
        ((3, 14), ["simpleaudiohamiltoncs"], "simpleaudiohamiltoncs 1.0"),
        ((3, 11), ["simpleaudio", "simpleaudiohamiltoncs"], "simpleaudio 1.0"),
        ((3, 12), ["simpleaudio", "simpleaudiohamiltoncs"], "simpleaudiohamiltoncs 1.0"),
        ((3, 12), ["simpleaudio-patched", "simpleaudiohamiltoncs"], "simpleaudio-patched 1.0"),
    ],
)
def test_the_original_simpleaudio_is_used_if_it_is_installed_and_works(
    python: tuple[int, int], packages: list[str], used: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    have(monkeypatch, *packages)
    monkeypatch.setattr("sys.version_info", (*python, 0, "final", 0))
    assert simpleaudio_package.installed_package().name == used


@pytest.mark.parametrize(
    ("layout", "found"),
    [
        (
            ["usr/lib/x86_64-linux-gnu/alsa-lib/libasound_module_pcm_pulse.so"],
            "usr/lib/x86_64-linux-gnu/alsa-lib",
        ),
        (["usr/lib64/alsa-lib/libasound_module_pcm_pipewire.so"], "usr/lib64/alsa-lib"),
        (["usr/lib/alsa-lib/libasound_module_pcm_pulse.so"], "usr/lib/alsa-lib"),
        (
            [
                "usr/lib/x86_64-linux-gnu/alsa-lib/other.so",
                "usr/lib64/alsa-lib/libasound_module_pcm_pulse.so",
            ],
            "usr/lib64/alsa-lib",
        ),
        (["usr/lib/alsa-lib/libasound_module_pcm_oss.so"], "usr/lib/alsa-lib"),
        ([], None),
    ],
    ids=["Debian", "Fedora", "Arch", "two folders", "no sound server", "none"],
)
def test_alsa_s_plugins_are_found_where_systems_keep_them(
    layout: list[str], found: str | None, tmp_path: Path
) -> None:
    for name in layout:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    expected = None if found is None else tmp_path / found
    assert plugin_folder(tmp_path, "x86_64") == expected


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ALSA is Linux's")
def test_only_the_libasound_of_a_wheel_is_shown_the_plugins_and_the_user_decides(tmp_path: Path) -> None:
    (tmp_path / "usr/lib/alsa-lib").mkdir(parents=True)
    wheel = simpleaudio_package.Package("simpleaudiohamiltoncs", "")
    original = simpleaudio_package.Package("simpleaudio", "")
    child_environment = simpleaudio_package.child_environment
    queue = {"PULSE_LATENCY_MSEC": "1000"}
    assert child_environment(wheel, {"A": "b"}, tmp_path) == {
        "A": "b",
        "ALSA_PLUGIN_DIR": str(tmp_path / "usr/lib/alsa-lib"),
        **queue,
    }
    own = {"ALSA_PLUGIN_DIR": "mine", "PULSE_LATENCY_MSEC": "60"}
    assert child_environment(wheel, own, tmp_path) == own
    assert child_environment(original, {}, tmp_path) == queue


def test_simpleaudio_says_that_it_crashes_on_newer_pythons(monkeypatch: pytest.MonkeyPatch) -> None:
    have(monkeypatch, "simpleaudio")
    monkeypatch.setattr("sys.version_info", (3, 12, 0, "final", 0))
    with pytest.raises(DeviceError, match="pip install simpleaudiohamiltoncs"):
        find_output("simpleaudio")
