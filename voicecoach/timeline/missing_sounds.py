"""A sound that a routine names and nobody has: said at its place, with those that lie beside the routine among the guesses."""

from __future__ import annotations

from voicecoach.errors import SoundNotFound
from voicecoach.near import did_you_mean
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import PlaySound, walk_steps


def refuse_missing_sounds(loaded: LoadedRoutine) -> None:
    """Raises SoundNotFound for the first step whose sound is neither beside the routine, nor the user's own, nor shipped."""
    named = [
        (keys, step.sound)
        for keys, step in walk_steps(loaded.routine.steps)
        if isinstance(step, PlaySound) and step.beside is None
    ]
    if not named:
        return
    from voicecoach.audio.sounds import known_sounds
    from voicecoach.routine.sounds_beside import SoundsBeside

    known = known_sounds()
    for keys, name in named:
        if name not in known:
            beside = () if loaded.path is None else SoundsBeside(loaded.path).paths
            hint = did_you_mean(name, (*known, *beside)) or "; put it into sounds beside the routine as WAV"
            raise SoundNotFound(
                str(loaded.error(f"there is no sound “{name}”{hint}", (*keys, "sound"))), name=name
            )
