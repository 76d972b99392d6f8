"""The user's folders, each computed here: for what they write, for caches, for what they chose, for unfinished sessions.

Asking makes no folder. What a session leaves says what somebody can do and where it hurts, so voicecoach's own
folders may be entered by their user alone.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

NAME = "voicecoach"
"""What the folder is called in each of the user's folders."""

NOWHERE = Path(os.devnull) / "no home folder"
"""The folder of a user without a home. It never exists, and nothing can be made in it."""

_BELOW_HOME = {
    "data": ".local/share",
    "cache": ".cache",
    "config": ".config",
    "state": ".local/state",
}


def data_dir() -> Path:
    """What the user writes or would miss: own routines, own sounds, the record of sessions."""
    return _folder("data")


def cache_dir() -> Path:
    """What can be made again: spoken phrases, compiled timelines."""
    return _folder("cache")


def config_dir() -> Path:
    """What the user chose: the settings."""
    return _folder("config")


def settings_file() -> Path:
    """The settings; need not exist. Here, so that nothing that reads them is loaded if there are none."""
    return config_dir() / "settings.toml"


def state_dir() -> Path:
    """The places of unfinished sessions."""
    return _folder("state")


def places_dir() -> Path:
    """Where the places of sessions are kept; need not exist."""
    return state_dir() / "places"


def diary_file() -> Path:
    """The diary; need not exist."""
    return data_dir() / "diary.sqlite"


def programme_file() -> Path:
    """The programme that is followed; need not exist."""
    return data_dir() / "programme.yaml"


def user_scripts_dir() -> Path:
    """The user's own routines and, in `exercises` below it, exercises."""
    return data_dir() / "scripts"


def lexicon_file() -> Path:
    """How the user wants words to be said; need not exist."""
    return data_dir() / "lexicon.yaml"


def user_sounds_dir() -> Path:
    """The user's own WAV files."""
    return data_dir() / "sounds"


def user_voices_dir() -> Path:
    """The voices that were got or put there: `BACKEND/VOICE/` with the files of each."""
    return data_dir() / "voices"


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for its user alone. Raises OSError.

    Folders of voicecoach's that exist are closed to others, as far as they belong to this user.
    """
    missing = []
    one = folder
    while not one.is_dir() and one.parent != one:
        missing.append(one)
        one = one.parent
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)
    for root in (data_dir(), cache_dir(), config_dir(), state_dir()):
        if folder.is_relative_to(root):
            for one in (folder, *folder.parents):
                _close(one)
                if one == root:
                    return


def _folder(kind: str) -> Path:
    import platformdirs

    try:
        found: Path = getattr(platformdirs, f"user_{kind}_path")(NAME, appauthor=False)
    except RuntimeError:  # newer versions say so themselves
        return NOWHERE
    if found.is_absolute():
        return found
    # A relative XDG folder counts as none (as its specification says), and so does the ~ of a user without a home.
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home raises if there is none
    return home / _BELOW_HOME[kind] / NAME if home.is_absolute() else NOWHERE


def _close(folder: Path) -> None:
    if sys.platform == "win32":
        return  # the user's folders are closed to others there
    stat = folder.stat()
    if stat.st_mode & 0o077 and stat.st_uid == os.geteuid():
        folder.chmod(stat.st_mode & 0o700)
