"""Coaches exercise sessions by voice. The way through, in Python:

    from voicecoach import Choices, open_voice, prepare, preview, render

    with open_voice("espeak:en-gb") as voice:
        session = prepare("gentle-daily", Choices(level=0.5), voice)
        print(preview(session))
        render(session, voice, "monday.wav")

`Performance(session, voice)` plays it live. `prepare` is `load_routine`, `coach` and `arrange` in one call; each of these
can be called by itself. Every name below is imported from its own module when it is first used, so that `import voicecoach`
costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # without typing: the command line's Ctrl-C waits for whatever is imported here
if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block, Clip
    from voicecoach.errors import (
        AudioError,
        BackendUnavailable,
        DeviceError,
        DoesNotFit,
        ExportError,
        MicrophoneError,
        NewerState,
        RoutineError,
        SoundNotFound,
        SpeechError,
        StateError,
        SynthesisFailed,
        VoicecoachError,
        VoiceNotFound,
    )
    from voicecoach.export import preview, render
    from voicecoach.export.quality import Quality
    from voicecoach.play.clock import Clock
    from voicecoach.play.commands import Command
    from voicecoach.play.notices import Notice, NoticeKind
    from voicecoach.play.performance import Performance
    from voicecoach.play.saved.record import Record
    from voicecoach.play.sinks.api import Output, Piece, Sink
    from voicecoach.play.view import View
    from voicecoach.routine.dose import Dose
    from voicecoach.routine.library import Folders, ListedRoutine, list_routines, load_routine
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.routine.model import (
        AsManyRounds,
        Do,
        Every,
        Exercise,
        PauseFor,
        PlaySound,
        Repeat,
        Rest,
        Rounds,
        Routine,
        SayText,
        WaitFor,
    )
    from voicecoach.script.choices import Choices, Counting, Talk
    from voicecoach.script.coach import coach
    from voicecoach.script.cue import (
        Anchored,
        Pause,
        Role,
        Say,
        Script,
        Segment,
        SegmentKind,
        Side,
        Slot,
        Sound,
        Wait,
    )
    from voicecoach.script.familiarity import Amount, Familiarity, Practised
    from voicecoach.script.fit import Dial, Fit
    from voicecoach.session import Session, StreamedSession, prepare
    from voicecoach.speech.api import Backend, OpenVoice, Voice, VoiceInfo
    from voicecoach.speech.registry import open_voice
    from voicecoach.timeline.arrange import arrange
    from voicecoach.timeline.mix import mix
    from voicecoach.timeline.timeline import Chapter, Event, EventKind, Part, Timeline
    from voicecoach.units import Frames, Range, Seconds

__version__: str
"""As the installed package has it; read when it is asked for."""

__all__ = [
    "Amount",
    "Anchored",
    "AsManyRounds",
    "AudioError",
    "Backend",
    "BackendUnavailable",
    "Block",
    "Chapter",
    "Choices",
    "Clip",
    "Clock",
    "Command",
    "Counting",
    "DeviceError",
    "Dial",
    "Do",
    "DoesNotFit",
    "Dose",
    "Event",
    "EventKind",
    "Every",
    "Exercise",
    "ExportError",
    "Familiarity",
    "Fit",
    "Folders",
    "Frames",
    "ListedRoutine",
    "LoadedRoutine",
    "MicrophoneError",
    "NewerState",
    "Notice",
    "NoticeKind",
    "OpenVoice",
    "Output",
    "Part",
    "Pause",
    "PauseFor",
    "Performance",
    "Piece",
    "PlaySound",
    "Practised",
    "Quality",
    "Range",
    "Record",
    "Repeat",
    "Rest",
    "Role",
    "Rounds",
    "Routine",
    "RoutineError",
    "Say",
    "SayText",
    "Script",
    "Seconds",
    "Segment",
    "SegmentKind",
    "Session",
    "Side",
    "Sink",
    "Slot",
    "Sound",
    "SoundNotFound",
    "SpeechError",
    "StateError",
    "StreamedSession",
    "SynthesisFailed",
    "Talk",
    "Timeline",
    "View",
    "Voice",
    "VoiceInfo",
    "VoiceNotFound",
    "VoicecoachError",
    "Wait",
    "WaitFor",
    "arrange",
    "coach",
    "list_routines",
    "load_routine",
    "mix",
    "open_voice",
    "prepare",
    "preview",
    "render",
]

_PLACES = {
    "audio.pcm": "Block Clip",
    "errors": (
        "AudioError BackendUnavailable DeviceError DoesNotFit ExportError MicrophoneError NewerState RoutineError SoundNotFound "
        "SpeechError StateError SynthesisFailed VoiceNotFound VoicecoachError"
    ),
    "export": "preview render",
    "export.quality": "Quality",
    "play.clock": "Clock",
    "play.commands": "Command",
    "play.notices": "Notice NoticeKind",
    "play.performance": "Performance",
    "play.saved.record": "Record",
    "play.sinks.api": "Output Piece Sink",
    "play.view": "View",
    "routine.dose": "Dose",
    "routine.library": "Folders ListedRoutine list_routines load_routine",
    "routine.loaded_routine": "LoadedRoutine",
    "routine.model": "AsManyRounds Do Every Exercise PauseFor PlaySound Repeat Rest Rounds Routine SayText WaitFor",
    "script.choices": "Choices Counting Talk",
    "script.coach": "coach",
    "script.cue": "Anchored Pause Role Say Script Segment SegmentKind Side Slot Sound Wait",
    "script.familiarity": "Amount Familiarity Practised",
    "script.fit": "Dial Fit",
    "session": "Session StreamedSession prepare",
    "speech.api": "Backend OpenVoice Voice VoiceInfo",
    "speech.registry": "open_voice",
    "timeline.arrange": "arrange",
    "timeline.mix": "mix",
    "timeline.timeline": "Chapter Event EventKind Part Timeline",
    "units": "Frames Range Seconds",
}
"""The names by their modules: what TYPE_CHECKING imports, once more for run time. A test holds the three together."""


def __getattr__(name: str) -> object:
    import importlib

    for module, names in _PLACES.items():
        if name in names.split():
            found = getattr(importlib.import_module(f"voicecoach.{module}"), name)
            globals()[name] = found  # from now on without this function
            return found
    if name == "__version__":
        from importlib.metadata import version

        return version("voicecoach")
    raise AttributeError(f"module “voicecoach” has no attribute “{name}”")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})
