"""The music that a routine brings along, for its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.audio.music import Music
    from voicecoach.routine.loaded_routine import LoadedRoutine


def own_music(loaded: LoadedRoutine, lufs: float) -> Music | None:
    """The music of the routine, at that loudness; None if it has none.

    Raises RoutineError if the file is not there, AudioError if it is not music: a file is not quietly made without it.
    """
    from voicecoach.audio.music import Music

    path = loaded.music()
    if path is None:
        return None
    music = Music(path, lufs)
    music.check()
    return music
