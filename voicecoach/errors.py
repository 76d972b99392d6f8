"""Everything that voicecoach raises on purpose.

    VoicecoachError
    |- RoutineError(path, line, column, field)       what the author wrote
    |- SpeechError(backend)
    |  |- BackendUnavailable                         the engine is not here, or does not start
    |  |- VoiceNotFound                              the engine is here, the voice is not
    |  `- SynthesisFailed(phrase)                    the engine could not speak this phrase
    |- AudioError
    |  |- SoundNotFound(name)
    |  `- DeviceError(output)
    |     `- MicrophoneError                         the same of a microphone
    |- DoesNotFit(shortest_s, longest_s)             no session of that length can be made of this routine
    |- ExportError(path)
    `- StateError(path)                              what voicecoach keeps itself is broken
       `- NewerState                                 a newer version of voicecoach wrote it

An error carries its data and reports itself in `str()`: one or two lines for a person, which say where, what, and what to
do. The command line prints that and nothing else.
"""

from __future__ import annotations

import math
from pathlib import Path


class VoicecoachError(Exception):
    """The root: whatever goes wrong for a reason that a user can do something about."""


class Interrupted(KeyboardInterrupt):
    """A signal ends the program: no mistake, and no VoicecoachError. What was begun is undone on the way."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        """Of the signal."""

    @property
    def code(self) -> int:
        """The exit code, as a shell counts it: 130 for Ctrl-C."""
        return 128 + self.number


class RoutineError(VoicecoachError):
    """One mistake in a routine or exercise file, at its place.

    `line` and `column` count from 1, as editors do; both are None if no place in a file is meant. `others` holds
    further mistakes of the same reading, so that an author sees all of them in one go.
    """

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
        field: str | None = None,
        others: tuple[RoutineError, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.field = field
        self.others = others

    @property
    def place(self) -> str:
        """`file:line:column`, as much of it as is known; empty if nothing is."""
        parts = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        return ":".join(parts)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class DoesNotFit(VoicecoachError):
    """A routine cannot be done in the time that there is, or not so slowly."""

    def __init__(self, routine: str, wanted_s: float, shortest_s: float, longest_s: float) -> None:
        """The routine's id, and lengths in seconds: what was asked for, the shortest and the longest that there is."""
        super().__init__(routine, wanted_s, shortest_s, longest_s)
        self.routine = routine
        self.wanted_s = wanted_s
        self.shortest_s = shortest_s
        self.longest_s = longest_s

    def __str__(self) -> str:
        # Rounded so that either, given as minutes, fits.
        shortest, longest = _clock(math.ceil(self.shortest_s)), _clock(math.floor(self.longest_s))
        return (
            f"{self.routine} cannot be fitted to {_clock(round(self.wanted_s))}:"
            f" the shortest that it can be is {shortest}, the longest {longest}; try --minutes {shortest}"
            if self.wanted_s < self.shortest_s
            else f"{self.routine} cannot be made {_clock(round(self.wanted_s))} long:"
            f" the longest that it can be is {longest}, the shortest {shortest}; try --minutes {longest}"
        )


def _clock(seconds: int) -> str:
    """Minutes and seconds."""
    return f"{seconds // 60}:{seconds % 60:02d}"


class SpeechError(VoicecoachError):
    """A voice could not do its work."""

    def __init__(self, message: str, *, backend: str) -> None:
        super().__init__(message)
        self.message = message
        self.backend = backend

    def __str__(self) -> str:
        return f"voice {self.backend}: {self.message}"


class BackendUnavailable(SpeechError):
    """The engine is not installed, or does not start."""


class VoiceNotFound(SpeechError):
    """The engine has no voice of this name."""


class SynthesisFailed(SpeechError):
    """The engine did not speak a phrase: it hung, died, or returned nothing."""

    def __init__(self, message: str, *, backend: str, phrase: str) -> None:
        super().__init__(message, backend=backend)
        self.phrase = phrase

    def __str__(self) -> str:
        shown = self.phrase if len(self.phrase) <= 60 else self.phrase[:57] + "..."
        return f"voice {self.backend}: {self.message}, at the phrase “{shown}”"


class AudioError(VoicecoachError):
    """A sound or a device is not what was asked for."""


class SoundNotFound(AudioError):
    """No sound of this name among the shipped and the user's own."""

    def __init__(self, message: str, *, name: str) -> None:
        super().__init__(message)
        self.name = name


class DeviceError(AudioError):
    """An output device cannot be opened, or went away."""

    def __init__(self, message: str, *, output: str) -> None:
        super().__init__(message)
        self.message = message
        self.output = output

    def __str__(self) -> str:
        return f"output {self.output}: {self.message}"


class MicrophoneError(DeviceError):
    """A microphone cannot be opened, or went away."""

    def __init__(self, message: str) -> None:
        super().__init__(message, output="microphone")

    def __str__(self) -> str:
        return f"microphone: {self.message}"


class _FileError(VoicecoachError):
    """What is wrong with one file, or with the place for it."""

    def __init__(self, message: str, *, path: Path | str) -> None:
        super().__init__(message)
        self.message = message
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class ExportError(_FileError):
    """A file could not be written; what was there before still is."""


class StateError(_FileError):
    """A file that voicecoach keeps for itself, such as the place of a session, cannot be used."""


class NewerState(StateError):
    """A newer version of voicecoach wrote the file; it is not broken."""
