"""The whole way in one place: find and load a routine, coach it, arrange it with a voice.

For the commands and for the Python API alike. `prepare` gives the whole timeline; `Live` gives it part by part, so that a
session can begin while its later phrases are still being made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import RoutineError
from voicecoach.fitting.adapted import adaptations
from voicecoach.fitting.fit import fitted
from voicecoach.fitting.length import PRELUDE, true_total
from voicecoach.near import did_you_mean
from voicecoach.routine.library import Folders, load_routine
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.script.choices import Choices
from voicecoach.script.coach import coach, segments
from voicecoach.script.cue import Script
from voicecoach.script.outline import Visit, outline
from voicecoach.script.picking import is_a_session
from voicecoach.speech.api import check_voice
from voicecoach.timeline.ahead import expected_segments
from voicecoach.timeline.arrange import Chimes, arrange_parts
from voicecoach.timeline.missing_sounds import refuse_missing_sounds
from voicecoach.timeline.timeline import Part, Timeline
from voicecoach.units import Seconds, to_seconds

if TYPE_CHECKING:
    from voicecoach.routine.model import Routine
    from voicecoach.speech.api import Voice


@dataclass(frozen=True, slots=True)
class Session:
    """A routine, ready for one person and one voice."""

    loaded: LoadedRoutine
    choices: Choices
    timeline: Timeline
    total: Seconds
    """The length as it is announced."""
    quiet: Seconds = Seconds(0.0)
    """A pause after that, which makes it true."""

    def __repr__(self) -> str:
        timeline = self.timeline
        return f"<Session {self.loaded.id}: {timeline.duration:.1f} s, {len(timeline.parts)} parts, {timeline.voice}>"

    @property
    def script(self) -> Script:
        """What is said, in relative time; made again, as the timeline holds all of it."""
        return coach(self.loaded, self.choices, total=self.total, quiet=self.quiet)


def prepare(
    routine: str | Path | Routine | LoadedRoutine,
    choices: Choices,
    voice: Voice,
    *,
    chimes: Chimes | None = None,
    folders: Folders | None = None,
) -> Session:
    """The routine, coached and arranged. Speaks every phrase that the voice's cache lacks.

    `routine` is an id, a path, a Routine made in Python, or what `load_routine` gave.

    Choices with `minutes` are fitted to them first, if they were not before: what it comes to is in the session's choices.

    Raises RoutineError, DoesNotFit, SpeechError, SoundNotFound; ValueError for what is not a voice or not Choices.
    """
    check_voice(voice)
    loaded = routine if isinstance(routine, LoadedRoutine) else load_routine(routine, folders=folders)
    model = loaded.routine
    check_choices(loaded, choices)
    if chimes is None:
        refuse_missing_sounds(loaded)
    choices = choices.settled(model)
    asked, choices = choices, fitted(loaded, choices, voice, chimes=chimes)
    # Straight from the coach into the timeline: a long session's script need never exist as a whole.
    script = expected_segments(segments(model, choices, total=Seconds(0.0)), voice)
    parts = tuple(arrange_parts(script, voice, chimes))
    total, quiet, _ = true_total(model, choices, voice, chimes, to_seconds(parts[-1].end, voice.rate))
    del parts
    parts = tuple(arrange_parts(segments(model, choices, total=total, quiet=quiet), voice, chimes))
    timeline = Timeline(
        loaded.id,
        model.title,
        voice.id,
        voice.rate,
        parts,
        model.language,
        choices.session,
        adaptations(model, asked, choices),
    )
    return Session(loaded, choices, timeline, total, quiet)


def check_choices(loaded: LoadedRoutine, choices: Choices) -> None:
    """Raises RoutineError if the routine lacks what the choices name; ValueError if they are not Choices."""
    if not isinstance(choices, Choices):
        raise ValueError(f"choices are Choices(...), not {choices!r}")
    routine = loaded.routine
    for asked, there, what in (
        (choices.include - {"all"}, routine.optional(), "optional exercise"),
        (choices.easier, routine.eased(), "exercise with an easier variant"),
        (choices.skip | choices.only, frozenset(step.do for step in routine.done()), "exercise"),
    ):
        for name in sorted(asked - there):
            has = f"; it has {', '.join(sorted(there))}" if there else "; it has none"
            raise RoutineError(f"{loaded.id} has no {what} “{name}”{did_you_mean(name, there) or has}")
    if not is_a_session(routine, choices.settled(routine)):
        raise RoutineError(f"nothing of {loaded.id} is left but its warm-up; leave out fewer exercises")


@dataclass(frozen=True, slots=True)
class StreamedSession:
    """The parts of a session one by one, for a listener who should not wait until all of them are made."""

    loaded: LoadedRoutine
    choices: Choices
    voice: Voice
    chimes: Chimes | None = None
    left: frozenset[str] = frozenset()
    """Ids of exercises that are left out unless the listener asks for them: the length that is announced is without them."""

    def __post_init__(self) -> None:
        """Raises RoutineError if the choices name something that the routine lacks, SoundNotFound for a sound that nobody has."""
        check_choices(self.loaded, self.choices)
        if self.chimes is None:
            refuse_missing_sounds(self.loaded)

    def parts(self, hurry: Callable[[], bool] = lambda: False) -> Iterator[Part]:
        """The parts in order. The first need one phrase each; the overview needs the length of all that follow.

        That is measured with the voice itself, while the listener hears the safety notice; from the moment when
        `hurry()` is true the rest of it is estimated, so that a slow voice keeps nobody waiting.
        """
        routine = self.loaded.routine
        prelude = tuple(islice(segments(routine, self.choices), PRELUDE))
        done: list[Part] = []
        for part in arrange_parts(prelude, self.voice, self.chimes):
            done.append(part)
            yield part
        first = self._length(done[-1].end, hurry)
        total, quiet, _ = true_total(routine, self.choices, self.voice, self.chimes, first)
        following = islice(segments(routine, self.choices, total=total, quiet=quiet), PRELUDE, None)
        yield from arrange_parts(following, self.voice, self.chimes, index=PRELUDE, start=done[-1].end)

    def _length(self, frames: int, hurry: Callable[[], bool]) -> Seconds:
        """The length of all: of the prelude, which ends at `frames`, and of what follows it."""
        from voicecoach.speech.registry import open_voice

        routine = self.loaded.routine
        body = islice(segments(routine, self.choices, total=Seconds(0.0)), PRELUDE, None)
        estimate = open_voice("silent")
        estimated = 0.0
        visits = (item for item in outline(routine, self.choices) if isinstance(item, Visit))
        left = {visit.number for visit in visits if visit.id in self.left}
        for segment in body:
            if segment.visit in left:
                continue
            voice = estimate if hurry() else self.voice
            part = next(arrange_parts((segment,), voice, self.chimes))
            if voice is estimate:
                estimated += to_seconds(part.end, voice.rate)
            else:
                frames += part.end
        return Seconds(to_seconds(frames, self.voice.rate) + estimated)
