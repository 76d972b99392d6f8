"""The sounds that travel with a routine file: in `sounds` in its folder, in `sounds` beside that folder if it is called
`scripts` or `routines`, or beside the file itself.

A file is found by its name without `.wav`, whatever its capitals and spaces: `My Bell.WAV` is `my-bell`. Of the three places the
first wins, and each of them goes before the user's own sounds and the shipped ones.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from voicecoach.folders import user_sounds_dir
from voicecoach.routine.ids import LONGEST_ID
from voicecoach.shipped import shipped_sounds_dir
from voicecoach.sound_beside import SoundBeside, sound_at
from voicecoach.typography import kebab

_SUFFIX = ".wav"
_OF_ROUTINES = ("scripts", "routines")


class SoundsBeside:
    """The sounds beside one routine file. A folder is looked into when a name is first asked for."""

    def __init__(self, routine: Path) -> None:
        folder = routine.absolute().parent
        self._folder = folder
        self._sounds = [folder / "sounds"]
        if folder.name.lower() in _OF_ROUTINES:
            self._sounds.append(folder.parent / "sounds")

    @cached_property
    def paths(self) -> dict[str, Path]:
        """Every sound there, by name."""
        found: dict[str, Path] = {}
        # The shipped ones lie so beside the shipped routines, and give way to the user's own.
        for folder in self._sounds:
            if folder.resolve() != shipped_sounds_dir().resolve():
                found = {**_sounds_in(folder), **found}
        rendered = {path.stem for path in _entries(self._folder) if path.suffix in (".yaml", ".yml")}
        for name, path in _sounds_in(self._folder).items():
            # A routine `start.yaml` that was rendered to `start.wav` does not change what “sound: start” is.
            if path.stem not in rendered or not _is_elsewhere(name):
                found.setdefault(name, path)
        return found

    def find(self, name: str) -> SoundBeside | None:
        """The sound of that name as it now is; None if there is none beside the routine."""
        path = self.paths.get(name)
        return None if path is None else sound_at(path)

    def stamps(self, text: str) -> list[str]:
        """What decides how the routine with that text sounds, as far as it lies beside it: the names of sounds that may be in
        the text, with their files and what these hold."""
        words = kebab(text)
        # With a backslash, a name need not be in the text letter by letter.
        named = [name for name in self.paths if name in words or "\\" in text]
        return [f"{name}|{'|'.join(_stamp(self.paths[name]))}" for name in sorted(named)]


def _stamp(path: Path) -> tuple[str, ...]:
    sound = sound_at(path)
    if sound.digest:
        return sound
    try:
        found = path.stat()
    except OSError:
        return sound
    return (*sound, str(found.st_size), str(found.st_mtime_ns))


def _sounds_in(folder: Path) -> dict[str, Path]:
    """The WAV files of a folder by name; of two with one name, the one that is written like it."""
    found: dict[str, Path] = {}
    for path in _entries(folder):
        name = kebab(path.stem)[:LONGEST_ID].strip("-")
        if path.suffix.lower() != _SUFFIX or path.name.startswith(".") or not name:
            continue
        if name not in found or path.stem == name:
            found[name] = path
    return found


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except (OSError, ValueError):
        return []


def _is_elsewhere(name: str) -> bool:
    return any(
        (folder / f"{name}{_SUFFIX}").is_file() for folder in (user_sounds_dir(), shipped_sounds_dir())
    )
