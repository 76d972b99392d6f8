"""What a person asks `render` for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.export.quality import Quality

if TYPE_CHECKING:
    from voicecoach.audio.music import Music


@dataclass(frozen=True, slots=True)
class RenderOrder:
    """One sound file, or one for each exercise, with what goes beside it."""

    target: Path | str
    """As it was given: a text that ends in a slash is a folder, which a Path forgets. With `split`, its folder is that of the
    pieces, and its suffix their format."""
    quality: Quality = Quality.GOOD
    stereo: bool = False
    lufs: float | None = None
    """The loudness to bring the speech to; None: as the format has it."""
    words: tuple[str, ...] = ()
    """Names of word formats, written beside the sound under its stem."""
    cover: bool | None = None
    """Whether a picture goes into the file; None: if the format holds one."""
    music: Music | None = None
    split: bool = False
    """Whether each exercise gets a file of its own."""
    routine_files: tuple[Path, ...] = ()
    """What the session is read from, and other sessions that are rendered with it: never replaced."""
    date: str = ""
    """When it is made: 2026-11-21."""
    force: bool = False
    """Write it even if it is up to date."""

    def places(self) -> tuple[Path, ...]:
        """Every file that is written without `split`, the sound first."""
        return (self.path, *(self.path.with_suffix(f".{name}") for name in self.words))

    @property
    def sources(self) -> tuple[Path, ...]:
        """Every file that it is made from."""
        return (*self.routine_files, self.music.path) if self.music else self.routine_files

    @property
    def path(self) -> Path:
        """The sound file."""
        return Path(self.target)
