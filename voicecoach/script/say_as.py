"""What an author says of how words are said: `say_as` of the routine and of its exercises, found in everything that is said.

Of two readings of a word that of the exercise that is on comes first, then that of the routine, then that of another exercise:
its name is said before it begins, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from voicecoach.pronunciation import Readings, parse_reading
from voicecoach.routine.model import Routine
from voicecoach.script.cue import Anchored, Cue, Say, Segment, Slot


class SayAs:
    """The readings of one routine."""

    def __init__(self, routine: Routine) -> None:
        self._routine = routine
        self._any = bool(routine.say_as) or any(one.say_as for one in routine.exercises.values())
        self._of: dict[str | None, Readings] = {}

    def __bool__(self) -> bool:
        return self._any

    def phrase(self, text: str, exercise: str | None = None) -> str:
        """The phrase with its words marked, as it is said while that exercise is on."""
        return self._readings(exercise).mark(text) if self._any else text

    def segments(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        """The same segments, with what is said marked."""
        if not self._any:
            yield from segments
            return
        for segment in segments:
            cues = tuple(self._cue(cue, segment.exercise) for cue in segment.cues)
            yield replace(segment, cues=cues) if cues != segment.cues else segment

    def _cue(self, cue: Cue, exercise: str | None) -> Cue:
        match cue:
            case Say():
                return self._say(cue, exercise)
            case Slot():
                return replace(cue, anchored=tuple(self._anchored(item, exercise) for item in cue.anchored))
        return cue

    def _anchored(self, item: Anchored, exercise: str | None) -> Anchored:
        cue = self._say(item.cue, exercise) if isinstance(item.cue, Say) else item.cue
        return replace(item, cue=cue, instead=item.instead and self._say(item.instead, exercise))

    def _say(self, cue: Say, exercise: str | None) -> Say:
        spoken = self.phrase(cue.text, exercise)
        return replace(cue, spoken=spoken) if spoken != cue.text else cue

    def _readings(self, exercise: str | None) -> Readings:
        if exercise not in self._of:
            exercises = self._routine.exercises
            own = exercises.get(exercise or "")
            maps = [
                own.say_as if own else {},
                self._routine.say_as,
                *(one.say_as for one in exercises.values()),
            ]
            self._of[exercise] = Readings(
                (word, parse_reading(reading)) for words in maps for word, reading in words.items()
            )
        return self._of[exercise]
