"""Where the system keeps the plugins of ALSA, one of which leads to a sound server."""

from __future__ import annotations

import platform
from pathlib import Path

_SERVERS = ("pulse", "pipewire")


def plugin_folder(root: Path = Path("/"), machine: str | None = None) -> Path | None:
    """The first folder that has a plugin for a sound server, else the first of all.

    None if there is none; `machine` is the processor's name, that of this machine by default.
    """
    machine = machine or platform.machine()
    folders = [
        root / "usr/lib" / f"{machine}-linux-gnu" / "alsa-lib",  # Debian, Ubuntu
        root / "usr/lib64/alsa-lib",  # Fedora, openSUSE
        root / "usr/lib/alsa-lib",  # Arch, Alpine
    ]
    there = [folder for folder in folders if folder.is_dir()]
    return next((folder for folder in there if _leads_to_a_server(folder)), there[0] if there else None)


def leads_to_a_server(root: Path = Path("/"), machine: str | None = None) -> bool:
    """Whether ALSA can play through a sound server here."""
    folder = plugin_folder(root, machine)
    return folder is not None and _leads_to_a_server(folder)


def _leads_to_a_server(folder: Path) -> bool:
    return any((folder / f"libasound_module_pcm_{server}.so").exists() for server in _SERVERS)
